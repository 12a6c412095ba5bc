//! Checks that `--debug` adds: values of the wrong type and moved objects are refused where the engine would convert or the guest
//! would complain later.

use wbg_ir::ClassId;
use wbg_ir::value::{Lower, LowerShape, Num};

use crate::glue::body::pure_helper;
use crate::glue::words::is_empty;
use crate::glue::{Body, class};
use crate::helpers::Helper;
use crate::js::ast::{Expr, Stmt};
use crate::options::Checks;

/// The value under a name, after the statements that check it; just the value in release glue.
pub(super) fn checked(body: &mut Body<'_>, value: &Lower, js: Expr) -> Expr {
    if body.ctx().input.options.checks == Checks::Release {
        return js;
    }
    let Some(_) = check(value, &js) else { return js };
    let js = body.bind("value", js);
    let Some(check) = check(value, &js) else { return js };
    match is_empty(value.presence, &js) {
        None => body.run(check),
        Some(empty) => body.push(Stmt::If(empty.unary("!"), vec![Stmt::Expr(check)], vec![])),
    }
    js
}

/// Refuses an object that was moved or freed; nothing in release glue.
pub(super) fn alive(body: &Body<'_>, id: ClassId, js: Expr) -> Option<Stmt> {
    let checks = body.ctx().input.options.checks == Checks::Debug;
    let address = js.member(class::pointer_field(body.ctx(), id));
    checks.then(|| Stmt::Expr(pure_helper(Helper::ExpectAlive, [address])))
}

fn check(value: &Lower, js: &Expr) -> Option<Expr> {
    let primitive = |name: &str| pure_helper(Helper::ExpectType, [js.clone(), Expr::Str(name.to_owned())]);
    match &value.shape {
        // Left to the engine, which existing tests of users rely on: a missing argument is NaN.
        LowerShape::Number(Num::F32 | Num::F64) if value.presence.is_required() => None,
        LowerShape::Number(Num::I64 | Num::U64) | LowerShape::Big128 { .. } => Some(primitive("bigint")),
        LowerShape::Number(_) | LowerShape::Enum(..) | LowerShape::RawPointer => Some(primitive("number")),
        LowerShape::Boolean => Some(primitive("boolean")),
        LowerShape::Char => Some(primitive("string")),
        LowerShape::Slice(_) | LowerShape::Handles(_) | LowerShape::Cells(_) => {
            Some(pure_helper(Helper::ExpectArray, [js.clone()]))
        }
        LowerShape::SliceMut(elem) => Some(pure_helper(Helper::ExpectElements, [js.clone(), Expr::int(elem.size())])),
        // Checked with its class.
        LowerShape::Struct(..)
        | LowerShape::Unit
        | LowerShape::String
        | LowerShape::Handle(..)
        | LowerShape::StringEnum(_)
        | LowerShape::NonNull => None,
    }
}
