//! Which imported functions the wasm can call without any glue in between.

use wbg_ir::HandleMode;
use wbg_ir::failure::Guard;
use wbg_ir::import::{ImportCall, ImportTarget, JsPath, JsRoot};
use wbg_ir::value::{Lift, LiftShape, Lower, LowerShape, Num};

use crate::glue::{Context, path};
use crate::js::ast::Expr;
use crate::options::Target;

/// The function itself, if the engine's own conversions at the boundary are all that its arguments and its result need.
///
/// Only plain functions of ES modules: globals may be defined later, and CommonJS exports may be missing or replaced. And only
/// where nobody asks whose error it is that a call throws.
pub fn wired(ctx: Context<'_>, call: &ImportCall) -> Option<Expr> {
    let ImportTarget::Function(JsPath { root: JsRoot::Module(..), members }) = &call.target else { return None };
    let plain = members.is_empty() && !call.catch && !call.variadic && !call.suspending;
    let esm = match ctx.input.options.target {
        Target::Bundler | Target::Web | Target::NodejsModule | Target::Deno | Target::Module => true,
        // A script has no modules to import from.
        Target::Nodejs | Target::NoModules => false,
    };
    let handles = ctx.abi().handles;
    let converts_nothing =
        call.call.args.iter().all(|arg| passes(arg, handles)) && comes_back(&call.call.result, handles);
    let ImportTarget::Function(function) = &call.target else { return None };
    (plain && esm && converts_nothing && ctx.guard() == Guard::None).then(|| path::path(ctx, function))
}

fn passes(arg: &Lift, handles: HandleMode) -> bool {
    match &arg.shape {
        // An empty one is the handle of the right JS value already.
        LiftShape::Handle(..) => handles == HandleMode::ExternrefTable,
        LiftShape::Number(num) => arg.presence.is_required() && !matches!(num, Num::U32 | Num::U64),
        _ => false,
    }
}

fn comes_back(result: &Lower, handles: HandleMode) -> bool {
    result.presence.is_required()
        && match &result.shape {
            LowerShape::Unit | LowerShape::Number(_) | LowerShape::Boolean => true,
            LowerShape::Handle(..) => handles == HandleMode::ExternrefTable,
            _ => false,
        }
}
