//! What surrounds each call into the wasm, and each call out of it, in packages that watch for the end of their instance.
//!
//! The only place that turns a [`Guard`] into statements. Without a guard, all of it is the call itself.

use wbg_ir::failure::{Guard, Handles, Rewind};
use wbg_ir::import::{ImportTarget, JsPath, JsRoot};
use wbg_ir::linkage::STACK;

use crate::glue::body::{core, helper, pure_helper, record};
use crate::glue::words::{same, undefined};
use crate::glue::{Body, Context, RECORD};
use crate::helpers::Helper;
use crate::js::ast::{Expr, Stmt};

/// The property of stamped objects that holds their record.
pub const STAMP: &str = "__wbg_inst";

/// First step of an entry into the current instance: `const wbg = …;`.
pub fn enter(body: &mut Body<'_>) {
    let record = match body.ctx().guard() {
        Guard::None => Expr::Helper(Helper::Instance),
        Guard::Abort | Guard::AbortReinit => pure_helper(Helper::Enter, []),
    };
    body.push(Stmt::constant(RECORD, record));
}

/// As [`enter`], for a method of an object: the object's own instance.
pub fn enter_of(body: &mut Body<'_>, object: Expr) {
    match body.ctx().handles() {
        Handles::Plain => enter(body),
        Handles::Stamped => body.push(Stmt::constant(RECORD, pure_helper(Helper::EnterOf, [object]))),
    }
}

/// Refuses an argument that belongs to another instance.
pub fn expect_current(body: &Body<'_>, object: Expr) -> Option<Stmt> {
    match body.ctx().handles() {
        Handles::Plain => None,
        Handles::Stamped => Some(Stmt::Expr(helper(Helper::ExpectCurrent, [object]))),
    }
}

/// Ties a new object to the current instance.
pub fn stamp(body: &mut Body<'_>, object: Expr) {
    match body.ctx().handles() {
        Handles::Plain => {}
        Handles::Stamped => body.run(pure_helper(Helper::Stamp, [object, Expr::Helper(Helper::Instance)])),
    }
}

/// What comes after entering, around a call of the export `name`. Nobody replaces the instance meanwhile, and an error that leaves
/// the call leaves the guest's stacks as they were.
pub fn framed(body: &mut Body<'_>, name: &str, build: impl FnOnce(&mut Body<'_>)) {
    let ctx = body.ctx();
    let rewound = ctx.rewind() == Rewind::InJs && ctx.linkage().rewound.contains(name);
    let stack = rewound.then(|| {
        let stack = body.named("stack");
        body.push(Stmt::constant(stack.clone(), core(STACK).call([])));
        stack
    });
    match (ctx.guard(), stack) {
        (Guard::None, Some(stack)) => {
            let (inner, ()) = body.block(build);
            let error = body.named("error");
            let skipped = helper(Helper::Skipped, [Expr::Ident(stack), Expr::ident(&error)]);
            body.push(Stmt::Try(inner, Some((error, vec![Stmt::Throw(skipped)])), None));
        }
        (Guard::None, None) => build(body),
        (Guard::Abort | Guard::AbortReinit, stack) => {
            stack.into_iter().for_each(|stack| body.keep_stack(stack));
            counted(body, build);
        }
    }
}

/// Where the instance can be replaced, it is not while its code is running.
fn counted(body: &mut Body<'_>, build: impl FnOnce(&mut Body<'_>)) {
    if body.ctx().guard() != Guard::AbortReinit {
        return build(body);
    }
    let (inner, ()) = body.block(build);
    let depth = || record().member("depth");
    body.run(depth().binary("+=", Expr::int(1)));
    body.push(Stmt::Try(inner, None, Some(vec![Stmt::Expr(depth().binary("-=", Expr::int(1)))])));
}

/// First step of something that must never fail: the record, dead or alive.
pub fn enter_quietly(body: &mut Body<'_>) {
    body.push(Stmt::constant(RECORD, Expr::Helper(Helper::Instance)));
}

/// As [`enter_quietly`], for a stamped object or for what a finalizer holds.
pub fn enter_quietly_of(body: &mut Body<'_>, object: Expr) {
    match body.ctx().handles() {
        Handles::Plain => enter_quietly(body),
        Handles::Stamped => body.push(Stmt::constant(RECORD, object.member(STAMP))),
    }
}

