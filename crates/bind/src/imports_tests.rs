//! The target table, intrinsics, liveness and messages of imported functions.

use crate::testing::*;
use wbg_ir::import::{ImportCall, ImportKind, ImportTarget, JsPath, JsRoot};
use wbg_ir::intrinsic::Intrinsic;
use wbg_schema::program::{ImportModule, ImportType, MethodData, MethodKind, OperationKind};
use wbg_schema::signature::Type;

fn path(root: &str, members: &[&str]) -> JsPath {
    let members = members.iter().map(|m| (*m).to_owned()).collect();
    JsPath { root: JsRoot::Global(root.to_owned()), members }
}

fn only(world: &World) -> ImportKind {
    let bindings = world.bind().expect("binds");
    assert_eq!(bindings.imports.len(), 1);
    let (_, import) = bindings.imports.iter().next().expect("one");
    import.kind.clone()
}

fn call(world: &World) -> ImportCall {
    match only(world) {
        ImportKind::Call(call) => call,
        other => panic!("not a call: {other:?}"),
    }
}

/// An imported member `m` of `ns.C` taking `args` JS values.
fn member_world(args: usize, is_static: bool, structural: bool, kind: OperationKind) -> World {
    let mut world = World::new();
    let words = vec!["i32"; args].join(" ");
    world.add_import("m", vec![by_ref(Type::Externref); args], Type::Unit, &words, "");
    let import = &mut world.main().imports[0];
    import.js_namespace = Some(vec!["ns".into()]);
    member(import, "C", is_static, kind);
    function_of(import).structural = structural;
    world
}

#[test]
fn targets_of_members() {
    use OperationKind as Op;
    let class = || path("ns", &["C"]);
    let get = || Op::Getter("p".into());
    let set = || Op::Setter("p".into());
    let rows = [
        (1, true, true, Op::Regular, ImportTarget::StaticMethod(class(), "m".into())),
        (1, true, false, Op::Regular, ImportTarget::StaticMethod(class(), "m".into())),
        (1, false, true, Op::Regular, ImportTarget::Method("m".into())),
        (1, false, false, Op::Regular, ImportTarget::FinalMethod(class(), "m".into())),
        (1, false, true, get(), ImportTarget::Getter("p".into())),
        (2, false, true, set(), ImportTarget::Setter("p".into())),
        (0, true, true, get(), ImportTarget::StaticGetter(class(), "p".into())),
        (1, true, true, set(), ImportTarget::StaticSetter(class(), "p".into())),
        (1, false, false, get(), ImportTarget::FinalGetter(class(), "p".into())),
        (2, false, false, set(), ImportTarget::FinalSetter(class(), "p".into())),
        (0, true, false, get(), ImportTarget::FinalStaticGetter(class(), "p".into())),
        (1, true, false, set(), ImportTarget::FinalStaticSetter(class(), "p".into())),
        (2, false, true, Op::IndexingGetter, ImportTarget::IndexingGetter),
        (3, false, true, Op::IndexingSetter, ImportTarget::IndexingSetter),
        (2, false, true, Op::IndexingDeleter, ImportTarget::IndexingDeleter),
        (1, true, true, Op::IndexingGetter, ImportTarget::StaticIndexingGetter(class())),
        (2, true, true, Op::IndexingSetter, ImportTarget::StaticIndexingSetter(class())),
        (1, true, true, Op::IndexingDeleter, ImportTarget::StaticIndexingDeleter(class())),
    ];
    for (args, is_static, structural, kind, target) in rows {
        assert_eq!(call(&member_world(args, is_static, structural, kind)).target, target);
    }
}

#[test]
fn functions_and_constructors() {
    let mut world = World::new();
    world.add_import("set", vec![U32], Type::Unit, "i32", "");
    let function = function_of(&mut world.main().imports[0]);
    function.function.name = "Map.prototype.set".into();
    function.catch = true;
    function.assert_no_shim = true;
    let bound = call(&world);
    assert_eq!(bound.target, ImportTarget::Function(path("Map", &["prototype", "set"])));
    assert_eq!((bound.catch, bound.variadic, bound.suspending, bound.assert_no_shim), (true, false, false, true));
    assert_eq!(bound.doc.params[0].name, "a0");

    let function = function_of(&mut world.main().imports[0]);
    function.method = Some(MethodData { class: "Map".into(), kind: MethodKind::Constructor });
    assert_eq!(call(&world).target, ImportTarget::Constructor(path("Map", &[])));
}

#[test]
fn eliminated_imports_are_ignored() {
    let mut world = World::new();
    world.main().imports.push(import("gone", "__wbg_gone_1", 0));
    assert!(world.bind().expect("binds").imports.is_empty());
}

#[test]
fn imports_are_ordered_by_name() {
    let mut world = World::new();
    world.add_import("z", vec![], Type::Unit, "", "");
    world.add_import("a", vec![], Type::Unit, "", "");
    let bindings = world.bind().expect("binds");
    let names: Vec<&str> = bindings.imports.iter().map(|(_, i)| i.name.as_str()).collect();
    assert_eq!(names, ["__wbg_a_1", "__wbg_z_1"]);
}

