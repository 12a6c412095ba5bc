//! Tells the glue whose turn it is among the asynchronous functions, so that an error that leaves one rejects its promise.
//!
//! A promise of `future_to_promise` is made by a closure that JavaScript calls once, and settled by a future that the guest's
//! executor polls. Both are known by their names; without names nothing is told, and such promises settle only when their
//! instance ends. Both stay what the function table has: their bodies move behind them.

use walrus::{FunctionId, FunctionKind, InstrSeqBuilder, LocalId, Module, ValType};
use wbg_ir::Bindings;
use wbg_ir::import::{Import, ImportKind};
use wbg_ir::linkage::TaskImport;

use crate::passes::env::Env;

/// Wraps closures and futures of `future_to_promise`.
pub(crate) fn run(env: &mut Env<'_>, bindings: &Bindings, glue_module: &str) {
    let rekick = rekick(bindings);
    let found: Vec<(FunctionId, Part)> =
        env.module.funcs.iter().filter_map(|f| Some((f.id(), part(env.module, f)?))).collect();
    let has = |wanted: Part| found.iter().any(|(_, part)| *part == wanted);
    // One without the other would tell wrong things.
    let told = has(Part::Poll) && has(Part::Executor);
    let queue = has(Part::Queue) && rekick == Rekick::Possible;
    if !(told || queue) {
        return;
    }
    let mut import = |task: TaskImport, params: &[ValType], results: &[ValType]| {
        let ty = env.module.types.add(params, results);
        let (function, _) = env.module.add_import_func(glue_module, task.name(), ty);
        env.module.funcs.get_mut(function).name = Some(task.name().to_string());
        function
    };
    let i32 = ValType::I32;
    let made = import(TaskImport::Made, &[], &[]);
    let begin = import(TaskImport::Begin, &[i32], &[i32]);
    let end = import(TaskImport::End, &[i32, i32], &[]);
    let runs = import(TaskImport::Queue, &[], &[]);
    for (function, part) in found {
        if !(if part == Part::Queue { queue } else { told }) {
            continue;
        }
        let raw = moved(env.module, function);
        let (params, results) = env.signature(function);
        let (mut builder, locals) = env.function(&params, &results);
        let mut body = builder.func_body();
        match part {
            Part::Executor | Part::Queue => {
                body.call(if part == Part::Queue { runs } else { made });
                pass(&mut body, &locals);
                body.call(raw);
            }
            Part::Poll => {
                let (before, pending) = (env.module.locals.add(i32), env.module.locals.add(i32));
                body.local_get(locals[0]).call(begin).local_set(before);
                pass(&mut body, &locals);
                body.call(raw).local_tee(pending).local_get(before).call(end).local_get(pending);
            }
        }
        env.module.funcs.get_mut(function).kind = FunctionKind::Local(builder.local_func(locals));
    }
}

fn pass(body: &mut InstrSeqBuilder<'_>, locals: &[LocalId]) {
    for local in locals {
        body.local_get(*local);
    }
}

/// What a function of `future_to_promise` is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Given to the `Promise` constructor; starts the task.
    Executor,
    /// Polls the task's future.
    Poll,
    /// Polls everything that is due.
    Queue,
}

/// Whether the executor may be run once more after an error has left it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rekick {
    /// It polls what is left in its queue.
    Possible,
    /// With debug assertions, it insists on having been scheduled.
    Refused,
}

/// Guests with debug assertions give tasks to the console.
fn rekick(bindings: &Bindings) -> Rekick {
    let create =
        |import: &Import| matches!(&import.kind, ImportKind::Static { path, .. } if path.members == ["createTask"]);
    if bindings.imports.iter().any(|(_, import)| create(import)) { Rekick::Refused } else { Rekick::Possible }
}

fn part(module: &Module, function: &walrus::Function) -> Option<Part> {
    let symbol = function.name.as_deref().filter(|name| name.contains("future"))?;
    let FunctionKind::Local(_) = function.kind else { return None };
    let (params, results) = module.types.params_results(function.ty());
    let part = part_of(&format!("{:#}", rustc_demangle::demangle(symbol)))?;
    let fits = match part {
        Part::Executor => results.is_empty(),
        Part::Queue => true,
        Part::Poll => params == [ValType::I32; 2] && results == [ValType::I32],
    };
    fits.then_some(part)
}

/// By the number of closures that a name ends in.
fn part_of(name: &str) -> Option<Part> {
    if matches!(
        name,
        "<js_sys::futures::queue::Queue>::new::{closure#0}" | "js_sys::futures::queue::Queue::new::{{closure}}"
    ) {
        return Some(Part::Queue);
    }
    let rest = name.strip_prefix("js_sys::futures::").or_else(|| name.strip_prefix("wasm_bindgen_futures::"))?;
    let rest = rest.strip_prefix("future_to_promise")?;
    let rest = rest.strip_prefix("_typed").unwrap_or(rest);
    let tail = if rest.starts_with("::<") { rest.rsplit_once('>')?.1 } else { rest };
    match tail {
        "::{closure#0}" | "::{{closure}}" => Some(Part::Executor),
        "::{closure#0}::{closure#0}" | "::{{closure}}::{{closure}}" => Some(Part::Poll),
        _ => None,
    }
}

/// Gives a function's body to a new function of the same name.
fn moved(module: &mut Module, function: FunctionId) -> FunctionId {
    let ty = module.funcs.get(function).ty();
    let name = module.funcs.get(function).name.clone();
    let (params, results) = module.types.params_results(ty);
    let (params, results) = (params.to_vec(), results.to_vec());
    let args = params.iter().map(|ty| module.locals.add(*ty)).collect();
    let placeholder = walrus::FunctionBuilder::new(&mut module.types, &params, &results);
    let raw = placeholder.finish(args, &mut module.funcs);
    let empty = std::mem::replace(&mut module.funcs.get_mut(raw).kind, FunctionKind::Uninitialized(ty));
    module.funcs.get_mut(raw).kind = std::mem::replace(&mut module.funcs.get_mut(function).kind, empty);
    module.funcs.get_mut(raw).name = name;
    raw
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_closures_from_futures() {
        let typed = "js_sys::futures::future_to_promise_typed::<guest::f::{closure#0}>::{closure#0}";
        assert_eq!(part_of(typed), Some(Part::Executor));
        assert_eq!(part_of(&format!("{typed}::{{closure#0}}")), Some(Part::Poll));
        assert_eq!(part_of("js_sys::futures::future_to_promise::{{closure}}::{{closure}}"), Some(Part::Poll));
        assert_eq!(part_of("js_sys::futures::future_to_promise::<guest::f::{closure#0}>"), None);
        assert_eq!(part_of("guest::future_to_promise::{closure#0}"), None);
    }
}
