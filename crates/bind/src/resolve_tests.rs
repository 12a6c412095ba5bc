//! Name identity, renaming of private duplicates, and the messages about names.

use super::*;
use crate::testing::*;
use wbg_ir::Id;

fn private(name: &str) -> Struct {
    Struct { private: true, ..a_struct(name) }
}

fn with_struct(crate_name: &str, s: Struct) -> Program {
    let mut p = program(crate_name);
    p.structs.push(s);
    p
}

fn with_enum(crate_name: &str, module: &str, e: Enum) -> Program {
    let mut p = program(crate_name);
    p.module_path = module.to_owned();
    p.enums.push(e);
    p
}

fn run<R>(programs: &[Program], inspect: impl FnOnce(Names, BTreeMap<Kind, Vec<Definition<'_>>>, String) -> R) -> R {
    let programs: Vec<&Program> = programs.iter().collect();
    let mut diags = Diagnostics::default();
    let (names, lists) = resolve(&programs, &mut diags);
    inspect(names, lists, diags.to_string())
}

fn final_names(lists: &BTreeMap<Kind, Vec<Definition<'_>>>, kind: Kind) -> Vec<String> {
    lists.get(&kind).into_iter().flatten().map(|d| d.public.qualified()).collect()
}

fn reference(qualified: &str, crate_name: &str, module: &str) -> TypeName {
    TypeName {
        qualified: qualified.to_owned(),
        crate_id: format!("{crate_name}-{HASH}"),
        module_hash: module_hash(module),
    }
}

#[test]
fn ids_follow_qualified_names() {
    let mut namespaced = a_struct("A");
    namespaced.js_namespace = Some(vec!["z".into()]);
    let programs = [with_struct("a", namespaced), with_struct("b", a_struct("M")), with_struct("c", a_struct("B"))];
    run(&programs, |names, lists, problems| {
        assert_eq!(problems, "");
        assert_eq!(final_names(&lists, Kind::Struct), ["B", "M", "z__A"]);
        assert_eq!(names.class(&reference("z__A", "a", "")), Ok(ClassId::from_index(2)));
        // Without a collision the crate does not matter.
        assert_eq!(names.class(&reference("M", "elsewhere", "")), Ok(ClassId::from_index(1)));
    });
}

#[test]
fn private_duplicates_are_renumbered_and_told_apart_by_crate() {
    let programs = [
        with_struct("c", private("Node")),
        with_struct("a", private("Node")),
        with_struct("b", a_struct("Node")),
        with_struct("b", a_struct("Node2")),
    ];
    run(&programs, |names, lists, problems| {
        assert_eq!(problems, "");
        let crates: Vec<(String, &str)> = lists[&Kind::Struct]
            .iter()
            .map(|d| (d.public.qualified(), d.program.unique_crate_identifier.split('-').next().unwrap_or_default()))
            .collect();
        let expected = [("Node".into(), "b"), ("Node2".into(), "b"), ("Node3".into(), "a"), ("Node4".into(), "c")];
        assert_eq!(crates, expected);
        assert_eq!(names.class(&reference("Node", "c", "")), Ok(ClassId::from_index(3)));
        assert_eq!(names.class(&reference("Node", "b", "")), Ok(ClassId::from_index(0)));
        // The public one is what a bare name means.
        assert_eq!(names.class_by_name("Node"), Ok(ClassId::from_index(0)));
        assert!(names.handle_type("Node").is_ok());
    });
}

#[test]
fn private_enums_are_told_apart_by_module() {
    let e = || Enum { private: true, ..an_enum("State") };
    let programs = [with_enum("a", "a::x", e()), with_enum("a", "a::y", e())];
    run(&programs, |names, lists, problems| {
        assert_eq!(problems, "");
        assert_eq!(final_names(&lists, Kind::Enum), ["State", "State2"]);
        assert_eq!(names.numeric_enum(&reference("State", "a", "a::y")), Ok(EnumId::from_index(1)));
        assert_eq!(
            names.numeric_enum(&reference("State", "a", "a::z")).map_err(|e| e.to_string()),
            Err(format!(
                "refers to enum `State` of crate `a-{HASH}`, and none of the 2 definitions with that name is it; rebuild all crates together"
            ))
        );
    });
}

#[test]
fn names_of_private_types_only_are_ambiguous() {
    let programs = [with_struct("a", private("Node")), with_struct("b", private("Node"))];
    run(&programs, |names, lists, problems| {
        assert_eq!(problems, "");
        assert_eq!(final_names(&lists, Kind::Struct), ["Node", "Node2"]);
        assert_eq!(
            names.handle_type("Node").map_err(|e| e.to_string()),
            Err("`Node` is the name of several private types and nothing says which is meant; rename all but one with `js_name`".into())
        );
        assert!(names.handle_type("Promise<Node>").is_ok());
        assert_eq!(
            names.class_by_name("Node").map_err(|e| e.to_string()),
            Err("`Node` is the name of several private structs and nothing says which is meant; rename all but one with `js_name`".into())
        );
    });
}

#[test]
fn public_duplicates_are_errors_with_all_sites() {
    let programs = [with_struct("a", a_struct("Node")), with_enum("b", "b::inner", an_enum("Node"))];
    run(&programs, |_, _, problems| {
        assert_eq!(
            problems,
            format!(
                "struct `Node`: is defined more than once: struct in `a` of crate `a-{HASH}`, enum in `b::inner` of crate \
                 `b-{HASH}`; rename one with `js_name`, put it in a `js_namespace`, or mark it `private`"
            )
        );
    });
}

#[test]
fn a_type_and_a_value_may_share_a_name() {
    let mut other = program("b");
    other.imports.push(other_import(ImportKind::Enum(a_string_enum("Node"))));
    let programs = [with_struct("a", a_struct("Node")), other];
    run(&programs, |_, lists, problems| {
        assert_eq!(problems, "");
        assert_eq!(final_names(&lists, Kind::Struct), ["Node"]);
        assert_eq!(final_names(&lists, Kind::StringEnum), ["Node"]);
    });
}

#[test]
fn definitions_that_nothing_tells_apart() {
    let mut first = private("Node");
    first.comments.push("different".into());
    let programs = [with_struct("a", first), with_struct("a", private("Node"))];
    run(&programs, |_, _, problems| {
        assert_eq!(
            problems,
            format!(
                "struct `Node`: is defined more than once in crate `a-{HASH}` and nothing tells the definitions apart; rename one with `js_name`"
            )
        );
    });
}

#[test]
fn guests_without_crate_ids_mean_the_public_definition() {
    let programs = [with_struct("a", private("Node")), with_struct("b", a_struct("Node"))];
    run(&programs, |names, _, _| {
        let old = TypeName { qualified: "Node".into(), ..TypeName::default() };
        assert_eq!(names.class(&old), Ok(ClassId::from_index(0)));
    });
}

#[test]
fn hints_for_impl_blocks() {
    let mut namespaced = a_struct("Point");
    namespaced.js_namespace = Some(vec!["geo".into(), "flat".into()]);
    let mut p = with_struct("a", namespaced);
    p.structs.push(a_struct("Counter"));
    run(&[p, with_struct("b", a_struct("Far"))], |names, _, _| {
        let id = format!("a-{HASH}");
        assert_eq!(
            names.no_class(&[], "Point", &id),
            "there is no exported struct `Point`; struct `Point` is in namespace `geo.flat`; give the `impl` block the same `js_namespace`"
        );
        assert_eq!(
            names.no_class(&["geo".into()], "Counter", &id),
            "there is no exported struct `geo.Counter`; struct `Counter` is in no namespace; remove `js_namespace` from the `impl` block"
        );
        assert_eq!(
            names.no_class(&[], "Countr", &id),
            "there is no exported struct `Countr`; did you mean `Counter`? set `js_class` to the struct's `js_name`"
        );
        assert_eq!(
            names.no_class(&[], "Far", &id),
            "there is no exported struct `Far`; put `#[wasm_bindgen]` on the struct, and set `js_class` to its `js_name`"
        );
    });
}
