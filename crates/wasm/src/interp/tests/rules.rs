//! What is special about descriptions: the two imports, skipped callees, trampolines, the stack
//! pointer, folding, markers.

use super::{describe, parse, words};
use crate::interp::stack_pointer;

#[test]
fn words_come_in_order_and_names_lose_their_prefix() {
    let output = describe(
        "(func $shared (export \"__wbindgen_describe_a\") (export \"__wbindgen_describe_b\")
            (call $d (i32.const 15)) (call $d (i32.const -1)))
        (func (export \"other\") (unreachable))
        (memory (export \"__wbindgen_describe\") 1)",
    )
    .unwrap();
    let expected: Vec<(String, Vec<u32>)> = ["a", "b"].map(|name| (name.to_string(), vec![15, u32::MAX])).to_vec();
    assert_eq!(output.named.into_iter().collect::<Vec<_>>(), expected);
    assert!(output.markers.is_empty());
}

#[test]
fn exports_that_are_not_descriptions_are_refused() {
    let error = describe("(memory (export \"__wbindgen_describe_x\") 1)").unwrap_err().to_string();
    assert!(
        error.contains("export `__wbindgen_describe_x` should be a type description, but it is a memory"),
        "{error}"
    );
    let error = describe("(export \"__wbindgen_describe_x\" (func $d))").unwrap_err().to_string();
    assert!(error.contains("an imported function"), "{error}");
}

#[test]
fn other_imports_are_named() {
    let text = format!(
        "(module {} (import \"env\" \"now\" (func $now (result i32)))
        (func $inner (call $d (call $now)))
        (func (export \"__wbindgen_describe_t\") (call $inner)))",
        super::IMPORTS
    );
    let module = crate::load::load(&wat::parse_str(text).unwrap(), "t").unwrap().module;
    let error = super::describe_exports(&module).unwrap_err().to_string();
    assert!(error.contains("it calls the import `env`.`now`"), "{error}");
    assert!(error.contains("function `inner` (index 3)"), "{error}");
    assert!(error.contains("build the guest with"), "{error}");
}

#[test]
fn the_marker_ends_a_run_at_once() {
    let output = describe(
        "(global $__stack_pointer (mut i32) (i32.const 1024)) (memory 1)
        (func $generic (param i64 f64) (result i32)
            (global.set $__stack_pointer (i32.sub (global.get $__stack_pointer) (i32.const 16)))
            (i64.store (global.get $__stack_pointer) (local.get 0))
            (call $nested)
            (block (drop (call $m (i32.const 0) (global.get $__stack_pointer))))
            (unreachable))
        (func $nested (call $d (i32.const 0)) (call $d (i32.const 15)))
        (func $tail (param i32 i32) (result i32) (call $d (i32.const 3)) (return_call $m (i32.const 0) (i32.const 0)))
        (func $indirect (call $tail (i32.const 0) (i32.const 0)) (drop))",
    )
    .unwrap();
    let found: Vec<_> = output.markers.iter().map(|m| m.words.clone()).collect();
    assert_eq!(found, [vec![0, 15], vec![3]]);
}

#[test]
fn two_marker_calls_in_one_function_are_an_error() {
    for second in ["(drop (call $m (i32.const 0) (i32.const 0)))", "(return_call $m (i32.const 0) (i32.const 0))"] {
        let error = describe(&format!(
            "(tag $e) (func $merged (result i32)
                try (if (i32.const 0) (then (drop (call $m (i32.const 0) (i32.const 0)))))
                catch_all {second} end (i32.const 1))"
        ));
        let error = error.unwrap_err().to_string();
        assert!(error.contains("function `merged` (index 2) asks for 2 generic imports"), "{error}");
    }
}

#[test]
fn callees_of_the_skip_export_are_not_executed() {
    let fields = "(func $ctors (unreachable)) (func $dtors (param i32) (result i32) (unreachable))
        (func $empty)
        (func (export \"__wbindgen_skip_interpret_calls\")
            (call $ctors) (call $empty) (drop (call $dtors (i32.const 1))) (block (call $kept)))
        (func $kept (call $d (i32.const 1)))
        (func (export \"__wbindgen_describe_t\")
            (call $ctors) (call $kept) (call $d (call $dtors (i32.const 5))))";
    assert_eq!(words(fields), [1, 0]);
}

#[test]
fn coverage_set_up_is_not_executed() {
    let fields = "(func $__llvm_profile_init (unreachable))
        (func $__llvm_profile_register_functions (unreachable))
        (func (export \"__wbindgen_describe_t\")
            (call $__llvm_profile_init) (call $__llvm_profile_register_functions) (call $d (i32.const 4)))";
    assert_eq!(words(fields), [4]);
}

#[test]
fn trampolines_call_through_the_table() {
    let text = format!(
        "(module {} (import \"env\" \"invoke_iii\" (func $invoke (param i32 i32 i32) (result i32)))
        (table 4 funcref) (elem (i32.const 2) func $sub)
        (func $sub (param i32 i32) (result i32) (i32.sub (local.get 0) (local.get 1)))
        (func $tail (result i32) (return_call $invoke (i32.const 2) (i32.const 9) (i32.const 1)))
        (func (export \"__wbindgen_describe_t\")
            (call $d (call $invoke (i32.const 2) (i32.const 9) (i32.const 4)))
            (call $d (call $tail))))",
        super::IMPORTS
    );
    let module = crate::load::load(&wat::parse_str(text).unwrap(), "t").unwrap().module;
    assert_eq!(super::describe_exports(&module).unwrap().named["t"], [5, 8]);
}

#[test]
fn the_stack_pointer_must_be_restored() {
    let error = describe(
        "(global $__stack_pointer (mut i32) (i32.const 4096))
        (func (export \"__wbindgen_describe_t\") (global.set 0 (i32.const 4080)))",
    );
    let error = error.unwrap_err().to_string();
    assert!(error.contains("it leaves the stack pointer at 0xff0 instead of 0x1000"), "{error}");
}

#[test]
fn finding_the_stack_pointer() {
    let index = |fields: &str| stack_pointer(&parse(fields)).map(|id| id.index());
    assert_eq!(index("(global (mut i32) (i32.const 5)) (global $__stack_pointer (mut i32) (i32.const 0))"), Some(1));
    assert_eq!(
        index("(global i32 (i32.const 5)) (global (mut i32) (i32.const 0)) (global (mut i64) (i64.const 9))"),
        Some(2)
    );
    assert_eq!(index("(global (mut i32) (i32.const 5)) (global (mut i32) (i32.const 6))"), Some(0));
    let three = "(global (mut i32) (i32.const 5))".repeat(3);
    assert_eq!(index(&three), None);
    assert_eq!(index(""), None);
    let text = "(module (import \"env\" \"__stack_pointer\" (global $sp (mut i32)))
        (import \"__wbindgen_placeholder__\" \"__wbindgen_describe\" (func $d (param i32)))
        (memory 2) (global (mut i32) (i32.const 5))
        (func (export \"__wbindgen_describe_t\") (call $d (global.get $sp))))";
    let module = crate::load::load(&wat::parse_str(text).unwrap(), "t").unwrap().module;
    assert_eq!(stack_pointer(&module).map(|id| id.index()), Some(0));
    assert_eq!(super::describe_exports(&module).unwrap().named["t"], [131_072]);
}
