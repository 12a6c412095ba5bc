//! Functions and members, their documentation, and what is refused.

use super::*;
use crate::testing::*;
use wbg_ir::func::Fallible;
use wbg_ir::value::{LowerShape, Num, StructPass};
use wbg_schema::signature::Number;

fn only(world: &World) -> Export {
    let bindings = world.bind().expect("binds");
    assert_eq!(bindings.exports.len(), 1);
    let (_, export) = bindings.exports.iter().next().expect("one");
    export.clone()
}

#[test]
fn a_free_function() {
    let mut world = World::new();
    world.add_function("boom", vec![U32], result(U32), "i32 i32", "");
    world.main().exports[0].comments.push("goes off".into());
    world.main().exports[0].function.args[0].ty_override = Some("Fuse".into());
    let export = only(&world);
    assert_eq!(export.kind, ExportKind::Function(PublicName { namespace: vec![], name: "boom".into() }));
    assert_eq!((export.symbol, export.canonical), (format!("boom_{HASH}"), "boom".to_owned()));
    assert_eq!(export.call.fallible, Fallible::Throws);
    assert_eq!(export.call.result.shape, LiftShape::Number(Num::U32));
    assert_eq!(export.call.args[0].shape, LowerShape::Number(Num::U32));
    assert_eq!(export.doc.params[0].name, "a0");
    assert_eq!(export.doc.params[0].type_override.as_deref(), Some("Fuse"));
    assert_eq!(export.doc.comments, ["goes off"]);
    assert_eq!((export.is_async, export.jspi, export.start), (false, false, Start::No));
}

#[test]
fn namespaces_and_this() {
    let mut world = World::new();
    let mut e = export("f", 1);
    e.js_namespace = Some(vec!["a".into(), "b".into()]);
    e.method_kind = MethodKind::Operation { is_static: true, kind: OperationKind::RegularThis };
    world.main().exports.push(e);
    world.wasm_export(&format!("a__b__f_{HASH}"), "i32", "");
    world.describe(&format!("a__b__f_{HASH}"), function(vec![by_ref(Type::Externref)], Type::Unit));
    let export = only(&world);
    let public = PublicName { namespace: vec!["a".into(), "b".into()], name: "f".into() };
    assert_eq!(export.kind, ExportKind::FunctionWithThis(public));
    assert_eq!(export.canonical, "a__b__f");
}

#[test]
fn async_functions_document_what_they_resolve_to() {
    let mut world = World::new();
    world.add_function("later", vec![], Type::Externref, "", "i32");
    world.main().exports[0].function.asyncness = true;
    let inner = Signature { inner_ret: result(U32), ..signature(vec![], Type::Externref) };
    world.describe(&format!("later_{HASH}"), Type::Function(Box::new(inner)));
    let export = only(&world);
    assert!(export.is_async);
    assert_eq!(export.doc.awaited.map(|lift| lift.shape), Some(LiftShape::Number(Num::U32)));
    assert_eq!(export.call.result.shape, LiftShape::Handle(HandleType::Any, Ownership::Owned));
}

#[test]
fn async_start_functions_are_not_awaited() {
    let mut world = World::new();
    world.add_function("main", vec![], Type::Unit, "", "");
    world.main().exports[0].function.asyncness = true;
    world.main().exports[0].start = StartKind::Private;
    let export = only(&world);
    assert_eq!((export.is_async, export.start, export.doc.awaited), (false, Start::Private, None));
}

fn world_with_member(change: impl FnOnce(&mut program::Export), ret: Type, params: &str, results: &str) -> World {
    let mut world = World::new();
    world.add_struct("Point");
    let mut e = method("Point", "m", 0);
    change(&mut e);
    world.main().exports.push(e);
    world.wasm_export(&format!("point_m_{HASH}"), params, results);
    world.describe(&format!("point_m_{HASH}"), function(vec![], ret));
    world
}

fn operation(is_static: bool, kind: OperationKind) -> MethodKind {
    MethodKind::Operation { is_static, kind }
}

#[test]
fn members() {
    let method = only(&world_with_member(|_| {}, Type::Unit, "i32", ""));
    assert_eq!(method.call.prefix, Prefix::Receiver);
    assert_eq!(method.canonical, "point_m");
    let consuming = only(&world_with_member(|e| e.consumed = true, Type::Unit, "i32", ""));
    assert_eq!(consuming.call.prefix, Prefix::ReceiverByValue);
    let of = |kind: MethodKind, params| {
        let export = only(&world_with_member(|e| e.method_kind = kind, U32, params, "i32"));
        match export.kind {
            ExportKind::Member { placement, kind, name, origin: MemberOrigin::Impl, .. } => {
                (export.call.prefix, placement, kind, name)
            }
            other => panic!("not a member: {other:?}"),
        }
    };
    assert_eq!(
        of(operation(true, OperationKind::Regular), ""),
        (Prefix::None, Placement::Static, MemberKind::Method, "m".into())
    );
    assert_eq!(
        of(operation(false, OperationKind::Getter("prop".into())), "i32"),
        (Prefix::Receiver, Placement::Instance, MemberKind::Getter, "prop".into())
    );
    assert_eq!(
        of(operation(true, OperationKind::Setter("prop".into())), ""),
        (Prefix::None, Placement::Static, MemberKind::Setter, "prop".into())
    );
}

