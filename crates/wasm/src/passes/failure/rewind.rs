//! Two exports with which JavaScript takes back what a failed call has left on the guest's stacks.
//!
//! Both stacks travel as one number, which JavaScript never looks into: the shadow stack pointer times [`LENT`], plus the borrow
//! pointer of the handle table. A double holds both exactly.

use std::collections::BTreeSet;

use walrus::ir::{BinaryOp, UnaryOp, Value};
use walrus::{ConstExpr, FunctionId, GlobalId, GlobalKind, InstrSeqBuilder, RefType, ValType};
use wbg_ir::abi::BORROW_STACK;
use wbg_ir::facts::RuntimeFn;
use wbg_ir::failure::{Guard, Rewind};
use wbg_ir::linkage::{REWIND, STACK};

use crate::harmless::harmless;
use crate::passes::env::Env;
use crate::passes::failure::end::{self, Failure};
use crate::passes::handles::HandleTable;
use crate::unsteady::{Question, Unsteady, unsteady};

/// More than any borrow pointer.
const LENT: u32 = 2 * BORROW_STACK;

/// A function that glue calls around the guest's own code.
pub(crate) struct Entry {
    /// The function.
    pub(crate) function: FunctionId,
    /// Its export name.
    pub(crate) name: String,
    /// What it borrows from JavaScript.
    pub(crate) receiver: Receiver,
}

/// Whether an entry is a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Receiver {
    /// It is not, or takes its object.
    None,
    /// It borrows one, which nobody gives back when an error flies past.
    Borrowed,
}

/// What glue should know of entries, by export name.
pub(crate) struct Found {
    /// It rewinds the stacks around them.
    pub(crate) rewound: BTreeSet<String>,
    /// It need not watch them.
    pub(crate) harmless: BTreeSet<String>,
}

/// Lists the entries around which the glue rewinds the stacks, and offers what it needs for that. Where packages watch for the
/// end of their instance, the entries are listed that cannot bring it.
///
/// `throw` is the import by which the guest throws a message, `failure` what ends the instance: its hook needs both stacks too. With
/// threads it is the glue that knows where those of each begin.
pub(crate) fn run(
    env: &mut Env<'_>,
    entries: Vec<Entry>,
    throw: Option<FunctionId>,
    table: Option<HandleTable>,
    failure: Option<Failure>,
) -> Found {
    // What nothing uses has been collected.
    let lives = |id: GlobalId| env.module.globals.iter().any(|global| global.id() == id);
    let table = table.filter(|table| lives(table.borrow_stack));
    let pointer = env.stack_pointer.filter(|pointer| lives(*pointer));
    env.stack_pointer = pointer;
    let harmless = match env.guard {
        Guard::Abort => harmless_entries(env, &entries),
        // Where instances are replaced, glue never calls a function of the wasm itself.
        Guard::None | Guard::AbortReinit => BTreeSet::new(),
    };
    let rewound = match env.rewind {
        Rewind::InJs => unsteady_entries(env, entries, throw, table),
        Rewind::InWasm => BTreeSet::new(),
    };
    let shared = env.module.memories.iter().any(|memory| memory.shared);
    let offered = match env.guard {
        Guard::None => !rewound.is_empty(),
        Guard::Abort | Guard::AbortReinit => shared || env.rewind == Rewind::InJs,
    };
    let private = failure.filter(|_| !shared);
    if offered || private.is_some() {
        let rewind = rewind(env, table);
        if let Some(failure) = private {
            end::restore(env, failure, rewind, bottom(env, table));
        }
        if offered {
            let stack = stack(env, table);
            env.module.exports.add(STACK, stack);
            env.module.exports.add(REWIND, rewind);
        }
    }
    Found { rewound, harmless }
}

/// Where the stacks begin, as [`stack`] says it before anything has run.
#[allow(clippy::cast_precision_loss, reason = "addresses are far below what a float can count")]
fn bottom(env: &Env<'_>, handles: Option<HandleTable>) -> f64 {
    let value = |global: Option<GlobalId>| match global.map(|id| &env.module.globals.get(id).kind) {
        Some(GlobalKind::Local(ConstExpr::Value(Value::I32(value)))) => u64::from(value.cast_unsigned()) as f64,
        Some(GlobalKind::Local(ConstExpr::Value(Value::I64(value)))) => value.cast_unsigned() as f64,
        _ => 0.0,
    };
    value(env.stack_pointer).mul_add(f64::from(LENT), value(handles.map(|handles| handles.borrow_stack)))
}

