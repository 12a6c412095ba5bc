//! The handle table: a wasm table of JS references that the guest's slab manages through imports.
//!
//! The imports become local functions in place. Sizes that depend on how many static strings survive are filled in by
//! [`settle`] after liveness.

use std::collections::BTreeMap;

use walrus::ir::Value;
use walrus::{
    ConstExpr, ElementItems, ElementKind, FunctionBuilder, FunctionId, FunctionKind, GlobalId, ImportKind,
    InstrSeqBuilder, LocalId, RefType, TableId, ValType,
};
use wbg_ir::abi::{BORROW_STACK, HANDLE_NULL, HANDLE_STATICS};
use wbg_ir::facts::RuntimeFn;
use wbg_ir::linkage::STRING_CONSTANTS;

use super::env::Env;
use crate::error::WasmError;
use crate::facts::EXTERNREF;

/// Import module of the table operations.
pub(crate) const XFORM: &str = "__wbindgen_externref_xform__";

/// The handle table and what moves values in and out of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HandleTable {
    /// The table.
    pub(crate) table: TableId,
    /// Lowest borrowed slot in use; grows downwards from [`BORROW_STACK`].
    pub(crate) borrow_stack: GlobalId,
    /// `() -> handle`.
    pub(crate) alloc: FunctionId,
    /// `(handle)`.
    pub(crate) dealloc: FunctionId,
}

/// Functions whose constant result is known only after liveness.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    statics_end: Vec<FunctionId>,
    strings: BTreeMap<FunctionId, String>,
}

/// Creates the table and lowers the guest's table imports.
///
/// # Errors
/// An import of the table module that this tool does not know, or a guest without the allocator that imports from it.
pub(crate) fn lower(env: &mut Env<'_>) -> Result<Pending, WasmError> {
    let mut pending = Pending::default();
    if !env.has_table() {
        for (name, function) in imports(env) {
            if name == STATICS_END {
                constant(env, function, HANDLE_STATICS);
            }
        }
        return Ok(pending);
    }
    let alloc = env.runtime.get(&RuntimeFn::TableAlloc).copied();
    let dealloc = env.runtime.get(&RuntimeFn::TableDealloc).copied();
    if let (Some(alloc), Some(dealloc)) = (alloc, dealloc) {
        let size = u64::from(HANDLE_STATICS);
        let table = env.module.tables.add_local(false, size, None, RefType::EXTERNREF);
        env.module.tables.get_mut(table).name = Some("handles".to_string());
        let start = ConstExpr::Value(Value::I32(BORROW_STACK.cast_signed()));
        let borrow_stack = env.module.globals.add_local(ValType::I32, true, false, start);
        env.handles = Some(HandleTable { table, borrow_stack, alloc, dealloc });
    }
    for (name, function) in imports(env) {
        let table = env.handle_table(&format!("import `{name}`"))?.table;
        match name.as_str() {
            "__wbindgen_externref_table_grow" => grow(env, function, table),
            "__wbindgen_externref_table_set_null" => set_null(env, function, table),
            STATICS_END => {
                pending.statics_end.push(function);
                constant(env, function, HANDLE_STATICS);
            }
            _ => return Err(WasmError::MissingAdapters { module: XFORM.to_string(), names: format!("`{name}`") }),
        }
    }
    Ok(pending)
}

const STATICS_END: &str = "__wbindgen_externref_statics_end";

fn imports(env: &Env<'_>) -> Vec<(String, FunctionId)> {
    let xform = env.module.imports.iter().filter(|import| import.module == XFORM);
    xform
        .filter_map(|import| match import.kind {
            ImportKind::Function(function) => Some((import.name.clone(), function)),
            _ => None,
        })
        .collect()
}

/// Turns `__wbindgen_object_drop_ref` into the slab's own release function.
pub(crate) fn lower_drop(env: &mut Env<'_>, function: FunctionId) -> Result<(), WasmError> {
    let handles = env.handle_table("`JsValue`'s drop")?;
    let (mut builder, params) = env.function(&[ValType::I32], &[]);
    builder.func_body().local_get(params[0]).call(handles.dealloc);
    env.localize(function, builder, params);
    Ok(())
}

/// Turns `__wbindgen_object_clone_ref` into a copy of the reference to a new slot.
pub(crate) fn lower_clone(env: &mut Env<'_>, function: FunctionId) -> Result<(), WasmError> {
    let handles = env.handle_table("`JsValue::clone`")?;
    let (mut builder, params) = env.function(&[ValType::I32], &[ValType::I32]);
    let copy = env.module.locals.add(ValType::I32);
    let mut body = builder.func_body();
    body.call(handles.alloc).local_tee(copy).local_get(params[0]).table_get(handles.table).table_set(handles.table);
    body.local_get(copy);
    env.localize(function, builder, params);
    Ok(())
}