#[test]
fn constructors_make_objects() {
    let constructor =
        |ret, params, results| world_with_member(|e| e.method_kind = MethodKind::Constructor, ret, params, results);
    let export = only(&constructor(struct_type("Point"), "", "i32"));
    assert!(matches!(export.kind, ExportKind::Constructor(_)));
    assert_eq!(export.call.prefix, Prefix::None);
    assert!(constructor(result(struct_type("Point")), "i32", "").bind().is_ok());
    assert!(constructor(Type::Externref, "", "i32").bind().is_ok());
    let hint = "return `Self` or `Result<Self, _>`, or make it a static method";
    for (ret, params, results, text) in [
        (U32, "", "i32", "u32"),
        (result(Type::Boolean), "i32", "", "bool"),
        (Type::String, "i32", "", "String"),
        (option(struct_type("Point")), "", "i32", "Option<Point>"),
        (nullable(Type::Externref), "", "i32", "Nullable<JsValue>"),
        (Type::Unit, "", "", "()"),
        (Type::RawPointer, "", "i32", "*mut _"),
    ] {
        assert_eq!(
            constructor(ret, params, results).problems(),
            format!("export `Point.m`: a constructor cannot return `{text}`; {hint}")
        );
    }
}

#[test]
fn impl_blocks_need_their_struct() {
    let mut world = World::new();
    world.add_struct("Counter");
    world.main().exports.push(method("Conter", "inc", 0));
    assert_eq!(
        world.problems(),
        "export `Conter.inc`: there is no exported struct `Conter`; did you mean `Counter`? set `js_class` to the struct's `js_name`"
    );
}

#[test]
fn all_problems_of_a_signature_are_reported() {
    let mut world = World::new();
    world.add_function("f", vec![result(U32), U32, option(by_ref(Type::String))], by_ref(struct_type("X")), "", "");
    assert_eq!(
        world.problems(),
        "export `f`: argument 1: `Result<u32, _>` cannot come from JavaScript; only functions called from JavaScript return one\n\
         export `f`: argument 3: `Option<&str>` cannot come from JavaScript; take `Option<String>` instead\n\
         export `f`: result: `&X` cannot go to JavaScript; pass the struct by value, or convert it to a `JsValue` first"
    );
}

#[test]
fn wrong_words_are_reported_with_both_types() {
    let mut world = World::new();
    world.add_function("f", vec![by_mut(Type::Slice(Box::new(Type::Number(Number::U8))))], U32, "i32 i32", "i32");
    assert_eq!(
        world.problems(),
        "export `f`: its description needs the wasm type `(i32, i32, i32) -> (i32)` but the function has `(i32, i32) -> (i32)`; \
         make sure one version of `wasm-bindgen` is in the dependency tree and no other tool rewrote the module before this one"
    );
}

#[test]
fn functions_without_description_and_functions_that_are_gone() {
    let mut world = World::new();
    world.main().exports.push(export("gone", 0));
    assert_eq!(world.bind().expect("nothing to bind").exports.len(), 0);
    world.wasm_export(&format!("gone_{HASH}"), "", "");
    assert!(world.problems().starts_with(&format!("export `gone`: the module has no description of `gone_{HASH}`; ")));
    world.describe(&format!("gone_{HASH}"), U32);
    assert!(
        world
            .problems()
            .starts_with(&format!("export `gone`: the description of `gone_{HASH}` is not that of a function; "))
    );
}

#[test]
fn metadata_and_description_agree_on_the_arguments() {
    let mut world = World::new();
    world.add_function("f", vec![U32], Type::Unit, "i32", "");
    world.main().exports[0].function.args.clear();
    assert_eq!(
        world.problems(),
        "export `f`: its metadata lists 0 arguments but its description has 1; rebuild the crate with one version of `wasm-bindgen`"
    );
}

#[test]
fn structs_by_reference() {
    let mut world = World::new();
    world.add_struct("Point");
    world.add_function("f", vec![by_ref(struct_type("Point")), struct_type("Point")], Type::Unit, "i32 i32", "");
    let export = only(&world);
    let passes: Vec<StructPass> = export
        .call
        .args
        .iter()
        .map(|arg| match arg.shape {
            LowerShape::Struct(_, pass) => pass,
            _ => panic!("not a struct"),
        })
        .collect();
    assert_eq!(passes, [StructPass::Ref, StructPass::ByValue]);
}
