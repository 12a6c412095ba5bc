//! Liveness and naming.

use wbg_ir::closure::ClosureAdapter;
use wbg_ir::facts::RuntimeFn;
use wbg_ir::func::{Inbound, Outbound, Prefix};
use wbg_ir::import::ImportKind;
use wbg_ir::intrinsic::Intrinsic;
use wbg_ir::value::{Lift, LiftShape, Lower, LowerShape, Ownership};

use crate::testing::{Case, MODERN, call, inbound, nothing_down, nothing_up, u32_up, value_down};

const IMPORTS: &str = r#"
    (import "__wbindgen_placeholder__" "string" (func $string (param i32)))
    (import "__wbindgen_placeholder__" "listen" (func $listen (param i32 i32) (result i32)))"#;
/// The closure's code is all that calls `string`.
const BODY: &str = r#"
    (func $invoke (param i32 i32) i32.const 8 call $string)
    (table (export "__indirect_function_table") 1 funcref) (elem (i32.const 0) $invoke)
    (func $on (result i32) i32.const 1 i32.const 2 call $listen)"#;

fn build(user: &str) -> Case {
    let mut case = Case::new(MODERN, IMPORTS, &format!("{BODY}{user}"));
    case.import("string", ImportKind::Call(call(vec![], Lower::new(LowerShape::String))));
    let adapter = ClosureAdapter {
        core: case.facts.table_entries[&0],
        mutable: true,
        call: Inbound { prefix: Prefix::Closure, ..inbound(vec![], nothing_up()) },
    };
    let closure = case.bindings.closures.push(adapter);
    let owned = Lift::new(LiftShape::OwnedClosure(closure));
    case.import("listen", ImportKind::Cast(Outbound { args: vec![owned], result: value_down(Ownership::Owned) }));
    case
}

#[test]
fn a_live_import_keeps_its_closure_and_what_that_calls() {
    let mut done = build(r#"(func (export "f") (result i32) call $on)"#).done();
    done.bytes();
    assert_eq!(done.linkage.imports.values().collect::<Vec<_>>(), ["string", "listen"]);
    assert_eq!(done.linkage.closures.values().collect::<Vec<_>>(), ["__wbg_closure_0"]);
    let runtime: Vec<RuntimeFn> = done.linkage.runtime.keys().copied().collect();
    use RuntimeFn::{DestroyClosure, Free, Malloc, Realloc};
    assert_eq!(runtime, [Malloc, Realloc, Free, DestroyClosure]);
}

#[test]
fn a_dead_import_takes_everything_with_it() {
    let mut done = build("").done();
    done.bytes();
    assert!(done.linkage.imports.is_empty());
    assert!(done.linkage.closures.is_empty());
    assert!(done.linkage.runtime.is_empty());
    assert!(done.imports().is_empty(), "{:?}", done.imports());
    // The helpers of the test guest are the user's own exports.
    assert_eq!(done.exports(), ["memory", "sp", "statics"]);
}

#[test]
fn nothing_is_initialised_without_a_live_handle() {
    let done = build("").done();
    assert_eq!(done.linkage.start, None);
    assert_eq!(done.linkage.externref_table, None);
    assert_eq!(done.linkage.init_externref_table, None);
}

#[test]
fn the_function_table_is_exported_for_the_intrinsic_only() {
    let build = |user: &str| {
        let import = r#"(import "__wbindgen_placeholder__" "table" (func $table (result i32)))"#;
        let mut case =
            Case::new(MODERN, import, &format!("(func $f) (table 1 funcref) (elem (i32.const 0) $f) {user}"));
        let outbound = Outbound { args: vec![], result: value_down(Ownership::Owned) };
        case.import("table", ImportKind::Intrinsic(Intrinsic::FunctionTable, outbound));
        case.done().linkage.function_table
    };
    assert_eq!(build(r#"(func (export "f") (result i32) call $table)"#).as_deref(), Some("__wbindgen_export"));
    assert_eq!(build(""), None);
}

#[test]
fn a_missing_runtime_function_is_an_error() {
    let text = r#"(module (import "__wbindgen_placeholder__" "f" (func $f (param i32))) (memory (export "memory") 1)
        (func (export "g") i32.const 0 call $f))"#;
    let mut case = Case::of(MODERN, text);
    case.import("f", ImportKind::Call(call(vec![], Lower::new(LowerShape::String))));
    let error = case.error();
    assert!(error.starts_with("the generated JavaScript needs `__wbindgen_malloc`"), "{error}");
}

#[test]
fn a_guest_without_the_slab_cannot_use_handles() {
    let text = r#"(module (import "__wbindgen_placeholder__" "f" (func $f (param i32))) (func (export "g") i32.const 0 call $f))"#;
    let mut case = Case::of(MODERN, text);
    case.import("f", ImportKind::Call(call(vec![crate::testing::value_up(Ownership::Owned)], nothing_down())));
    assert!(case.error().starts_with("import `f` needs `__externref_table_alloc`"));
}

#[test]
fn results_are_the_same_every_time() {
    let once = || {
        let mut case = build(r#"(func (export "f_0") (param i32) (result i32) call $on)"#);
        case.export("f", inbound(vec![value_down(Ownership::Borrowed)], u32_up()));
        case.done().bytes()
    };
    let first = once();
    for _ in 0..5 {
        assert_eq!(once(), first);
    }
}
