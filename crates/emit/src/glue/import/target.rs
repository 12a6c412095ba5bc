//! What a call of something imported evaluates: functions, constructors, methods, accessors.

use wbg_ir::import::{ImportTarget, JsPath, JsRoot};

use crate::glue::body::pure_helper;
use crate::glue::words::undefined;
use crate::glue::{Context, path};
use crate::helpers::Helper;
use crate::js::ast::Expr;
use crate::options::EmitError;

/// The expression for a call with the given arguments; for instance operations the first is the receiver.
///
/// # Errors
/// Fewer arguments than the operation has.
pub fn evaluate(ctx: Context<'_>, target: &ImportTarget, args: Vec<Expr>) -> Result<Expr, EmitError> {
    let value = |path: &JsPath| path::path(ctx, path);
    let mut args = Args { target, rest: args.into_iter() };
    Ok(match target {
        ImportTarget::Function(path) => value(path).call(args.all()),
        ImportTarget::Constructor(path) => Expr::New(Box::new(value(path)), args.all()),
        ImportTarget::StaticMethod(path, name) => path::member(value(path), name).call(args.all()),
        ImportTarget::Method(name) => path::member(args.next()?, name).call(args.all()),
        ImportTarget::FinalMethod(path, name) => {
            path::member(value(path).member("prototype"), name).member("call").call(args.all())
        }
        ImportTarget::Getter(name) => path::member(args.next()?, name),
        ImportTarget::Setter(name) => assign(path::member(args.next()?, name), args.next()?),
        ImportTarget::StaticGetter(path, name) => path::member(value(path), name),
        ImportTarget::StaticSetter(path, name) => assign(path::member(value(path), name), args.next()?),
        ImportTarget::FinalGetter(path, name) => {
            pure_helper(Helper::FinalGet, [value(path).member("prototype"), key(name), args.next()?])
        }
        ImportTarget::FinalSetter(path, name) => {
            pure_helper(Helper::FinalSet, [value(path).member("prototype"), key(name), args.next()?, args.next()?])
        }
        ImportTarget::FinalStaticGetter(path, name) => {
            pure_helper(Helper::FinalGet, [value(path), key(name), value(path)])
        }
        ImportTarget::FinalStaticSetter(path, name) => {
            pure_helper(Helper::FinalSet, [value(path), key(name), value(path), args.next()?])
        }
        ImportTarget::IndexingGetter => args.next()?.index(args.next()?),
        ImportTarget::IndexingSetter => assign(args.next()?.index(args.next()?), args.next()?),
        ImportTarget::IndexingDeleter => args.next()?.index(args.next()?).unary("delete "),
        ImportTarget::StaticIndexingGetter(path) => value(path).index(args.next()?),
        ImportTarget::StaticIndexingSetter(path) => assign(value(path).index(args.next()?), args.next()?),
        ImportTarget::StaticIndexingDeleter(path) => value(path).index(args.next()?).unary("delete "),
    })
}

fn assign(place: Expr, value: Expr) -> Expr {
    place.binary("=", value)
}

struct Args<'t> {
    target: &'t ImportTarget,
    rest: std::vec::IntoIter<Expr>,
}

impl Args<'_> {
    fn next(&mut self) -> Result<Expr, EmitError> {
        self.rest.next().ok_or_else(|| EmitError::Unsupported {
            subject: format!("import `{}`", describe(self.target)),
            what: "it has fewer arguments than such an operation takes".to_owned(),
            instead: "declare the receiver, the key and the value as arguments".to_owned(),
        })
    }

    fn all(&mut self) -> Vec<Expr> {
        self.rest.by_ref().collect()
    }
}

/// A target's name in messages.
pub fn describe(target: &ImportTarget) -> String {
    match target {
        ImportTarget::Function(path)
        | ImportTarget::Constructor(path)
        | ImportTarget::StaticIndexingGetter(path)
        | ImportTarget::StaticIndexingSetter(path)
        | ImportTarget::StaticIndexingDeleter(path) => written(path),
        ImportTarget::StaticMethod(path, name)
        | ImportTarget::FinalMethod(path, name)
        | ImportTarget::FinalGetter(path, name)
        | ImportTarget::FinalSetter(path, name)
        | ImportTarget::StaticGetter(path, name)
        | ImportTarget::StaticSetter(path, name)
        | ImportTarget::FinalStaticGetter(path, name)
        | ImportTarget::FinalStaticSetter(path, name) => format!("{}.{name}", written(path)),
        ImportTarget::Method(name) | ImportTarget::Getter(name) | ImportTarget::Setter(name) => name.clone(),
        ImportTarget::IndexingGetter | ImportTarget::IndexingSetter | ImportTarget::IndexingDeleter => {
            "[index]".to_owned()
        }
    }
}

fn written(path: &JsPath) -> String {
    let root = match &path.root {
        JsRoot::Global(name) | JsRoot::VendorPrefixed { name, .. } | JsRoot::Module(_, name) => name,
    };
    path.members.iter().fold(root.clone(), |text, member| format!("{text}.{member}"))
}

/// A property name as a value: text, or the expression of a computed key.
fn key(name: &str) -> Expr {
    match path::member(undefined(), name) {
        Expr::Index(_, key) => *key,
        _ => Expr::Str(name.to_owned()),
    }
}
