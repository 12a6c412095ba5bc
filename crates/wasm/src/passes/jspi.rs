//! Stacks that wait for promises.
//!
//! The engine keeps the frames of a waiting activation; the part of the shadow stack that belongs to it is kept by the glue, which
//! is why no exception handling is needed here. An import that waits gives back what its promise became, and a second import makes
//! the shadow stack what it was before the guest sees the result. Guests that only could wait are lowered to never doing so.

use walrus::{FunctionId, ValType};
use wbg_ir::import::Resume;
use wbg_ir::{Bindings, HandleMode, ImportId};

use super::env::Env;
use super::handles::constant;
use crate::error::WasmError;
use crate::facts::EXTERNREF;

/// Gives a question or request about fibers the answer of a module without any: "not in one" is 0, starting one is a defect.
pub(crate) fn lower(env: &mut Env<'_>, function: FunctionId) {
    let (params, results) = env.signature(function);
    if params.is_empty() && results == [ValType::I32] {
        return constant(env, function, 0);
    }
    let (mut builder, params) = env.function(&params, &results);
    builder.func_body().unreachable();
    env.localize(function, builder, params);
}

/// The import by which stacks go on, made when first asked for.
pub(crate) fn resume(env: &mut Env<'_>, how: Resume, glue_module: &str) -> FunctionId {
    let known = env.module.imports.find(glue_module, how.import());
    if let Some(walrus::ImportKind::Function(function)) = known.map(|id| env.module.imports.get(id).kind.clone()) {
        return function;
    }
    let ty = env.module.types.add(&[EXTERNREF], &[EXTERNREF]);
    let (function, _) = env.module.add_import_func(glue_module, how.import(), ty);
    env.module.funcs.get_mut(function).name = Some(how.import().to_string());
    function
}

/// Whether anything in the module waits.
///
/// # Errors
/// Something does that cannot: the message names it.
pub(crate) fn waits(
    env: &Env<'_>,
    bindings: &Bindings,
    live: impl Iterator<Item = ImportId>,
) -> Result<bool, WasmError> {
    let export = bindings.exports.iter().find(|(_, export)| export.jspi);
    let import = live.map(|id| &bindings.imports[id]).find(|import| import.kind.suspends().is_some());
    let what = match (export, import) {
        (Some((_, export)), _) => {
            format!("export `{}`, which runs on a stack that can wait (`jspi`),", export.canonical)
        }
        (None, Some(import)) => format!("import `{}`, which makes the stack wait (`suspending`),", import.name),
        (None, None) => return Ok(false),
    };
    let refused = |why: &str, instead: &str| {
        Err(WasmError::Unsupported { what: format!("{what} {why}"), instead: instead.to_string() })
    };
    if env.module.memories.iter().any(|memory| memory.shared) {
        return refused("in a module with shared memory", "use `async`, or build without threads");
    }
    if env.abi.handles == HandleMode::Heap {
        return refused(
            "in a guest without reference types",
            "build with a current compiler and without `-Ctarget-cpu=mvp`",
        );
    }
    env.stack("a module whose stacks can wait")?;
    Ok(true)
}
