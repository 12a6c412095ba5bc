//! Names, producers, features.

use crate::load::Retain;
use crate::passes::Demangle;
use crate::testing::{Case, Done, MODERN, MVP, inbound, nothing_up};

const GUEST: &str = r#"(module $guest
    (func $_ZN4core3fmt3num17h0123456789abcdefE (export "a"))
    (func $_ZN4core3fmt3num17hfedcba9876543210E (export "b"))
    (func $_RNvCs1234_7mycrate3foo (export "c"))
    (func $plain (export "d"))
    (func $e_0 (export "e_0")))"#;

fn names(done: &Done) -> Vec<Option<&str>> {
    done.guest.module.funcs.iter().map(|f| f.name.as_deref()).collect()
}

#[test]
fn symbols_become_readable_and_stay_distinct() {
    let mut case = Case::of(MVP, GUEST);
    case.export("e", inbound(vec![], nothing_up()));
    let done = case.done();
    assert_eq!(
        names(&done),
        [Some("core::fmt::num"), Some("core::fmt::num[1]"), Some("mycrate::foo"), Some("plain"), Some("e")]
    );
}

#[test]
fn symbols_can_stay() {
    let mut case = Case::of(MVP, GUEST);
    case.options.demangle = Demangle::No;
    assert_eq!(names(&case.done())[0], Some("_ZN4core3fmt3num17h0123456789abcdefE"));
}

fn section_names(bytes: &[u8]) -> Vec<String> {
    let payloads = wasmparser::Parser::new(0).parse_all(bytes);
    payloads
        .filter_map(|payload| match payload.unwrap() {
            wasmparser::Payload::CustomSection(section) => Some(section.name().to_string()),
            _ => None,
        })
        .collect()
}

#[test]
fn sections_are_written_unless_dropped() {
    let mut done = Case::of(MVP, GUEST).done();
    assert_eq!(section_names(&done.bytes()), ["name", "producers"]);
    let mut case = Case::of(MVP, GUEST);
    case.options.name_section = Retain::Drop;
    case.options.producers_section = Retain::Drop;
    assert!(section_names(&case.done().bytes()).is_empty());
}

#[test]
fn producers_name_the_tool() {
    let mut case = Case::of(MVP, GUEST);
    case.options.version = "1.2.3".to_string();
    let done = case.done();
    let field = done.guest.module.producers.fields().iter().find(|f| f.name() == "processed-by").unwrap();
    let tool = field.values().iter().find(|value| value.name() == "wasm-bindgen").unwrap();
    assert_eq!(tool.version(), "1.2.3");
}

#[test]
fn used_features_are_listed_where_there_is_a_list() {
    let features = |text: &str| {
        let mut done = Case::of(MODERN, text).done();
        let section = done.guest.module.customs.remove_raw(crate::features::SECTION)?;
        Some(crate::features::parse(&section.data).unwrap().into_iter().collect::<Vec<_>>())
    };
    assert_eq!(features("(module)"), None);
    let listed = features(r#"(module (@custom "target_features" "\01+\0bbulk-memory"))"#).unwrap();
    assert_eq!(listed, ["bulk-memory", "multivalue", "reference-types"]);
}

#[test]
fn shims_of_mangled_functions_are_readable() {
    let symbol = "_RNvCs1234_7mycrate3foo";
    let import = format!(r#"(import "__wbindgen_placeholder__" "f" (func ${symbol} (param i32)))"#);
    let user = format!(r#"(func (export "g") i32.const 0 call ${symbol})"#);
    let mut case = Case::new(MODERN, &import, &user);
    let argument = crate::testing::value_up(wbg_ir::value::Ownership::Borrowed);
    let call = crate::testing::call(vec![argument], crate::testing::nothing_down());
    case.import("f", wbg_ir::import::ImportKind::Call(call));
    let done = case.done();
    let all = names(&done);
    assert!(all.contains(&Some("mycrate::foo shim")) && all.contains(&Some("mycrate::foo")), "{all:?}");
}
