//! Structs: free, fields, parents.

use super::*;
use crate::testing::*;
use wbg_ir::export::{ExportKind, MemberKind, MemberOrigin, Placement};
use wbg_ir::func::Prefix;
use wbg_ir::value::{LiftShape, LowerShape, Num};
use wbg_schema::program::StructField;
use wbg_schema::signature::Type;

#[test]
fn free_functions_have_canonical_names() {
    let mut world = World::new();
    world.add_struct("Point").comments.push("a point".into());
    let bindings = world.bind().expect("binds");
    let (_, class) = bindings.classes.iter().next().expect("one");
    assert_eq!(class.free_symbol, format!("__wbg_point_free_{HASH}"));
    assert_eq!(class.free_name, "__wbg_point_free");
    assert_eq!(class.comments, ["a point"]);
    assert_eq!(class.extends, None);
}

#[test]
fn renamed_private_structs_get_their_own_canonical_names() {
    let mut world = World::new();
    world.add_struct("Node").private = true;
    world.programs.push(program("other"));
    let other = &mut world.programs[1];
    other.unique_crate_identifier = "other-ffff".into();
    other.structs.push(Struct { private: true, fields: vec![field("x")], ..a_struct("Node") });
    other.exports.push(method("Node", "go", 0));
    world.wasm_export("__wbg_node_free_ffff", "i32 i32", "");
    world.wasm_export("__wbg_get_node_x_ffff", "i32", "i32");
    world.describe("__wbg_get_node_x_ffff", U32);
    world.wasm_export("node_go_ffff", "i32", "");
    world.describe("node_go_ffff", function(vec![], Type::Unit));
    let bindings = world.bind().expect("binds");
    let frees: Vec<&str> = bindings.classes.iter().map(|(_, c)| c.free_name.as_str()).collect();
    assert_eq!(frees, ["__wbg_node_free", "__wbg_node2_free"]);
    let canonical: Vec<&str> = bindings.exports.iter().map(|(_, e)| e.canonical.as_str()).collect();
    assert_eq!(canonical, ["__wbg_get_node2_x", "node2_go"]);
}

#[test]
fn a_missing_or_odd_free_function_is_an_error() {
    let mut world = World::new();
    world.main().structs.push(a_struct("Point"));
    assert_eq!(
        world.problems(),
        format!(
            "struct `Point`: the module does not export `__wbg_point_free_{HASH}`; a tool removed or rewrote it after the \
             module was linked, run this tool directly on the compiler's output"
        )
    );
    world.wasm_export(&format!("__wbg_point_free_{HASH}"), "i32", "");
    assert!(world.problems().contains("needs the wasm type `(i32, i32) -> ()` but the function has `(i32) -> ()`"));
}

#[test]
fn fields_are_a_getter_and_a_setter() {
    let mut world = World::new();
    let s = world.add_struct("Point");
    s.fields.push(field("x"));
    s.fields.push(StructField { readonly: true, ..field("y") });
    for symbol in ["__wbg_get_point_x", "__wbg_get_point_y"] {
        world.wasm_export(&format!("{symbol}_{HASH}"), "i32", "i32");
        world.describe(&format!("{symbol}_{HASH}"), U32);
    }
    world.wasm_export(&format!("__wbg_set_point_x_{HASH}"), "i32 i32", "");
    let bindings = world.bind().expect("binds");
    let members: Vec<(&str, MemberKind, &str)> = bindings
        .exports
        .iter()
        .map(|(_, e)| match &e.kind {
            ExportKind::Member { kind, name, placement: Placement::Instance, origin: MemberOrigin::Field, .. } => {
                (e.canonical.as_str(), *kind, name.as_str())
            }
            other => panic!("not a field: {other:?}"),
        })
        .collect();
    assert_eq!(
        members,
        [
            ("__wbg_get_point_x", MemberKind::Getter, "x"),
            ("__wbg_get_point_y", MemberKind::Getter, "y"),
            ("__wbg_set_point_x", MemberKind::Setter, "x"),
        ]
    );
    let exports: Vec<_> = bindings.exports.iter().map(|(_, e)| e).collect();
    assert_eq!(exports[0].call.prefix, Prefix::Receiver);
    assert_eq!(exports[0].call.result.shape, LiftShape::Number(Num::U32));
    assert_eq!(exports[2].call.args[0].shape, LowerShape::Number(Num::U32));
    assert_eq!(exports[2].doc.params[0].name, "value");
}

#[test]
fn fields_without_a_js_form() {
    let mut world = World::new();
    world.add_struct("Point").fields.push(field("x"));
    world.wasm_export(&format!("__wbg_get_point_x_{HASH}"), "i32", "i32");
    world.describe(&format!("__wbg_get_point_x_{HASH}"), by_ref(struct_type("Point")));
    assert_eq!(
        world.problems(),
        "field `x` of struct `Point`: `&Point` cannot go to JavaScript; pass the struct by value, or convert it to a `JsValue` first"
    );
    world.described.clear();
    assert!(world.problems().starts_with(&format!(
        "field `x` of struct `Point`: the module has no description of `__wbg_get_point_x_{HASH}`; "
    )));
}

fn family() -> World {
    let mut world = World::new();
    world.add_struct("Animal");
    let dog = world.add_struct("Dog");
    dog.extends = Some("RustAnimal".into());
    dog.extends_js_class = Some("Animal".into());
    world
}

#[test]
fn parents_come_with_an_upcast() {
    let mut world = family();
    let core = world.wasm_export(&format!("__wbg_upcast_dog_to_animal_{HASH}"), "i32", "i32");
    let bindings = world.bind().expect("binds");
    let dog = &bindings.classes[ClassId::from_index(1)];
    assert_eq!(dog.extends, Some(ClassId::from_index(0)));
    assert_eq!(dog.upcast, Some((core, "__wbg_upcast_dog_to_animal".to_owned())));
}

#[test]
fn broken_parents() {
    let world = family();
    assert!(world.problems().starts_with(&format!(
        "struct `Dog`: `extends`: the module does not export `__wbg_upcast_dog_to_animal_{HASH}`; "
    )));
    let mut world = family();
    world.main().structs[1].extends_js_class = Some("Animol".into());
    assert_eq!(world.problems(), "struct `Dog`: `extends`: there is no struct `Animol`; did you mean `Animal`");
}

#[test]
fn nobody_is_their_own_ancestor() {
    let mut world = family();
    world.main().structs[0].extends = Some("Dog".into());
    world.wasm_export(&format!("__wbg_upcast_dog_to_animal_{HASH}"), "i32", "i32");
    world.wasm_export(&format!("__wbg_upcast_animal_to_dog_{HASH}"), "i32", "i32");
    let text = "extends itself through its parents; remove one `extends`";
    assert_eq!(world.problems(), format!("struct `Animal`: {text}\nstruct `Dog`: {text}"));
}