fn harmless_entries(env: &Env<'_>, entries: &[Entry]) -> BTreeSet<String> {
    let functions = harmless(env.module, entries.iter().map(|entry| entry.function));
    entries.iter().filter(|entry| functions.contains(&entry.function)).map(|entry| entry.name.clone()).collect()
}

fn unsteady_entries(
    env: &Env<'_>,
    entries: Vec<Entry>,
    throw: Option<FunctionId>,
    table: Option<HandleTable>,
) -> BTreeSet<String> {
    let pointers: Vec<GlobalId> = env.stack_pointer.into_iter().chain(table.map(|table| table.borrow_stack)).collect();
    let steady =
        env.runtime.iter().filter(|(runtime, _)| !matches!(runtime, RuntimeFn::DestroyClosure | RuntimeFn::TaskPoll));
    let steady = steady.map(|(_, function)| *function).collect();
    let is_shim = |function: &FunctionId| env.map.find(*function).is_none();
    let shims = entries.iter().map(|entry| entry.function).filter(is_shim).collect();
    let Unsteady { moved, kept } =
        unsteady(env.module, &Question { pointers: &pointers, steady: &steady, shims: &shims, throw });
    let rewound = entries.into_iter().filter(|entry| {
        moved.contains(&entry.function) || (entry.receiver == Receiver::Borrowed && kept.contains(&entry.function))
    });
    rewound.map(|entry| entry.name).collect()
}

/// `() -> f64`: where the stacks are.
fn stack(env: &mut Env<'_>, handles: Option<HandleTable>) -> FunctionId {
    let (mut builder, params) = env.function(&[], &[ValType::F64]);
    let mut body = builder.func_body();
    match env.stack_pointer {
        Some(pointer) => body.global_get(pointer).unop(from_address(env)),
        None => body.f64_const(0.0),
    };
    body.f64_const(f64::from(LENT)).binop(BinaryOp::F64Mul);
    if let Some(handles) = handles {
        body.global_get(handles.borrow_stack).unop(UnaryOp::F64ConvertUI32).binop(BinaryOp::F64Add);
    }
    let function = builder.finish(params, &mut env.module.funcs);
    env.module.funcs.get_mut(function).name = Some(STACK.to_string());
    function
}

/// `(f64)`: puts the stacks back to where they were, and clears the borrowed slots above.
fn rewind(env: &mut Env<'_>, handles: Option<HandleTable>) -> FunctionId {
    let (mut builder, params) = env.function(&[ValType::F64], &[]);
    let at = params[0];
    let mut body = builder.func_body();
    if let Some(handles) = handles {
        let lent = env.module.locals.add(ValType::I32);
        body.local_get(at).unop(UnaryOp::I64TruncUF64).i64_const(i64::from(LENT)).binop(BinaryOp::I64RemU);
        body.unop(UnaryOp::I32WrapI64).local_set(lent);
        clear(&mut body, handles, lent);
        body.local_get(lent).global_set(handles.borrow_stack);
    }
    if let Some(pointer) = env.stack_pointer {
        set_pointer(&mut body, env, at, pointer);
    }
    let function = builder.finish(params, &mut env.module.funcs);
    env.module.funcs.get_mut(function).name = Some(REWIND.to_string());
    function
}

fn from_address(env: &Env<'_>) -> UnaryOp {
    match env.address() {
        ValType::I64 => UnaryOp::F64ConvertUI64,
        _ => UnaryOp::F64ConvertUI32,
    }
}

fn set_pointer(body: &mut InstrSeqBuilder<'_>, env: &Env<'_>, at: walrus::LocalId, pointer: GlobalId) {
    body.local_get(at).unop(UnaryOp::I64TruncUF64).i64_const(i64::from(LENT)).binop(BinaryOp::I64DivU);
    if env.address() != ValType::I64 {
        body.unop(UnaryOp::I32WrapI64);
    }
    body.global_set(pointer);
}

/// Clears the slots from the borrow pointer up to `lent`, which is not below it.
fn clear(body: &mut InstrSeqBuilder<'_>, handles: HandleTable, lent: walrus::LocalId) {
    body.block(None, |done| {
        let end = done.id();
        done.loop_(None, |next| {
            let again = next.id();
            next.global_get(handles.borrow_stack).local_get(lent).binop(BinaryOp::I32GeU).br_if(end);
            next.global_get(handles.borrow_stack).ref_null(RefType::EXTERNREF).table_set(handles.table);
            next.global_get(handles.borrow_stack).i32_const(1).binop(BinaryOp::I32Add).global_set(handles.borrow_stack);
            next.br(again);
        });
    });
}