/// Turns the import of a static string into the handle of its slot, once [`settle`] knows which.
pub(crate) fn lower_string(
    env: &mut Env<'_>,
    function: FunctionId,
    text: &str,
    pending: &mut Pending,
) -> Result<(), WasmError> {
    env.handle_table("a static string")?;
    constant(env, function, HANDLE_STATICS);
    pending.strings.insert(function, text.to_string());
    Ok(())
}

/// Gives each surviving static string a slot (equal texts share one) and the table its size. Returns the texts in slot order.
pub(crate) fn settle(env: &mut Env<'_>, pending: &Pending, is_live: impl Fn(FunctionId) -> bool) -> Vec<String> {
    let live = || pending.strings.iter().filter(|(function, _)| is_live(**function));
    let mut texts: Vec<String> = live().map(|(_, text)| text.clone()).collect();
    texts.sort();
    texts.dedup();
    let slots: Vec<(FunctionId, usize)> = live()
        .map(|(function, text)| (*function, texts.binary_search(text).expect("the list holds every live text")))
        .collect();
    for (function, index) in slots {
        constant(env, function, slot(index));
    }
    let end = slot(texts.len());
    for &function in &pending.statics_end {
        if is_live(function) {
            constant(env, function, end);
        }
    }
    if let Some(handles) = env.handles {
        env.module.tables.get_mut(handles.table).initial = u64::from(end);
    }
    texts
}

/// Imports texts as constants that instantiation puts into their slots, in the order that [`settle`] gave.
pub(crate) fn import_strings(env: &mut Env<'_>, texts: &[String]) {
    let Some(handles) = env.handles.filter(|_| !texts.is_empty()) else { return };
    let import = |text: &String| env.module.add_import_global(STRING_CONSTANTS, text, EXTERNREF, false, false).0;
    let items = texts.iter().map(import).map(ConstExpr::Global).collect();
    let offset = ConstExpr::Value(Value::I32(slot(0).cast_signed()));
    let kind = ElementKind::Active { table: handles.table, offset };
    let segment = env.module.elements.add(kind, ElementItems::Expressions(RefType::EXTERNREF, items));
    env.module.tables.get_mut(handles.table).elem_segments.insert(segment);
}

fn slot(index: usize) -> u32 {
    HANDLE_STATICS + u32::try_from(index).expect("a module has fewer than 2^32 imports")
}

fn grow(env: &mut Env<'_>, function: FunctionId, table: TableId) {
    let (mut builder, params) = env.function(&[ValType::I32], &[ValType::I32]);
    builder.func_body().ref_null(RefType::EXTERNREF).local_get(params[0]).table_grow(table);
    env.localize(function, builder, params);
}

fn set_null(env: &mut Env<'_>, function: FunctionId, table: TableId) {
    let (mut builder, params) = env.function(&[ValType::I32], &[]);
    builder.func_body().local_get(params[0]).ref_null(RefType::EXTERNREF).table_set(table);
    env.localize(function, builder, params);
}

/// Makes a function `() -> i32` that returns a constant, whatever it was.
pub(crate) fn constant(env: &mut Env<'_>, function: FunctionId, value: u32) {
    let mut builder = FunctionBuilder::new(&mut env.module.types, &[], &[ValType::I32]);
    builder.func_body().i32_const(value.cast_signed());
    match &env.module.funcs.get(function).kind {
        FunctionKind::Import(_) => env.localize(function, builder, vec![]),
        _ => env.module.funcs.get_mut(function).kind = FunctionKind::Local(builder.local_func(vec![])),
    }
}

impl HandleTable {
    /// Stack: nothing -> reference. Copies what a handle refers to.
    pub(crate) fn read(&self, body: &mut InstrSeqBuilder<'_>, handle: LocalId) {
        body.local_get(handle).table_get(self.table);
    }

    /// Stack: nothing -> reference. Copies what a handle refers to and releases the slot.
    pub(crate) fn take(&self, body: &mut InstrSeqBuilder<'_>, handle: LocalId) {
        self.read(body, handle);
        body.local_get(handle).call(self.dealloc);
    }

    /// Stack: nothing -> nothing. Puts a reference into a new slot and its number into `handle`.
    pub(crate) fn put(&self, body: &mut InstrSeqBuilder<'_>, reference: LocalId, handle: LocalId) {
        body.call(self.alloc).local_tee(handle).local_get(reference).table_set(self.table);
    }

    /// As [`HandleTable::put`], but `null` becomes its constant handle: nobody releases the result of an import that threw.
    pub(crate) fn put_unless_null(&self, body: &mut InstrSeqBuilder<'_>, reference: LocalId, handle: LocalId) {
        body.local_get(reference).ref_is_null().if_else(
            None,
            |null| {
                null.i32_const(HANDLE_NULL.cast_signed()).local_set(handle);
            },
            |value| self.put(value, reference, handle),
        );
    }
}

/// Locals for references.
pub(crate) fn reference_local(env: &mut Env<'_>) -> LocalId {
    env.module.locals.add(EXTERNREF)
}
