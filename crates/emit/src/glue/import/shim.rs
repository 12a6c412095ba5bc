//! The frame around an import: parameters to JS values, the value to words, and what must happen however the call ends.

use wbg_ir::func::Outbound;
use wbg_ir::layout::{Area, Outer, Returns, outer};
use wbg_ir::value::{LiftShape, Slot, Word};

use wbg_ir::PointerWidth;

use crate::glue::body::{helper, pure_helper};
use crate::glue::words::{at, null, write};
use crate::glue::{Body, Context, Place, closure, guard, lift, lower};
use crate::helpers::Helper;
use crate::js::ast::{Expr, Function, FunctionForm, Stmt};
use crate::options::EmitError;

/// What becomes of an exception that leaves the JS side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escape {
    /// There is none.
    Never,
    /// It flies on through the wasm.
    Throws,
    /// It is reported on the console first.
    Logged,
    /// It is handed to Rust.
    Stored,
}

/// What evaluating an import gave.
#[derive(Debug)]
pub enum Outcome {
    /// A value, to be evaluated once.
    Value(Expr),
    /// An exception.
    Throw(Expr),
    /// No value.
    Nothing,
    /// The statements already return.
    Done,
}

/// An import under construction.
#[derive(Debug)]
pub struct Shim<'a, 'c> {
    body: Body<'a>,
    call: &'c Outbound,
    escape: Escape,
    returns: Returns,
    area: Option<String>,
    words: Vec<Vec<Expr>>,
    params: Vec<String>,
}

impl<'a, 'c> Shim<'a, 'c> {
    /// Names the parameters.
    pub fn new(ctx: Context<'a>, call: &'c Outbound, escape: Escape) -> Self {
        let pointer = ctx.abi().pointer;
        let mut body = Body::new(ctx);
        let returns = call.returns(pointer);
        let area = matches!(returns, Returns::Area(_)).then(|| body.named("area"));
        let mut params: Vec<String> = area.iter().cloned().collect();
        let words = call
            .args
            .iter()
            .map(|arg| {
                let names: Vec<String> = arg.slots(pointer).iter().map(|_| body.fresh("arg")).collect();
                params.extend(names.iter().cloned());
                names.into_iter().map(Expr::Ident).collect()
            })
            .collect();
        Self { body, call, escape, returns, area, words, params }
    }

    /// Builds the function around an evaluation, which is given the arguments as expressions to be evaluated once, in order.
    ///
    /// # Errors
    /// Those of the evaluation.
    pub fn build(
        self,
        evaluate: impl FnOnce(&mut Body<'a>, Vec<Expr>) -> Result<Outcome, EmitError>,
    ) -> Result<Function, EmitError> {
        let Self { mut body, call, escape, returns, area, words, params } = self;
        let lent = lend(&mut body, call, &words);
        let (mut inner, result) = body.block(|body| {
            let args = values(body, call, &words, &lent);
            let outcome = evaluate(body, args)?;
            let outcome = if escape == Escape::Never { outcome } else { watched(body, outcome) };
            give_back(body, call, &returns, area.as_deref(), outcome);
            Ok(())
        });
        result?;
        return_directly(&mut inner);
        let catch = on_escape(&mut body, escape, &returns);
        let release: Vec<Stmt> = lent.iter().flatten().map(end_loan).collect();
        if catch.is_none() && release.is_empty() {
            inner.into_iter().for_each(|stmt| body.push(stmt));
        } else {
            body.push(Stmt::Try(inner, catch, (!release.is_empty()).then_some(release)));
        }
        Ok(Function { form: FunctionForm::Arrow, params, body: body.finish() })
    }
}

/// In packages that watch for the end of their instance: stops here if the JS side brought it about.
fn watched(body: &Body<'_>, outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Value(value) => Outcome::Value(guard::resumed(body, value)),
        other => other,
    }
}

/// The Rust sides of functions that may be called until the import returns, by argument.
fn lend(body: &mut Body<'_>, call: &Outbound, words: &[Vec<Expr>]) -> Vec<Option<Expr>> {
    let args = call.args.iter().zip(words);
    args.map(|(arg, words)| match arg.shape {
        LiftShape::StackClosure(_) => Some(closure::state(body, words)),
        _ => None,
    })
    .collect()
}

fn end_loan(state: &Expr) -> Stmt {
    Stmt::Expr(state.clone().member("a").binary("=", Expr::int(0)))
}

