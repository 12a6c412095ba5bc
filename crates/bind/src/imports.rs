//! Imported functions, methods and accessors, and the named intrinsics of the guest crate.
//!
//! An import that is no longer among the module's imports was eliminated as dead code and is ignored.

use wbg_ir::CoreFn;
use wbg_ir::import::{ImportCall, ImportKind};
use wbg_ir::intrinsic::Intrinsic;
use wbg_schema::dialect::PLACEHOLDER_MODULE;
use wbg_schema::program::{self, Import, ImportFunction, ImportModule};
use wbg_schema::signature::Signature;

use crate::context::Context;
use crate::crosscheck;
use crate::exports::function_doc;
use crate::target::{arity, has_receiver, target};

/// An import with what JS does.
#[derive(Clone, Debug)]
pub(crate) struct Bound {
    /// The imported function.
    pub(crate) core: CoreFn,
    /// What JS does.
    pub(crate) kind: ImportKind,
}

/// Adds the imported functions that have a descriptor of their own.
pub(crate) fn bind(cx: &mut Context<'_>) {
    for (index, program) in cx.programs.clone().into_iter().enumerate() {
        for import in &program.imports {
            let program::ImportKind::Function(function) = &import.kind else { continue };
            if function.generic_per_mono {
                continue;
            }
            let Some(core) = live(cx, &function.shim) else { continue };
            let subject = subject(import, function);
            let bound = cx
                .described_function(&function.shim)
                .map_err(|e| vec![e])
                .and_then(|signature| function_import(cx, index, import, function, core, signature));
            match bound {
                Ok(kind) => insert(cx, &subject, &function.shim, Bound { core, kind }),
                Err(problems) => cx.report(&subject, problems),
            }
        }
    }
}

/// The placeholder import of that name, if the module still has it.
pub(crate) fn live(cx: &Context<'_>, name: &str) -> Option<CoreFn> {
    cx.placeholder.get(name).copied()
}

/// Adds an import; the same one twice is fine.
pub(crate) fn insert(cx: &mut Context<'_>, subject: &str, name: &str, bound: Bound) {
    if let Some(other) = cx.imports.get(name) {
        if other.kind != bound.kind {
            cx.diags.push(
                subject,
                format!("wasm import `{name}` is declared twice with different meanings; rebuild the crates together"),
            );
        }
        return;
    }
    cx.imports.insert(name.to_owned(), bound);
}

/// What JS does for an imported function of the `index`th program, with the given types.
///
/// # Errors
/// Sentences about it.
pub(crate) fn function_import<'a>(
    cx: &mut Context<'a>,
    index: usize,
    import: &'a Import,
    function: &'a ImportFunction,
    core: CoreFn,
    signature: &Signature,
) -> Result<ImportKind, Vec<String>> {
    let mut call = cx.types.outbound(signature)?;
    crosscheck::outbound(cx.input.facts, core, &mut call).map_err(|e| vec![e.to_string()])?;
    let name = &function.function.name;
    if import.module == Some(ImportModule::RawNamed(PLACEHOLDER_MODULE.to_owned())) {
        let intrinsic = Intrinsic::from_name(name).ok_or_else(|| {
            vec![format!(
                "unknown intrinsic `{name}`; the guest is newer than this tool, update the tool or pin `wasm-bindgen` to a version it supports"
            )]
        })?;
        return Ok(ImportKind::Intrinsic(intrinsic, call));
    }
    let target = target(cx, index, import, function).map_err(|e| vec![e])?;
    check_arity(&target, call.args.len(), function).map_err(|e| vec![e])?;
    let doc = function_doc(&function.function, call.args.len(), Vec::new()).map_err(|e| vec![e])?;
    Ok(ImportKind::Call(ImportCall {
        target,
        call,
        catch: function.catch,
        variadic: function.variadic,
        suspending: function.suspending,
        assert_no_shim: function.assert_no_shim,
        doc,
    }))
}

fn check_arity(target: &wbg_ir::import::ImportTarget, count: usize, function: &ImportFunction) -> Result<(), String> {
    if let Some(wanted) = arity(target)
        && wanted != count
    {
        return Err(format!(
            "needs {wanted} arguments, the receiver included, but declares {count}; correct the declaration"
        ));
    }
    let least = usize::from(has_receiver(target)) + usize::from(function.variadic);
    if count < least {
        return Err(format!(
            "needs at least {least} arguments, the receiver included, but declares {count}; correct the declaration"
        ));
    }
    Ok(())
}

/// What messages call an imported function.
pub(crate) fn subject(import: &Import, function: &ImportFunction) -> String {
    let mut path = import.js_namespace.clone().unwrap_or_default();
    path.extend(function.method.as_ref().map(|m| m.class.clone()));
    path.push(function.function.name.clone());
    format!("import `{}`", path.join("."))
}

#[cfg(test)]
#[path = "imports_tests.rs"]
mod tests;
