//! Imports whose JS the generator knows: one table row each.
//!
//! A row is a template over the arguments' JS values; converting arguments and result is the business of the import's frame.

use wbg_ir::failure::Guard;
use wbg_ir::func::Outbound;
use wbg_ir::intrinsic::Intrinsic;
use wbg_ir::value::{Lift, LiftShape, Ownership};

use crate::contract::WASM;
use crate::glue::Body;
use crate::glue::body::{core, helper, pure_helper, record};
use crate::glue::import::{Escape, Outcome};
use crate::glue::words::{cond, null, undefined};
use crate::helpers::Helper;
use crate::js::ast::Expr;
use crate::options::{EmitError, Target};

/// What an intrinsic does with its arguments `a` and `b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    /// `a`.
    Same,
    /// `op a`.
    Unary(&'static str),
    /// `a op b`.
    Binary(&'static str),
    /// `a === atom`.
    Is(&'static str),
    /// `a == null`.
    IsNullish,
    /// `typeof a === "object" && a !== null`.
    IsObject,
    /// `typeof a === type`.
    TypeIs(&'static str),
    /// `typeof a === type ? a : undefined`.
    OfType(&'static str),
    /// `helper(a, …)`.
    Helper(Helper),
    /// `helper(wbg, a, …)`.
    RecordHelper(Helper),
    /// `new Class(a)`.
    New(Helper),
    /// `throw a`.
    Throw,
    /// `throw` an error with the message `a`.
    ThrowError,
    /// The exports.
    Exports,
    /// `wbg.fiber !== undefined`, as a number.
    InFiber,
    /// `wbg.due = wbg.scheduled = true`.
    Schedule,
    /// The memory's export.
    Memory,
    /// The function table's export.
    FunctionTable,
    /// The module, where the loader has it.
    Module,
    /// The instance, where the loader has it.
    Instance,
    /// Not in this version: what it is, and what to do instead.
    Missing(&'static str, &'static str),
}

/// One row per intrinsic: a regular table, so longer than other functions.
fn row(intrinsic: Intrinsic) -> Row {
    match intrinsic {
        Intrinsic::IsNull => Row::Is("null"),
        Intrinsic::IsUndefined => Row::Is("undefined"),
        Intrinsic::IsNullOrUndefined => Row::IsNullish,
        Intrinsic::IsSymbol => Row::TypeIs("symbol"),
        Intrinsic::IsFunction => Row::TypeIs("function"),
        Intrinsic::IsString => Row::TypeIs("string"),
        Intrinsic::IsBigint => Row::TypeIs("bigint"),
        Intrinsic::IsObject => Row::IsObject,
        Intrinsic::Typeof => Row::Unary("typeof "),
        Intrinsic::In => Row::Binary("in"),
        Intrinsic::IsFalsy => Row::Unary("!"),
        Intrinsic::TryIntoNumber => Row::Helper(Helper::TryNumber),
        Intrinsic::Neg => Row::Unary("-"),
        Intrinsic::BitNot => Row::Unary("~"),
        Intrinsic::BitAnd => Row::Binary("&"),
        Intrinsic::BitOr => Row::Binary("|"),
        Intrinsic::BitXor => Row::Binary("^"),
        Intrinsic::Shl => Row::Binary("<<"),
        Intrinsic::Shr => Row::Binary(">>"),
        Intrinsic::Add => Row::Binary("+"),
        Intrinsic::Sub => Row::Binary("-"),
        Intrinsic::Div => Row::Binary("/"),
        Intrinsic::Mul => Row::Binary("*"),
        Intrinsic::Rem => Row::Binary("%"),
        Intrinsic::Pow => Row::Binary("**"),
        Intrinsic::CheckedDiv => Row::Helper(Helper::CheckedDiv),
        Intrinsic::UnsignedShr => Row::Binary(">>>"),
        Intrinsic::Lt => Row::Binary("<"),
        Intrinsic::Le => Row::Binary("<="),
        Intrinsic::Ge => Row::Binary(">="),
        Intrinsic::Gt => Row::Binary(">"),
        Intrinsic::Eq => Row::Binary("==="),
        Intrinsic::LooseEq => Row::Binary("=="),
        Intrinsic::NumberGet => Row::OfType("number"),
        Intrinsic::BooleanGet => Row::OfType("boolean"),
        Intrinsic::StringGet => Row::OfType("string"),
        Intrinsic::BigintGetAsI64 => Row::OfType("bigint"),
        Intrinsic::StringFromUtf8Lossy => Row::Same,
        Intrinsic::DebugString => Row::Helper(Helper::DebugString),
        Intrinsic::Throw => Row::ThrowError,
        Intrinsic::Rethrow => Row::Throw,
        Intrinsic::CopyToTypedArray => Row::Helper(Helper::CopyBack),
        Intrinsic::InitExternrefTable => Row::Missing("filling the handle table on request", "remove the call"),
        Intrinsic::Exports => Row::Exports,
        Intrinsic::Memory => Row::Memory,
        Intrinsic::Module => Row::Module,
        Intrinsic::Instance => Row::Instance,
        Intrinsic::FunctionTable => Row::FunctionTable,
        Intrinsic::Reinit => Row::Schedule,
        Intrinsic::ExternrefHeapLiveCount => Row::RecordHelper(Helper::LiveCount),
        Intrinsic::PanicError => Row::New(Helper::PanicError),
        // The import itself waits; this is what it waits for.
        Intrinsic::JspiSuspend => Row::Same,
        Intrinsic::JspiInContext => Row::InFiber,
        Intrinsic::JspiSpawnPoll | Intrinsic::JspiSpawnFirst => Row::RecordHelper(Helper::Spawn),
    }
}

/// The conversions of an intrinsic. Bytes that are to be decoded cross as a borrowed string, which is the same two words.
pub fn signature(intrinsic: Intrinsic, declared: &Outbound) -> Outbound {
    let mut call = declared.clone();
    if intrinsic == Intrinsic::StringFromUtf8Lossy {
        call.args = vec![Lift::new(LiftShape::String(Ownership::Borrowed))];
    }
    call
}

/// Whether evaluating an intrinsic may run code of the user or throw.
pub fn escape(intrinsic: Intrinsic) -> Escape {
    match row(intrinsic) {
        Row::Unary("typeof " | "!") | Row::Binary("===") => Escape::Never,
        Row::Unary(_) | Row::Binary(_) | Row::Helper(_) | Row::Throw => Escape::Throws,
        // An error made by `ThrowError` is made here, and nobody takes it for a trap.
        Row::Same
        | Row::Is(_)
        | Row::IsNullish
        | Row::IsObject
        | Row::TypeIs(_)
        | Row::OfType(_)
        | Row::New(_)
        | Row::RecordHelper(_)
        | Row::ThrowError
        | Row::Exports
        | Row::InFiber
        | Row::Schedule
        | Row::Memory
        | Row::FunctionTable
        | Row::Module
        | Row::Instance
        | Row::Missing(..) => Escape::Never,
    }
}

/// Evaluates an intrinsic.
///
/// # Errors
/// One that this version or this target does not have, or one declared with too few arguments.
pub fn evaluate(body: &mut Body<'_>, intrinsic: Intrinsic, args: Vec<Expr>) -> Result<Outcome, EmitError> {
    let unsupported = |what: &str, instead: &str| EmitError::Unsupported {
        subject: format!("intrinsic `{}`", intrinsic.name()),
        what: what.to_owned(),
        instead: instead.to_owned(),
    };
    let arity = || unsupported("it is declared with fewer arguments than it takes", "use the published guest crates");
    let mut args = args.into_iter();
    let mut next = || args.next().ok_or_else(arity);
    let row = row(intrinsic);
    Ok(Outcome::Value(match row {
        Row::Same => next()?,
        Row::Unary(op) => next()?.unary(op),
        Row::Binary(op) => next()?.binary(op, next()?),
        Row::Is(atom) => next()?.binary("===", Expr::Atom(atom)),
        Row::IsNullish => next()?.binary("==", null()),
        Row::IsObject => {
            let value = body.bind("value", next()?);
            type_is(value.clone(), "object").binary("&&", value.binary("!==", null()))
        }
        Row::TypeIs(name) => type_is(next()?, name),
        Row::OfType(name) => {
            let value = body.bind("value", next()?);
            cond(type_is(value.clone(), name), value, undefined())
        }
        Row::Helper(function) => pure_helper(function, args.collect::<Vec<_>>()),
        Row::RecordHelper(function) => helper(function, args),
        Row::New(class) => Expr::New(Box::new(Expr::Helper(class)), args.collect()),
        Row::Throw => return Ok(Outcome::Throw(next()?)),
        Row::ThrowError => {
            return Ok(Outcome::Throw(helper(Helper::Thrown, [next()?])));
        }
        Row::Exports => match body.ctx().guard() {
            Guard::None => Expr::ident(WASM),
            Guard::Abort | Guard::AbortReinit => record().member("exports"),
        },
        Row::InFiber => Expr::ident("Number").call([record().member("fiber").binary("!==", undefined())]),
        Row::Schedule => {
            let scheduled = record().member("scheduled").binary("=", Expr::Atom("true"));
            record().member("due").binary("=", scheduled)
        }
        Row::Memory => core(body.ctx(), body.ctx().linkage().memory.as_deref().unwrap_or("memory")),
        Row::FunctionTable => match body.ctx().linkage().function_table.as_deref() {
            Some(name) => core(body.ctx(), name),
            None => return Err(unsupported("the module has no function table", "remove the call")),
        },
        Row::Module | Row::Instance => from_loader(body, row).ok_or_else(|| {
            unsupported(
                "bundlers instantiate the module themselves and do not hand it out",
                "choose another `--target`",
            )
        })?,
        Row::Missing(what, instead) => {
            return Err(unsupported(&format!("{what} is not available in this version"), instead));
        }
    }))
}

fn type_is(value: Expr, name: &str) -> Expr {
    value.unary("typeof ").binary("===", Expr::Str(name.to_owned()))
}

fn from_loader(body: &Body<'_>, row: Row) -> Option<Expr> {
    match body.ctx().input.options.target {
        Target::Bundler => None,
        _ => Some(Expr::ident(if row == Row::Module { "wasmModule" } else { "wasmInstance" })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_throw_is_counted_as_outside() {
        for &intrinsic in Intrinsic::ALL {
            assert!(escape(intrinsic) == Escape::Never || intrinsic.goes_outside(), "{}", intrinsic.name());
        }
    }
}
