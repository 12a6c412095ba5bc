//! Takes back borrows of objects from functions that an exception of JavaScript has left.
//!
//! Such an exception runs no destructors, and the guest would refuse the object from then on. The cell around every exported struct
//! begins with the count of its borrows, and the box around it counts its owners, of which a borrow is one: shims read both before
//! the call, and when an exception has left the call with one borrow more, they put them back. After a panic the guest has done that
//! itself and may have freed the object, so shims must know panics: they leave as exceptions of JavaScript too, right after an error
//! was made from the payload.
//!
//! Structs that hold values aligned to more than 8 bytes have their count of owners elsewhere. It stays, so that their memory is
//! never freed.

use walrus::ir::{BinaryOp, Const, GlobalSet, InstrLocId, LoadKind, MemArg, StoreKind, UnaryOp, Value};
use walrus::{ConstExpr, FunctionId, FunctionKind, GlobalId, InstrSeqBuilder, LocalId, MemoryId, ValType};
use wbg_ir::Bindings;
use wbg_ir::abi::PointerWidth;
use wbg_ir::facts::Exceptions;
use wbg_ir::func::{Inbound, Prefix};
use wbg_ir::import::ImportKind;
use wbg_ir::intrinsic::Intrinsic;
use wbg_ir::value::{LowerShape, StructPass};

use crate::passes::env::Env;

/// Bytes from the count of owners to the object, whose own first word is the count of borrows: positive when shared, -1 when
/// exclusive.
const OWNERS: i32 = 8;
const WORD: MemArg = MemArg { align: 4, offset: 0 };
const LOAD: LoadKind = LoadKind::I32 { atomic: false };
const STORE: StoreKind = StoreKind::I32 { atomic: false };

/// An object that a call borrows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lent {
    object: LocalId,
    borrows: LocalId,
    owners: LocalId,
}

impl Lent {
    /// Reserves locals beside the one with the object.
    pub(crate) fn of(env: &mut Env<'_>, object: LocalId) -> Self {
        Self { object, borrows: env.module.locals.add(ValType::I32), owners: env.module.locals.add(ValType::I32) }
    }
}

/// What shims take borrows back with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Borrows {
    /// Not 0 from when the guest has made an error of a panic until that error has left a shim.
    unwound: GlobalId,
    /// `(object, borrows, owners)`.
    give_back: FunctionId,
    memory: MemoryId,
}

/// Prepares for shims that lend objects; not in guests that cannot panic, and only for 32-bit memory.
pub(crate) fn prepare(env: &mut Env<'_>, bindings: &Bindings) -> Option<Borrows> {
    if env.unwind == Exceptions::None || env.abi.pointer != PointerWidth::W32 {
        return None;
    }
    let exports = bindings.exports.iter().map(|(_, export)| &export.call);
    let closures = bindings.closures.iter().map(|(_, closure)| &closure.call);
    if exports.chain(closures).all(|call| lent(call).is_empty()) {
        return None;
    }
    let panic_error = bindings.imports.iter().find_map(|(_, import)| match import.kind {
        ImportKind::Intrinsic(Intrinsic::PanicError, _) => Some(env.map.function(import.core)),
        _ => None,
    })?;
    let memory = env.module.memories.iter().next()?.id();
    let unwound = env.module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
    env.module.globals.get_mut(unwound).name = Some("__wbg_unwound".to_string());
    mark(env, panic_error, unwound);
    let give_back = give_back(env, memory, unwound);
    Some(Borrows { unwound, give_back, memory })
}

/// Which of a call's words are objects that it borrows.
pub(crate) fn lent(call: &Inbound) -> Vec<usize> {
    let (mut found, mut next) = match call.prefix {
        Prefix::None => (vec![], 0),
        Prefix::Receiver => (vec![0], 1),
        Prefix::ReceiverByValue => (vec![], 1),
        Prefix::Closure => (vec![], 2),
    };
    for arg in &call.args {
        if matches!(arg.shape, LowerShape::Struct(_, StructPass::Ref | StructPass::RefMut)) {
            found.push(next);
        }
        next += arg.slots(PointerWidth::W32).len();
    }
    found
}

