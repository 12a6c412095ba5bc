//! Generic imports: turns self-describing functions into imports that glue provides.
//!
//! The guest compiles one function per use of a generic import or cast; its body only describes
//! itself. Which functions mean the same import is decided by the caller (from their descriptions);
//! this pass replaces each group by one import and points every reference at it. It also merges
//! repeated imports of the guest crate, which object files legally declare several times.
//! It must not know what a description says.

use std::collections::{BTreeMap, HashMap};

use walrus::ir::{Instr, InstrSeqId, LegacyCatch};
use walrus::{
    ConstExpr, ConstOp, ElementItems, ExportItem, FunctionId, FunctionKind, GlobalKind, ImportId, ImportKind,
    ImportedFunction, LocalFunction, Module,
};

use crate::error::WasmError;
use crate::interp::{PLACEHOLDER, function_name};

/// Import module of the guest crate's handle-table primitives.
const XFORM: &str = "__wbindgen_externref_xform__";

/// Replacements of functions by others.
pub type Redirects = HashMap<FunctionId, FunctionId>;

/// Replaces each group by one import of the placeholder module, named after its 1-based position;
/// returns the imported functions in group order.
///
/// The first member becomes the import in place; references to the others are redirected to it and
/// the others are dead afterwards (garbage collection removes them). Fails when a group is empty,
/// has a member that is not a local function, or joins different core types; the module is
/// unchanged then.
pub fn run(module: &mut Module, groups: &[Vec<FunctionId>]) -> Result<Vec<FunctionId>, WasmError> {
    for (index, group) in groups.iter().enumerate() {
        check(module, index + 1, group)?;
    }
    let mut redirects = Redirects::new();
    let mut imported = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        let Some((&func, others)) = group.split_first() else { continue };
        let name = format!("__wbindgen_generic_{:016x}", index + 1);
        let ty = module.funcs.get(func).ty();
        let import = module.imports.add(PLACEHOLDER, &name, func);
        let function = module.funcs.get_mut(func);
        function.kind = FunctionKind::Import(ImportedFunction { import, ty });
        function.name = Some(name);
        redirects.extend(others.iter().map(|other| (*other, func)));
        imported.push(func);
    }
    redirect(module, &redirects);
    Ok(imported)
}

fn check(module: &Module, group: usize, members: &[FunctionId]) -> Result<(), WasmError> {
    let refuse = |problem: String| Err(WasmError::Group { group, problem });
    let Some(&first) = members.first() else {
        return refuse("has no functions".to_string());
    };
    let signature = |func| module.types.params_results(module.funcs.get(func).ty());
    for &member in members {
        if !matches!(module.funcs.get(member).kind, FunctionKind::Local(_)) {
            let function = function_name(module, member);
            return refuse(format!("contains function {function}, which is already an import"));
        }
        if signature(member) != signature(first) {
            let print = |func| {
                let (params, results) = signature(func);
                format!("{} {params:?} -> {results:?}", function_name(module, func))
            };
            return Err(WasmError::GroupType { group, first: print(first), other: print(member) });
        }
    }
    Ok(())
}

/// Merges function imports of the guest crate that have the same module, name and type into the
/// first of them; returns how many were removed.
pub fn merge_duplicates(module: &mut Module) -> usize {
    let mut first: BTreeMap<(String, String), Vec<FunctionId>> = BTreeMap::new();
    let mut removed: Vec<(ImportId, FunctionId)> = Vec::new();
    let mut redirects = Redirects::new();
    for import in module.imports.iter() {
        let ImportKind::Function(func) = import.kind else { continue };
        if import.module != PLACEHOLDER && import.module != XFORM {
            continue;
        }
        let signature = |func| module.types.params_results(module.funcs.get(func).ty());
        let known = first.entry((import.module.clone(), import.name.clone())).or_default();
        match known.iter().find(|other| signature(**other) == signature(func)) {
            Some(&other) => {
                removed.push((import.id(), func));
                redirects.insert(func, other);
            }
            None => known.push(func),
        }
    }
    redirect(module, &redirects);
    for &(import, func) in &removed {
        module.imports.delete(import);
        module.funcs.delete(func);
    }
    removed.len()
}

