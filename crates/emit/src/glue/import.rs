//! The functions that the wasm imports from the glue.
//!
//! Every import is built the same way: its wasm parameters become JS values, something is evaluated, the value goes back as
//! words. Only the middle differs by [`ImportKind`]. Knows the IR and the call builder's lower/lift; must not know module systems.

mod direct;
mod shim;
mod target;

pub use shim::{Escape, Outcome, return_directly};

use wbg_ir::func::Outbound;
use wbg_ir::import::{Import, ImportCall, ImportKind, JsModule, JsPath, JsRoot};
use wbg_ir::intrinsic::Intrinsic;
use wbg_ir::value::{HandleType, Lift, LiftShape, Lower, LowerShape, Ownership};
use wbg_ir::{ClassId, ModuleId};

use crate::glue::body::{helper, pure_helper};
use crate::glue::import::shim::Shim;
use crate::glue::words::{cond, undefined};
use crate::glue::{Body, Context, guard, intrinsic, path};
use crate::helpers::Helper;
use crate::js::ast::{Expr, Function, Stmt};
use crate::options::{Checks, EmitError, LinkedModules, Target};
use crate::parts::{GlueImport, GlueImportValue};
use crate::target::address;

/// All imports that are still there, sorted by name.
///
/// # Errors
/// An import that cannot be expressed on this target or in this version.
pub fn imports(ctx: Context<'_>) -> Result<Vec<GlueImport>, EmitError> {
    let mut all = Vec::with_capacity(ctx.linkage().imports.len());
    for (&id, name) in &ctx.linkage().imports {
        let value = import(ctx, &ctx.bindings().imports[id])?;
        all.push(GlueImport { name: name.clone(), value });
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(all)
}

fn import(ctx: Context<'_>, import: &Import) -> Result<GlueImportValue, EmitError> {
    let function = match &import.kind {
        ImportKind::Call(call) => return imported_call(ctx, import, call),
        ImportKind::Intrinsic(Intrinsic::JspiSuspend, call) => {
            return suspending(ctx, call, |_, args| {
                Ok(args.into_iter().next().map_or(Outcome::Nothing, Outcome::Value))
            });
        }
        ImportKind::Intrinsic(kind, call) => {
            let call = intrinsic::signature(*kind, call);
            Shim::new(ctx, &call, intrinsic::escape(*kind))
                .build(|body, args| intrinsic::evaluate(body, *kind, args))?
        }
        ImportKind::Cast(call) => identity(ctx, call)?,
        ImportKind::Static { path, result } => {
            check_root(ctx, path)?;
            let call = Outbound { args: vec![], result: result.clone() };
            Shim::new(ctx, &call, Escape::Throws).build(|body, _| {
                let ctx = body.ctx();
                Ok(Outcome::Value(if result.presence.is_required() {
                    path::path(ctx, path)
                } else {
                    if_defined(ctx, path)
                }))
            })?
        }
        ImportKind::StaticString(text) => constant(ctx, Expr::Str(text.clone()))?,
        ImportKind::InstanceOf(path) => instance_of(ctx, path)?,
        ImportKind::ClassNew(class) => identity(ctx, &class_new(*class))?,
        ImportKind::ClassUnwrap(class) => class_unwrap(ctx, *class)?,
        ImportKind::ObjectClone => raw_handle(Helper::Clone),
        ImportKind::ObjectDrop => raw_handle(Helper::Drop),
        ImportKind::LinkedModule(module) => linked_module(ctx, &import.name, *module)?,
    };
    Ok(GlueImportValue::Function(function))
}

fn imported_call(ctx: Context<'_>, import: &Import, call: &ImportCall) -> Result<GlueImportValue, EmitError> {
    if call.suspending {
        return suspending(ctx, &call.call, |body, args| {
            target::evaluate(body.ctx(), &call.target, spread_last(call, args)).map(Outcome::Value)
        });
    }
    if let Some(value) = direct::wired(ctx, call) {
        return Ok(GlueImportValue::Value(value));
    }
    if call.assert_no_shim {
        return Err(EmitError::Unsupported {
            subject: format!("import `{}`", import.name),
            what: "it is marked `assert_no_shim`, but its arguments or result need conversion".to_owned(),
            instead: "remove the attribute, or use types that cross as they are".to_owned(),
        });
    }
    let escape = match (call.catch, ctx.input.options.checks) {
        (true, _) => Escape::Stored,
        (false, Checks::Debug) => Escape::Logged,
        (false, Checks::Release) => Escape::Throws,
    };
    let function = Shim::new(ctx, &call.call, escape).build(|body, args| {
        let mut args = spread_last(call, args);
        guard::timed(body.ctx(), &call.target, &mut args);
        match guard::settling(body.ctx(), &call.target) {
            Some(settling) => Ok(Outcome::Value(helper(settling, args))),
            None => target::evaluate(body.ctx(), &call.target, args).map(Outcome::Value),
        }
    })?;
    Ok(GlueImportValue::Function(function))
}

fn spread_last(call: &ImportCall, mut args: Vec<Expr>) -> Vec<Expr> {
    if call.variadic
        && let Some(last) = args.pop()
    {
        args.push(Expr::Spread(Box::new(last)));
    }
    args
}

/// An import that makes the stack wait for the promise that evaluating it gives.
fn suspending<'a>(
    ctx: Context<'a>,
    call: &Outbound,
    evaluate: impl FnOnce(&mut Body<'a>, Vec<Expr>) -> Result<Outcome, EmitError>,
) -> Result<GlueImportValue, EmitError> {
    let result = Lower::new(LowerShape::Handle(HandleType::Any, Ownership::Owned));
    let call = Outbound { args: call.args.clone(), result };
    let function = Shim::new(ctx, &call, Escape::Never).build(evaluate)?;
    Ok(GlueImportValue::Value(helper(Helper::Suspending, [Expr::Function(Box::new(function))])))
}

/// `import.meta` is no value outside ES modules: naming it there makes the whole file unreadable.
fn check_root(ctx: Context<'_>, path: &JsPath) -> Result<(), EmitError> {
    let meta = matches!(&path.root, JsRoot::Global(name) if name == "import");
    match ctx.input.options.target {
        Target::Nodejs | Target::NoModules if meta => Err(EmitError::Unsupported {
            subject: "import `import.meta`".to_owned(),
            what: "CommonJS modules and classic scripts have no `import.meta`".to_owned(),
            instead: "use a target whose output is an ES module, such as `--target web` or `--target bundler`"
                .to_owned(),
        }),
        _ => Ok(()),
    }
}

/// A path of which any part may be missing: `undefined` then. A global that was never declared cannot be named without a guard.
fn if_defined(ctx: Context<'_>, path: &JsPath) -> Expr {
    let root = path::root(ctx, &path.root);
    let value = path.members.iter().fold(root.clone(), |object, name| match path::member(object.clone(), name) {
        Expr::Member(object, name) => Expr::OptionalMember(object, name),
        computed => cond(object.binary("==", Expr::Atom("null")), undefined(), computed),
    });
    let guarded = matches!(&path.root, JsRoot::Global(name) if name != "import" && name != "this");
    match guarded {
        true => cond(root.unary("typeof ").binary("===", Expr::Str("undefined".to_owned())), undefined(), value),
        false => value,
    }
}

/// One value in, the same value out: conversions do all the work.
fn identity(ctx: Context<'_>, call: &Outbound) -> Result<Function, EmitError> {
    Shim::new(ctx, call, Escape::Never)
        .build(|_, args| Ok(args.into_iter().next().map_or(Outcome::Nothing, Outcome::Value)))
}

/// A value that does not depend on anything.
fn constant(ctx: Context<'_>, value: Expr) -> Result<Function, EmitError> {
    let call = Outbound { args: vec![], result: Lower::new(LowerShape::Handle(HandleType::Any, Ownership::Owned)) };
    Shim::new(ctx, &call, Escape::Never).build(|_, _| Ok(Outcome::Value(value)))
}

fn class_new(class: ClassId) -> Outbound {
    Outbound {
        args: vec![Lift::new(LiftShape::Struct(class))],
        result: Lower::new(LowerShape::Handle(HandleType::Class(class), Ownership::Owned)),
    }
}

fn borrowed_value(result: LowerShape) -> Outbound {
    Outbound {
        args: vec![Lift::new(LiftShape::Handle(HandleType::Any, Ownership::Borrowed))],
        result: Lower::new(result),
    }
}

fn class_unwrap(ctx: Context<'_>, class: ClassId) -> Result<Function, EmitError> {
    let call = borrowed_value(LowerShape::RawPointer);
    Shim::new(ctx, &call, Escape::Never).build(|body, args| {
        let class = Expr::ident(body.ctx().plan.class(class));
        Ok(Outcome::Value(class.member("__unwrap").call(args)))
    })
}

/// `value instanceof path`; a class that does not exist, or that refuses to answer, reads as false.
fn instance_of(ctx: Context<'_>, class: &JsPath) -> Result<Function, EmitError> {
    let call = borrowed_value(LowerShape::Boolean);
    Shim::new(ctx, &call, Escape::Never).build(|body, args| {
        let class = path::path(body.ctx(), class);
        let ignored = body.named("error");
        for value in args {
            let test = vec![Stmt::Return(Some(value.binary("instanceof", class.clone())))];
            let failed = vec![Stmt::Return(Some(Expr::Atom("false")))];
            body.push(Stmt::Try(test, Some((ignored.clone(), failed)), None));
        }
        Ok(Outcome::Done)
    })
}

/// Heap mode only: a handle in, perhaps a handle out, nothing converted.
fn raw_handle(act: Helper) -> Function {
    let result = helper(act, [Expr::ident("handle")]);
    let body = match act {
        Helper::Clone => Stmt::Return(Some(result)),
        _ => Stmt::Expr(result),
    };
    Function { params: vec!["handle".to_owned()], body: vec![body], ..Function::default() }
}

fn linked_module(ctx: Context<'_>, name: &str, module: ModuleId) -> Result<Function, EmitError> {
    let options = ctx.input.options;
    let wanted = &ctx.bindings().modules[module];
    let url = match (wanted, options.linked) {
        (JsModule::Local { contents, .. } | JsModule::Inline { contents, .. }, LinkedModules::Embed) => {
            pure_helper(Helper::LinkUrl, [Expr::Str(contents.clone())])
        }
        (_, LinkedModules::Split) => address(wanted, options),
        (JsModule::External(specifier), LinkedModules::Embed) => {
            return Err(EmitError::Unsupported {
                subject: format!("linked module `{specifier}` (import `{name}`)"),
                what: "its text is not part of the crate, so it cannot be embedded".to_owned(),
                instead: "use `--split-linked-modules`, which refers to it relative to the package, or link a module of the crate \
                          itself with `module = \"/path.js\"`"
                    .to_owned(),
            });
        }
    };
    let call = Outbound { args: vec![], result: Lower::new(LowerShape::String) };
    Shim::new(ctx, &call, Escape::Never).build(|_, _| Ok(Outcome::Value(url)))
}

#[cfg(test)]
mod tests;
