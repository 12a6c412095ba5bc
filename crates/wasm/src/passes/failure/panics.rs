//! The error of a panic that no shim of the guest caught: made by the guest itself, from the exception's payload.
//!
//! Both functions that it takes are there wherever panics are caught, and known by name. Without names such a panic has a fixed
//! message.

use walrus::ir::{BinaryOp, LoadKind, MemArg};
use walrus::{FunctionId, Module, ValType};

use crate::passes::env::Env;

const I32: ValType = ValType::I32;
/// Bytes of the shadow stack for the two words of a box.
const AREA: i32 = 16;

/// A function from the payload of a panic's exception to its error; none where the guest cannot make one.
///
/// It takes the exception's one word and returns what an export that returns a JS value would return.
pub(crate) fn panic_value(env: &mut Env<'_>) -> Option<FunctionId> {
    let cleanup = ["std::panicking::catch_unwind::cleanup", "std::panicking::try::cleanup"];
    let cleanup = cleanup.into_iter().find_map(|name| named(env.module, name, &[I32, I32], &[]))?;
    let convert = named(env.module, "wasm_bindgen::__rt::panic_to_panic_error", &[I32, I32], &[I32])?;
    let (stack, memory) = (env.stack_pointer?, env.module.memories.iter().next()?.id());
    let table = env.handles.filter(|_| env.has_table());
    let result = if table.is_some() { crate::facts::EXTERNREF } else { I32 };
    let (mut builder, params) = env.function(&[I32], &[result]);
    let (area, handle) = (env.module.locals.add(I32), env.module.locals.add(I32));
    let word = |offset| (memory, LoadKind::I32 { atomic: false }, MemArg { align: 4, offset });
    let mut body = builder.func_body();
    body.global_get(stack).i32_const(AREA).binop(BinaryOp::I32Sub).local_tee(area).global_set(stack);
    body.local_get(area).local_get(params[0]).call(cleanup);
    for offset in [0, 4] {
        let (memory, kind, arg) = word(offset);
        body.local_get(area).load(memory, kind, arg);
    }
    body.call(convert).local_set(handle);
    body.local_get(area).i32_const(AREA).binop(BinaryOp::I32Add).global_set(stack);
    match table {
        Some(table) => table.take(&mut body, handle),
        None => {
            body.local_get(handle);
        }
    }
    let function = builder.finish(params, &mut env.module.funcs);
    env.module.funcs.get_mut(function).name = Some("__wbg_panic_value".to_string());
    Some(function)
}

/// A function by its readable name, hash and generic arguments aside, if it has the type.
fn named(module: &Module, name: &str, params: &[ValType], results: &[ValType]) -> Option<FunctionId> {
    let last = name.rsplit("::").next().unwrap_or(name);
    let hit = module.funcs.iter().find(|function| {
        let symbol = function.name.as_deref().filter(|symbol| symbol.contains(last));
        symbol.is_some_and(|symbol| format!("{:#}", rustc_demangle::demangle(symbol)) == name)
    })?;
    (module.types.params_results(hit.ty()) == (params, results)).then(|| hit.id())
}
