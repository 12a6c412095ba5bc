//! The export by which glue has the wasm do its part about a failure: it makes the error of a panic that no shim caught, or ends the
//! instance. That is one function, because each export makes every reset slower.
//!
//! To end means to say so in the guest's memory and to run the guest's abort hook. The hook needs some of the stack, which may be what
//! came to an end. So both stacks are put back to where they began, except those of a thread: only its glue knows where they are. The
//! same without an end is for what nothing in the wasm has seen: the trap of another module.

use walrus::ir::{
    AtomicOp, AtomicWidth, BinaryOp, Call, Const, ExtendedLoad, InstrSeqId, LoadKind, MemArg, StoreKind, Value,
};
use walrus::{FunctionId, GlobalId, InstrSeqBuilder, MemoryId, RefType, TableId, ValType};
use wbg_ir::failure::Guard;
use wbg_ir::linkage::FAILURE;

use super::panics;
use crate::passes::env::Env;
use crate::passes::exports::Inherited;

const WORD: MemArg = MemArg { align: 4, offset: 0 };

/// The function and where in it the stacks have their place again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Failure {
    /// `(payload) -> JS value`
    pub(crate) function: FunctionId,
    calm: InstrSeqId,
}

/// From the payload of a panic to its error, or to nothing (`null`, handle 0) where the guest cannot make one. With payload 0 it ends the
/// instance, with -1 it merely puts the stacks back. None where nobody watches.
///
/// Where threads share the memory, whoever comes first runs the hook, and wakes those that wait for the end.
pub(crate) fn function(env: &mut Env<'_>, inherited: &Inherited) -> Option<Failure> {
    let (terminated, handler) = (inherited.global(TERMINATED)?, inherited.global(HANDLER)?);
    let memory = env.module.memories.iter().next().filter(|_| env.guard != Guard::None)?;
    let (memory, shared) = (memory.id(), memory.shared);
    let hook = env.function_table.map(|table| Hook { ty: env.module.types.add(&[], &[]), handler, table });
    let wide = hook.as_ref().is_some_and(|hook| env.module.tables.get(hook.table).table64);
    let error = panics::panic_value(env);
    let result = if env.has_table() { crate::facts::EXTERNREF } else { ValType::I32 };
    let (mut builder, params) = env.function(&[ValType::I32], &[result]);
    builder.name(FAILURE.to_string());
    let mut body = builder.func_body();
    let mut calm = body.id();
    // 0 and -1 are no addresses.
    body.local_get(params[0]).i32_const(1).binop(BinaryOp::I32Add).i32_const(2).binop(BinaryOp::I32LtU).if_else(
        None,
        |body| {
            calm = body.id();
            body.local_get(params[0]).br_if(calm);
            if shared {
                body.global_get(terminated).i32_const(1).atomic_rmw(memory, AtomicOp::Xchg, AtomicWidth::I32, WORD);
                body.br_if(calm);
                body.global_get(terminated).i32_const(-1).atomic_notify(memory, WORD).drop();
            } else {
                body.global_get(terminated).i32_const(1).store(memory, StoreKind::I32 { atomic: false }, WORD);
            }
            call(body, memory, hook, wide);
        },
        |body| {
            if let Some(error) = error {
                body.local_get(params[0]).call(error).return_();
            }
        },
    );
    match result {
        ValType::I32 => body.i32_const(0),
        _ => body.ref_null(RefType::EXTERNREF),
    };
    Some(Failure { function: builder.finish(params, &mut env.module.funcs), calm })
}

/// Address of the word that says whether the instance has ended.
pub(crate) const TERMINATED: &str = "__instance_terminated";
/// Address of the word that has the hook's place in the function table.
pub(crate) const HANDLER: &str = "__abort_handler";

/// Where the guest says what is to be called.
struct Hook {
    ty: walrus::TypeId,
    handler: GlobalId,
    table: TableId,
}

fn call(body: &mut InstrSeqBuilder<'_>, memory: MemoryId, hook: Option<Hook>, wide: bool) {
    let Some(Hook { ty, handler, table }) = hook else { return };
    let kind = if wide { LoadKind::I64_32 { kind: ExtendedLoad::ZeroExtend } } else { LoadKind::I32 { atomic: false } };
    body.global_get(handler).load(memory, kind, WORD).call_indirect(ty, table);
}

/// Makes the function put the stacks back first. `rewind` does that, given `bottom`.
pub(crate) fn restore(env: &mut Env<'_>, failure: Failure, rewind: FunctionId, bottom: f64) {
    let function = env.module.funcs.get_mut(failure.function).kind.unwrap_local_mut();
    let mut calm = function.builder_mut().instr_seq(failure.calm);
    calm.instr_at(0, Const { value: Value::F64(bottom) }).instr_at(1, Call { func: rewind });
}
