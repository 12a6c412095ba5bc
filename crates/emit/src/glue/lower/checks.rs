//! First step of lowering: checks and coercions. Whatever throws here leaves nothing behind.

use wbg_ir::value::{Elem, Lower, LowerShape, Num, Presence, StructPass};
use wbg_ir::{ClassId, StringEnumId};

use super::{Check, Coerce, debug};
use crate::glue::body::pure_helper;
use crate::glue::words::{cond, is_empty, none_f64, none_i32, null_f64, null_i32, pick_in, same};
use crate::glue::{Body, class, guard};
use crate::helpers::Helper;
use crate::js::ast::{Expr, Stmt};

/// What the second step works on: the value itself, or its word where checking already yields it.
pub(super) fn prepare(body: &mut Body<'_>, value: &Lower, js: Expr, coerce: Coerce, check: Check) -> Expr {
    let presence = value.presence;
    match &value.shape {
        LowerShape::Unit => js,
        LowerShape::Number(num) => number(body, *num, presence, js, coerce),
        LowerShape::Big128 { .. } => big128(body, presence, js, coerce),
        LowerShape::Boolean => boolean(body, presence, js, coerce),
        LowerShape::Char => {
            let js = named(body, "value", presence, js);
            let code = pure_helper(Helper::CharIn, [js.clone()]);
            body.constant("char", pick_in(presence, &js, none_i32(), null_i32(), code))
        }
        LowerShape::Enum(_, hole) => {
            let hole = Expr::int(*hole);
            float(body, presence, js, hole, |js| js, coerce)
        }
        LowerShape::RawPointer if presence.is_required() => coerced(body, js, coerce, plus),
        LowerShape::RawPointer => float(body, presence, js, none_f64(), |js| Expr::ident("Number").call([js]), coerce),
        LowerShape::NonNull => {
            let js = named(body, "value", presence, js);
            let none = if presence == Presence::Optional { Expr::int(0) } else { none_f64() };
            let checked = pure_helper(Helper::NonNull, [js.clone()]);
            body.constant("ptr", pick_in(presence, &js, none, null_f64(), checked))
        }
        LowerShape::StringEnum(id) => string_enum(body, *id, presence, js),
        LowerShape::Struct(class, pass) => object(body, *class, *pass, presence, js),
        LowerShape::String => {
            if check == Check::Now {
                checked_text(body, presence, js)
            } else {
                named(body, "text", presence, js)
            }
        }
        LowerShape::Slice(elem) => {
            if check == Check::Now {
                checked_array(body, *elem, presence, js)
            } else {
                named(body, "array", presence, js)
            }
        }
        LowerShape::SliceMut(_) => body.bind("array", js),
        LowerShape::Handles(_) => {
            let js = named(body, "array", presence, js);
            if check == Check::Now {
                let copy = Expr::ident("Array").member("from").call([js.clone()]);
                let copy = kept_when_empty(presence, &js, copy);
                body.constant("array", copy)
            } else {
                js
            }
        }
        LowerShape::Cells(element) => cells(body, element, presence, js),
        LowerShape::Handle(..) => named(body, "value", presence, js),
    }
}

fn string_enum(body: &mut Body<'_>, id: StringEnumId, presence: Presence, js: Expr) -> Expr {
    let js = named(body, "value", presence, js);
    let count = body.ctx().bindings().string_enums[id].values.len() as u64;
    let list = Expr::ident(body.ctx().plan.string_enum(id));
    // `indexOf` yields -1 for an unknown text, which the number of texts stands for.
    let found = list.member("indexOf").call([js.clone()]).binary("+", Expr::int(1));
    let index = found.binary("||", Expr::int(count + 1)).binary("-", Expr::int(1));
    body.constant("index", pick_in(presence, &js, Expr::int(count + 1), Expr::int(count + 2), index))
}