/// First step of a closure's call; its record is in scope.
pub fn enter_closure(body: &mut Body<'_>) {
    match body.ctx().guard() {
        Guard::None => {}
        Guard::Abort | Guard::AbortReinit => body.run(helper(Helper::EnterClosure, [])),
    }
}

/// Statements that only a living instance may see.
pub fn if_alive(body: &mut Body<'_>, stmts: Vec<Stmt>) {
    match body.ctx().guard() {
        Guard::None => stmts.into_iter().for_each(|stmt| body.push(stmt)),
        Guard::Abort | Guard::AbortReinit => {
            body.push(Stmt::If(same(record().member("error"), undefined()), stmts, vec![]))
        }
    }
}

/// A call into the wasm whose result, if any, is of no interest.
pub fn run(body: &mut Body<'_>, call: Expr) {
    match body.ctx().guard() {
        Guard::None => body.run(call),
        Guard::Abort | Guard::AbortReinit => watched(body, Stmt::Expr(call)),
    }
}

/// A call into the wasm, and the name of its result.
pub fn value(body: &mut Body<'_>, base: &str, call: Expr) -> Expr {
    let name = body.named(base);
    match body.ctx().guard() {
        Guard::None => body.push(Stmt::Const(name.clone(), call)),
        Guard::Abort | Guard::AbortReinit => {
            body.push(Stmt::Let(name.clone(), None));
            watched(body, Stmt::Expr(Expr::ident(&name).binary("=", call)));
        }
    }
    Expr::Ident(name)
}

/// `try { … } catch (error) { throw __wbg_fail(wbg, error); }`
fn watched(body: &mut Body<'_>, call: Stmt) {
    let error = body.named("error");
    let stack = body.stack().map(Expr::ident);
    let failed = helper(Helper::Fail, [Expr::ident(&error)].into_iter().chain(stack));
    body.push(Stmt::Try(vec![call], Some((error, vec![Stmt::Throw(failed)])), None));
}

/// After an import has done its work: Rust does not go on in an instance that died meanwhile.
pub fn resume(body: &mut Body<'_>) {
    match body.ctx().guard() {
        Guard::None => {}
        Guard::Abort | Guard::AbortReinit => {
            let dead = vec![Stmt::Throw(record().member("error"))];
            body.push(Stmt::If(record().member("over"), dead, vec![]));
        }
    }
}

/// What an import throws for an error of its JS side.
pub fn foreign(body: &Body<'_>, error: Expr) -> Expr {
    match body.ctx().guard() {
        Guard::None => error,
        Guard::Abort | Guard::AbortReinit => helper(Helper::Foreign, [error]),
    }
}

/// The helper that stands for an import which makes a promise or waits for one: when the instance ends, or an error leaves an
/// asynchronous function, nothing must wait for it.
pub fn settling(ctx: Context<'_>, target: &ImportTarget) -> Option<Helper> {
    let global = |path: &JsPath, wanted: &str| {
        path.members.is_empty() && matches!(&path.root, JsRoot::Global(name) if name == wanted)
    };
    let settling = match target {
        ImportTarget::Constructor(path) if global(path, "Promise") => Helper::Promise,
        ImportTarget::Method(name) if name == "then" => Helper::Then,
        ImportTarget::Function(path) if global(path, "queueMicrotask") => Helper::Microtask,
        _ => return None,
    };
    (ctx.guard() != Guard::None || !ctx.linkage().tasks.is_empty()).then_some(settling)
}

/// Functions of hosts that call back later, when nobody is there to catch a refusal. The callback is the first argument.
const TIMERS: [&str; 5] = ["setTimeout", "setInterval", "setImmediate", "requestAnimationFrame", "requestIdleCallback"];

/// Makes the callback of a timer end with its instance.
pub fn timed(ctx: Context<'_>, target: &ImportTarget, args: &mut [Expr]) {
    let callback = match target {
        ImportTarget::Function(path) if ctx.guard() != Guard::None => {
            let name = path.members.last().or(match &path.root {
                JsRoot::Global(name) => Some(name),
                _ => None,
            });
            name.filter(|name| TIMERS.contains(&name.as_str())).and(args.first_mut())
        }
        ImportTarget::Method(name) if ctx.guard() != Guard::None && TIMERS.contains(&name.as_str()) => args.get_mut(1),
        _ => None,
    };
    if let Some(callback) = callback {
        let inner = std::mem::replace(callback, Expr::Atom("undefined"));
        *callback = helper(Helper::Timed, [inner]);
    }
}
