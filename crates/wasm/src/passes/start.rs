//! Everything that runs when an instance starts, as one function that glue calls.
//!
//! The module has no start section afterwards: imports may touch the exports only after instantiation. The start function is
//! always local, since some tools reject a module that exports an imported function.

use walrus::{FunctionId, InstrSeqBuilder, ValType};
use wbg_ir::Bindings;
use wbg_ir::abi::PointerWidth;
use wbg_ir::export::Start;

use super::UserStart;
use super::check;
use super::env::Env;
use super::failure::stack_restore::guarded;
use super::threads::Threads;
use crate::error::WasmError;
use crate::facts;

/// What runs at start, in order; the handle table's initialisation goes before all of it.
#[derive(Debug, Default)]
pub(crate) struct StartPlan {
    /// The start function of the input, which prepares the memory.
    before: Option<FunctionId>,
    /// What every thread needs before it can run anything else.
    pub(crate) threads: Option<Threads>,
    /// The user's start functions; they run in the first thread only.
    calls: Vec<FunctionId>,
    main: Option<FunctionId>,
}

impl StartPlan {
    /// Functions that must survive.
    pub(crate) fn functions(&self) -> impl Iterator<Item = FunctionId> {
        let threads = self.threads.iter().flat_map(Threads::functions);
        self.before.into_iter().chain(threads).chain(self.users())
    }

    fn users(&self) -> impl Iterator<Item = FunctionId> {
        self.calls.iter().copied().chain(self.main)
    }
}

/// Collects what runs at start and clears the start section.
///
/// # Errors
/// A start export that takes or returns something.
pub(crate) fn plan(
    env: &mut Env<'_>,
    bindings: &Bindings,
    user: UserStart,
    threads: Option<Threads>,
) -> Result<StartPlan, WasmError> {
    let mut plan = StartPlan { before: env.module.start.take(), threads, ..StartPlan::default() };
    let starts = || bindings.exports.iter().filter(|(_, export)| export.start != Start::No);
    for (_, export) in starts() {
        let function = env.map.function(export.core);
        check::signature(env, function, &[], &[], &format!("start function `{}`", export.canonical))?;
        if user == UserStart::Emit {
            plan.calls.push(function);
        }
    }
    if user == UserStart::Emit && starts().next().is_none() {
        let main = facts::c_main(env.module);
        let is_bound = |function| bindings.exports.iter().any(|(_, e)| env.map.function(e.core) == function);
        plan.main = main.filter(|function| !is_bound(*function));
    }
    Ok(plan)
}

/// Builds the start function; none when nothing has to run. In a module with threads it takes the size of the thread's stack.
pub(crate) fn build(env: &mut Env<'_>, plan: &StartPlan, init_table: Option<FunctionId>) -> Option<FunctionId> {
    if plan.functions().next().is_none() && init_table.is_none() {
        return None;
    }
    let params: &[ValType] = if plan.threads.is_some() { &[ValType::I32] } else { &[] };
    let number = env.module.locals.add(ValType::I32);
    let (mut builder, params) = env.function(params, &[]);
    let mut body = builder.func_body();
    if let Some(init) = init_table {
        body.call(init);
    }
    let wide = env.abi.pointer == PointerWidth::W64;
    let all = |body: &mut InstrSeqBuilder<'_>| {
        if let Some(before) = plan.before {
            body.call(before);
        }
        match plan.threads {
            None => users(body, plan, wide),
            Some(threads) => {
                threads.begin(body, params[0], number);
                if plan.users().next().is_some() {
                    body.local_get(number).if_else(None, |_| {}, |first| users(first, plan, wide));
                }
            }
        }
    };
    match env.stack_pointer {
        Some(pointer) if plan.functions().next().is_some() => {
            let ty = if wide { ValType::I64 } else { ValType::I32 };
            let at_entry = env.module.locals.add(ty);
            if env.unwind != wbg_ir::facts::Exceptions::None {
                body.global_get(pointer).local_set(at_entry);
            }
            guarded(&mut body, env.unwind, None, all, |body| {
                body.local_get(at_entry).global_set(pointer);
            });
        }
        _ => all(&mut body),
    }
    let start = builder.finish(params, &mut env.module.funcs);
    env.module.funcs.get_mut(start).name = Some("__wbindgen_start".to_string());
    Some(start)
}

fn users(body: &mut InstrSeqBuilder<'_>, plan: &StartPlan, wide: bool) {
    for &function in &plan.calls {
        body.call(function);
    }
    if let Some(main) = plan.main {
        body.i32_const(0);
        if wide {
            body.i64_const(0);
        } else {
            body.i32_const(0);
        }
        body.call(main).drop();
    }
}
