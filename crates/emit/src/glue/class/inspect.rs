//! `inspectable` classes: what `JSON.stringify`, string conversion and Node's `console.log` show.

use std::collections::BTreeSet;

use wbg_ir::ClassId;
use wbg_ir::export::{ExportKind, MemberKind, Placement};

use super::{Static, own_member};
use crate::glue::{Body, Context};
use crate::js::ast::{ClassMember, Expr, Property, Stmt};
use crate::options::Target;

pub(super) fn members(ctx: Context<'_>, id: ClassId) -> Vec<ClassMember> {
    let mut members = vec![to_json(ctx, id), to_string(ctx)];
    if matches!(ctx.input.options.target, Target::Nodejs | Target::NodejsModule) {
        members.push(inspect(ctx));
    }
    members
}

/// `toJSON()`: a plain object of all readable properties.
fn to_json(ctx: Context<'_>, id: ClassId) -> ClassMember {
    let mut body = Body::new(ctx);
    let value = |name: &String| Property::Value(name.clone(), Expr::Atom("this").member(name.clone()));
    let properties = readable(ctx, id).iter().map(value).collect();
    body.push(Stmt::Return(Some(Expr::Object(properties))));
    ClassMember {
        doc: "An object of all readable properties.".to_owned(),
        ..own_member(Static::No, "toJSON", &[], body)
    }
}

/// Names of the getters of instances, in member order; computed keys have no JSON.
fn readable(ctx: Context<'_>, id: ClassId) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let kinds = ctx.plan.members(id).iter().map(|member| &ctx.bindings().exports[*member].kind);
    kinds
        .filter_map(|kind| match kind {
            ExportKind::Member { placement: Placement::Instance, kind: MemberKind::Getter, name, .. } => Some(name),
            _ => None,
        })
        .filter(|name| !name.starts_with('[') && seen.insert((*name).clone()))
        .cloned()
        .collect()
}

/// `toString()`: the JSON text.
fn to_string(ctx: Context<'_>) -> ClassMember {
    let mut body = Body::new(ctx);
    body.push(Stmt::Return(Some(Expr::ident("JSON").member("stringify").call([Expr::Atom("this")]))));
    ClassMember { doc: "The readable properties as JSON.".to_owned(), ..own_member(Static::No, "toString", &[], body) }
}

/// What Node's `util.inspect` shows: the readable properties, under the name of the class.
fn inspect(ctx: Context<'_>) -> ClassMember {
    let mut body = Body::new(ctx);
    let this = || Expr::Atom("this");
    let constructor = Property::Value("constructor".to_owned(), this().member("constructor"));
    let object = Expr::ident("Object");
    let named = object.clone().member("create").call([Expr::Object(vec![constructor])]);
    let shown = object.member("assign").call([named, this().member("toJSON").call([])]);
    body.push(Stmt::Return(Some(shown)));
    own_member(Static::No, "[Symbol.for(\"nodejs.util.inspect.custom\")]", &[], body)
}
