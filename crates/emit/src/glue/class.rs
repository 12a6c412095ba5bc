//! Exported structs: JS classes whose instances hold the address of their Rust side.
//!
//! A class that extends another, or is extended, is of a *family*: its instances hold one address per level, each its own strong
//! reference, in `__wbg_ptr_<Class>`; `__wbg_ptr` stays the address of the object's own class.

mod family;
mod inspect;
mod lifecycle;

use wbg_ir::ClassId;
use wbg_ir::export::{Export, ExportKind, MemberKind, Placement};

use crate::doc;
use crate::dts::types::Types;
use crate::glue::{Body, Context, export};
use crate::js::ast::{ClassMember, ClassMemberKind, Expr, Function, FunctionForm, Item, Stmt};
use crate::js::name::to_binding;
use crate::options::{Checks, EmitError};
use crate::plan::Use;

pub use family::{before_construction, expect_owned, pointer_field};
pub use lifecycle::adopt;

/// The declarations of a class: what belongs in front of it, then the class.
///
/// # Errors
/// What this version cannot express.
pub fn class(ctx: Context<'_>, types: Types<'_>, id: ClassId) -> Result<Vec<Item>, EmitError> {
    let class = &ctx.bindings().classes[id];
    let local = ctx.plan.class(id);
    let needs = ctx.plan.class_needs.get(&id).copied().unwrap_or_default();

    let mut items = lifecycle::finalizer(ctx, id);
    if ctx.plan.in_family(id) {
        items.push(family::adopt_function(ctx, id));
    }
    let mut members = Vec::new();
    if needs.wrap == Use::Used {
        members.push(lifecycle::wrap(ctx, id));
    }
    if needs.unwrap == Use::Used {
        members.push(lifecycle::unwrap(ctx, id));
    }
    members.push(lifecycle::destroy_into_raw(ctx, id));
    members.push(lifecycle::free(ctx, id));
    if class.inspectable {
        members.extend(inspect::members(ctx, id));
    }
    if ctx.input.options.checks == Checks::Debug && !has_constructor(ctx, id) {
        members.push(lifecycle::no_constructor(ctx, id));
    }
    for &member in ctx.plan.members(id) {
        let exported = &ctx.bindings().exports[member];
        members.push(class_member(exported, export::member(ctx, types, member, id)?));
    }
    items.push(Item::Class {
        doc: doc::plain(&class.comments),
        name: local.to_owned(),
        extends: class.extends.map(|parent| Expr::ident(ctx.plan.class(parent))),
        members,
        after: after(ctx, id),
    });
    Ok(items)
}

fn class_member(exported: &Export, built: export::Documented) -> ClassMember {
    let (is_static, kind, name) = match &exported.kind {
        ExportKind::Member { placement, kind, name, .. } => {
            let kind = match kind {
                MemberKind::Method => ClassMemberKind::Method,
                MemberKind::Getter => ClassMemberKind::Getter,
                MemberKind::Setter => ClassMemberKind::Setter,
            };
            (*placement == Placement::Static, kind, member_name(name))
        }
        _ => (false, ClassMemberKind::Method, "constructor".to_owned()),
    };
    ClassMember { doc: built.doc, is_static, kind, name, function: built.function }
}

/// A method named `constructor` is not the constructor; one named `prototype` must not be static.
fn member_name(name: &str) -> String {
    match name {
        "constructor" | "prototype" => format!("[\"{name}\"]"),
        _ => name.to_owned(),
    }
}

/// Statements right after the class: `Symbol.dispose`, and the public name where the declaration has another.
fn after(ctx: Context<'_>, id: ClassId) -> Vec<Stmt> {
    let class = &ctx.bindings().classes[id];
    let local = || Expr::ident(ctx.plan.class(id));
    let dispose = || Expr::ident("Symbol").member("dispose");
    let prototype = || local().member("prototype");
    let alias = prototype().index(dispose()).binary("=", prototype().member("free"));
    let mut after = vec![Stmt::If(dispose(), vec![Stmt::Expr(alias)], vec![])];
    let own_name = ctx.plan.members(id).iter().any(|&member| is_static_name(&ctx.bindings().exports[member].kind));
    if ctx.plan.class(id) != class.public.name && !own_name {
        let value = crate::js::ast::Property::Value("value".to_owned(), Expr::Str(class.public.name.clone()));
        let define = Expr::ident("Object").member("defineProperty");
        after.push(Stmt::Expr(define.call([local(), Expr::Str("name".to_owned()), Expr::Object(vec![value])])));
    }
    after
}

fn has_constructor(ctx: Context<'_>, id: ClassId) -> bool {
    let kinds = ctx.plan.members(id).iter().map(|&member| &ctx.bindings().exports[member].kind);
    kinds.into_iter().any(|kind| matches!(kind, ExportKind::Constructor(_)))
}

fn is_static_name(kind: &ExportKind) -> bool {
    matches!(kind, ExportKind::Member { placement: Placement::Static, name, .. } if name == "name")
}

/// A member of the generator's own.
fn own_member(is_static: Static, name: &str, params: &[&str], body: Body<'_>) -> ClassMember {
    ClassMember {
        doc: String::new(),
        is_static: matches!(is_static, Static::Yes),
        kind: ClassMemberKind::Method,
        name: name.to_owned(),
        function: Function {
            form: FunctionForm::Plain,
            params: params.iter().map(|param| to_binding(param)).collect(),
            body: body.finish(),
        },
    }
}

/// Whether a member is on the class itself.
#[derive(Clone, Copy, Debug)]
enum Static {
    Yes,
    No,
}
