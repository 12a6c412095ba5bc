//! Walks the JavaScript tree: which helpers and which names a piece of code mentions.
//!
//! Knows the shape of the tree only.

use crate::js::ast::{Expr, Function, Item, Property, Stmt};

/// Calls `see` with every expression of an item, outermost first.
pub fn item<'a>(item: &'a Item, see: &mut dyn FnMut(&'a Expr)) {
    match item {
        Item::Function { function: f, .. } => function(f, see),
        Item::Class { extends, members, after, .. } => {
            if let Some(parent) = extends {
                expr(parent, see);
            }
            for member in members {
                function(&member.function, see);
            }
            stmts(after, see);
        }
        Item::Const { value, .. } => expr(value, see),
        Item::Stmt(s) => stmt(s, see),
    }
}

/// Calls `see` with every expression of a function's body.
pub fn function<'a>(function: &'a Function, see: &mut dyn FnMut(&'a Expr)) {
    stmts(&function.body, see);
}

/// Whether some statements mention a name.
pub fn mentions(list: &[Stmt], name: &str) -> bool {
    let mut found = false;
    stmts(list, &mut |expr| found |= matches!(expr, Expr::Ident(seen) if seen == name));
    found
}

/// Calls `see` with every expression of some statements.
pub fn stmts<'a>(list: &'a [Stmt], see: &mut dyn FnMut(&'a Expr)) {
    for s in list {
        stmt(s, see);
    }
}

fn stmt<'a>(stmt: &'a Stmt, see: &mut dyn FnMut(&'a Expr)) {
    match stmt {
        Stmt::Const(_, value) | Stmt::Expr(value) | Stmt::Throw(value) => expr(value, see),
        Stmt::Let(_, value) | Stmt::Return(value) => {
            if let Some(value) = value {
                expr(value, see);
            }
        }
        Stmt::If(test, then, otherwise) => {
            expr(test, see);
            stmts(then, see);
            stmts(otherwise, see);
        }
        Stmt::Try(body, catch, finally) => {
            stmts(body, see);
            if let Some((_, handler)) = catch {
                stmts(handler, see);
            }
            if let Some(finally) = finally {
                stmts(finally, see);
            }
        }
        Stmt::Comment(_) => {}
    }
}

/// Calls `see` with an expression and every expression inside it.
pub fn expr<'a>(value: &'a Expr, see: &mut dyn FnMut(&'a Expr)) {
    see(value);
    match value {
        Expr::Ident(_) | Expr::Helper(_) | Expr::Num(_) | Expr::Str(_) | Expr::Atom(_) | Expr::Raw(_) => {}
        Expr::Member(inner, _) | Expr::OptionalMember(inner, _) | Expr::Unary(_, inner) | Expr::Spread(inner) => {
            expr(inner, see);
        }
        Expr::Index(a, b) | Expr::Binary(_, a, b) => {
            expr(a, see);
            expr(b, see);
        }
        Expr::Call(callee, args) | Expr::New(callee, args) => {
            expr(callee, see);
            args.iter().for_each(|arg| expr(arg, see));
        }
        Expr::Cond(a, b, c) => {
            expr(a, see);
            expr(b, see);
            expr(c, see);
        }
        Expr::Array(items) => items.iter().for_each(|item| expr(item, see)),
        Expr::Object(members) => {
            for member in members {
                match member {
                    Property::Value(_, value) => expr(value, see),
                    Property::Method(_, f) => function(f, see),
                }
            }
        }
        Expr::Function(f) => function(f, see),
    }
}
