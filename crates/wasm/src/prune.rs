//! Frees what only descriptions needed, as soon as they have run.
//!
//! In guests with many bindings most functions are descriptions. Dropping them here keeps them out of every later stage; the
//! collection of dead code at the end of the passes still decides what is written.

use std::collections::HashSet;

use walrus::ir::{Visitor, dfs_in_order};
use walrus::{ConstExpr, ConstOp, ElementItems, ExportItem, FunctionId, FunctionKind, GlobalKind, Module};

use crate::facts;
use crate::guest::Guest;
use crate::interp::DESCRIBE_PREFIX;

/// Deletes the description exports, and the bodies that only they could reach.
///
/// Everything but functions stays. `keep` are functions that later passes look at although nothing may call them.
pub fn descriptions(guest: &mut Guest, keep: impl IntoIterator<Item = FunctionId>) {
    // Descriptions are compiled like the rest of the guest: they count as evidence for its exception dialect.
    guest.exceptions.get_or_insert_with(|| facts::exceptions(&guest.module));
    let module = &mut guest.module;
    let descriptions: Vec<_> =
        module.exports.iter().filter(|e| e.name.starts_with(DESCRIBE_PREFIX)).map(|e| e.id()).collect();
    if descriptions.is_empty() {
        return;
    }
    for id in descriptions {
        module.exports.delete(id);
    }
    let live = live(module, keep);
    let dead: Vec<_> = module.funcs.iter_local().map(|(id, _)| id).filter(|id| !live.contains(id)).collect();
    for id in dead {
        module.funcs.delete(id);
    }
}

/// Functions that exports, the start function, element segments, globals or `keep` reach.
fn live(module: &Module, keep: impl IntoIterator<Item = FunctionId>) -> HashSet<FunctionId> {
    let mut found = Found::default();
    let exported = module.exports.iter().filter_map(|export| match export.item {
        ExportItem::Function(function) => Some(function),
        _ => None,
    });
    exported.chain(module.start).chain(keep).for_each(|function| found.add(function));
    for element in module.elements.iter() {
        match &element.items {
            ElementItems::Functions(functions) => functions.iter().for_each(|function| found.add(*function)),
            ElementItems::Expressions(_, items) => items.iter().for_each(|item| found.constant(item)),
        }
    }
    for table in module.tables.iter() {
        table.init.iter().for_each(|init| found.constant(init));
    }
    for global in module.globals.iter() {
        if let GlobalKind::Local(init) = &global.kind {
            found.constant(init);
        }
    }
    while let Some(function) = found.pending.pop() {
        if let FunctionKind::Local(local) = &module.funcs.get(function).kind {
            dfs_in_order(&mut found, local, local.entry_block());
        }
    }
    found.live
}

#[derive(Default)]
struct Found {
    live: HashSet<FunctionId>,
    pending: Vec<FunctionId>,
}

impl Found {
    fn add(&mut self, function: FunctionId) {
        if self.live.insert(function) {
            self.pending.push(function);
        }
    }

    fn constant(&mut self, value: &ConstExpr) {
        match value {
            ConstExpr::RefFunc(function) => self.add(*function),
            ConstExpr::Extended(ops) => ops.iter().for_each(|op| {
                if let ConstOp::RefFunc(function) = op {
                    self.add(*function);
                }
            }),
            ConstExpr::Value(_) | ConstExpr::Global(_) | ConstExpr::RefNull(_) => {}
        }
    }
}

impl<'instr> Visitor<'instr> for Found {
    fn visit_function_id(&mut self, function: &FunctionId) {
        self.add(*function);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wbg_ir::facts::Exceptions;

    fn pruned(text: &str, keep: &[&str]) -> (Guest, Vec<String>) {
        let module = crate::load::load(&wat::parse_str(text).unwrap(), "test.wasm").unwrap().module;
        let keep: Vec<_> = keep.iter().map(|name| module.funcs.by_name(name).unwrap()).collect();
        let mut guest = Guest::new(module);
        descriptions(&mut guest, keep);
        let names = guest.module.funcs.iter().filter(|function| matches!(function.kind, FunctionKind::Local(_)));
        let names = names.filter_map(|function| function.name.clone()).collect();
        (guest, names)
    }

    #[test]
    fn only_what_descriptions_reached_goes() {
        let text = r#"(module
            (table funcref (elem $in_table))
            (global (export "g") funcref (ref.func $in_global))
            (func $in_table) (func $in_global) (func $kept) (func $helper) (func $called call $tail)
            (func $tail) (func $start) (start $start)
            (func $description (export "__wbindgen_describe_f") call $helper call $called)
            (func $lost (export "__wbindgen_describe_g"))
            (func $live (export "f") (if (i32.const 1) (then (return_call $called)))))"#;
        let (guest, names) = pruned(text, &["kept"]);
        assert_eq!(names, ["in_table", "in_global", "kept", "called", "tail", "start", "live"]);
        assert_eq!(guest.module.exports.iter().map(|e| e.name.as_str()).collect::<Vec<_>>(), ["g", "f"]);
        assert_eq!(guest.exceptions, Some(Exceptions::None));
    }

    #[test]
    fn the_dialect_of_a_description_counts() {
        let text = "(module (tag $e) (func (export \"__wbindgen_describe_f\") try (throw $e) catch_all end))";
        let (mut guest, names) = pruned(text, &[]);
        assert!(names.is_empty());
        assert_eq!(facts(&mut guest).unwrap().exceptions, Exceptions::Legacy);
    }
}
