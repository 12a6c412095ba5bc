//! Everything ends: steps, depth, operands, pages, words.

use super::{Limits, body, failure_within};

fn small() -> Limits {
    Limits {
        steps_per_run: 10_000,
        total_steps: 25_000,
        call_depth: 50,
        stack_values: 2000,
        labels: 100,
        memory_pages: 4,
        words: 20,
    }
}

fn check(code: &str, message: &str) {
    let fields = format!("(memory 65536) (func $t (export \"__wbindgen_describe_t\") {code})");
    let error = failure_within(&fields, small());
    assert!(error.contains(message) && error.contains("in function `t`"), "{error}");
}

#[test]
fn endless_loops() {
    check("(loop (br 0))", "it did not finish within 10000 steps");
    check("(loop (return_call $t))", "it did not finish within 10000 steps");
}

#[test]
fn many_long_runs() {
    let long = "(local i32) (loop (local.set 0 (i32.add (local.get 0) (i32.const 1)))
        (br_if 0 (i32.lt_u (local.get 0) (i32.const 1000))))";
    let fields: String = (0..4)
        .map(|i| format!("(func $t{i} (export \"__wbindgen_describe_{i}\") {long} (call $d (i32.const {i})))"))
        .collect();
    let error = failure_within(&fields, small());
    assert!(error.contains("all descriptions together did not finish within 25000 steps"), "{error}");
    assert!(error.contains("`__wbindgen_describe_3`"), "{error}");
}

#[test]
fn recursion() {
    check("(call $t)", "it exceeds the limit of 50 nested calls");
}

#[test]
fn locals_and_operands() {
    let locals = "(local.set 0 (i32.const 0))".to_string()
        + &(1..1500).map(|i| format!("(local.set {i} (i32.const 0))")).collect::<String>();
    check(
        &format!("(local {}) {locals} (call $t)", "i32 ".repeat(1500)),
        "it exceeds the limit of 2000 operands and locals",
    );
    let pushes = "(i32.const 1) ".repeat(2001) + &"(drop) ".repeat(2001);
    check(&pushes, "it exceeds the limit of 2000 operands and locals");
}

#[test]
fn blocks() {
    check(&format!("{} {}", "block ".repeat(101), "end ".repeat(101)), "it exceeds the limit of 100 open blocks");
}

#[test]
fn memory_pages_and_bulk_lengths() {
    let touch: String = (0..5).map(|i| format!("(i32.store (i32.const {}) (i32.const 1))", i * 100_000)).collect();
    check(&touch, "it exceeds the limit of 4 memory pages of 4 KiB");
    check("(memory.fill (i32.const 0) (i32.const 1) (i32.const 79000))", "it exceeds the limit of 4 memory pages");
    check("(memory.fill (i32.const 0) (i32.const 1) (i32.const -1))", "it did not finish within 10000 steps");
}

#[test]
fn words() {
    check(&"(call $d (i32.const 1))".repeat(21), "it exceeds the limit of 20 reported words");
}

#[test]
fn a_claimed_four_gigabyte_memory_costs_nothing() {
    let fields = "(memory 65536) (func (export \"__wbindgen_describe_t\")
        (i32.store (i32.const -4) (i32.const 3)) (call $d (i32.load (i32.const -4))))";
    assert_eq!(super::words(fields), [3]);
}

#[test]
fn default_limits_are_far_from_real_descriptions() {
    let code = "(local i32) (loop (local.set 0 (i32.add (local.get 0) (i32.const 1)))
        (br_if 0 (i32.lt_u (local.get 0) (i32.const 100000)))) (call $d (local.get 0))";
    assert_eq!(body(code), [100_000]);
}
