//! What comes before each call into the wasm, and behind each call out of it, in packages that watch for the end of their instance.
//!
//! The only place that turns a [`Guard`] into code. Watching the call itself is the business of the functions that the record
//! holds (`runtime/failure/guard.js`): glue just calls them.

use wbg_ir::failure::{Foreign, Guard, Handles};
use wbg_ir::import::{ImportTarget, JsPath, JsRoot};

use crate::glue::body::{helper, pure_helper};
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
        Guard::Abort => body.run(pure_helper(Helper::Enter, [])),
        Guard::AbortReinit => body.run(helper(Helper::EnterClosure, [])),
    }
}

/// Whether glue itself looks after what leaves an import. Elsewhere the wasm does, or nobody has to.
pub fn carries(ctx: Context<'_>) -> bool {
    ctx.guard() != Guard::None && ctx.foreign() == Foreign::Carried
}

/// What JS gave to an import, on the way to Rust, which does not go on in an instance that died meanwhile.
pub fn resumed(body: &Body<'_>, value: Expr) -> Expr {
    if carries(body.ctx()) { helper(Helper::Resume, [value]) } else { value }
}

/// What an import throws for an error of its JS side.
pub fn foreign(body: &Body<'_>, error: Expr) -> Expr {
    if carries(body.ctx()) { helper(Helper::Foreign, [error]) } else { error }
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
