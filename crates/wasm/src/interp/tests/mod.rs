//! Tests of the interpreter, one file per instruction family. Each description is written as text and
//! runs through the public entry point.

mod control;
mod exceptions;
mod limits;
mod memory;
mod numbers;
mod rules;
mod tables;

use super::{DescribeOutput, Limits, describe_exports, describe_exports_within};
use crate::error::WasmError;
use walrus::Module;

/// Imports that every test module has; `$d` reports a word, `$m` is the marker.
const IMPORTS: &str = r#"
    (import "__wbindgen_placeholder__" "__wbindgen_describe" (func $d (param i32)))
    (import "__wbindgen_placeholder__" "__wbindgen_describe_generic_import"
        (func $m (param i32 i32) (result i32)))"#;

fn parse(fields: &str) -> Module {
    let text = format!("(module {IMPORTS} {fields})");
    let bytes = wat::parse_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    crate::load::load(&bytes, "test.wasm").unwrap().module
}

fn describe(fields: &str) -> Result<DescribeOutput, WasmError> {
    describe_exports(&parse(fields))
}

/// Words of the only description, exported as `t`.
fn words(fields: &str) -> Vec<u32> {
    describe(fields).unwrap().named.remove("t").expect("the test module exports a description `t`")
}

/// Words of a body of the description `t`, beside a memory of one page.
fn body(code: &str) -> Vec<u32> {
    words(&format!("(memory 1) (func (export \"__wbindgen_describe_t\") {code})"))
}

/// Error text of a body.
fn failure(code: &str) -> String {
    let fields = format!("(memory 1) (func $t (export \"__wbindgen_describe_t\") {code})");
    describe(&fields).unwrap_err().to_string()
}

/// Error text of a body under limits.
fn failure_within(fields: &str, limits: Limits) -> String {
    describe_exports_within(&parse(fields), limits).unwrap_err().to_string()
}

/// Checks `i32` expressions against expected words.
fn check_i32(cases: &[(&str, u32)]) {
    for (code, expected) in cases {
        assert_eq!(body(&format!("(call $d {code})")), [*expected], "{code}");
    }
}

/// Checks `i64` expressions against expected bits.
fn check_i64(cases: &[(&str, u64)]) {
    for (code, expected) in cases {
        let code = format!(
            "(local $v i64) (local.set $v {code}) (call $d (i32.wrap_i64 (local.get $v)))
             (call $d (i32.wrap_i64 (i64.shr_u (local.get $v) (i64.const 32))))"
        );
        assert_eq!(body(&code), [*expected as u32, (*expected >> 32) as u32], "{code}");
    }
}