fn values(body: &mut Body<'_>, call: &Outbound, words: &[Vec<Expr>], lent: &[Option<Expr>]) -> Vec<Expr> {
    let mut values = Vec::with_capacity(call.args.len());
    for ((arg, words), state) in call.args.iter().zip(words).zip(lent) {
        values.push(match (&arg.shape, state) {
            (LiftShape::StackClosure(id), Some(state)) => closure::lent(body.ctx(), *id, state.clone()),
            _ => lift(body, arg, words, Place::Direct),
        });
    }
    values
}

fn give_back(body: &mut Body<'_>, call: &Outbound, returns: &Returns, area: Option<&str>, outcome: Outcome) {
    let value = match outcome {
        Outcome::Value(value) => value,
        Outcome::Throw(error) => return body.push(Stmt::Throw(error)),
        Outcome::Nothing => Expr::Atom("undefined"),
        Outcome::Done => return,
    };
    match returns {
        Returns::Nothing => match value {
            Expr::Atom(_) | Expr::Ident(_) => {}
            _ => body.run(value),
        },
        Returns::Direct(_) => {
            let word = lower(body, &call.result, value).into_iter().next();
            body.push(Stmt::Return(word));
        }
        Returns::Area(layout) => {
            let words = lower(body, &call.result, value);
            let area = area.expect("a result with an area has an area parameter");
            if is_pair(body, layout) {
                let pair = [Expr::ident(area)].into_iter().chain(words);
                return body.run(helper(Helper::PairOut, pair));
            }
            let to = address(body, area);
            write_area(body, layout, &to, words);
        }
    }
}

/// `const x = value; return x;` to `return value;`.
pub fn return_directly(stmts: &mut Vec<Stmt>) {
    if let [.., Stmt::Const(name, _), Stmt::Return(Some(Expr::Ident(returned)))] = stmts.as_slice()
        && name == returned
        && let (_, Some(Stmt::Const(_, value))) = (stmts.pop(), stmts.pop())
    {
        stmts.push(Stmt::Return(Some(value)));
    }
}

/// Whether the words are those of most texts and sequences.
fn is_pair(body: &Body<'_>, layout: &Area) -> bool {
    let narrow = body.ctx().abi().pointer == PointerWidth::W32;
    let words = layout.fields.iter().map(|field| (field.slot.word, field.offset));
    narrow && words.eq([(Word::I32, 0), (Word::I32, 4)])
}

/// The address of a return area as a JS number.
fn address(body: &mut Body<'_>, area: &str) -> Expr {
    let raw = Expr::ident(area);
    let number = match body.ctx().abi().pointer {
        PointerWidth::W32 => raw.binary(">>>", Expr::int(0)),
        PointerWidth::W64 => Expr::ident("Number").call([raw]),
    };
    body.constant("to", number)
}

fn write_area(body: &mut Body<'_>, layout: &Area, to: &Expr, words: Vec<Expr>) {
    // After all allocations, which may move the memory.
    let view = body.constant("view", helper(Helper::View, []));
    for (field, word) in layout.fields.iter().zip(words) {
        body.run(write(view.clone(), field.slot.word, at(to.clone(), field.offset), word));
    }
}

fn on_escape(body: &mut Body<'_>, escape: Escape, returns: &Returns) -> Option<(String, Vec<Stmt>)> {
    if escape == Escape::Never || (escape == Escape::Throws && !guard::carries(body.ctx())) {
        return None;
    }
    let name = body.named("error");
    let error = Expr::ident(&name);
    let mut stmts = match escape {
        Escape::Stored => vec![Stmt::Expr(helper(Helper::StoreError, [error.clone()]))],
        Escape::Logged => vec![Stmt::Expr(pure_helper(Helper::LogError, [error.clone()]))],
        Escape::Throws | Escape::Never => vec![],
    };
    match (escape, returns) {
        (Escape::Logged | Escape::Throws, _) => stmts.push(Stmt::Throw(guard::foreign(body, error))),
        (_, Returns::Direct(slot)) => stmts.extend(ignored_word(body, *slot)),
        _ => {}
    }
    Some((name, stmts))
}

/// What the guest ignores beside a stored exception. `undefined` converts to all words but these.
fn ignored_word(body: &Body<'_>, slot: Slot) -> Option<Stmt> {
    let word = match outer(slot, body.ctx().abi()) {
        Outer::Word(Word::I64) => Expr::Atom("0n"),
        Outer::Externref(_) => null(),
        Outer::Word(_) => return None,
    };
    Some(Stmt::Return(Some(word)))
}
