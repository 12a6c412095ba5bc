//! Stack switching. Not built yet: guests that only could use it are lowered to never doing so.

use wbg_ir::Bindings;
use wbg_ir::import::ImportKind as Kind;
use wbg_ir::intrinsic::Intrinsic;

use super::env::Env;
use super::handles::constant;
use crate::error::WasmError;

/// The export through which JS polls a task in its own fiber.
pub(crate) const TASK_POLL: &str = "__wbg_jspi_task_poll";

/// Gives a question or request about fibers the answer of a module without any: "not in one" is 0, starting one is a defect.
pub(crate) fn lower(env: &mut Env<'_>, function: walrus::FunctionId) {
    let (params, results) = env.signature(function);
    if params.is_empty() && results == [walrus::ValType::I32] {
        return constant(env, function, 0);
    }
    let (mut builder, params) = env.function(&params, &results);
    builder.func_body().unreachable();
    env.localize(function, builder, params);
}

/// Refuses exports and live imports that need stack switching.
///
/// # Errors
/// One of them does.
pub(crate) fn refuse(bindings: &Bindings, live: impl Iterator<Item = wbg_ir::ImportId>) -> Result<(), WasmError> {
    let unsupported = |what: String| {
        Err(WasmError::Unsupported {
            what: format!("{what} uses JS promise integration, which"),
            instead: "remove `jspi` and `suspending` from its attributes and use `async` instead".to_string(),
        })
    };
    if let Some((_, export)) = bindings.exports.iter().find(|(_, export)| export.jspi) {
        return unsupported(format!("export `{}`", export.canonical));
    }
    for id in live {
        let import = &bindings.imports[id];
        let suspends = match &import.kind {
            Kind::Call(call) => call.suspending,
            Kind::Intrinsic(intrinsic, _) => *intrinsic == Intrinsic::JspiSuspend,
            _ => false,
        };
        if suspends {
            return unsupported(format!("import `{}`", import.name));
        }
    }
    Ok(())
}
