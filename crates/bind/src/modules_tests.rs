//! Files, snippets and specifiers.

use super::*;
use crate::testing::*;
use wbg_ir::Bindings;
use wbg_ir::import::{ImportKind as Bound, ImportTarget, JsRoot};
use wbg_schema::signature::Type;

fn file(identifier: &str, contents: &str, linked_module: bool) -> LocalModule {
    LocalModule { identifier: identifier.into(), contents: contents.into(), linked_module }
}

fn world_importing(modules: &[ImportModule]) -> World {
    let mut world = World::new();
    for (i, module) in modules.iter().enumerate() {
        world.add_import(&format!("f{i}"), vec![], Type::Unit, "", "");
        world.main().imports[i].module = Some(module.clone());
    }
    world
}

fn module_of(bindings: &Bindings, name: &str) -> JsModule {
    let (_, import) = bindings.imports.iter().find(|(_, i)| i.name == name).expect("bound");
    match &import.kind {
        Bound::Call(call) => match &call.target {
            ImportTarget::Function(path) => match &path.root {
                JsRoot::Module(id, _) => bindings.modules[*id].clone(),
                other => panic!("not from a module: {other:?}"),
            },
            other => panic!("not a function: {other:?}"),
        },
        other => panic!("not a call: {other:?}"),
    }
}

#[test]
fn specifiers_are_shared() {
    let npm = || ImportModule::RawNamed("npm".into());
    let bindings = world_importing(&[npm(), npm()]).bind().expect("binds");
    assert_eq!(bindings.modules.len(), 1);
    assert_eq!(module_of(&bindings, "__wbg_f1_1"), JsModule::External("npm".into()));
}

#[test]
fn local_files_are_shared_and_count_as_imported_once_anything_imports_them() {
    let mut world = world_importing(&[ImportModule::Named("demo-1/a.js".into())]);
    world.main().local_modules.push(file("demo-1/a.js", "text", true));
    world.programs.push(program("demo"));
    world.programs[1].local_modules.push(file("demo-1/a.js", "text", false));
    world.programs[1].local_modules.push(file("demo-1/b.js", "other", true));
    let bindings = world.bind().expect("binds");
    let local = |path: &str, contents: &str, linked_only| JsModule::Local {
        path: path.into(),
        contents: contents.into(),
        linked_only,
    };
    assert_eq!(module_of(&bindings, "__wbg_f0_1"), local("demo-1/a.js", "text", false));
    let all: Vec<JsModule> = bindings.modules.iter().map(|(_, m)| m.clone()).collect();
    assert_eq!(all, [local("demo-1/a.js", "text", false), local("demo-1/b.js", "other", true)]);
}

#[test]
fn conflicting_files() {
    let mut world = World::new();
    world.main().local_modules.push(file("demo-1/a.js", "old", false));
    world.programs.push(program("demo"));
    world.programs[1].local_modules.push(file("demo-1/a.js", "new", false));
    assert_eq!(
        world.problems(),
        "local module `demo-1/a.js`: two parts of the guest carry different contents for it; the file changed between builds, \
         run `cargo clean -p` for its crate and build again"
    );
}

#[test]
fn snippets_are_numbered_per_crate_over_programs() {
    let mut world = World::new();
    world.main().inline_js.push("one".into());
    world.programs.push(program("other"));
    world.programs[1].inline_js.push("two".into());
    world.programs.push(program("demo"));
    world.programs[2].inline_js.push("three".into());
    let mut import = import("f", "__wbg_f_1", 0);
    import.module = Some(ImportModule::Inline(0));
    world.programs[2].imports.push(import);
    world.wasm_import("__wbg_f_1", "", "");
    world.describe("__wbg_f_1", function(vec![], Type::Unit));
    // A repeated program must not shift the numbers.
    world.programs.insert(1, world.programs[0].clone());
    let bindings = world.bind().expect("binds");
    let numbers: Vec<(&str, u32)> = bindings
        .modules
        .iter()
        .map(|(_, m)| match m {
            JsModule::Inline { index, contents, .. } => (contents.as_str(), *index),
            other => panic!("not inline: {other:?}"),
        })
        .collect();
    assert_eq!(numbers, [("one", 0), ("two", 0), ("three", 1)]);
    assert!(matches!(module_of(&bindings, "__wbg_f_1"), JsModule::Inline { index: 1, .. }));
}

#[test]
fn missing_modules() {
    let world = world_importing(&[ImportModule::Named("demo-1/a.js".into()), ImportModule::Inline(2)]);
    assert_eq!(
        world.problems(),
        "import `f0`: the metadata does not contain the file `demo-1/a.js`; rebuild the crate that imports from it\n\
         import `f1`: the metadata contains 0 inline snippets here but number 2 is used; rebuild the crate"
    );
}
