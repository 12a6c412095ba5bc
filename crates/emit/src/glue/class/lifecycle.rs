//! How instances come to hold an address, give it up, and free their Rust side.

use wbg_ir::ClassId;
use wbg_ir::failure::Handles;

use super::{Static, family, own_member};
use crate::glue::body::pure_helper;
use crate::glue::call::free_words;
use crate::glue::guard::{self, enter_quietly_of};
use crate::glue::words::{cond, same};
use crate::glue::{Body, Context};
use crate::helpers::Helper;
use crate::js::ast::{ClassMember, Expr, Function, Item, Property, Stmt};

/// `const __wbg_finalizer_C = __wbg_finalizer((ptr) => { … free(ptr, 1) … });`
pub(super) fn finalizer(ctx: Context<'_>, id: ClassId) -> Vec<Item> {
    let mut body = Body::new(ctx);
    let held = body.param("held");
    enter_quietly_of(&mut body, Expr::ident(&held));
    let addresses = || match ctx.handles() {
        Handles::Plain => Expr::ident(&held),
        Handles::Stamped => Expr::ident(&held).member(HELD),
    };
    let pointers = if ctx.plan.in_family(id) {
        family::chain(ctx, id)
            .into_iter()
            .enumerate()
            .map(|(i, c)| (c, addresses().index(Expr::int(i as u64))))
            .collect()
    } else {
        vec![(id, addresses())]
    };
    for (class, pointer) in pointers {
        // 1: an object that is borrowed right now is freed later.
        free_words(&mut body, free_name(ctx, class), vec![pointer, Expr::int(1)]);
    }
    let free = Function { params: vec![held], body: body.finish(), ..Function::default() };
    vec![Item::Const {
        doc: String::new(),
        name: ctx.plan.finalizer(id),
        value: pure_helper(Helper::Finalizer, [Expr::Function(Box::new(free))]),
    }]
}

fn free_name(ctx: Context<'_>, id: ClassId) -> &str {
    ctx.linkage().frees.get(&id).map_or(ctx.input.bindings.classes[id].free_name.as_str(), String::as_str)
}

/// Frees one level's reference of an object whose own class is being consumed.
pub(super) fn free_level(body: &mut Body<'_>, id: ClassId, pointer: Expr) {
    let name = free_name(body.ctx(), id).to_owned();
    free_words(body, &name, vec![pointer, Expr::int(1)]);
}

/// Statements that make `object` own an address.
pub fn adopt(body: &mut Body<'_>, id: ClassId, object: Expr, pointer: Expr) {
    let ctx = body.ctx();
    if ctx.plan.in_family(id) {
        body.run(Expr::ident(family::adopt_name(ctx, id)).call([object, pointer]));
        return;
    }
    let field = object.clone().member("__wbg_ptr");
    body.run(field.clone().binary("=", pointer));
    guard::stamp(body, object.clone());
    let field = held(ctx, field);
    let register = Expr::ident(ctx.plan.finalizer(id)).member("register");
    body.run(register.call([object.clone(), field, object]));
}

/// The property of what a finalizer holds that has the addresses.
const HELD: &str = "ptr";

/// What a finalizer holds for addresses of the current instance.
pub(super) fn held(ctx: Context<'_>, addresses: Expr) -> Expr {
    match ctx.handles() {
        Handles::Plain => addresses,
        Handles::Stamped => Expr::Object(vec![
            Property::Value(guard::STAMP.to_owned(), Expr::Helper(Helper::Instance)),
            Property::Value(HELD.to_owned(), addresses),
        ]),
    }
}

/// `static __wrap(ptr)`: a new instance for an address.
pub(super) fn wrap(ctx: Context<'_>, id: ClassId) -> ClassMember {
    let mut body = Body::new(ctx);
    let pointer = body.param("ptr");
    let prototype = Expr::ident(ctx.plan.class(id)).member("prototype");
    let object = body.named("object");
    body.push(Stmt::constant(object.clone(), Expr::ident("Object").member("create").call([prototype])));
    let unsigned = Expr::ident(&pointer).binary(">>>", Expr::int(0));
    adopt(&mut body, id, Expr::ident(&object), unsigned);
    body.push(Stmt::Return(Some(Expr::ident(object))));
    own_member(Static::Yes, "__wrap", &[&pointer], body)
}

/// `static __unwrap(value)`: the address of an instance, which loses it; 0 for anything else.
pub(super) fn unwrap(ctx: Context<'_>, id: ClassId) -> ClassMember {
    let mut body = Body::new(ctx);
    let value = body.param("value");
    let js = Expr::ident(&value);
    let mut test = js.clone().binary("instanceof", Expr::ident(ctx.plan.class(id)));
    if ctx.plan.in_family(id) {
        let level = js.clone().member(family::pointer_field(ctx, id));
        test = test.binary("&&", same(js.clone().member("__wbg_ptr"), level));
    }
    if ctx.handles() == Handles::Stamped {
        test = test.binary("&&", same(js.clone().member(guard::STAMP), Expr::Helper(Helper::Instance)));
    }
    let taken = js.member("__destroy_into_raw").call([]);
    body.push(Stmt::Return(Some(cond(test, taken, Expr::int(0)))));
    own_member(Static::Yes, "__unwrap", &[&value], body)
}

/// `__destroy_into_raw()`: the instance gives up its address.
pub(super) fn destroy_into_raw(ctx: Context<'_>, id: ClassId) -> ClassMember {
    let mut body = Body::new(ctx);
    let this = || Expr::Atom("this");
    if ctx.plan.in_family(id) {
        family::destroy(&mut body, id);
    } else {
        let pointer = body.named("ptr");
        body.push(Stmt::constant(pointer.clone(), this().member("__wbg_ptr")));
        body.run(this().member("__wbg_ptr").binary("=", Expr::int(0)));
        body.run(Expr::ident(ctx.plan.finalizer(id)).member("unregister").call([this()]));
        body.push(Stmt::Return(Some(Expr::ident(pointer))));
    }
    own_member(Static::No, "__destroy_into_raw", &[], body)
}

/// `constructor()` of a class that has none, which would leave an object without a Rust side.
pub(super) fn no_constructor(ctx: Context<'_>, id: ClassId) -> ClassMember {
    let mut body = Body::new(ctx);
    family::before_construction(&mut body, id);
    body.run(pure_helper(Helper::NoConstructor, []));
    own_member(Static::No, "constructor", &[], body)
}

/// `free()`: frees now; an object that is borrowed or already freed throws.
pub(super) fn free(ctx: Context<'_>, id: ClassId) -> ClassMember {
    let mut body = Body::new(ctx);
    enter_quietly_of(&mut body, Expr::Atom("this"));
    if let Some(check) = family::expect_owned(ctx, id, &Expr::Atom("this")) {
        body.push(check);
    }
    let pointer = body.constant("ptr", Expr::Atom("this").member("__destroy_into_raw").call([]));
    free_words(&mut body, free_name(ctx, id), vec![pointer, Expr::int(0)]);
    own_member(Static::No, "free", &[], body)
}
