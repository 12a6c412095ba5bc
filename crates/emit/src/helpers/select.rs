//! Picks the declarations of the runtime that a package needs and joins them into plain module code.
//!
//! Must not know what they do.

use std::collections::{BTreeMap, BTreeSet};

use wbg_ir::facts::RuntimeFn;
use wbg_ir::failure::{Foreign, Guard, Rewind};
use wbg_ir::{HandleMode, PointerWidth};

use crate::helpers::Helper;
use crate::helpers::chunk::{Chunk, Visible, chunks};
use crate::helpers::files::{FILES, Imports, MemoryKind, Presence, RuntimeFile, When};
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
    /// What brackets entries.
    pub guard: Guard,
    /// Who looks after what leaves an import.
    pub imports: Imports,
    /// What kind of memory there is.
    pub memory: MemoryKind,
    /// Who rewinds the guest's stacks.
    pub rewind: Rewind,
}

impl Runtime {
    /// The choices of a package.
    pub fn of(input: &EmitInput<'_>) -> Self {
        let shared = input.facts.shares_memory();
        let resizes = input.linkage.runtime.contains_key(&RuntimeFn::Realloc);
        Self {
            handles: input.abi.handles,
            // Browsers do not encode into memory that threads share.
            encode_into: if shared { EncodeInto::Never } else { input.options.encode_into },
            realloc: if resizes { Presence::Present } else { Presence::Missing },
            guard: input.failure.guard(),
            imports: match (input.failure.guard(), input.failure.foreign()) {
                (Guard::None, _) => Imports::Unwatched,
                (_, Foreign::Counted) => Imports::Counted,
                (_, Foreign::Carried) => Imports::Carried,
            },
            memory: match (input.abi.pointer, shared) {
                (PointerWidth::W64, true) => MemoryKind::SharedWide,
                (PointerWidth::W64, false) => MemoryKind::Wide,
                (PointerWidth::W32, true) => MemoryKind::Shared,
                (PointerWidth::W32, false) => MemoryKind::Private,
            },
            rewind: input.failure.rewind(),
        }
    }

    fn has(&self, file: &RuntimeFile) -> bool {
        match file.when {
            When::Always => true,
            When::Handles(mode) => mode == self.handles,
            When::EncodeInto(mode) => mode == self.encode_into,
            When::Guard(guards) => guards.contains(&self.guard),
            When::Imports(kinds) => kinds.contains(&self.imports),
            When::Memory(kinds) => kinds.contains(&self.memory),
            When::WatchedMemory(kinds) => kinds.contains(&self.memory) && self.guard != Guard::None,
            When::Rewind(guards, side) => guards.contains(&self.guard) && side == self.rewind,
            When::Realloc(presence) => presence == self.realloc,
        }
    }
}

/// The code of the given helpers and of everything they need, dependencies first, without `import` and `export`.
pub fn runtime(needed: &BTreeSet<Helper>, choice: Runtime) -> String {
    let names = needed.iter().map(|helper| helper.identifier());
    let code = join(FILES, names, choice);
    match choice.memory {
        MemoryKind::Private | MemoryKind::Shared => code,
        MemoryKind::Wide | MemoryKind::SharedWide => wide(&code),
    }
}

/// The same code for addresses and lengths that are numbers already. wasm32 hands them out with a sign, which the files take off with
/// [`UNSIGNED`] and with nothing else; the length of an array is no such word.
fn wide(code: &str) -> String {
    let parts: Vec<&str> = code.split(UNSIGNED).collect();
    let mut out = String::with_capacity(code.len());
    for (at, part) in parts.iter().enumerate() {
        out.push_str(part);
        if part.ends_with("array.length") && at + 1 < parts.len() {
            out.push_str(UNSIGNED);
        }
    }
    out
}

const UNSIGNED: &str = " >>> 0";

/// A declaration, by the file it is in and its name.
type Key<'a> = (&'a str, &'a str);

fn join<'a>(files: &'a [RuntimeFile], names: impl Iterator<Item = &'a str>, choice: Runtime) -> String {
    let mut walk = Walk::default();
    for file in files.iter().filter(|file| choice.has(file)) {
        for chunk in chunks(file.text) {
            let key = (file.path, chunk.name);
            if chunk.visible == Visible::Everywhere {
                walk.owner.insert(chunk.name, key);
            }
            walk.chunks.insert(key, chunk);
        }
    }
    let roots: BTreeSet<Key<'_>> = names.filter_map(|name| walk.owner.get(name).copied()).collect();
    for root in roots {
        walk.add(root);
    }
    walk.out
}

#[derive(Default)]
struct Walk<'a> {
    chunks: BTreeMap<Key<'a>, Chunk<'a>>,
    owner: BTreeMap<&'a str, Key<'a>>,
    done: BTreeSet<Key<'a>>,
    out: String,
}

impl<'a> Walk<'a> {
    /// Adds a declaration behind what it mentions: names of its own file first, then what files offer.
    fn add(&mut self, key: Key<'a>) {
        let Some(chunk) = self.chunks.get(&key) else { return };
        if !self.done.insert(key) {
            return;
        }
        let text = chunk.text.clone();
        for name in chunk.mentions.clone() {
            let inside = (key.0, name);
            let found = if self.chunks.contains_key(&inside) { Some(inside) } else { self.owner.get(name).copied() };
            if let Some(found) = found {
                self.add(found);
            }
        }
        self.out.push_str(&text);
        self.out.push('\n');
    }
}

#[cfg(test)]
mod tests;