fn object(body: &mut Body<'_>, id: ClassId, pass: StructPass, presence: Presence, js: Expr) -> Expr {
    let js = body.bind("value", js);
    let identifier = Expr::ident(body.ctx().plan.class(id));
    let mut checks = vec![Stmt::Expr(pure_helper(Helper::ExpectClass, [js.clone(), identifier]))];
    checks.extend(guard::expect_current(body, js.clone()));
    checks.extend(debug::alive(body, id, js.clone()));
    if pass == StructPass::ByValue {
        checks.extend(class::expect_owned(body.ctx(), id, &js));
    }
    unless_empty(body, presence, &js, checks);
    js
}

/// A value that is named once if it is always there, and more often if its empty states are asked for.
fn named(body: &mut Body<'_>, base: &str, presence: Presence, js: Expr) -> Expr {
    if presence.is_required() { js } else { body.bind(base, js) }
}

fn plus(js: Expr) -> Expr {
    js.unary("+")
}

fn as_i64(js: Expr) -> Expr {
    Expr::ident("BigInt").member("asIntN").call([Expr::int(64), js])
}

/// A value the engine coerces at the call, or a statement here.
fn coerced(body: &mut Body<'_>, js: Expr, coerce: Coerce, how: fn(Expr) -> Expr) -> Expr {
    match coerce {
        Coerce::AtCall => js,
        Coerce::Now => body.constant("num", how(js)),
    }
}

fn number(body: &mut Body<'_>, num: Num, presence: Presence, js: Expr, coerce: Coerce) -> Expr {
    let required = presence.is_required();
    match num {
        Num::I64 | Num::U64 if required => coerced(body, js, coerce, as_i64),
        _ if required => coerced(body, js, coerce, plus),
        Num::I8 | Num::U8 | Num::I16 | Num::U16 => {
            let js = body.bind("value", js);
            let word = pick_in(presence, &js, none_i32(), null_i32(), plus_if(js.clone(), coerce));
            body.constant("num", word)
        }
        Num::I32 => float(body, presence, js, none_f64(), |js| js.binary(">>", Expr::int(0)), coerce),
        Num::U32 => float(body, presence, js, none_f64(), |js| js.binary(">>>", Expr::int(0)), coerce),
        Num::F32 => {
            let fround = |js| Expr::ident("Math").member("fround").call([js]);
            float(body, presence, js, none_f64(), fround, coerce)
        }
        Num::Isize64 | Num::Usize64 => {
            float(body, presence, js, none_f64(), |js| Expr::ident("Number").call([js]), coerce)
        }
        // Two words: the second step makes the tag.
        Num::I64 | Num::U64 => optional_payload(body, presence, js, coerce, as_i64),
        Num::F64 => optional_payload(body, presence, js, coerce, plus),
    }
}

fn plus_if(js: Expr, coerce: Coerce) -> Expr {
    match coerce {
        Coerce::AtCall => js,
        Coerce::Now => plus(js),
    }
}

/// A value that crosses as one f64 with sentinels.
fn float(
    body: &mut Body<'_>,
    presence: Presence,
    js: Expr,
    none: Expr,
    convert: fn(Expr) -> Expr,
    coerce: Coerce,
) -> Expr {
    if presence.is_required() {
        return coerced(body, js, coerce, plus);
    }
    let js = body.bind("value", js);
    let word = pick_in(presence, &js, none, null_f64(), plus_if(convert(js.clone()), coerce));
    body.constant("num", word)
}

/// The value behind a tag, coerced if need be; its empty states stay as they are.
fn optional_payload(body: &mut Body<'_>, presence: Presence, js: Expr, coerce: Coerce, how: fn(Expr) -> Expr) -> Expr {
    let js = body.bind("value", js);
    match coerce {
        Coerce::AtCall => js,
        Coerce::Now => {
            let kept = kept_when_empty(presence, &js, how(js.clone()));
            body.constant("num", kept)
        }
    }
}

