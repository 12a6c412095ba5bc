//! Allocates identifiers: one scope for a module, one for each function.
//!
//! Knows spelling rules only; who asks for a name, and in which order, is decided by the plan.

use std::collections::BTreeSet;

use crate::js::name::{is_binding, to_binding};

/// Prefixes that belong to generated code.
const OURS: &[&str] = &["__wbg_", "__wbindgen_"];

/// The names of one scope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope<'a> {
    outer: Option<&'a BTreeSet<String>>,
    taken: BTreeSet<String>,
}

impl<'a> Scope<'a> {
    /// A scope whose names must not hide those of an outer one.
    pub fn inside(outer: &'a BTreeSet<String>) -> Self {
        Self { outer: Some(outer), taken: BTreeSet::new() }
    }

    /// Keeps a name from being given out. Names that already are in use elsewhere are reserved first.
    pub fn reserve(&mut self, name: impl Into<String>) {
        self.taken.insert(name.into());
    }

    /// Whether a name is in use.
    pub fn contains(&self, name: &str) -> bool {
        self.taken.contains(name) || self.outer.is_some_and(|outer| outer.contains(name))
    }

    fn take(&mut self, name: &str) -> bool {
        !self.contains(name) && self.taken.insert(name.to_owned())
    }

    /// A new binding for something a user named: that name if possible, else the nearest free one (`name2`, `name3`, …).
    /// Never one of the generator's own.
    pub fn declare(&mut self, wanted: &str) -> String {
        let mut base = to_binding(wanted);
        if OURS.iter().any(|prefix| base.starts_with(prefix)) {
            base.insert(0, '_');
        }
        self.first_free(base)
    }

    /// A new binding of the generator's own, with the wanted name or the nearest free one.
    pub fn declare_ours(&mut self, wanted: &str) -> String {
        self.first_free(to_binding(wanted))
    }

    /// `base0`, `base1`, …: the first that is free.
    pub fn numbered(&mut self, base: &str) -> String {
        (0u32..)
            .map(|n| format!("{base}{n}"))
            .find(|name| self.take(name))
            .expect("a function has fewer than 2^32 locals")
    }

    fn first_free(&mut self, base: String) -> String {
        if is_binding(&base) && self.take(&base) {
            return base;
        }
        (2u32..).map(|n| format!("{base}{n}")).find(|name| self.take(name)).expect("a module has fewer than 2^32 names")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clashes_get_the_smallest_free_number() {
        let mut scope = Scope::default();
        scope.reserve("wasm");
        assert_eq!(scope.declare("wasm"), "wasm2");
        assert_eq!(scope.declare("wasm"), "wasm3");
        assert_eq!(scope.declare("x"), "x");
    }

    #[test]
    fn odd_names_become_bindings() {
        let mut scope = Scope::default();
        assert_eq!(scope.declare("default"), "_default");
        assert_eq!(scope.declare("x-y"), "x_y");
        assert_eq!(scope.declare("x_y"), "x_y2");
        assert_eq!(scope.declare("2d"), "_2d");
    }

    #[test]
    fn our_prefixes_are_not_given_to_users() {
        let mut scope = Scope::default();
        assert_eq!(scope.declare("__wbg_take"), "___wbg_take");
        assert_eq!(scope.declare_ours("__wbindgen_enum_E"), "__wbindgen_enum_E");
    }

    #[test]
    fn numbered_locals_skip_what_is_taken() {
        let mut scope = Scope::default();
        scope.reserve("ptr1");
        assert_eq!([scope.numbered("ptr"), scope.numbered("ptr"), scope.numbered("len")], ["ptr0", "ptr2", "len0"]);
    }
}
