//! Names that exclude each other, and reserved names.

use crate::testing::*;
use wbg_schema::program::{Export, MethodKind, OperationKind, Program, StartKind, Struct};
use wbg_schema::signature::Type;

/// A second crate with hash `ffff` that exports `f: fn()` under `symbol`.
fn second_crate(world: &mut World, export: Export, symbol: &str) {
    let mut other = program("other");
    other.unique_crate_identifier = "other-ffff".into();
    other.exports.push(export);
    world.programs.push(other);
    world.wasm_export(symbol, "", "");
    world.describe(symbol, function(vec![], Type::Unit));
}

#[test]
fn one_public_name_from_two_crates() {
    let mut world = World::new();
    world.add_function("boom", vec![], Type::Unit, "", "");
    second_crate(&mut world, export("boom", 0), "boom_ffff");
    assert_eq!(
        world.problems(),
        format!(
            "export `boom`: is exported by multiple crates: a function of crate `demo-{HASH}`, a function of crate `other-ffff`; \
             rename one with `js_name`, or put it in a `js_namespace`"
        )
    );
    // Private start functions are not visible from JS, so any number of crates may have one.
    world.programs[1].exports[0].start = StartKind::Private;
    assert!(world.bind().is_ok());
}

#[test]
fn functions_structs_and_reexports_share_one_space() {
    let mut world = World::new();
    world.add_function("Point", vec![], Type::Unit, "", "");
    world.add_struct("Point");
    let mut item = import("point", "gone", 0);
    item.reexport = Some("Point".into());
    world.main().imports.push(item);
    assert_eq!(
        world.problems(),
        format!(
            "export `Point`: is exported more than once: a function of crate `demo-{HASH}`, a struct of crate `demo-{HASH}`, \
             a re-export; rename one with `js_name`, or put it in a `js_namespace`"
        )
    );
    world.main().structs[0].private = true;
    world.main().imports.clear();
    assert!(world.bind().is_ok());
}

#[test]
fn canonical_names_may_clash_where_public_ones_do_not() {
    let mut world = World::new();
    world.add_function("a_b", vec![], Type::Unit, "", "");
    second_crate(&mut world, export("a-b", 0), "a_b_ffff");
    assert_eq!(
        world.problems(),
        format!(
            "wasm export `a_b`: is exported by multiple crates, as `a_b_{HASH}`, `a_b_ffff`; rename one of the items with `js_name`"
        )
    );
}

#[test]
fn struct_names_differing_in_case_clash_in_the_module() {
    let mut world = World::new();
    world.add_struct("Point");
    world.programs.push(Program { unique_crate_identifier: "other-ffff".into(), ..program("other") });
    world.programs[1].structs.push(a_struct("POINT"));
    world.wasm_export("__wbg_point_free_ffff", "i32 i32", "");
    assert!(world.problems().starts_with("wasm export `__wbg_point_free`: is exported by multiple crates, as "));
}

#[test]
fn an_item_cannot_be_a_namespace() {
    let mut world = World::new();
    world.add_function("shapes", vec![], Type::Unit, "", "");
    let flat = world.add_struct("Circle");
    flat.js_namespace = Some(vec!["shapes".into(), "flat".into()]);
    world.wasm_export(&format!("__wbg_shapes__flat__circle_free_{HASH}"), "i32 i32", "");
    assert_eq!(
        world.problems(),
        "export `shapes`: is also the namespace of `shapes.flat.Circle`; rename the function or the namespace"
    );
    world.main().exports.clear();
    let mut item = import("shapes", "gone", 0);
    item.reexport = Some("shapes".into());
    world.main().imports.push(item);
    assert!(world.bind().is_ok(), "a re-export may be a namespace");
}

fn with_members(members: Vec<(&str, MethodKind)>) -> World {
    let mut world = World::new();
    world.add_struct("Point");
    for (name, kind) in members {
        let words = if matches!(kind, MethodKind::Operation { is_static: false, .. }) { "i32" } else { "" };
        let symbol = format!("point_{name}_{HASH}");
        let ret = if kind == MethodKind::Constructor { struct_type("Point") } else { Type::Unit };
        let results = if kind == MethodKind::Constructor { "i32" } else { "" };
        world.main().exports.push(Export { method_kind: kind, ..method("Point", name, 0) });
        world.wasm_export(&symbol, words, results);
        world.describe(&symbol, function(vec![], ret));
    }
    world
}

fn operation(is_static: bool, kind: OperationKind) -> MethodKind {
    MethodKind::Operation { is_static, kind }
}

#[test]
fn one_constructor() {
    let world = with_members(vec![("new", MethodKind::Constructor), ("make", MethodKind::Constructor)]);
    assert_eq!(
        world.problems(),
        "struct `Point`: has more than one constructor; keep `#[wasm_bindgen(constructor)]` on one and make the others static methods"
    );
}

#[test]
fn one_accessor_per_property_and_placement() {
    let get = |is_static| operation(is_static, OperationKind::Getter("p".into()));
    let set = || operation(false, OperationKind::Setter("p".into()));
    assert!(with_members(vec![("a", get(false)), ("b", get(true)), ("c", set())]).bind().is_ok());
    let hint = "rename one with `js_name`, or mark the field `skip`";
    assert_eq!(
        with_members(vec![("a", get(false)), ("b", get(false)), ("c", set()), ("d", set())]).problems(),
        format!(
            "struct `Point`: has more than one getter `p`; {hint}\nstruct `Point`: has more than one setter `p`; {hint}"
        )
    );
    let mut world = with_members(vec![("a", get(false))]);
    world.main().structs[0] = Struct { fields: vec![field("p")], ..a_struct("Point") };
    world.wasm_export(&format!("__wbg_get_point_p_{HASH}"), "i32", "i32");
    world.describe(&format!("__wbg_get_point_p_{HASH}"), U32);
    assert_eq!(world.problems(), format!("struct `Point`: has more than one getter `p`; {hint}"));
}

#[test]
fn reserved_names() {
    let mut world = World::new();
    world.add_function("__wbg_reset_state", vec![], Type::Unit, "", "");
    assert_eq!(
        world.problems(),
        "export `__wbg_reset_state`: names starting with `__wbg_` or `__wbindgen_` are reserved for the glue; choose another with `js_name`"
    );
    let world = with_members(vec![
        ("constructor", operation(false, OperationKind::Regular)),
        ("prototype", operation(true, OperationKind::Regular)),
        ("wrap", operation(false, OperationKind::Getter("__wrap".into()))),
    ]);
    let text = "JavaScript or the glue gives that name a meaning; choose another with `js_name`";
    assert_eq!(
        world.problems(),
        format!(
            "struct `Point`: a member cannot be called `constructor`, {text}\n\
             struct `Point`: a member cannot be called `prototype`, {text}"
        )
    );
}
