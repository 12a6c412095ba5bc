//! Casts and monomorphisations.

use super::*;
use crate::testing::*;
use wbg_ir::import::ImportTarget;
use wbg_ir::value::{LiftShape, LowerShape, Num, Ownership};
use wbg_schema::signature::{Signature, Type};

fn with_generic(world: &mut World, key: &str, signature: Signature, params: &str, results: &str) {
    let name = format!("__wbindgen_generic_{:016x}", world.generics.len() + 1);
    let core = world.wasm_import(&name, params, results);
    world.generics.push(GenericImport { core, name, key: key.to_owned(), signature });
}

#[test]
fn an_empty_key_is_a_cast() {
    let mut world = World::new();
    with_generic(&mut world, "", signature(vec![by_ref(Type::String)], Type::Externref), "i32 i32", "i32");
    let bindings = world.bind().expect("binds");
    let (_, import) = bindings.imports.iter().next().expect("one");
    assert_eq!(import.name, "__wbindgen_generic_0000000000000001");
    match &import.kind {
        ImportKind::Cast(call) => {
            assert_eq!(call.args[0].shape, LiftShape::String(Ownership::Borrowed));
            assert!(matches!(call.result.shape, LowerShape::Handle(_, Ownership::Owned)));
        }
        other => panic!("not a cast: {other:?}"),
    }
}

#[test]
fn casts_have_one_argument_and_messages_name_the_types() {
    let mut world = World::new();
    with_generic(&mut world, "", signature(vec![U32, U32], Type::Externref), "i32 i32", "i32");
    assert_eq!(
        world.problems(),
        "conversion of `u32` to `JsValue`: a cast has one argument, this has 2; rebuild the crates together"
    );
    world.generics.clear();
    with_generic(&mut world, "", signature(vec![result(U32)], Type::Externref), "i32", "i32");
    assert!(world.problems().starts_with("conversion of `Result<u32, _>` to `JsValue`: argument 1: "));
}

fn generic_world() -> World {
    let mut world = World::new();
    let mut declared = import("parse", "__wbg_parse_key", 1);
    function_of(&mut declared).generic_per_mono = true;
    function_of(&mut declared).catch = true;
    declared.js_namespace = Some(vec!["JSON".into()]);
    world.main().imports.push(declared);
    world
}

#[test]
fn each_monomorphisation_is_an_import_of_the_declared_function() {
    let mut world = generic_world();
    with_generic(&mut world, "__wbg_parse_key", signature(vec![by_ref(Type::String)], U32), "i32 i32", "i32");
    with_generic(&mut world, "__wbg_parse_key", signature(vec![U32], Type::Unit), "i32", "");
    let bindings = world.bind().expect("binds");
    let args: Vec<LiftShape> = bindings
        .imports
        .iter()
        .map(|(_, import)| match &import.kind {
            ImportKind::Call(call) => {
                assert!(call.catch);
                assert!(matches!(&call.target, ImportTarget::Function(path) if path.members == ["parse"]));
                call.call.args[0].shape.clone()
            }
            other => panic!("not a call: {other:?}"),
        })
        .collect();
    assert_eq!(args, [LiftShape::String(Ownership::Borrowed), LiftShape::Number(Num::U32)]);
}

#[test]
fn equal_declarations_are_fine_and_different_ones_are_not() {
    let mut world = generic_world();
    with_generic(&mut world, "__wbg_parse_key", signature(vec![U32], Type::Unit), "i32", "");
    world.programs.push(program("other"));
    let copy = world.programs[0].imports[0].clone();
    world.programs[1].imports.push(copy);
    assert!(world.bind().is_ok());
    function_of(&mut world.programs[1].imports[0]).catch = false;
    assert_eq!(
        world.problems(),
        "import `JSON.parse` for `(u32)`: key `__wbg_parse_key` is declared twice with different meanings; rebuild the crates together"
    );
}

#[test]
fn unknown_keys_and_bad_types() {
    let mut world = generic_world();
    with_generic(&mut world, "nobody", signature(vec![U32], U32), "i32", "i32");
    assert_eq!(
        world.problems(),
        "generic import for `(u32) -> u32`: no metadata declares the key `nobody`; the crate that declares it must be linked \
         into the module with its metadata"
    );
    world.generics.clear();
    with_generic(&mut world, "__wbg_parse_key", signature(vec![by_mut(U32)], U32), "i32", "i32");
    assert_eq!(
        world.problems(),
        "import `JSON.parse` for `(&mut u32) -> u32`: argument 1: `&mut u32` cannot go to JavaScript; pass it by value"
    );
    world.generics.clear();
    with_generic(&mut world, "__wbg_parse_key", signature(vec![U32], U32), "i32 i32", "i32");
    assert!(world.problems().starts_with(
        "import `JSON.parse` for `(u32) -> u32`: its description needs the wasm type `(i32) -> (i32)` but"
    ));
}
