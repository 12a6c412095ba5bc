//! Contents of enums and unions.

use crate::testing::*;
use wbg_ir::value::{LiftShape, Num};
use wbg_schema::program::{DynamicUnion, ImportKind, StringEnum};
use wbg_schema::signature::Type;

#[test]
fn signed_discriminants_are_twos_complement() {
    let mut world = World::new();
    world.main().enums.push(an_enum("Signed"));
    let unsigned = wbg_schema::program::Enum { signed: false, ..an_enum("Unsigned") };
    world.main().enums.push(unsigned);
    let bindings = world.bind().expect("binds");
    let values: Vec<Vec<i64>> =
        bindings.enums.iter().map(|(_, e)| e.variants.iter().map(|v| v.value).collect()).collect();
    assert_eq!(values, [[0, -1], [0, i64::from(u32::MAX)]]);
    let (_, first) = bindings.enums.iter().next().expect("two enums");
    assert_eq!(first.public.name, "Signed");
    assert_eq!(first.variants[1].comments, ["doc of B"]);
}

#[test]
fn string_enums_keep_their_texts() {
    let mut world = World::new();
    world.main().imports.push(other_import(ImportKind::Enum(a_string_enum("Mode"))));
    let bindings = world.bind().expect("binds");
    let (_, mode) = bindings.string_enums.iter().next().expect("one");
    assert_eq!(mode.values, ["on", "off"]);
    assert!(!mode.private);
}

/// A guest's descriptors name a string enum without its namespace.
#[test]
fn string_enums_are_found_by_their_bare_name() {
    let mut world = World::new();
    let namespaced = StringEnum { js_namespace: Some(vec!["ui".to_owned()]), ..a_string_enum("Mode") };
    world.main().imports.push(other_import(ImportKind::Enum(namespaced)));
    let bindings = world.bind().expect("binds");
    let (_, mode) = bindings.string_enums.iter().next().expect("one");
    assert_eq!((mode.public.namespace.len(), mode.public.name.as_str()), (0, "Mode"));
}

fn world_with_union(count: u32) -> World {
    let mut world = World::new();
    world.main().imports.push(other_import(ImportKind::DynamicUnion(DynamicUnion {
        name: "Shape".to_owned(),
        variant_strings: vec!["none".to_owned()],
        variant_type_cnt: count,
        comments: vec!["a shape".to_owned()],
        generate_typescript: true,
        private: false,
        fallback: false,
    })));
    world
}

#[test]
fn union_payloads_come_from_their_own_descriptors() {
    let mut world = world_with_union(2);
    world.describe(&format!("__wbg_dynamic_union_shape_0_{HASH}_demo"), U32);
    world.describe(&format!("__wbg_dynamic_union_shape_1_{HASH}_demo"), vector(Type::Boolean));
    let bindings = world.bind().expect("binds");
    let (_, union) = bindings.unions.iter().next().expect("one");
    assert_eq!(union.literals, ["none"]);
    assert_eq!(union.members[0].shape, LiftShape::Number(Num::U32));
    assert!(matches!(union.members[1].shape, LiftShape::Cells(_)));
}

#[test]
fn union_payloads_without_descriptor_or_form() {
    let mut world = world_with_union(2);
    world.describe(&format!("__wbg_dynamic_union_shape_0_{HASH}_demo"), result(U32));
    assert_eq!(
        world.problems(),
        format!(
            "dynamic union `Shape`: payload variant 1: `Result<u32, _>` cannot go to JavaScript; return it directly from a \
             function that JavaScript calls\n\
             dynamic union `Shape`: payload variant 2: the module has no description of \
             `__wbg_dynamic_union_shape_1_{HASH}_demo`; a tool removed or rewrote it after the module was linked, run this \
             tool directly on the compiler's output"
        )
    );
}
