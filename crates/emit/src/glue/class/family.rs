//! Classes that extend one another: one address per level.

use wbg_ir::ClassId;

use super::lifecycle::{self, free_level};
use crate::glue::body::{core, pure_helper};
use crate::glue::guard::{self, enter_quietly, enter_quietly_of};
use crate::glue::words::same;
use crate::glue::{Body, Context};
use crate::helpers::Helper;
use crate::js::ast::{Expr, Function, FunctionForm, Item, Stmt};

/// The property that holds an object's address for a class.
pub fn pointer_field(ctx: Context<'_>, id: ClassId) -> String {
    if ctx.plan.in_family(id) { format!("__wbg_ptr_{}", ctx.plan.class(id)) } else { "__wbg_ptr".to_owned() }
}

/// The check that an object's own class is `id` and not one derived from it: who consumes the former must not leave behind the
/// rest of the latter. None for classes outside a family.
pub fn expect_owned(ctx: Context<'_>, id: ClassId, object: &Expr) -> Option<Stmt> {
    ctx.plan.in_family(id).then(|| {
        let level = object.clone().member(pointer_field(ctx, id));
        let name = Expr::Str(ctx.bindings().classes[id].public.name.clone());
        Stmt::Expr(pure_helper(Helper::ExpectOwned, [object.clone(), level, name]))
    })
}

/// First statements of a constructor in a family: a derived class's constructor makes the Rust side itself, so its parent's does
/// nothing but create the object.
pub fn before_construction(body: &mut Body<'_>, id: ClassId) {
    let ctx = body.ctx();
    if !ctx.plan.in_family(id) {
        return;
    }
    let derived = || Expr::Helper(Helper::Derived);
    if ctx.bindings().classes[id].extends.is_some() {
        body.run(Expr::Atom("super").call([derived()]));
    }
    let by_derived = same(Expr::ident("arguments").index(Expr::int(0)), derived());
    body.push(Stmt::If(by_derived, vec![Stmt::Return(None)], vec![]));
}

/// The class itself and its ancestors, nearest first.
pub(super) fn chain(ctx: Context<'_>, id: ClassId) -> Vec<ClassId> {
    let mut chain = vec![id];
    let mut at = id;
    // A guest cannot declare a cycle; a broken one must not hang us.
    while let Some(parent) = ctx.bindings().classes[at].extends
        && !chain.contains(&parent)
    {
        chain.push(parent);
        at = parent;
    }
    chain
}

pub(super) fn adopt_name(ctx: Context<'_>, id: ClassId) -> String {
    format!("__wbg_adopt_{}", ctx.plan.class(id))
}

/// `function __wbg_adopt_C(object, ptr)`: fills the address of each level and registers all of them.
pub(super) fn adopt_function(ctx: Context<'_>, id: ClassId) -> Item {
    let mut body = Body::new(ctx);
    let object = body.param("object");
    let pointer = body.param("ptr");
    let this = || Expr::ident(&object);
    enter_quietly(&mut body);
    let chain = chain(ctx, id);
    let mut held = Vec::with_capacity(chain.len());
    let mut current = Expr::ident(&pointer);
    body.run(this().member("__wbg_ptr").binary("=", current.clone()));
    guard::stamp(&mut body, this());
    for (i, &class) in chain.iter().enumerate() {
        if let Some(child) = i.checked_sub(1).map(|i| chain[i]) {
            let raw = body.constant("raw", core(ctx, upcast_name(ctx, child)).call([current.clone()]));
            current = body.constant("ptr", raw.binary(">>>", Expr::int(0)));
        }
        body.run(this().member(pointer_field(ctx, class)).binary("=", current.clone()));
        held.push(current.clone());
    }
    let register = Expr::ident(ctx.plan.finalizer(id)).member("register");
    body.run(register.call([this(), lifecycle::held(ctx, Expr::Array(held)), this()]));
    let function = Function { form: FunctionForm::Plain, params: vec![object, pointer], body: body.finish() };
    Item::Function { doc: String::new(), name: adopt_name(ctx, id), function }
}

fn upcast_name(ctx: Context<'_>, child: ClassId) -> &str {
    let declared = ctx.input.bindings.classes[child].upcast.as_ref().map_or("", |(_, name)| name.as_str());
    ctx.linkage().upcasts.get(&child).map_or(declared, String::as_str)
}

/// The body of `__destroy_into_raw`: gives up the own address, frees the ancestors' references.
pub(super) fn destroy(body: &mut Body<'_>, id: ClassId) {
    let ctx = body.ctx();
    let this = || Expr::Atom("this");
    let chain = chain(ctx, id);
    let pointers: Vec<Expr> =
        chain.iter().map(|class| body.constant("ptr", this().member(pointer_field(ctx, *class)))).collect();
    body.run(this().member("__wbg_ptr").binary("=", Expr::int(0)));
    for class in &chain {
        body.run(this().member(pointer_field(ctx, *class)).binary("=", Expr::int(0)));
    }
    body.run(Expr::ident(ctx.plan.finalizer(id)).member("unregister").call([this()]));
    if chain.len() > 1 {
        let (frees, ()) = body.block(|body| {
            enter_quietly_of(body, this());
            for (class, pointer) in chain.iter().zip(&pointers).skip(1) {
                free_level(body, *class, pointer.clone());
            }
        });
        body.push(Stmt::If(pointers[0].clone(), frees, vec![]));
    }
    body.push(Stmt::Return(Some(pointers[0].clone())));
}
