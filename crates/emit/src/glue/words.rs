//! Literals and empty-state selections of the ABI: which words stand for "none" and "null", and how JS tests for them.

use wbg_ir::abi::{HANDLE_NULL, NONE_I32, NULL_I32};
use wbg_ir::value::{Presence, Word};

use crate::js::ast::Expr;

/// "none" where numbers cross as f64: 2^53 - 1.
pub fn none_f64() -> Expr {
    Expr::Num("0x1FFFFFFFFFFFFF".to_owned())
}

/// "null" where numbers cross as f64: 2^53 - 2.
pub fn null_f64() -> Expr {
    Expr::Num("0x1FFFFFFFFFFFFE".to_owned())
}

/// "none" where small values cross as i32.
pub fn none_i32() -> Expr {
    Expr::Num(format!("0x{NONE_I32:X}"))
}

/// "null" where small values cross as i32.
pub fn null_i32() -> Expr {
    Expr::Num(format!("0x{NULL_I32:X}"))
}

/// The handle of `null`.
pub fn null_handle() -> Expr {
    Expr::int(HANDLE_NULL)
}

/// `undefined`.
pub fn undefined() -> Expr {
    Expr::Atom("undefined")
}

/// `null`.
pub fn null() -> Expr {
    Expr::Atom("null")
}

/// `value === other`.
pub fn same(value: Expr, other: Expr) -> Expr {
    value.binary("===", other)
}

/// `test ? then : otherwise`.
pub fn cond(test: Expr, then: Expr, otherwise: Expr) -> Expr {
    Expr::Cond(Box::new(test), Box::new(then), Box::new(otherwise))
}

/// The word for a JS value: `none` or `null` for its empty states, else `value`. `js` is named more than once.
pub fn pick_in(presence: Presence, js: &Expr, none: Expr, null_word: Expr, value: Expr) -> Expr {
    match presence {
        Presence::Required => value,
        Presence::Optional => cond(is_none(js), none, value),
        Presence::Nullable => cond(same(js.clone(), null()), null_word, value),
        Presence::OptionalNullable => {
            cond(same(js.clone(), undefined()), none, cond(same(js.clone(), null()), null_word, value))
        }
    }
}

/// The JS value for a word: `undefined` or `null` for the empty states, else `value`. `word` is named more than once.
pub fn pick_out(presence: Presence, word: &Expr, none: Expr, null_word: Expr, value: Expr) -> Expr {
    match presence {
        Presence::Required => value,
        Presence::Optional => cond(same(word.clone(), none), undefined(), value),
        Presence::Nullable => cond(same(word.clone(), null_word), null(), value),
        Presence::OptionalNullable => {
            cond(same(word.clone(), none), undefined(), cond(same(word.clone(), null_word), null(), value))
        }
    }
}

/// Whether a value is empty under its presence; none when it never is.
pub fn is_empty(presence: Presence, js: &Expr) -> Option<Expr> {
    match presence {
        Presence::Required => None,
        Presence::Optional | Presence::OptionalNullable => Some(is_none(js)),
        Presence::Nullable => Some(same(js.clone(), null())),
    }
}

fn is_none(js: &Expr) -> Expr {
    same(js.clone(), undefined()).binary("||", same(js.clone(), null()))
}

/// `view.getX(at, true)`.
pub fn read(view: Expr, word: Word, at: Expr) -> Expr {
    let name = match word {
        Word::I32 => "getInt32",
        Word::I64 => "getBigInt64",
        Word::F32 => "getFloat32",
        Word::F64 => "getFloat64",
    };

    view.member(name).call([at, Expr::Atom("true")])
}

/// `view.setX(at, value, true)`.
pub fn write(view: Expr, word: Word, at: Expr, value: Expr) -> Expr {
    let name = match word {
        Word::I32 => "setInt32",
        Word::I64 => "setBigInt64",
        Word::F32 => "setFloat32",
        Word::F64 => "setFloat64",
    };
    view.member(name).call([at, value, Expr::Atom("true")])
}

/// `base + offset`, or just `base`.
pub fn at(base: Expr, offset: u32) -> Expr {
    if offset == 0 { base } else { base.binary("+", Expr::int(offset)) }
}
