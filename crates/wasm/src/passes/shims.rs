//! The one shim of an export: JS references in and out, the return area, and rewinding both stacks when an exception leaves.
//!
//! Shims belong to export entries, never to functions: the linker folds equal bodies, so one function may stand behind exports
//! of different signatures. Parts an entry cannot need are left out; without any part the function is exported as it is.

use walrus::ir::{BinaryOp, LoadKind, MemArg};
use walrus::{FunctionId, InstrSeqBuilder, LocalId, RefType, ValType};
use wbg_ir::abi::ResultMode;
use wbg_ir::facts::Exceptions;
use wbg_ir::func::Inbound;
use wbg_ir::layout::{Area, Returns, area_word, outer};
use wbg_ir::value::{Pass, Slot, Word};

use super::check;
use super::env::{Env, may_throw, val_types};
use super::failure::borrows::{self, Lent};
use super::failure::stack_restore::guarded;
use super::handles::HandleTable;
use crate::error::WasmError;
use crate::facts::{EXTERNREF, val_type};
use crate::names::SHIM_SUFFIX;

/// More borrowed slots than this are cleared with one `table.fill`.
const FILL_FROM: u32 = 8;

/// Where the handles of borrowed values are while the function runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lending {
    /// On the borrow stack: calls end in the reverse of the order in which they began.
    Stack,
    /// In slots of their own: calls may wait, and end in any order.
    Slots,
}

/// What crosses an entry, in the order of the function's own parameters.
struct Shape {
    /// Type on the Rust side, and what JS passes instead.
    params: Vec<(ValType, Pass)>,
    back: Back,
    lending: Lending,
    /// Which parameters are objects that the function borrows.
    objects: Vec<usize>,
}

/// What comes back.
enum Back {
    /// At most one word, unchanged: the function's own results.
    AsIs(Vec<ValType>),
    /// A handle, as a reference.
    Handle(Pass),
    /// Words read from an area that the shim reserves.
    Area(Area),
}

/// The shim of a bindgen export or closure, or the function itself when nothing has to change.
///
/// # Errors
/// The function's wasm type is not what the call says, or something the shim needs is missing.
pub(crate) fn inbound(
    env: &mut Env<'_>,
    raw: FunctionId,
    call: &Inbound,
    lending: Lending,
    item: &str,
    name: &str,
) -> Result<FunctionId, WasmError> {
    let mut shape = Shape { lending, ..shape(env, raw, call, item)? };
    if lending == Lending::Slots {
        // Calls that end in any order change the counts in any order.
        shape.objects.clear();
    }
    build(env, raw, shape, item, name)
}

/// The shim of a function that only takes and returns words (class `free`, upcasts).
///
/// # Errors
/// Never for lack of anything; see [`inbound`].
pub(crate) fn plain(env: &mut Env<'_>, raw: FunctionId, item: &str, name: &str) -> Result<FunctionId, WasmError> {
    let (params, results) = env.signature(raw);
    let params = params.into_iter().map(|ty| (ty, Pass::Plain)).collect();
    build(env, raw, Shape { params, back: Back::AsIs(results), lending: Lending::Stack, objects: vec![] }, item, name)
}

fn shape(env: &Env<'_>, raw: FunctionId, call: &Inbound, item: &str) -> Result<Shape, WasmError> {
    let slots = call.param_slots(env.abi.pointer);
    let returns = call.returns(env.abi.pointer);
    let area = match &returns {
        Returns::Area(_) => Some(area_word(env.abi.pointer)),
        _ => None,
    };
    let params = val_types(area.into_iter().chain(slots.iter().map(|slot| slot.word)));
    let result = match &returns {
        Returns::Direct(slot) => Some(slot.word),
        _ => None,
    };
    check::signature(env, raw, &params, &val_types(result), item)?;

    let (found_params, found_results) = env.signature(raw);
    let pass = |slot: &Slot| outer(*slot, &env.abi).pass();
    let mut passes: Vec<Pass> = slots.iter().map(pass).collect();
    if area.is_some() {
        passes.insert(0, Pass::Plain);
    }
    let mut params: Vec<(ValType, Pass)> = found_params.into_iter().zip(passes).collect();
    let mut objects = borrows::lent(call);
    let back = match returns {
        Returns::Area(area) if env.abi.results == ResultMode::MultiValue => {
            params.remove(0);
            Back::Area(area)
        }
        Returns::Direct(slot) if pass(&slot) != Pass::Plain => Back::Handle(slot.pass),
        _ => Back::AsIs(found_results),
    };
    let before = params.len() - slots.len();
    objects.iter_mut().for_each(|index| *index += before);
    Ok(Shape { params, back, lending: Lending::Stack, objects })
}