/// `js` while it is empty, else `value`.
fn kept_when_empty(presence: Presence, js: &Expr, value: Expr) -> Expr {
    match is_empty(presence, js) {
        Some(empty) => cond(empty, js.clone(), value),
        None => value,
    }
}

/// Two words are made from one BigInt; the engine refuses anything else when it makes them.
fn big128(body: &mut Body<'_>, presence: Presence, js: Expr, coerce: Coerce) -> Expr {
    let js = body.bind("value", js);
    match coerce {
        Coerce::AtCall => js,
        Coerce::Now => {
            let checked = Expr::ident("BigInt").member("asIntN").call([Expr::int(128), js.clone()]);
            let checked = kept_when_empty(presence, &js, checked);
            body.constant("big", checked)
        }
    }
}

fn boolean(body: &mut Body<'_>, presence: Presence, js: Expr, coerce: Coerce) -> Expr {
    if presence.is_required() {
        return coerced(body, js, coerce, plus);
    }
    let js = body.bind("value", js);
    let word = cond(js.clone(), Expr::int(1), Expr::int(0));
    let word = pick_in(presence, &js, none_i32(), null_i32(), word);
    body.constant("num", word)
}

fn unless_empty(body: &mut Body<'_>, presence: Presence, js: &Expr, checks: Vec<Stmt>) {
    match is_empty(presence, js) {
        None => checks.into_iter().for_each(|check| body.push(check)),
        Some(empty) => body.push(Stmt::If(empty.unary("!"), checks, vec![])),
    }
}

fn checked_text(body: &mut Body<'_>, presence: Presence, js: Expr) -> Expr {
    let js = body.bind("text", js);
    let is_text = same(js.clone().unary("typeof "), Expr::Str("string".to_owned()));
    let as_it_is = match is_empty(presence, &js) {
        Some(empty) => is_text.binary("||", empty),
        None => is_text,
    };
    let value = pure_helper(Helper::StringValue, [js.clone()]);
    body.constant("text", cond(as_it_is, js, value))
}

fn checked_array(body: &mut Body<'_>, elem: Elem, presence: Presence, js: Expr) -> Expr {
    let js = body.bind("array", js);
    let constructor = Expr::ident(crate::dts::types::array_type(elem));
    let fits = js.clone().binary("instanceof", constructor.clone());
    let as_it_is = match is_empty(presence, &js) {
        Some(empty) => fits.binary("||", empty),
        None => fits,
    };
    let copy = constructor.member("from").call([js.clone()]);
    body.constant("array", cond(as_it_is, js, copy))
}

/// Elements that cross as one word each are encoded into a typed array of words before anything is allocated.
fn cells(body: &mut Body<'_>, element: &Lower, presence: Presence, js: Expr) -> Expr {
    let js = named(body, "array", presence, js);
    let name = body.fresh("item");
    let item = Expr::Ident(name.clone());
    let (mut inner, word) = body.block(|body| {
        let word = prepare(body, element, item, Coerce::AtCall, Check::Later);
        super::words_of::read(body, element, word).into_iter().next().unwrap_or(Expr::int(0))
    });
    // `const x = value; return x;` is `return value;`.
    let result = match inner.pop() {
        Some(Stmt::Const(last, value)) if word == Expr::Ident(last.clone()) => value,
        Some(other) => {
            inner.push(other);
            word
        }
        None => word,
    };
    inner.push(Stmt::Return(Some(result)));
    let encode = crate::js::ast::Function { params: vec![name], body: inner, ..Default::default() };
    let words = Expr::ident(cell_constructor(element));
    let encoded = pure_helper(Helper::Words, [words, js.clone(), Expr::Function(Box::new(encode))]);
    let encoded = kept_when_empty(presence, &js, encoded);
    body.constant("cells", encoded)
}

fn cell_constructor(element: &Lower) -> &'static str {
    match element.shape {
        LowerShape::Enum(..) => "Float64Array",
        _ => "Int32Array",
    }
}
