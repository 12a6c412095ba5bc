//! Adapters for Rust closures, one per (invoke function, mutability, signature).

use std::collections::BTreeMap;

use wbg_ir::closure::ClosureAdapter;
use wbg_ir::func::{Inbound, Prefix};
use wbg_ir::{Arena, ClosureId, CoreFn};
use wbg_schema::signature::Signature;

use crate::convert::{Types, Unsupported};
use crate::crosscheck;
use crate::display::call_text;

/// Adapters in order of first use.
#[derive(Debug, Default)]
pub(crate) struct Closures {
    arena: Arena<ClosureId, ClosureAdapter>,
    ids: BTreeMap<(CoreFn, bool, Inbound), ClosureId>,
}

impl Closures {
    /// All adapters.
    pub(crate) fn into_arena(self) -> Arena<ClosureId, ClosureAdapter> {
        self.arena
    }

    fn intern(&mut self, adapter: ClosureAdapter) -> ClosureId {
        let key = (adapter.core, adapter.mutable, adapter.call.clone());
        *self.ids.entry(key).or_insert_with(|| self.arena.push(adapter))
    }
}

impl Types<'_> {
    /// The adapter of a closure with this signature; `mutable` for `FnMut`.
    pub(crate) fn closure(&mut self, signature: &Signature, mutable: bool) -> Result<ClosureId, Unsupported> {
        let text = call_text(signature);
        let core = *self.facts.table_entries.get(&signature.shim_index).ok_or_else(|| {
            Unsupported::new(format!(
                "closure `{text}` is entered through entry {} of the function table, which holds no function; \
                 the module was rewritten after it was linked, run this tool on the linker's output",
                signature.shim_index
            ))
        })?;
        let mut call = self
            .inbound(signature, Prefix::Closure)
            .map_err(|problems| Unsupported::new(format!("closure `{text}`: {}", problems.join("; "))))?;
        crosscheck::inbound(self.facts, core, &mut call)
            .map_err(|e| Unsupported::new(format!("closure `{text}`: {e}")))?;
        Ok(self.closures.intern(ClosureAdapter { core, mutable, call }))
    }
}
