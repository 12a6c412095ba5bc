//! Threads that wait for others inside the guest: they look now and then whether all instances have ended.
//!
//! Nobody wakes a thread that waits for a lock whose owner has aborted. So each wait of the guest becomes several short ones, with a look
//! at the word that says so in between. To the guest this is a thread that is slow to begin to wait, for which it has to be made anyway:
//! each of the short waits compares the value again, and a wake-up that comes between two of them finds it changed.

use std::collections::BTreeMap;

use walrus::ir::{
    AtomicWait, BinaryOp, Call, Instr, InstrSeq, LoadKind, MemArg, UnaryOp, VisitorMut, dfs_pre_order_mut,
};
use walrus::{FunctionBuilder, FunctionId, InstrSeqBuilder, LocalId, MemoryId, Module, ValType};

use super::address::Address;

/// Nanoseconds between two looks.
pub(crate) const PATIENCE: i64 = 100_000_000;
/// What a wait returns that nobody ended.
const TIMED_OUT: i32 = 2;

/// Where threads learn that all instances have ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flag {
    /// The shared memory.
    pub(crate) memory: MemoryId,
    /// How its addresses look.
    pub(crate) address: Address,
    /// Address of the word.
    pub(crate) terminated: u64,
}

/// Width of the value, offset and alignment of a wait.
type Kind = (Width, u64, u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Width {
    Narrow,
    Wide,
}

/// Replaces every wait of the module.
pub(crate) fn run(module: &mut Module, flag: Flag) {
    let mut waits = Waits::default();
    waits.walk(module);
    let kinds: Vec<Kind> = waits.known.keys().copied().collect();
    for kind in kinds {
        let once = once(module, flag, kind);
        waits.own.push(once);
        let function = patient(module, flag, kind.0, once);
        waits.known.insert(kind, Some(function));
    }
    waits.walk(module);
}

/// First collects the kinds of waits, then puts functions in their place.
#[derive(Default)]
struct Waits {
    /// Kinds that occur, and what stands for them.
    known: BTreeMap<Kind, Option<FunctionId>>,
    /// Functions that may wait for real.
    own: Vec<FunctionId>,
}

impl Waits {
    fn walk(&mut self, module: &mut Module) {
        let own = self.own.clone();
        for (_, function) in module.funcs.iter_local_mut().filter(|(id, _)| !own.contains(id)) {
            let start = function.entry_block();
            dfs_pre_order_mut(self, function, start);
        }
    }
}

impl VisitorMut for Waits {
    fn start_instr_seq_mut(&mut self, seq: &mut InstrSeq) {
        for (instr, _) in &mut seq.instrs {
            let Instr::AtomicWait(AtomicWait { arg, sixty_four, .. }) = instr else { continue };
            let width = if *sixty_four { Width::Wide } else { Width::Narrow };
            if let Some(func) = *self.known.entry((width, arg.offset, arg.align)).or_default() {
                *instr = Call { func }.into();
            }
        }
    }
}

fn types(flag: Flag, width: Width) -> [ValType; 3] {
    let expected = if width == Width::Wide { ValType::I64 } else { ValType::I32 };
    [flag.address.ty(), expected, ValType::I64]
}

/// Nothing but the instruction. The baseline compiler of V8 11 (Node 20) does not keep what a function has in registers while it waits.
fn once(module: &mut Module, flag: Flag, (width, offset, align): Kind) -> FunctionId {
    let types = types(flag, width);
    let params: Vec<LocalId> = types.iter().map(|ty| module.locals.add(*ty)).collect();
    let mut builder = FunctionBuilder::new(&mut module.types, &types, &[ValType::I32]);
    builder.name("__wbg_wait_once".to_string());
    let mut body = builder.func_body();
    for &param in &params {
        body.local_get(param);
    }
    body.atomic_wait(flag.memory, MemArg { align, offset }, width == Width::Wide);
    builder.finish(params, &mut module.funcs)
}

/// `(address, expected, timeout) -> how it ended`, as the instruction has it.
fn patient(module: &mut Module, flag: Flag, width: Width, once: FunctionId) -> FunctionId {
    let types = types(flag, width);
    let params: Vec<LocalId> = types.iter().map(|ty| module.locals.add(*ty)).collect();
    let (timeout, slice, ended) = (params[2], module.locals.add(ValType::I64), module.locals.add(ValType::I32));
    let mut builder = FunctionBuilder::new(&mut module.types, &types, &[ValType::I32]);
    builder.name("__wbg_wait".to_string());
    let mut body = builder.func_body();
    body.loop_(None, |body| {
        let again = body.id();
        // Without a sign, no end at all is the longest time.
        body.i64_const(PATIENCE).local_get(timeout).local_get(timeout).i64_const(PATIENCE);
        body.binop(BinaryOp::I64GtU).select(Some(ValType::I64)).local_set(slice);
        body.local_get(params[0]).local_get(params[1]).local_get(slice);
        body.call(once).local_tee(ended);
        body.i32_const(TIMED_OUT).binop(BinaryOp::I32Ne);
        when(body, |body| {
            body.local_get(ended).return_();
        });
        flag.address.constant(body, flag.terminated);
        body.load(flag.memory, LoadKind::I32 { atomic: true }, MemArg { align: 4, offset: 0 });
        when(body, |body| {
            body.unreachable();
        });
        body.local_get(timeout).i64_const(0).binop(BinaryOp::I64GeS);
        when(body, |body| {
            body.local_get(timeout).local_get(slice).binop(BinaryOp::I64Sub).local_tee(timeout);
            body.unop(UnaryOp::I64Eqz);
            when(body, |body| {
                body.i32_const(TIMED_OUT).return_();
            });
        });
        body.br(again);
    });
    body.unreachable();
    builder.finish(params, &mut module.funcs)
}

/// Does something if the number on the stack is not zero.
fn when(body: &mut InstrSeqBuilder<'_>, then: impl FnOnce(&mut InstrSeqBuilder<'_>)) {
    body.if_else(None, then, |_| {});
}
