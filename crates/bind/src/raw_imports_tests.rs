//! Values, constants, `instanceof`, links, and the raw imports.

use super::*;
use crate::testing::*;
use wbg_ir::import::{JsModule, JsPath, JsRoot};
use wbg_ir::value::Presence;
use wbg_schema::program::{ImportKind as Item, ImportModule, ImportString, ImportType, LocalModule};
use wbg_schema::signature::Type;

fn kinds(world: &World) -> Vec<ImportKind> {
    world.bind().expect("binds").imports.iter().map(|(_, import)| import.kind.clone()).collect()
}

fn global(name: &str, members: &[&str]) -> JsPath {
    JsPath { root: JsRoot::Global(name.into()), members: members.iter().map(|m| (*m).to_owned()).collect() }
}

fn static_world() -> World {
    let mut world = World::new();
    let mut item = other_import(Item::Static(ImportStatic { name: "url".into(), shim: "__wbg_static_1".into() }));
    item.js_namespace = Some(vec!["import".into(), "meta".into()]);
    world.main().imports.push(item);
    world
}

#[test]
fn values() {
    let mut world = static_world();
    assert!(kinds(&world).is_empty());
    world.wasm_import("__wbg_static_1", "", "i32");
    world.describe("__wbg_static_1", option(Type::Externref));
    match &kinds(&world)[0] {
        ImportKind::Static { path, result } => {
            assert_eq!(*path, global("import", &["meta", "url"]));
            assert_eq!(result.presence, Presence::Optional);
        }
        other => panic!("not a value: {other:?}"),
    }
    world.describe("__wbg_static_1", by_ref(U32));
    assert_eq!(world.problems(), "import `url`: `&u32` cannot come from JavaScript; take it by value");
}

#[test]
fn constants_and_instanceof() {
    let mut world = World::new();
    let text = ImportString { shim: "__wbg_string_1".into(), string: "hi".into() };
    let ty = ImportType { name: "Date".into(), instanceof_shim: "__wbg_instanceof_1".into(), vendor_prefixes: vec![] };
    world.main().imports.push(other_import(Item::String(text)));
    world.main().imports.push(other_import(Item::Type(ty)));
    world.wasm_import("__wbg_string_1", "", "i32");
    world.wasm_import("__wbg_instanceof_1", "i32", "i32");
    assert_eq!(kinds(&world), [ImportKind::InstanceOf(global("Date", &[])), ImportKind::StaticString("hi".into())]);
}

#[test]
fn linked_modules() {
    let mut world = World::new();
    let main = world.main();
    main.local_modules.push(LocalModule {
        identifier: "demo-1/w.js".into(),
        contents: "x".into(),
        linked_module: true,
    });
    main.linked_modules.push(LinkedModule {
        module: ImportModule::Named("demo-1/w.js".into()),
        link_function_name: "__wbindgen_link_1".into(),
    });
    world.wasm_import("__wbindgen_link_1", "i32", "");
    let bindings = world.bind().expect("binds");
    let (_, import) = bindings.imports.iter().next().expect("one");
    match import.kind {
        ImportKind::LinkedModule(id) => {
            assert!(matches!(&bindings.modules[id], JsModule::Local { linked_only: true, .. }));
        }
        ref other => panic!("not a link: {other:?}"),
    }
    world.main().local_modules.clear();
    assert_eq!(
        world.problems(),
        "linked module `__wbindgen_link_1`: the metadata does not contain the file `demo-1/w.js`; rebuild the crate that imports from it"
    );
}

#[test]
fn structs_are_wrapped_and_unwrapped() {
    let mut world = World::new();
    world.add_struct("Point");
    world.wasm_import(&format!("__wbg_point_new_{HASH}"), "i32", "i32");
    world.wasm_import(&format!("__wbg_point_unwrap_{HASH}"), "i32", "i32");
    let id = ClassId::from_index(0);
    assert_eq!(kinds(&world), [ImportKind::ClassNew(id), ImportKind::ClassUnwrap(id)]);
}

#[test]
fn handles_are_cloned_and_dropped_and_descriptor_imports_ignored() {
    let mut world = World::new();
    world.wasm_import("__wbindgen_object_clone_ref", "i32", "i32");
    world.wasm_import("__wbindgen_object_drop_ref", "i32", "");
    world.wasm_import("__wbindgen_describe", "i32", "");
    assert_eq!(kinds(&world), [ImportKind::ObjectClone, ImportKind::ObjectDrop]);
}

#[test]
fn raw_words_are_checked() {
    let mut world = World::new();
    world.add_struct("Point");
    world.wasm_import(&format!("__wbg_point_new_{HASH}"), "i64", "i32");
    assert!(world.problems().starts_with(&format!(
        "struct `Point`: `__wbg_point_new_{HASH}`: its description needs the wasm type `(i32) -> (i32)` but the function has `(i64) -> (i32)`; "
    )));
}

#[test]
fn every_placeholder_import_needs_a_meaning() {
    let mut world = World::new();
    world.wasm_import("__wbg_mystery_1", "", "");
    assert_eq!(
        world.problems(),
        "wasm import `__wbg_mystery_1`: no metadata says what it is; a tool removed or rewrote it after the module was linked, \
         run this tool directly on the compiler's output, and link the crate that declares it"
    );
}

#[test]
fn manifests_and_typescript_are_sorted_and_unique() {
    let mut world = World::new();
    for text in ["b", "a", "b"] {
        world.programs.push(program("x"));
        let last = world.programs.last_mut().expect("just added");
        last.module_path = format!("m{}", text);
        last.typescript_custom_sections.push(text.into());
        last.package_json = Some(format!("{text}/package.json"));
    }
    let bindings = world.bind().expect("binds");
    assert_eq!(bindings.typescript_sections, ["a", "b"]);
    assert_eq!(bindings.package_manifests, ["a/package.json", "b/package.json"]);
}
