//! Namespace objects: plain objects whose properties are the exported items.

use std::collections::BTreeSet;

use wbg_ir::doc::PublicName;

use crate::glue::path::member;
use crate::js::ast::{Expr, Item, Stmt};

/// Statements that fill the object `local` for a namespace `root`; `members` are local names with their public ones.
///
/// `existing` tells whether the object came from elsewhere and may have inner objects already.
pub fn fill(local: &str, members: &[(String, PublicName)], existing: Existing) -> Vec<Item> {
    let mut items = Vec::new();
    let mut made: BTreeSet<Vec<String>> = BTreeSet::new();
    for (item, public) in members {
        let mut object = Expr::ident(local);
        for depth in 1..public.namespace.len() {
            object = member(object, &public.namespace[depth]);
            if made.insert(public.namespace[..=depth].to_vec()) {
                let operator = match existing {
                    Existing::No => "=",
                    Existing::Yes => "||=",
                };
                items.push(Item::Stmt(Stmt::Expr(object.clone().binary(operator, Expr::Object(vec![])))));
            }
        }
        let property = member(object, &public.name).binary("=", Expr::ident(item));
        items.push(Item::Stmt(Stmt::Expr(property)));
    }
    items
}

/// Whether a namespace's object is made here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// It is made here.
    No,
    /// It is an imported value.
    Yes,
}
