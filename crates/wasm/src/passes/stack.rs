//! How glue makes room on the shadow stack.

use walrus::ir::{BinaryOp, UnaryOp};
use walrus::{FunctionBuilder, FunctionId, ValType};
use wbg_ir::facts::RuntimeFn;

use super::address::Address;
use super::env::Env;
use crate::error::WasmError;

/// Makes the runtime function that moves the stack pointer and returns it.
///
/// # Errors
/// The stack pointer was not found.
pub(crate) fn add_to_stack_pointer(env: &mut Env<'_>) -> Result<FunctionId, WasmError> {
    let pointer = env.stack("an export that returns more than one word")?;
    let word = Address(env.abi.pointer).word();
    let delta = env.module.locals.add(word);
    let mut builder = FunctionBuilder::new(&mut env.module.types, &[word], &[word]);
    builder.name(RuntimeFn::AddToStackPointer.symbol().to_string());
    let mut body = builder.func_body();
    body.global_get(pointer).local_get(delta);
    if word == ValType::F64 {
        body.unop(UnaryOp::I64TruncSF64).binop(BinaryOp::I64Add).global_set(pointer);
        body.global_get(pointer).unop(UnaryOp::F64ConvertUI64);
    } else {
        body.binop(BinaryOp::I32Add).global_set(pointer).global_get(pointer);
    }
    Ok(builder.finish(vec![delta], &mut env.module.funcs))
}