/// Locals of one shim.
struct Frame {
    /// Stack pointer at entry.
    stack: Option<(walrus::GlobalId, LocalId)>,
    /// First borrowed slot of this call.
    borrowed: Option<Borrowed>,
    /// Address of the return area.
    area: Option<LocalId>,
    /// Slots that are to be released.
    kept: Vec<(HandleTable, LocalId)>,
}

#[derive(Clone, Copy)]
struct Borrowed {
    handles: HandleTable,
    base: LocalId,
    count: u32,
}

fn build(env: &mut Env<'_>, raw: FunctionId, shape: Shape, item: &str, name: &str) -> Result<FunctionId, WasmError> {
    let count = |pass: Pass| shape.params.iter().filter(|(_, p)| *p == pass).count();
    let borrowed = u32::try_from(count(Pass::BorrowedHandle)).expect("functions have few parameters");
    let (borrowed, kept) = match shape.lending {
        Lending::Stack => (borrowed, 0),
        Lending::Slots => (0, borrowed),
    };
    let moves_stack = env.stack_pointer.is_some() || borrowed > 0;
    let catches = env.unwind != Exceptions::None && moves_stack && may_throw(env.module, raw);
    let converts = borrowed + kept > 0 || count(Pass::OwnedHandle) > 0 || !matches!(shape.back, Back::AsIs(_));
    if !catches && !converts {
        return Ok(raw);
    }
    let params: Vec<ValType> =
        shape.params.iter().map(|(ty, pass)| if *pass == Pass::Plain { *ty } else { EXTERNREF }).collect();
    let results: Vec<ValType> = match &shape.back {
        Back::AsIs(types) => types.clone(),
        Back::Handle(_) => vec![EXTERNREF],
        Back::Area(area) => val_types(area.fields.iter().map(|field| field.slot.word)),
    };
    let mut frame = frame(env, &shape, borrowed, catches, item)?;
    let (mut builder, locals) = env.function(&params, &results);
    let arguments = arguments(env, &shape, &locals, item)?;
    if let (Lending::Slots, Some(handles)) = (shape.lending, env.handles) {
        let lent = shape.params.iter().zip(&arguments).filter(|((_, pass), _)| *pass == Pass::BorrowedHandle);
        frame.kept = lent.map(|(_, handle)| (handles, *handle)).collect();
    }
    let borrows = env.borrows.filter(|_| catches);
    let lent: Vec<Lent> = match borrows {
        Some(_) => shape.objects.iter().map(|&object| Lent::of(env, arguments[object])).collect(),
        None => vec![],
    };
    let fill = if env.bulk_memory { FILL_FROM } else { u32::MAX };

    let mut body = builder.func_body();
    enter(&mut body, env, &shape, &frame, &locals, &arguments);
    if let Some(borrows) = borrows {
        borrows.remember(&mut body, &lent);
    }
    let dialect = if catches { env.unwind } else { Exceptions::None };
    let direct = match &shape.back {
        Back::AsIs(types) => types.first().copied(),
        Back::Handle(_) => Some(ValType::I32),
        Back::Area(_) => None,
    };
    let call = |body: &mut InstrSeqBuilder<'_>| {
        for &argument in frame.area.iter().chain(&arguments) {
            body.local_get(argument);
        }
        body.call(raw);
    };
    guarded(&mut body, dialect, direct, call, |body| {
        release(body, &frame, fill);
        if let Some((pointer, at_entry)) = frame.stack {
            body.local_get(at_entry).global_set(pointer);
        }
        if let Some(borrows) = borrows {
            borrows.take_back(body, &lent);
        }
    });
    leave(&mut body, env, &shape, &frame, item)?;
    release(&mut body, &frame, fill);
    if frame.area.is_some()
        && let Some((pointer, at_entry)) = frame.stack
    {
        body.local_get(at_entry).global_set(pointer);
    }
    let shim = builder.finish(locals, &mut env.module.funcs);
    env.module.funcs.get_mut(shim).name = Some(format!("{name}{SHIM_SUFFIX}"));
    Ok(shim)
}

fn frame(env: &mut Env<'_>, shape: &Shape, count: u32, catches: bool, item: &str) -> Result<Frame, WasmError> {
    let address = env.address();
    let pointer = match &shape.back {
        Back::Area(_) => Some(env.stack(item)?),
        _ if catches => env.stack_pointer,
        _ => None,
    };
    let borrowed = if count > 0 {
        let handles = env.handle_table(item)?;
        Some(Borrowed { handles, base: env.module.locals.add(ValType::I32), count })
    } else {
        None
    };
    Ok(Frame {
        stack: pointer.map(|pointer| (pointer, env.module.locals.add(address))),
        borrowed,
        area: matches!(shape.back, Back::Area(_)).then(|| env.module.locals.add(address)),
        kept: vec![],
    })
}

