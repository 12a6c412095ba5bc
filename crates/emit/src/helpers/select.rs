//! Picks the runtime files a package needs and joins them into plain module code.
//!
//! Knows the line forms of the runtime files (`export …` and `import { … } from …` at line start); must not know what they do.

use std::collections::{BTreeMap, BTreeSet};

use wbg_ir::HandleMode;
use wbg_ir::facts::RuntimeFn;

use crate::helpers::files::{FILES, Presence, RuntimeFile, When};
use crate::helpers::Helper;
use crate::options::{EmitInput, EncodeInto};

/// The module-wide choices that pick variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Runtime {
    /// Kind of handle table.
    pub handles: HandleMode,
    /// Use of `encodeInto`.
    pub encode_into: EncodeInto,
    /// Whether the guest can resize an allocation.
    pub realloc: Presence,
}

impl Runtime {
    /// The choices of a package.
    pub fn of(input: &EmitInput<'_>) -> Self {
        let resizes = input.linkage.runtime.contains_key(&RuntimeFn::Realloc);
        Self {
            handles: input.abi.handles,
            encode_into: input.options.encode_into,
            realloc: if resizes { Presence::Present } else { Presence::Missing },
        }
    }

    fn has(&self, file: &RuntimeFile) -> bool {
        match file.when {
            When::Always => true,
            When::Handles(mode) => mode == self.handles,
            When::EncodeInto(mode) => mode == self.encode_into,
            When::Realloc(presence) => presence == self.realloc,
        }
    }
}

/// The code of the given helpers and of everything they need, dependencies first, without `import` and `export`.
pub fn runtime(needed: &BTreeSet<Helper>, choice: Runtime) -> String {
    let names = needed.iter().map(|helper| helper.identifier());
    join(FILES, names, choice)
}

fn join<'a>(files: &'a [RuntimeFile], names: impl Iterator<Item = &'a str>, choice: Runtime) -> String {
    let files: Vec<&RuntimeFile> = files.iter().filter(|file| choice.has(file)).collect();
    let mut owner = BTreeMap::new();
    for file in &files {
        for name in exported(file.text) {
            owner.insert(name, *file);
        }
    }
    let mut walk = Walk { owner, done: BTreeSet::new(), out: String::new() };
    let roots: BTreeMap<&str, &RuntimeFile> =
        names.filter_map(|name| walk.owner.get(name).map(|file| (file.path, *file))).collect();
    for file in roots.values() {
        walk.add(file);
    }
    walk.out
}

struct Walk<'a> {
    owner: BTreeMap<&'a str, &'a RuntimeFile>,
    done: BTreeSet<&'a str>,
    out: String,
}

impl<'a> Walk<'a> {
    fn add(&mut self, file: &'a RuntimeFile) {
        if !self.done.insert(file.path) {
            return;
        }
        let needed: BTreeMap<&str, &'a RuntimeFile> =
            imported(file.text).filter_map(|name| self.owner.get(name).map(|file| (file.path, *file))).collect();
        for dependency in needed.values() {
            self.add(dependency);
        }
        self.out.push_str(&strip(file.text));
    }
}

/// Names a file offers.
fn exported(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let rest = line.strip_prefix("export ")?;
        let rest = rest.strip_prefix("async ").unwrap_or(rest);
        let rest = ["function ", "class ", "const ", "let "].iter().find_map(|keyword| rest.strip_prefix(keyword))?;
        rest.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).next()
    })
}

/// Names a file wants.
fn imported(text: &str) -> impl Iterator<Item = &str> {
    import_statements(text).flat_map(|statement| {
        let list = statement.split_once('{').and_then(|(_, rest)| rest.split_once('}')).map_or("", |(list, _)| list);
        list.split(',').map(str::trim).filter(|name| !name.is_empty())
    })
}

/// The text of each `import { … } from "…";`, which may span lines.
fn import_statements(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let at = if rest.starts_with("import ") { 0 } else { rest.find("\nimport ")? + 1 };
        let statement = &rest[at..];
        let end = statement.find(';')?;
        rest = &statement[end..];
        Some(&statement[..end])
    })
}

/// A file as it stands inside a package: no imports, no `export`, no checker directives, no module comment.
fn strip(text: &str) -> String {
    let mut out = String::new();
    let mut inside_import = false;
    let mut preamble = true;
    for line in text.lines() {
        if inside_import || line.starts_with("import ") {
            inside_import = !line.contains(';');
            continue;
        }
        preamble &= line.is_empty() || line.starts_with("//");
        if preamble || line.starts_with("// @ts-") || line.contains("eslint-disable") {
            continue;
        }
        out.push_str(line.strip_prefix("export ").unwrap_or(line));
        out.push('\n');
    }
    out.trim_end().to_owned() + "\n\n"
}

#[cfg(test)]
mod tests;