/// Points every reference (calls, tail calls, `ref.func`, element segments, initialisers, exports,
/// the start function) at the replacement.
pub fn redirect(module: &mut Module, redirects: &Redirects) {
    if redirects.is_empty() {
        return;
    }
    let mut pending = Vec::new();
    for (_, local) in module.funcs.iter_local_mut() {
        redirect_body(local, redirects, &mut pending);
    }
    for element in module.elements.iter_mut() {
        match &mut element.items {
            ElementItems::Functions(funcs) => funcs.iter_mut().for_each(|func| replace(func, redirects)),
            ElementItems::Expressions(_, exprs) => {
                exprs.iter_mut().for_each(|expr| redirect_const(expr, redirects));
            }
        }
    }
    let globals: Vec<_> = module.globals.iter().map(walrus::Global::id).collect();
    for global in globals {
        if let GlobalKind::Local(init) = &mut module.globals.get_mut(global).kind {
            redirect_const(init, redirects);
        }
    }
    for table in module.tables.iter_mut() {
        if let Some(init) = &mut table.init {
            redirect_const(init, redirects);
        }
    }
    for export in module.exports.iter_mut() {
        if let ExportItem::Function(func) = &mut export.item {
            replace(func, redirects);
        }
    }
    if let Some(start) = &mut module.start {
        replace(start, redirects);
    }
}

fn replace(func: &mut FunctionId, redirects: &Redirects) {
    if let Some(replacement) = redirects.get(func) {
        *func = *replacement;
    }
}

fn redirect_const(expr: &mut ConstExpr, redirects: &Redirects) {
    match expr {
        ConstExpr::RefFunc(func) => replace(func, redirects),
        ConstExpr::Extended(ops) => {
            for op in ops {
                if let ConstOp::RefFunc(func) = op {
                    replace(func, redirects);
                }
            }
        }
        ConstExpr::Value(_) | ConstExpr::Global(_) | ConstExpr::RefNull(_) => {}
    }
}

