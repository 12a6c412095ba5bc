//! Whether the words of a binding are the wasm type of its function.

use walrus::{FunctionId, ValType};
use wbg_ir::PointerWidth;

use super::env::Env;
use crate::error::WasmError;

/// Compares what a binding says with what the module has.
///
/// On memory64 an f64 may stand where the binding says i64: old descriptors cannot tell `usize` from `u64`.
///
/// # Errors
/// They differ; the message names the item and both types.
pub(crate) fn signature(
    env: &Env<'_>,
    function: FunctionId,
    params: &[ValType],
    results: &[ValType],
    item: &str,
) -> Result<(), WasmError> {
    let (found_params, found_results) = env.signature(function);
    let same = |expected: &[ValType], found: &[ValType]| {
        expected.len() == found.len() && expected.iter().zip(found).all(|(e, f)| e == f || (is_quirk(env, *e, *f)))
    };
    if same(params, &found_params) && same(results, &found_results) {
        return Ok(());
    }
    Err(WasmError::TypeMismatch {
        item: item.to_string(),
        expected: text(params, results),
        found: text(&found_params, &found_results),
    })
}

fn is_quirk(env: &Env<'_>, expected: ValType, found: ValType) -> bool {
    env.abi.pointer == PointerWidth::W64 && expected == ValType::I64 && found == ValType::F64
}

fn text(params: &[ValType], results: &[ValType]) -> String {
    let list = |types: &[ValType]| types.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    format!("({}) -> ({})", list(params), list(results))
}
