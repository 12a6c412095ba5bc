//! JS values to wasm words.
//!
//! All arguments of a call are lowered together, in three steps: checks and coercions, which may throw and change nothing;
//! allocations, of which only the first may still throw (it cleans up after itself); reads. So nothing has to be released when
//! an argument is refused.

mod checks;
mod debug;
mod words_of;

pub use words_of::view;

use wbg_ir::HandleMode;
use wbg_ir::value::{Lower, LowerShape, Ownership, StructPass};

use crate::glue::Body;
use crate::js::ast::Expr;

/// How an argument acts on the instance or on the objects it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    /// Words are read from the JS value; numbers may be left to the engine's own coercion at the call.
    None,
    /// Takes something, and cannot fail once its checks have passed.
    Takes,
    /// Takes something while reading an array, whose elements may refuse to be read.
    TakesArray,
}

/// Who coerces numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coerce {
    /// The engine, at the call.
    AtCall,
    /// A statement before anything is taken.
    Now,
}

/// Whether an argument is checked ahead of its own allocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Check {
    /// Not needed: nothing has been taken when it fails.
    Later,
    /// Something will have been taken.
    Now,
}

/// Words of one value: an import's or a closure's result.
pub fn lower(body: &mut Body<'_>, value: &Lower, js: Expr) -> Vec<Expr> {
    lower_args(body, &[(value, js)])
}

/// Words of all arguments of a call, in order. The words are names, literals or reads that must be evaluated at the call itself.
pub fn lower_args(body: &mut Body<'_>, args: &[(&Lower, Expr)]) -> Vec<Expr> {
    lower_all(body, args, Coerce::AtCall)
}

/// As [`lower_args`], for a call that takes something besides its arguments: numbers are coerced before it.
pub fn lower_args_firmly(body: &mut Body<'_>, args: &[(&Lower, Expr)]) -> Vec<Expr> {
    lower_all(body, args, Coerce::Now)
}

fn lower_all(body: &mut Body<'_>, args: &[(&Lower, Expr)], coerce: Coerce) -> Vec<Expr> {
    let handles = body.ctx().abi().handles;
    let effects: Vec<Effect> = args.iter().map(|(value, _)| effect(value, handles)).collect();
    let order = allocation_order(&effects);
    let coerce = if order.is_empty() { coerce } else { Coerce::Now };

    let mut prepared: Vec<Expr> = Vec::with_capacity(args.len());
    for (i, (value, js)) in args.iter().enumerate() {
        let check = if order.first() == Some(&i) { Check::Later } else { Check::Now };
        let js = debug::checked(body, value, js.clone());
        prepared.push(checks::prepare(body, value, js, coerce, check));
    }
    let mut words: Vec<Vec<Expr>> = vec![Vec::new(); args.len()];
    for i in order {
        words[i] = words_of::taken(body, args[i].0, prepared[i].clone());
    }
    for (i, (value, _)) in args.iter().enumerate() {
        if effects[i] == Effect::None {
            words[i] = words_of::read(body, value, prepared[i].clone());
        }
    }
    words.concat()
}

/// Number of slots of the borrow stack that the arguments of one call use.
pub fn borrowed<'a>(args: impl Iterator<Item = &'a Lower>, handles: HandleMode) -> usize {
    args.filter(|value| is_borrow(value, handles)).count()
}

fn is_borrow(value: &Lower, handles: HandleMode) -> bool {
    handles == HandleMode::Heap
        && value.presence.is_required()
        && matches!(value.shape, LowerShape::Handle(_, Ownership::Borrowed))
}

/// Those that take something, arrays first: of several, only the first array is read while nothing has been taken.
fn allocation_order(effects: &[Effect]) -> Vec<usize> {
    let with = |wanted: Effect| effects.iter().enumerate().filter(move |(_, e)| **e == wanted).map(|(i, _)| i);
    with(Effect::TakesArray).chain(with(Effect::Takes)).collect()
}

fn effect(value: &Lower, handles: HandleMode) -> Effect {
    match &value.shape {
        LowerShape::Slice(_) | LowerShape::SliceMut(_) | LowerShape::Handles(_) => Effect::TakesArray,
        LowerShape::Cells(_) | LowerShape::String | LowerShape::Struct(_, StructPass::ByValue) => Effect::Takes,
        // An `externref` parameter takes nothing on the JS side.
        LowerShape::Handle(..) if handles == HandleMode::ExternrefTable && value.presence.is_required() => Effect::None,
        LowerShape::Handle(..) => Effect::Takes,
        LowerShape::Unit
        | LowerShape::Number(_)
        | LowerShape::Big128 { .. }
        | LowerShape::Boolean
        | LowerShape::Char
        | LowerShape::Enum(..)
        | LowerShape::StringEnum(_)
        | LowerShape::Struct(..)
        | LowerShape::RawPointer
        | LowerShape::NonNull => Effect::None,
    }
}
