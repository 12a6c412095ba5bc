//! A call that rewinds what its caller moved when an exception passes through.
//!
//! Knows both exception dialects and nothing about why the stacks moved; [`crate::passes::shims`] and
//! [`crate::passes::start`] wrap their one call with it. A trap is not an exception: nothing runs then.

use walrus::ir::{Block, InstrSeqType, LegacyCatch, Rethrow, Try, TryTable, TryTableCatch};
use walrus::{InstrSeqBuilder, RefType, ValType};
use wbg_ir::facts::Exceptions;

/// Appends `call`; when an exception leaves it, `rewind` runs and the exception goes on.
///
/// `result` is what `call` leaves on the stack; `rewind` leaves nothing. Without a dialect only the call is appended.
pub(crate) fn guarded(
    body: &mut InstrSeqBuilder<'_>,
    dialect: Exceptions,
    result: Option<ValType>,
    call: impl FnOnce(&mut InstrSeqBuilder<'_>),
    rewind: impl FnOnce(&mut InstrSeqBuilder<'_>),
) {
    let ty = InstrSeqType::Simple(result);
    match dialect {
        Exceptions::None => call(body),
        Exceptions::Legacy => legacy(body, ty, call, rewind),
        Exceptions::Exnref => exnref(body, ty, call, rewind),
    }
}

fn legacy(
    body: &mut InstrSeqBuilder<'_>,
    ty: InstrSeqType,
    call: impl FnOnce(&mut InstrSeqBuilder<'_>),
    rewind: impl FnOnce(&mut InstrSeqBuilder<'_>),
) {
    let mut tried = body.dangling_instr_seq(ty);
    call(&mut tried);
    let seq = tried.id();
    let mut handler = body.dangling_instr_seq(ty);
    rewind(&mut handler);
    handler.instr(Rethrow { relative_depth: 0 });
    let handler = handler.id();
    body.instr(Try { seq, catches: vec![LegacyCatch::CatchAll { handler }] });
}

fn exnref(
    body: &mut InstrSeqBuilder<'_>,
    ty: InstrSeqType,
    call: impl FnOnce(&mut InstrSeqBuilder<'_>),
    rewind: impl FnOnce(&mut InstrSeqBuilder<'_>),
) {
    let done = body.dangling_instr_seq(ty).id();
    let caught = body.dangling_instr_seq(ValType::Ref(RefType::EXNREF)).id();
    let mut tried = body.dangling_instr_seq(ty);
    call(&mut tried);
    let seq = tried.id();
    body.instr_seq(caught)
        .instr(TryTable { seq, catches: vec![TryTableCatch::CatchAllRef { label: caught }] })
        .br(done);
    // The exception stays on the operand stack below whatever rewinding pushes and pops.
    let mut outer = body.instr_seq(done);
    outer.instr(Block { seq: caught });
    rewind(&mut outer);
    outer.throw_ref();
    body.instr(Block { seq: done });
}
