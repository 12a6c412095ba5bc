//! wasm words to JS values.

use wbg_ir::layout::{Returns, area_word};
use wbg_ir::value::{Elem, Lift, LiftShape, Num, Ownership, Presence, SliceForm, Word};
use wbg_ir::{HandleMode, PointerWidth};

use crate::glue::body::helper;
use crate::glue::words::{
    at, cond, none_f64, none_i32, null, null_f64, null_handle, null_i32, pick_out, read, same, undefined,
};
use crate::glue::{Body, closure};
use crate::helpers::Helper;
use crate::js::ast::{Expr, Function, Stmt};

/// How the words of a value reach JS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// As a parameter or as the one result: handles are JS values already when there is a handle table.
    Direct,
    /// In a return area, in an array or among several results: handles are numbers.
    Memory,
}

/// The JS value of some words, as an expression to be evaluated once. `words` may be named more than once.
pub fn lift(body: &mut Body<'_>, value: &Lift, words: &[Expr], place: Place) -> Expr {
    let presence = value.presence;
    let first = words.first().cloned().unwrap_or_else(undefined);
    match &value.shape {
        LiftShape::Unit => undefined(),
        LiftShape::Number(num) => number(*num, presence, words),
        LiftShape::Big128 { signed } => match words {
            [tag, low, high] => pick_out(presence, tag, Expr::int(0), Expr::int(2), big128(*signed, low, high)),
            [low, high] => big128(*signed, low, high),
            _ => undefined(),
        },
        LiftShape::Boolean => {
            pick_out(presence, &first, none_i32(), null_i32(), first.clone().binary("!==", Expr::int(0)))
        }
        LiftShape::Char => {
            let text = Expr::ident("String").member("fromCodePoint").call([first.clone()]);
            pick_out(presence, &first, none_i32(), null_i32(), text)
        }
        LiftShape::Enum(_, hole) => pick_out(presence, &first, Expr::int(*hole), null_f64(), first.clone()),
        LiftShape::StringEnum(id) => {
            let count = body.ctx().bindings().string_enums[*id].values.len();
            let text = Expr::ident(body.ctx().plan.string_enum(*id)).index(first.clone());
            // The numbers of "unknown" and "none" lie beyond the list: `undefined`.
            match presence {
                Presence::Required | Presence::Optional => text,
                Presence::Nullable | Presence::OptionalNullable => {
                    cond(same(first, Expr::int(count as u64 + 2)), null(), text)
                }
            }
        }
        LiftShape::RawPointer if presence.is_required() => address(body, first),
        LiftShape::RawPointer => pick_out(presence, &first, none_f64(), null_f64(), first.clone()),
        LiftShape::NonNull => match presence {
            Presence::Required => address(body, first),
            Presence::Optional => cond(same(first.clone(), Expr::int(0)), undefined(), address(body, first)),
            _ => pick_out(presence, &first, none_f64(), null_f64(), first.clone()),
        },
        LiftShape::Struct(class) => {
            let wrapped = Expr::ident(body.ctx().plan.class(*class)).member("__wrap").call([first.clone()]);
            pick_out(presence, &first, Expr::int(0), Expr::int(1), wrapped)
        }
        LiftShape::Handle(_, ownership) => handle(body, *ownership, first, place),
        LiftShape::OwnedClosure(_) | LiftShape::StackClosure(_) | LiftShape::BorrowedClosure(_) => {
            let function = closure::lift(body, &value.shape, words);
            memory(presence, words, function)
        }
        // Address 0 means that the length word is a handle, those of the empty states included.
        LiftShape::CachedString(Ownership::Borrowed) => helper(Helper::CachedStringGet, words.to_vec()),
        LiftShape::CachedString(Ownership::Owned) => helper(Helper::CachedStringTake, words.to_vec()),
        LiftShape::String(_) | LiftShape::Slice(..) | LiftShape::Handles(..) | LiftShape::Cells(_) => {
            let block = sequence(body, &value.shape, words);
            memory(presence, words, block)
        }
    }
}

fn unsigned(word: Expr) -> Expr {
    word.binary(">>>", Expr::int(0))
}

/// wasm32 hands addresses out with a sign.
fn address(body: &Body<'_>, word: Expr) -> Expr {
    match body.ctx().abi().pointer {
        PointerWidth::W32 => unsigned(word),
        PointerWidth::W64 => word,
    }
}

fn number(num: Num, presence: Presence, words: &[Expr]) -> Expr {
    let required = presence.is_required();
    let (tag, payload) = match words {
        [one] => (one, one),
        [tag, payload] => (tag, payload),
        _ => return undefined(),
    };
    let value = match num {
        Num::U32 if required => unsigned(payload.clone()),
        Num::U64 => as_u64(payload.clone()),
        _ => payload.clone(),
    };
    match num {
        Num::I8 | Num::U8 | Num::I16 | Num::U16 => pick_out(presence, tag, none_i32(), null_i32(), value),
        Num::I64 | Num::U64 | Num::F64 => pick_out(presence, tag, Expr::int(0), Expr::int(2), value),
        Num::I32 | Num::U32 | Num::F32 | Num::Isize64 | Num::Usize64 => {
            pick_out(presence, tag, none_f64(), null_f64(), value)
        }
    }
}