/// Redirects one body; `pending` is scratch space.
fn redirect_body(local: &mut LocalFunction, redirects: &Redirects, pending: &mut Vec<InstrSeqId>) {
    pending.clear();
    pending.push(local.entry_block());
    while let Some(seq) = pending.pop() {
        for (instr, _) in &mut local.block_mut(seq).instrs {
            match instr {
                Instr::Call(e) => replace(&mut e.func, redirects),
                Instr::ReturnCall(e) => replace(&mut e.func, redirects),
                Instr::RefFunc(e) => replace(&mut e.func, redirects),
                Instr::Block(e) => pending.push(e.seq),
                Instr::Loop(e) => pending.push(e.seq),
                Instr::IfElse(e) => pending.extend([e.consequent, e.alternative]),
                Instr::TryTable(e) => pending.push(e.seq),
                Instr::Try(e) => {
                    pending.push(e.seq);
                    pending.extend(e.catches.iter().filter_map(|catch| match catch {
                        LegacyCatch::Catch { handler, .. } | LegacyCatch::CatchAll { handler } => Some(*handler),
                        LegacyCatch::Delegate { .. } => None,
                    }));
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interp::describe_exports;
    use crate::load::load;

    fn module(wat: &str) -> Module {
        load(&wat::parse_str(wat).unwrap(), "test.wasm").unwrap().module
    }

    /// As parsed, before [`load`] merges imports.
    fn raw_module(wat: &str) -> Module {
        Module::from_buffer(&wat::parse_str(wat).unwrap()).unwrap()
    }

    /// Two casts of one kind and one of another, referenced in every way a reference can be made.
    const GUEST: &str = r#"(module
        (import "__wbindgen_placeholder__" "__wbindgen_describe" (func $d (param i32)))
        (import "__wbindgen_placeholder__" "__wbindgen_describe_generic_import"
            (func $m (param i32 i32) (result i32)))
        (import "__wbindgen_placeholder__" "__wbindgen_describe" (func $d2 (param i32)))
        (memory 1)
        (table (export "table") 8 funcref)
        (global $g (mut funcref) (ref.func $b))
        (elem (i32.const 1) func $a $b)
        (elem (table 0) (i32.const 4) funcref (ref.func $b) (ref.null func) (ref.func $c))
        (elem declare func $b)
        (func $a (param i32) (result i32) (call $d (i32.const 1)) (call $m (i32.const 1) (i32.const 0)))
        (func $b (param i32) (result i32) (call $d2 (i32.const 1)) (return_call $m (i32.const 2) (i32.const 0)))
        (func $c (param i64) (result i32) (call $d (i32.const 2)) (call $m (i32.const 3) (i32.const 0)))
        (func (export "use") (param i32) (result i32)
            (block (br_if 0 (local.get 0)) (return (call $b (local.get 0))))
            (drop (call $c (i64.const 1)))
            (drop (ref.func $b))
            (return_call $b (local.get 0))))"#;

    #[test]
    fn groups_become_imports_and_every_reference_follows() {
        let mut module = raw_module(GUEST);
        assert_eq!(merge_duplicates(&mut module), 1);
        let markers = describe_exports(&module).unwrap().markers;
        let words: Vec<_> = markers.iter().map(|m| m.words.clone()).collect();
        assert_eq!(words, [vec![1], vec![1], vec![2]]);
        let groups = vec![vec![markers[2].func], vec![markers[0].func, markers[1].func]];
        let imported = run(&mut module, &groups).unwrap();
        assert_eq!(imported, [markers[2].func, markers[0].func]);
        walrus::passes::gc::run(&mut module);
        let bytes = module.emit_wasm();
        wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all()).validate_all(&bytes).unwrap();
        let again = load(&bytes, "out.wasm").unwrap().module;
        let imports: Vec<_> = again.imports.iter().map(|i| (i.module.as_str(), i.name.as_str())).collect();
        let expected = ["__wbindgen_generic_0000000000000001", "__wbindgen_generic_0000000000000002"];
        assert_eq!(imports, expected.map(|name| (PLACEHOLDER, name)));
        // Nothing but the exported user remains local.
        assert_eq!(again.funcs.iter_local().count(), 1);
        let table = crate::interp::function_table_lookup(&again).unwrap();
        let second = again.imports.get_func(PLACEHOLDER, expected[1]).unwrap();
        let first = again.imports.get_func(PLACEHOLDER, expected[0]).unwrap();
        let slots: Vec<_> = table.iter().collect();
        assert_eq!(slots, [(1, second), (2, second), (4, second), (6, first)]);
    }

    #[test]
    fn members_of_different_types_are_refused_without_a_change() {
        let mut module = module(GUEST);
        let markers = describe_exports(&module).unwrap().markers;
        let before = module.imports.iter().count();
        let error = run(&mut module, &[vec![markers[0].func, markers[2].func]]).unwrap_err().to_string();
        assert!(error.contains("generic import 1 joins functions with different core signatures"), "{error}");
        assert!(run(&mut module, &[vec![]]).unwrap_err().to_string().contains("has no functions"));
        let import = module.imports.get_func(PLACEHOLDER, "__wbindgen_describe").unwrap();
        let error = run(&mut module, &[vec![import]]).unwrap_err().to_string();
        assert!(error.contains("already an import"), "{error}");
        assert_eq!(module.imports.iter().count(), before);
    }

    #[test]
    fn imports_that_differ_in_type_or_module_stay_apart() {
        let mut module = raw_module(
            r#"(module
                (import "__wbindgen_placeholder__" "x" (func (param i32)))
                (import "__wbindgen_placeholder__" "x" (func $i (param i64)))
                (import "env" "x" (func (param i32)))
                (import "env" "x" (func (param i32)))
                (import "__wbindgen_placeholder__" "x" (func $j (param i64)))
                (start $s)
                (func $s (call $j (i64.const 1)) (call $i (i64.const 1))))"#,
        );
        assert_eq!(merge_duplicates(&mut module), 1);
        let bytes = module.emit_wasm();
        wasmparser::Validator::new().validate_all(&bytes).unwrap();
        assert_eq!(module.imports.iter().count(), 4);
    }
}
