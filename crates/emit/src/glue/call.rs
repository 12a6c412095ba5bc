//! Calls from JS into wasm. Every one of them is built here, in one order: fetch the record, lower all arguments, call, lift the
//! result, release what the call borrowed.

use wbg_ir::PointerWidth;
use wbg_ir::failure::Guard;
use wbg_ir::func::{Fallible, Inbound, Prefix};
use wbg_ir::layout::{Area, Outer, Receives, receives};
use wbg_ir::linkage::REWIND;
use wbg_ir::value::{LiftShape, Lower};

use crate::glue::body::{core, helper};
use crate::glue::words::{at, read};
use crate::glue::{Body, Context, Place, lift, lower};
use crate::helpers::Helper;
use crate::js::ast::{Expr, Function, FunctionForm, Stmt};

/// One call into wasm.
#[derive(Debug)]
pub struct Call<'c> {
    /// Words, result and failure of the Rust function.
    pub call: &'c Inbound,
    /// Its export name.
    pub name: &'c str,
    /// Words before the arguments: the object pointer, or a closure's two words.
    pub prefix: Vec<Expr>,
    /// JS values of the arguments.
    pub args: Vec<Expr>,
    /// On which stack it runs.
    pub entry: Entry,
}

/// On which stack a call runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// On the caller's.
    Plain,
    /// On the caller's, but the tasks that it spawns can wait.
    Rooted,
    /// On one of its own, which can wait; the glue waits for the result.
    Fiber,
}

/// Lowers, calls and lifts; `deliver` gets the lifted result, or none when there is none, and says what becomes of it.
///
/// The record must be in scope under [`RECORD`].
pub fn invoke(body: &mut Body<'_>, call: Call<'_>, deliver: impl FnOnce(&mut Body<'_>, Option<Expr>)) {
    let abi = *body.ctx().abi();
    let pairs: Vec<(&Lower, Expr)> = call.call.args.iter().zip(call.args).collect();
    let arguments = match call.call.prefix {
        // The receiver is taken at the call: nothing may fail after that.
        Prefix::ReceiverByValue => lower::lower_args_firmly(body, &pairs),
        // An error of the caller's own must not look like one of the call.
        _ if body.ctx().guard() != Guard::None => lower::lower_args_firmly(body, &pairs),
        Prefix::None | Prefix::Receiver | Prefix::Closure => lower::lower_args(body, &pairs),
    };
    let mut words = call.prefix;
    words.extend(arguments);

    let borrowed = lower::borrowed(call.call.args.iter(), abi.handles);
    let plain = Plain { call: call.call, name: call.name, words, entry: call.entry };
    match receives(call.call, &abi) {
        Receives::Area(area) => in_area(body, plain, &area, borrowed, deliver),
        received if borrowed == 0 => direct(body, plain, received, deliver),
        received => {
            let (inner, ()) = body.block(|body| direct(body, plain, received, deliver));
            body.push(Stmt::Try(inner, None, Some(vec![unborrow(borrowed)])));
        }
    }
}

/// Frees through a function of the wasm that takes words and gives nothing back. Nothing happens in a dead instance.
pub fn free_words(body: &mut Body<'_>, name: &str, words: Vec<Expr>) {
    body.run(core(body.ctx(), name).call(words));
}

/// A call whose arguments are words already.
struct Plain<'c> {
    call: &'c Inbound,
    name: &'c str,
    words: Vec<Expr>,
    entry: Entry,
}

impl Plain<'_> {
    fn expr(self, ctx: Context<'_>) -> Expr {
        match self.entry {
            Entry::Plain => core(ctx, self.name).call(self.words),
            Entry::Rooted => {
                let call = core(ctx, self.name).call(self.words);
                let body = vec![Stmt::Return(Some(call))];
                let function = Function { form: FunctionForm::Arrow, params: vec![], body };
                helper(Helper::Rooted, [Expr::Function(Box::new(function))])
            }
            Entry::Fiber => {
                helper(Helper::Fiber, [Expr::Str(self.name.to_owned()), Expr::Array(self.words)]).unary("await ")
            }
        }
    }
}

