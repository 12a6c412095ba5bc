//! Property access as guests write it: plain names, odd names, computed keys, paths.

use wbg_ir::import::{JsPath, JsRoot};

use crate::glue::Context;
use crate::js::ast::Expr;

/// The value of a path, evaluated where it stands.
pub fn path(ctx: Context<'_>, path: &JsPath) -> Expr {
    path.members.iter().fold(root(ctx, &path.root), |object, name| member(object, name))
}

/// The value of a path without its last segment, and that segment; none when the path is its root alone.
pub fn split<'p>(ctx: Context<'_>, path: &'p JsPath) -> Option<(Expr, &'p str)> {
    let (last, before) = path.members.split_last()?;
    let object = before.iter().fold(root(ctx, &path.root), |object, name| member(object, name));
    Some((object, last))
}

/// The first segment of a path.
pub fn root(ctx: Context<'_>, root: &JsRoot) -> Expr {
    Expr::ident(ctx.plan.root(root))
}

/// `object.name`; a name written `[expr]` is a computed key.
pub fn member(object: Expr, name: &str) -> Expr {
    match name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(key) => object.index(Expr::Raw(key.to_owned())),
        None => object.member(name),
    }
}