fn as_u64(word: Expr) -> Expr {
    Expr::ident("BigInt").member("asUintN").call([Expr::int(64), word])
}

fn big128(signed: bool, low: &Expr, high: &Expr) -> Expr {
    let high = if signed { high.clone() } else { as_u64(high.clone()) };
    as_u64(low.clone()).binary("|", high.binary("<<", Expr::Atom("64n")))
}

fn handle(body: &Body<'_>, ownership: Ownership, word: Expr, place: Place) -> Expr {
    match (body.ctx().abi().handles, place, ownership) {
        (HandleMode::ExternrefTable, Place::Direct, _) => word,
        // Every empty state is the handle of the right JS value, and no handle of those is ever released.
        (_, _, Ownership::Owned) => helper(Helper::Take, [word]),
        (_, _, Ownership::Borrowed) => helper(Helper::Get, [word]),
    }
}

/// Address and length, or data and vtable: the first word is 0 for the empty states.
fn memory(presence: Presence, words: &[Expr], value: Expr) -> Expr {
    let [address, length] = words else { return value };
    let empty = match presence {
        Presence::Required => return value,
        Presence::Optional => undefined(),
        Presence::Nullable => null(),
        Presence::OptionalNullable => cond(same(length.clone(), null_handle()), null(), undefined()),
    };
    cond(same(address.clone(), Expr::int(0)), empty, value)
}

fn sequence(body: &mut Body<'_>, shape: &LiftShape, words: &[Expr]) -> Expr {
    let words = words.to_vec();
    match shape {
        LiftShape::String(Ownership::Owned) => helper(Helper::StringTake, words),
        LiftShape::String(Ownership::Borrowed) => helper(Helper::StringGet, words),
        LiftShape::Handles(_, Ownership::Owned) => helper(Helper::HandlesTake, words),
        LiftShape::Handles(_, Ownership::Borrowed) => helper(Helper::HandlesGet, words),
        LiftShape::Slice(elem, ownership, form) => slice(*elem, *ownership, *form, words),
        LiftShape::Cells(element) => cells(body, element, words),
        _ => undefined(),
    }
}

fn slice(elem: Elem, ownership: Ownership, form: SliceForm, words: Vec<Expr>) -> Expr {
    let mut args = vec![Expr::Helper(view(elem))];
    args.extend(words);
    let get = match ownership {
        Ownership::Owned => Helper::SliceTake,
        Ownership::Borrowed => Helper::SliceGet,
    };
    let array = helper(get, args);
    match (form, ownership) {
        (SliceForm::Array, _) => Expr::ident("Array").member("from").call([array]),
        (SliceForm::Copy, Ownership::Borrowed) => array.member("slice").call([]),
        (SliceForm::Copy | SliceForm::View, _) => array,
    }
}

fn view(elem: Elem) -> Helper {
    match elem {
        Elem::ClampedU8 => Helper::ViewU8Clamped,
        other => crate::glue::lower::view(other),
    }
}

/// `__wbg_cells_take(wbg, ptr, len, stride, align, (view, at) => …)`.
fn cells(body: &mut Body<'_>, element: &Lift, words: Vec<Expr>) -> Expr {
    let pointer = body.ctx().abi().pointer;
    let slots = element.slots(pointer);
    let (fields, size, align) = match Returns::of(&slots) {
        Returns::Nothing => (vec![], 0, 1),
        Returns::Direct(slot) => (vec![(slot.word, 0)], slot.word.size(), slot.word.size()),
        Returns::Area(area) => {
            let align = area.fields.iter().map(|f| f.slot.word.size()).max().unwrap_or(area_word(pointer).size());
            let end = area.fields.last().map_or(0, |f| f.offset + f.slot.word.size());
            let fields = area.fields.iter().map(|f| (f.slot.word, f.offset)).collect();
            (fields, end.next_multiple_of(align), align)
        }
    };
    let (view, from) = (body.fresh("view"), body.fresh("at"));
    let (mut inner, value) = body.block(|body| {
        let words = cell_words(body, &fields, &Expr::Ident(view.clone()), &Expr::Ident(from.clone()));
        lift(body, element, &words, Place::Memory)
    });
    inner.push(Stmt::Return(Some(value)));
    let decode = Function { params: vec![view, from], body: inner, ..Function::default() };
    let mut args = words;
    args.extend([Expr::int(size), Expr::int(align), Expr::Function(Box::new(decode))]);
    helper(Helper::CellsTake, args)
}

fn cell_words(body: &mut Body<'_>, fields: &[(Word, u32)], view: &Expr, from: &Expr) -> Vec<Expr> {
    let read_one = |&(word, offset): &(Word, u32)| read(view.clone(), word, at(from.clone(), offset));
    fields.iter().map(|field| body.constant("word", read_one(field))).collect()
}