fn unborrow(count: usize) -> Stmt {
    Stmt::Expr(helper(Helper::Unborrow, [Expr::int(count as u64)]))
}

fn direct(
    body: &mut Body<'_>,
    plain: Plain<'_>,
    received: Receives,
    deliver: impl FnOnce(&mut Body<'_>, Option<Expr>),
) {
    let call = plain.call;
    match received {
        Receives::Nothing | Receives::Area(_) => {
            body.run(plain.expr(body.ctx()));
            deliver(body, None);
        }
        Receives::One(outer) => {
            let result = body.result(plain.expr(body.ctx()));
            let place = match outer {
                Outer::Externref(_) => Place::Direct,
                Outer::Word(_) => Place::Memory,
            };
            let value = lift(body, &call.result, &[result], place);
            deliver(body, Some(value));
        }
        Receives::Tuple(slots) => {
            let result = body.result(plain.expr(body.ctx()));
            let words: Vec<Expr> = (0..slots.len()).map(|i| result.clone().index(Expr::int(i as u64))).collect();
            finish(body, call, &words, deliver);
        }
    }
}

/// Throws the error of a `Result`, or hands on the value.
fn finish(body: &mut Body<'_>, call: &Inbound, words: &[Expr], deliver: impl FnOnce(&mut Body<'_>, Option<Expr>)) {
    let words = match (call.fallible, words) {
        (Fallible::Throws, [value @ .., error, failed]) => {
            let taken = helper(Helper::Take, [error.clone()]);
            body.push(Stmt::If(failed.clone(), vec![Stmt::Throw(taken)], vec![]));
            value
        }
        (_, words) => words,
    };
    let value = match call.result.shape {
        LiftShape::Unit => None,
        _ => Some(lift(body, &call.result, words, Place::Memory)),
    };
    deliver(body, value);
}

/// The guest writes its results to the shadow stack: room is made before the call and given back after reading.
fn in_area(
    body: &mut Body<'_>,
    mut plain: Plain<'_>,
    area: &Area,
    borrowed: usize,
    deliver: impl FnOnce(&mut Body<'_>, Option<Expr>),
) {
    let reserve = i64::from(area.reserve);
    let address = body.named("area");
    let base = Expr::Ident(address.clone());
    let stack = (body.ctx().rewinds(plain.name)).then(|| body.constant("stack", helper(Helper::Stack, [])));
    let reserved = move_stack(body.ctx(), -reserve);
    let (reserved, argument) = match body.ctx().abi().pointer {
        PointerWidth::W32 => (reserved.binary(">>>", Expr::int(0)), base.clone()),
        PointerWidth::W64 => (reserved, Expr::ident("BigInt").call([base.clone()])),
    };
    body.push(Stmt::Const(address, reserved));
    plain.words.insert(0, argument);
    let call = plain.call;
    let (inner, ()) = body.block(|body| {
        body.run(plain.expr(body.ctx()));
        let view = body.constant("view", helper(Helper::View, []));
        let fields = area.fields.iter().map(|field| (field.slot.word, field.offset));
        let words: Vec<Expr> = fields
            .map(|(word, offset)| body.constant("word", read(view.clone(), word, at(base.clone(), offset))))
            .collect();
        finish(body, call, &words, deliver);
    });
    let mut cleanup = vec![Stmt::Expr(match stack {
        None => move_stack(body.ctx(), reserve),
        // It may have been rewound by then.
        Some(stack) => core(body.ctx(), REWIND).call([stack]),
    })];
    if borrowed > 0 {
        cleanup.push(unborrow(borrowed));
    }
    body.push(Stmt::Try(inner, None, Some(cleanup)));
}

fn move_stack(ctx: Context<'_>, delta: i64) -> Expr {
    core(ctx, "__wbindgen_add_to_stack_pointer").call([Expr::int(delta)])
}
