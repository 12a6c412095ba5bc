//! Both exception dialects.

use super::{describe, words};

fn run(code: &str) -> Vec<u32> {
    words(&format!("{PRELUDE} (func (export \"__wbindgen_describe_t\") {code})"))
}

const PRELUDE: &str = "(tag $e (param i32 i32)) (tag $other)
    (func $raise (param i32) (throw $e (local.get 0) (i32.const 7)))
    (func $raise_other (throw $other))";

#[test]
fn legacy_catch_takes_the_payload() {
    let code = "(i32.const 50)
        try (result i32) (i32.const 60) (call $raise (i32.const 1)) (drop) (i32.const 2)
            catch $other (i32.const 3)
            catch $e (call $d) (call $d) (i32.const 4) end
        (call $d) (call $d)";
    assert_eq!(run(code), [7, 1, 4, 50]);
}

#[test]
fn legacy_body_without_exception_skips_the_handlers() {
    let code = "try (call $d (i32.const 1)) catch_all (call $d (i32.const 2)) end (call $d (i32.const 3))";
    assert_eq!(run(code), [1, 3]);
}

#[test]
fn legacy_branches_out_of_body_and_handler() {
    let code = "block $out
            try (br $out) catch_all (call $d (i32.const 1)) end end
        block $v (result i32)
            try (call $raise (i32.const 5)) catch $e (drop) (br $v) end (i32.const 9) end
        (call $d)
        try $t (call $raise_other) catch_all (br $t) end
        (call $d (i32.const 2))";
    assert_eq!(run(code), [5, 2]);
}

#[test]
fn legacy_rethrow_reaches_the_outer_handler_only() {
    let code = "try
            try $inner (call $raise (i32.const 3))
                catch_all (call $d (i32.const 1)) (block (rethrow $inner)) end
            catch $e (call $d) (call $d) end";
    assert_eq!(run(code), [1, 7, 3]);
}

#[test]
fn legacy_delegate_skips_handlers_in_between() {
    let code = "try $outer
            try
                try (call $raise_other) delegate $outer
                catch_all (call $d (i32.const 1)) end
            catch_all (call $d (i32.const 2)) end
        try $near
            try (call $raise_other) delegate $near
            catch_all (call $d (i32.const 3)) end
        try
            block $plain try (call $raise_other) delegate $plain end
            catch_all (call $d (i32.const 4)) end";
    assert_eq!(run(code), [2, 3, 4]);
}

#[test]
fn legacy_delegate_to_the_caller() {
    let fields = format!(
        "{PRELUDE} (func $f try try (call $raise_other) delegate 1 catch_all (call $d (i32.const 1)) end)
        (func (export \"__wbindgen_describe_t\") try (call $f) catch_all (call $d (i32.const 2)) end)"
    );
    assert_eq!(words(&fields), [2]);
}

#[test]
fn try_table_branches_with_payload_and_reference() {
    let code = "(i32.const 50)
        (block $h (result i32 i32)
            (try_table (catch $e $h) (i32.const 60) (call $raise (i32.const 1)) (drop))
            (unreachable))
        (call $d) (call $d) (call $d)
        (block $all (try_table (catch_all $all) (call $raise_other)) (unreachable))
        (block $ref (result exnref)
            (try_table (catch_all_ref $ref) (call $raise_other)) (unreachable))
        (call $d (ref.is_null))
        (call $d (i32.const 3))";
    assert_eq!(run(code), [7, 1, 50, 0, 3]);
}

#[test]
fn throw_ref_keeps_the_exception() {
    let code = "(local $x exnref)
        (block $outer (result i32 i32)
            (try_table (catch $e $outer)
                (block $h (result i32 i32 exnref)
                    (try_table (catch_ref $e $h) (call $raise (i32.const 4)))
                    (unreachable))
                (local.set $x) (call $d) (call $d)
                (throw_ref (local.get $x)))
            (unreachable))
        (call $d) (call $d)";
    assert_eq!(run(code), [7, 4, 7, 4]);
}

#[test]
fn try_table_may_branch_to_the_function_or_a_loop() {
    let fields = format!(
        "{PRELUDE} (func $f (result i32 i32) (try_table (catch $e 0) (call $raise (i32.const 8))) (unreachable))
        (func (export \"__wbindgen_describe_t\") (local $n i32)
            (call $f) (call $d) (call $d)
            (loop $again
                (local.set $n (i32.add (local.get $n) (i32.const 1)))
                (call $d (local.get $n))
                (try_table (catch_all $again)
                    (if (i32.lt_u (local.get $n) (i32.const 3)) (then (call $raise_other))))))"
    );
    assert_eq!(words(&fields), [7, 8, 1, 2, 3]);
}

#[test]
fn uncaught_exceptions_are_errors() {
    for code in [
        "(call $raise (i32.const 1))",
        "try (call $raise (i32.const 1)) catch $other end",
        "(block $h (try_table (catch $other $h) (call $raise (i32.const 1))))",
    ] {
        let fields = format!("{PRELUDE} (func (export \"__wbindgen_describe_t\") {code})");
        let error = describe(&fields).unwrap_err().to_string();
        assert!(error.contains("the descriptor threw an exception that nothing catches"), "{error}");
        assert!(error.contains("`raise` (index 2)"), "{error}");
    }
}

#[test]
fn a_caught_exception_does_not_blame_its_thrower_later() {
    let fields = format!(
        "{PRELUDE} (func $t (export \"__wbindgen_describe_t\")
            try (call $raise_other) catch_all end (unreachable))"
    );
    let error = describe(&fields).unwrap_err().to_string();
    assert!(error.contains("in function `t`"), "{error}");
}