/// Locals that hold what Rust receives: the parameter itself, or a handle for it.
fn arguments(env: &mut Env<'_>, shape: &Shape, locals: &[LocalId], item: &str) -> Result<Vec<LocalId>, WasmError> {
    let mut arguments = Vec::with_capacity(locals.len());
    for (&local, (_, pass)) in locals.iter().zip(&shape.params) {
        if *pass == Pass::Plain {
            arguments.push(local);
        } else {
            env.handle_table(item)?;
            arguments.push(env.module.locals.add(val_type(Word::I32)));
        }
    }
    Ok(arguments)
}

/// Fills the arguments and reserves the area. New slots first: if the slab cannot grow, nothing has moved yet.
fn enter(
    body: &mut InstrSeqBuilder<'_>,
    env: &Env<'_>,
    shape: &Shape,
    frame: &Frame,
    locals: &[LocalId],
    arguments: &[LocalId],
) {
    let of = |wanted: Pass| {
        let all = shape.params.iter().zip(locals.iter().zip(arguments));
        all.filter(move |((_, pass), _)| *pass == wanted).map(|(_, (from, to))| (*from, *to))
    };
    if let Some(handles) = env.handles {
        let lent = of(Pass::BorrowedHandle).filter(|_| shape.lending == Lending::Slots);
        for (reference, handle) in of(Pass::OwnedHandle).chain(lent) {
            handles.put(body, reference, handle);
        }
    }
    if let Some(Borrowed { handles, base, count }) = frame.borrowed {
        body.global_get(handles.borrow_stack).i32_const(count.cast_signed()).binop(BinaryOp::I32Sub);
        body.local_tee(base).global_set(handles.borrow_stack);
        for (offset, (reference, handle)) in (0..).zip(of(Pass::BorrowedHandle)) {
            slot(body, base, offset);
            body.local_tee(handle).local_get(reference).table_set(handles.table);
        }
    }
    let Some((pointer, at_entry)) = frame.stack else { return };
    body.global_get(pointer).local_set(at_entry);
    if let (Some(address), Back::Area(area)) = (frame.area, &shape.back) {
        body.local_get(at_entry);
        match env.address() {
            ValType::I64 => body.i64_const(i64::from(area.reserve)).binop(BinaryOp::I64Sub),
            _ => body.i32_const(area.reserve.cast_signed()).binop(BinaryOp::I32Sub),
        };
        body.local_tee(address).global_set(pointer);
    }
}

/// Pushes the results from what the call left.
fn leave(
    body: &mut InstrSeqBuilder<'_>,
    env: &mut Env<'_>,
    shape: &Shape,
    frame: &Frame,
    item: &str,
) -> Result<(), WasmError> {
    match &shape.back {
        Back::AsIs(_) => {}
        Back::Handle(pass) => {
            let handles = env.handle_table(item)?;
            let handle = env.module.locals.add(ValType::I32);
            body.local_set(handle);
            match pass {
                Pass::OwnedHandle => handles.take(body, handle),
                Pass::BorrowedHandle | Pass::Plain => handles.read(body, handle),
            }
        }
        Back::Area(area) => {
            let memory = env.memory(item)?;
            let address = frame.area.expect("a shape with an area has a local for its address");
            for field in &area.fields {
                let kind = match field.slot.word {
                    Word::I32 => LoadKind::I32 { atomic: false },
                    Word::I64 => LoadKind::I64 { atomic: false },
                    Word::F32 => LoadKind::F32,
                    Word::F64 => LoadKind::F64,
                };
                let arg = MemArg { align: field.slot.word.size(), offset: u64::from(field.offset) };
                body.local_get(address).load(memory, kind, arg);
            }
        }
    }
    Ok(())
}

/// Clears the borrowed slots and gives them back.
fn release(body: &mut InstrSeqBuilder<'_>, frame: &Frame, fill: u32) {
    for (handles, handle) in &frame.kept {
        body.local_get(*handle).call(handles.dealloc);
    }
    let Some(Borrowed { handles, base, count }) = frame.borrowed else { return };
    if count >= fill {
        body.local_get(base).ref_null(RefType::EXTERNREF).i32_const(count.cast_signed()).table_fill(handles.table);
    } else {
        for offset in 0..count {
            slot(body, base, offset);
            body.ref_null(RefType::EXTERNREF).table_set(handles.table);
        }
    }
    slot(body, base, count);
    body.global_set(handles.borrow_stack);
}

fn slot(body: &mut InstrSeqBuilder<'_>, base: LocalId, offset: u32) {
    body.local_get(base);
    if offset > 0 {
        body.i32_const(offset.cast_signed()).binop(BinaryOp::I32Add);
    }
}
