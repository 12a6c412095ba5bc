//! Second and third step of lowering: what takes something from the instance or from an object, and what is merely read.

use wbg_ir::HandleMode;
use wbg_ir::value::{Elem, Lower, LowerShape, Num, Ownership, Presence, StructPass};

use crate::glue::body::{helper, record};
use crate::glue::words::{cond, is_empty, null_handle, pick_in};
use crate::glue::{Body, class};
use crate::helpers::Helper;
use crate::js::ast::Expr;

/// Words of a value that takes something. Cannot throw unless it is the first of its call.
pub(super) fn taken(body: &mut Body<'_>, value: &Lower, js: Expr) -> Vec<Expr> {
    let presence = value.presence;
    match &value.shape {
        LowerShape::String => sequence(body, presence, &js, helper(Helper::StringIn, [js.clone()])),
        LowerShape::Slice(elem) => {
            let copy = helper(Helper::SliceIn, [Expr::Helper(view(*elem)), js.clone(), Expr::int(elem.size())]);
            sequence(body, presence, &js, copy)
        }
        LowerShape::SliceMut(elem) => {
            let copy = helper(Helper::SliceIn, [Expr::Helper(view(*elem)), js.clone(), Expr::int(elem.size())]);
            let mut words = sequence(body, presence, &js, copy);
            words.push(match body.ctx().abi().handles {
                HandleMode::ExternrefTable => js,
                HandleMode::Heap => body.constant("handle", helper(Helper::Put, [js])),
            });
            words
        }
        LowerShape::Handles(_) => sequence(body, presence, &js, helper(Helper::HandlesIn, [js.clone()])),
        LowerShape::Cells(element) => {
            let (view, size) = match element.shape {
                LowerShape::Enum(..) => (Helper::ViewF64, 8u32),
                _ => (Helper::ViewI32, 4),
            };
            sequence(body, presence, &js, helper(Helper::SliceIn, [Expr::Helper(view), js.clone(), Expr::int(size)]))
        }
        LowerShape::Struct(..) => {
            let taken = js.clone().member("__destroy_into_raw").call([]);
            let word = pick_in(presence, &js, Expr::int(0), Expr::int(1), taken);
            vec![body.constant("ptr", word)]
        }
        LowerShape::Handle(_, Ownership::Borrowed) if presence.is_required() => {
            vec![body.constant("handle", helper(Helper::Borrow, [js]))]
        }
        LowerShape::Handle(..) => {
            let put = helper(Helper::Put, [js.clone()]);
            vec![body.constant("handle", pick_in(presence, &js, Expr::int(0), null_handle(), put))]
        }
        _ => read(body, value, js),
    }
}

/// Words of a value that takes nothing: names, literals and property reads.
pub(super) fn read(body: &mut Body<'_>, value: &Lower, js: Expr) -> Vec<Expr> {
    let presence = value.presence;
    match &value.shape {
        LowerShape::Unit => vec![],
        LowerShape::Number(Num::I64 | Num::U64) if !presence.is_required() => {
            vec![tag(presence, &js), payload(presence, &js, js.clone(), Expr::Atom("0n"))]
        }
        LowerShape::Number(Num::F64) if !presence.is_required() => {
            vec![tag(presence, &js), payload(presence, &js, js.clone(), Expr::int(0))]
        }
        LowerShape::Big128 { .. } => {
            let high = js.clone().binary(">>", Expr::Atom("64n"));
            if presence.is_required() {
                vec![js, high]
            } else {
                let zero = Expr::Atom("0n");
                vec![
                    tag(presence, &js),
                    payload(presence, &js, js.clone(), zero.clone()),
                    payload(presence, &js, high, zero),
                ]
            }
        }
        LowerShape::Struct(id, StructPass::Ref | StructPass::RefMut) => {
            let pointer = js.clone().member(class::pointer_field(body.ctx(), *id));
            vec![pick_in(presence, &js, Expr::int(0), Expr::int(1), pointer)]
        }
        _ => vec![js],
    }
}

/// Address and length. Address 0 stands for the empty states; the length word then tells `null` apart.
fn sequence(body: &mut Body<'_>, presence: Presence, js: &Expr, copy: Expr) -> Vec<Expr> {
    let length = record().member("len");
    let zero = Expr::int(0);
    let address = match is_empty(presence, js) {
        None => copy,
        Some(empty) => cond(empty, zero.clone(), copy),
    };
    let length = match presence {
        Presence::Required | Presence::Optional => length,
        Presence::Nullable | Presence::OptionalNullable => pick_in(presence, js, zero, null_handle(), length),
    };
    vec![body.constant("ptr", address), body.constant("len", length)]
}

/// 1 for a value, 0 for none, 2 for null.
fn tag(presence: Presence, js: &Expr) -> Expr {
    pick_in(presence, js, Expr::int(0), Expr::int(2), Expr::int(1))
}

fn payload(presence: Presence, js: &Expr, value: Expr, zero: Expr) -> Expr {
    match is_empty(presence, js) {
        Some(empty) => cond(empty, zero, value),
        None => value,
    }
}

/// The view an array is copied through. Clamping is for reading: the guest's `u8` are plain.
pub fn view(elem: Elem) -> Helper {
    match elem {
        Elem::I8 => Helper::ViewI8,
        Elem::U8 | Elem::ClampedU8 => Helper::ViewU8,
        Elem::I16 => Helper::ViewI16,
        Elem::U16 => Helper::ViewU16,
        Elem::I32 => Helper::ViewI32,
        Elem::U32 => Helper::ViewU32,
        Elem::I64 => Helper::ViewI64,
        Elem::U64 => Helper::ViewU64,
        Elem::F32 => Helper::ViewF32,
        Elem::F64 => Helper::ViewF64,
    }
}