#[test]
fn vendor_prefixes_are_merged_by_type() {
    let mut world = member_world(1, true, true, OperationKind::Regular);
    world.main().imports[0].js_namespace = None;
    let ty = |prefixes: &[&str]| {
        other_import(wbg_schema::program::ImportKind::Type(ImportType {
            name: "C".into(),
            instanceof_shim: "gone".into(),
            vendor_prefixes: prefixes.iter().map(|p| (*p).to_owned()).collect(),
        }))
    };
    world.main().imports.push(ty(&["webkit"]));
    world.main().imports.push(ty(&["moz", "webkit"]));
    let root = JsRoot::VendorPrefixed { name: "C".into(), prefixes: vec!["webkit".into(), "moz".into()] };
    let expected = ImportTarget::StaticMethod(JsPath { root, members: vec![] }, "m".into());
    assert_eq!(call(&world).target, expected);

    world.main().imports[1].module = Some(ImportModule::RawNamed("npm".into()));
    assert_eq!(
        world.problems(),
        "import `C`: `vendor_prefix` only works for global types; remove it, or remove `module` and `js_namespace`"
    );
}

#[test]
fn intrinsics_are_known_by_the_name_of_the_function() {
    let mut world = World::new();
    world.add_import("__wbindgen_is_null", vec![by_ref(Type::Externref)], Type::Boolean, "i32", "i32");
    world.main().imports[0].module = Some(placeholder());
    assert!(matches!(only(&world), ImportKind::Intrinsic(Intrinsic::IsNull, _)));

    function_of(&mut world.main().imports[0]).function.name = "__wbindgen_fresh".into();
    assert_eq!(
        world.problems(),
        "import `__wbindgen_fresh`: unknown intrinsic `__wbindgen_fresh`; the guest is newer than this tool, update the tool \
         or pin `wasm-bindgen` to a version it supports"
    );
}

#[test]
fn bad_declarations() {
    let message = |world: World| world.problems();
    assert_eq!(
        message(member_world(2, false, false, OperationKind::IndexingGetter)),
        "import `ns.C.m`: indexing operations cannot be `final`; mark it `structural`"
    );
    assert_eq!(
        message(member_world(1, false, true, OperationKind::IndexingGetter)),
        "import `ns.C.m`: needs 2 arguments, the receiver included, but declares 1; correct the declaration"
    );
    assert_eq!(
        message(member_world(0, false, true, OperationKind::Regular)),
        "import `ns.C.m`: needs at least 1 arguments, the receiver included, but declares 0; correct the declaration"
    );
}

#[test]
fn messages_name_the_import_and_the_argument() {
    let mut world = World::new();
    world.add_struct("S");
    world.add_import("log", vec![U32, by_ref(struct_type("S"))], result(U32), "", "");
    world.main().imports[0].js_namespace = Some(vec!["console".into()]);
    assert_eq!(
        world.problems(),
        "import `console.log`: argument 2: `&S` cannot go to JavaScript; pass the struct by value, or convert it to a `JsValue` first\n\
         import `console.log`: result: `Result<u32, _>` cannot come from JavaScript; only functions called from JavaScript return one"
    );
}

#[test]
fn words_and_descriptions_of_imports_are_checked() {
    let mut world = World::new();
    world.add_import("f", vec![U32], option(Type::Number(wbg_schema::signature::Number::F64)), "i32", "f64");
    assert!(world.problems().starts_with(
        "import `f`: its description needs the wasm type `(i32, i32) -> ()` but the function has `(i32) -> (f64)`; "
    ));
    world.described.clear();
    assert!(world.problems().starts_with("import `f`: the module has no description of `__wbg_f_1`; "));
}

#[test]
fn one_wasm_import_has_one_meaning() {
    let mut world = World::new();
    world.add_import("f", vec![], Type::Unit, "", "");
    world.programs.push(program("other"));
    world.programs[1].imports.push(import("g", "__wbg_f_1", 0));
    assert_eq!(
        world.problems(),
        "import `g`: wasm import `__wbg_f_1` is declared twice with different meanings; rebuild the crates together"
    );
}

#[test]
fn reexports_outlive_dead_imports() {
    let mut world = World::new();
    for (name, reexport) in [("setTimeout", "later"), ("fetch", "fetch"), ("fetch", "fetch")] {
        let mut item = import(name, "gone", 0);
        item.reexport = Some(reexport.into());
        world.main().imports.push(item);
    }
    let bindings = world.bind().expect("binds");
    let names: Vec<(&str, &JsPath)> = bindings.reexports.iter().map(|r| (r.name.as_str(), &r.path)).collect();
    assert_eq!(names, [("fetch", &path("fetch", &[])), ("later", &path("setTimeout", &[]))]);

    world.main().imports[1].reexport = Some("later".into());
    assert_eq!(
        world.problems(),
        "re-export `later`: two different imports are exported again under this name; rename one with `reexport = \"…\"`"
    );
}