impl Borrows {
    /// Before the call: forgets panics that went nowhere, and remembers the counts. An object that was moved away is 0.
    pub(crate) fn remember(&self, body: &mut InstrSeqBuilder<'_>, lent: &[Lent]) {
        if lent.is_empty() {
            return;
        }
        body.i32_const(0).global_set(self.unwound);
        for &Lent { object, borrows, owners } in lent {
            let counts = |body: &mut InstrSeqBuilder<'_>| {
                body.local_get(object).load(self.memory, LOAD, WORD).local_set(borrows);
                body.local_get(object).i32_const(OWNERS).binop(BinaryOp::I32Sub);
                body.load(self.memory, LOAD, WORD).local_set(owners);
            };
            body.local_get(object).if_else(None, counts, |_| {});
        }
    }

    /// After an exception has left the call.
    pub(crate) fn take_back(&self, body: &mut InstrSeqBuilder<'_>, lent: &[Lent]) {
        for &Lent { object, borrows, owners } in lent {
            body.local_get(object).local_get(borrows).local_get(owners).call(self.give_back);
        }
        body.i32_const(0).global_set(self.unwound);
    }
}

/// The import sets the mark; where it has no shim it gets one.
fn mark(env: &mut Env<'_>, panic_error: FunctionId, unwound: GlobalId) {
    if let FunctionKind::Import(imported) = &env.module.funcs.get(panic_error).kind {
        let entry = env.module.imports.get(imported.import);
        let (from, name) = (entry.module.clone(), entry.name.clone());
        let ty = env.module.funcs.get(panic_error).ty();
        let (params, results) = env.signature(panic_error);
        let (target, _) = env.module.add_import_func(&from, &name, ty);
        let symbol = env.module.funcs.get(panic_error).name.clone();
        env.module.funcs.get_mut(target).name = symbol;
        let (mut builder, locals) = env.function(&params, &results);
        let mut body = builder.func_body();
        for &local in &locals {
            body.local_get(local);
        }
        body.call(target);
        env.localize(panic_error, builder, locals);
    }
    let shim = env.module.funcs.get_mut(panic_error).kind.unwrap_local_mut();
    let entry = shim.entry_block();
    let set = [Const { value: Value::I32(1) }.into(), GlobalSet { global: unwound }.into()];
    shim.block_mut(entry).instrs.splice(0..0, set.map(|instr| (instr, InstrLocId::default())));
}

/// `(object, borrows, owners)`: the counts are what they were, if there is one borrow more and no panic was the cause.
fn give_back(env: &mut Env<'_>, memory: MemoryId, unwound: GlobalId) -> FunctionId {
    let (mut builder, params) = env.function(&[ValType::I32; 3], &[]);
    let (object, borrows, owners) = (params[0], params[1], params[2]);
    let (more, counter) = (env.module.locals.add(ValType::I32), env.module.locals.add(ValType::I32));
    let mut body = builder.func_body();
    body.block(None, |block| {
        let done = block.id();
        block.local_get(object).unop(UnaryOp::I32Eqz).br_if(done);
        block.global_get(unwound).br_if(done);
        // One more is 1 or -1.
        block.local_get(object).load(memory, LOAD, WORD).local_get(borrows).binop(BinaryOp::I32Sub);
        block.local_tee(more).local_get(more).binop(BinaryOp::I32Mul);
        block.i32_const(1).binop(BinaryOp::I32Ne).br_if(done);
        block.local_get(object).local_get(borrows).store(memory, STORE, WORD);
        block.local_get(object).i32_const(OWNERS).binop(BinaryOp::I32Sub).local_tee(counter).load(memory, LOAD, WORD);
        block.local_get(owners).i32_const(1).binop(BinaryOp::I32Add).binop(BinaryOp::I32Ne).br_if(done);
        block.local_get(counter).local_get(owners).store(memory, STORE, WORD);
    });
    let function = builder.finish(params, &mut env.module.funcs);
    env.module.funcs.get_mut(function).name = Some("__wbg_give_back".to_string());
    function
}

#[cfg(test)]
mod tests;
