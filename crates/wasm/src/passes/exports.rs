//! The export list: what the linker and the guest crate exported goes, what JS may name comes back.
//!
//! [`take`] empties the list but remembers places, [`Inherited::arrange`] fills it. Bindgen exports lose their crate hash and
//! are sorted among the places they had.

use std::collections::{BTreeMap, BTreeSet};

use walrus::{ExportItem, GlobalId, Module};
use wbg_ir::Bindings;
use wbg_ir::facts::RuntimeFn;

use super::env::Env;
use super::failure::end::{HANDLER, TERMINATED};
use crate::error::WasmError;
use crate::load::Retain;

const LLD_EXPORTS: [&str; 3] = ["__heap_base", "__data_end", "__indirect_function_table"];

/// One place of the input's export list.
#[derive(Debug)]
enum Place {
    /// The user's own export.
    User(String, ExportItem),
    /// A bindgen export was here.
    Bound,
}

/// What is left of the input's export list.
#[derive(Debug, Default)]
pub(crate) struct Inherited {
    places: Vec<Place>,
}

/// Takes the export list out of the module.
pub(crate) fn take(env: &mut Env<'_>, bindings: &Bindings, lld: Retain) -> Inherited {
    let symbols: BTreeSet<&str> = bindings
        .exports
        .iter()
        .map(|(_, export)| export.symbol.as_str())
        .chain(bindings.classes.iter().map(|(_, class)| class.free_symbol.as_str()))
        .collect();
    let upcasts: BTreeMap<_, _> = bindings
        .classes
        .iter()
        .filter_map(|(_, class)| class.upcast.as_ref())
        .map(|(core, name)| (env.map.function(*core), name.as_str()))
        .collect();
    let is_upcast = |name: &str, item: ExportItem| match item {
        // Upcasts of several classes may be one function; the canonical name tells them apart well enough, because all of
        // them begin alike.
        ExportItem::Function(function) => upcasts.contains_key(&function) && name.starts_with("__wbg_upcast_"),
        _ => false,
    };
    let mut inherited = Inherited::default();
    let all: Vec<_> = env.module.exports.iter().map(|e| (e.id(), e.name.clone(), e.item)).collect();
    for (id, name, item) in all {
        env.module.exports.delete(id);
        if symbols.contains(name.as_str()) || is_upcast(&name, item) {
            inherited.places.push(Place::Bound);
        } else if !is_ours(&name) && (lld == Retain::Keep || !LLD_EXPORTS.contains(&name.as_str())) {
            inherited.places.push(Place::User(name, item));
        }
    }
    inherited
}

/// Exports for tools; those that glue needs come back on demand.
fn is_ours(name: &str) -> bool {
    name.starts_with("__wbindgen") || name.starts_with("__externref") || name == RuntimeFn::TaskPoll.symbol()
}

impl Inherited {
    /// The user's own exports.
    pub(crate) fn user(&self) -> impl Iterator<Item = (&str, ExportItem)> {
        self.places.iter().filter_map(|place| match place {
            Place::User(name, item) => Some((name.as_str(), *item)),
            Place::Bound => None,
        })
    }

    /// A global that the user exports.
    pub(crate) fn global(&self, name: &str) -> Option<GlobalId> {
        self.user().find_map(|(other, item)| match item {
            ExportItem::Global(id) if other == name => Some(id),
            _ => None,
        })
    }

    /// A bindgen `main` replaces a C-style one.
    pub(crate) fn drop_user(&mut self, name: &str) {
        self.places.retain(|place| !matches!(place, Place::User(user, _) if user == name));
    }

    /// Drops the words of the guest that tell of its end, which the wasm looks at itself; glue reads one of them where threads share it.
    fn drop_abort_words(&mut self, module: &Module) {
        self.drop_user(HANDLER);
        if module.memories.iter().all(|memory| !memory.shared) {
            self.drop_user(TERMINATED);
        }
    }

    /// Writes the export list: inherited places, with the bindgen exports in name order among theirs, then the rest.
    ///
    /// # Errors
    /// Two exports of one name.
    pub(crate) fn arrange(
        mut self,
        module: &mut Module,
        bound: BTreeMap<String, ExportItem>,
        rest: Vec<(String, ExportItem)>,
    ) -> Result<(), WasmError> {
        self.drop_abort_words(module);
        let mut bound = bound.into_iter();
        let mut list = Vec::new();
        for place in self.places {
            match place {
                Place::User(name, item) => list.push((name, item)),
                Place::Bound => list.extend(bound.next()),
            }
        }
        list.extend(bound);
        list.extend(rest);
        let mut names = BTreeSet::new();
        for (name, item) in list {
            if !names.insert(name.clone()) {
                return Err(WasmError::DuplicateExport { name });
            }
            module.exports.add(&name, item);
        }
        Ok(())
    }
}
