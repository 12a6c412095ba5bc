//! Blocks, branches, calls.

use super::{body, failure, words};

#[test]
fn branches_carry_values() {
    let code = "(call $d (block $b (result i32) (drop (br_if $b (i32.const 1) (i32.const 1))) (i32.const 2)))
        (call $d (block $b (result i32) (drop (br_if $b (i32.const 1) (i32.const 0))) (i32.const 2)))
        (call $d (block $b (result i32) (i32.const 9) (i32.const 3) (br $b)))
        (call $d (if (result i32) (i32.const 0) (then (i32.const 4)) (else (i32.const 5))))
        (call $d (if $i (result i32) (i32.const 1) (then (br $i (i32.const 6))) (else (i32.const 7))))
        (if (i32.const 0) (then (call $d (i32.const 100))))
        (call $d (select (i32.const 8) (i32.const 9) (i32.const 1)))
        (call $d (select (result i32) (i32.const 8) (i32.const 9) (i32.const 0)))";
    assert_eq!(body(code), [1, 2, 3, 5, 6, 8, 9]);
}

#[test]
fn loops_take_parameters() {
    // Counts down with the counter as a block parameter.
    let code = "(local $n i32)
        (i32.const 3)
        (loop $l (param i32)
            (local.tee $n) (call $d)
            (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1))) (local.get $n))
            (drop))
        (call $d (local.get $n))";
    assert_eq!(body(code), [3, 2, 1, 0]);
}

#[test]
fn blocks_of_several_values() {
    let code = "(i32.const 1) (i32.const 2)
        (block $b (param i32 i32) (result i32 i32 i32)
            (i32.const 3)
            (br_if $b (i32.const 1))
            (unreachable))
        (call $d) (call $d) (call $d)
        (i32.const 7)
        (if (param i32) (result i32 i32) (i32.const 0) (then (i32.const 8)) (else (i32.const 9)))
        (call $d) (call $d)";
    assert_eq!(body(code), [3, 2, 1, 9, 7]);
}

#[test]
fn branch_tables() {
    let fields = "(func $pick (param i32)
            (block $c (block $b (block $a (br_table $a $b $c (local.get 0)))
                (call $d (i32.const 10)) (return))
                (call $d (i32.const 20)) (return))
            (call $d (i32.const 30)))
        (func (export \"__wbindgen_describe_t\")
            (call $pick (i32.const 0)) (call $pick (i32.const 1)) (call $pick (i32.const 2))
            (call $pick (i32.const -1)))";
    assert_eq!(words(fields), [10, 20, 30, 30]);
}

#[test]
fn returns_and_branches_to_the_function() {
    let fields = "(func $a (param i32) (result i32 i32)
            (i32.const 99)
            (if (local.get 0) (then (return (i32.const 1) (i32.const 2))))
            (br 0 (i32.const 3) (i32.const 4)))
        (func (export \"__wbindgen_describe_t\")
            (call $a (i32.const 1)) (call $d) (call $d)
            (call $a (i32.const 0)) (call $d) (call $d))";
    assert_eq!(words(fields), [2, 1, 4, 3]);
}

#[test]
fn recursion_and_tail_calls() {
    let fields = "(func $sum (param i32) (result i32)
            (if (result i32) (local.get 0)
                (then (i32.add (local.get 0) (call $sum (i32.sub (local.get 0) (i32.const 1)))))
                (else (i32.const 0))))
        (func $down (param i32 i32) (result i32)
            (local i32)
            (if (i32.eqz (local.get 0)) (then (return (i32.add (local.get 1) (local.get 2)))))
            (local.set 2 (i32.const 1000))
            (block (result i32) (return_call $down
                (i32.sub (local.get 0) (i32.const 1)) (i32.add (local.get 1) (i32.const 2)))))
        (func $report (param i32) (return_call $d (local.get 0)))
        (func (export \"__wbindgen_describe_t\")
            (call $d (call $sum (i32.const 10)))
            (call $d (call $down (i32.const 100000) (i32.const 0)))
            (call $report (i32.const 1))
            (call $d (i32.const 2)))";
    assert_eq!(words(fields), [55, 200_000, 1, 2]);
}

#[test]
fn unreachable_names_the_function() {
    let error = failure("(unreachable)");
    assert!(error.contains("`__wbindgen_describe_t` failed in function `t` (index 2)"), "{error}");
    assert!(error.contains("reached an `unreachable` instruction"), "{error}");
}

#[test]
fn code_after_a_branch_is_skipped() {
    assert_eq!(body("(block (br 0) (call $d (i32.const 1)) (block (loop (br 2)))) (call $d (i32.const 2))"), [2]);
}

#[test]
fn deep_nesting_needs_no_native_stack() {
    let depth = 20_000;
    let (open, close) = ("block ".repeat(depth), "end ".repeat(depth));
    let flat = format!("{open} i32.const 1 call $d br {} {close}", depth - 1);
    assert_eq!(body(&flat), [1]);
}
