use std::collections::HashSet;

use walrus::{ExportItem, FunctionId, Module};

use super::{Question, unsteady};

/// Names of the exports that may keep what they have borrowed.
fn keeping(body: &str) -> Vec<String> {
    let text = format!(
        r#"(module (import "m" "throw" (func $throw)) (import "m" "import" (func $import)) (memory 1) (table $t 1 funcref)
            (func $thrower call $throw)
            (func $complain call $thrower unreachable)
            (func $maybe (param i32) (br_if 0 (local.get 0)) call $throw unreachable)
            (func $table (param i32) (block (br_table 0 1 (local.get 0))) unreachable)
            (func $trap unreachable)
            (func $checked (param i32) (if (local.get 0) (then unreachable)))
            (func $idle)
            {body})"#
    );
    let module = Module::from_buffer(&wat::parse_str(text).unwrap()).unwrap();
    let throw = module.funcs.iter().find(|function| function.name.as_deref() == Some("throw")).unwrap().id();
    let none: HashSet<FunctionId> = HashSet::new();
    let found = unsteady(&module, &Question { pointers: &[], steady: &none, shims: &none, throw: Some(throw) });
    let exports = module.exports.iter().filter_map(|export| match export.item {
        ExportItem::Function(function) if found.kept.contains(&function) => Some(export.name.clone()),
        _ => None,
    });
    exports.collect()
}

const STORE: &str = "(i32.store (local.get 0) (i32.const 1))";

#[test]
fn checks_that_come_before_a_borrow_keep_nothing() {
    let method = format!(
        r#"(func (export "method") (param i32)
            (if (i32.eqz (local.get 0)) (then call $complain unreachable))
            (if (i32.load (local.get 0)) (then call $complain unreachable))
            (if (i32.eq (i32.load offset=4 (local.get 0)) (i32.const -1)) (then unreachable))
            (call $checked (local.get 0))
            {STORE})
        (func (export "outer") (param i32) call $idle {STORE})"#
    );
    assert!(keeping(&method).is_empty());
}

#[test]
fn what_fails_behind_a_borrow_keeps_it() {
    let bodies = [
        format!("{STORE} unreachable"),
        format!("{STORE} call $trap"),
        format!("{STORE} (call $checked (i32.const 0))"),
        format!("{STORE} call $complain unreachable"),
        format!("{STORE} (if (local.get 0) (then unreachable))"),
        format!("{STORE} (call_indirect $t (i32.const 0))"),
        "call $import".to_string(),
        "call $idle call $trap".to_string(),
        format!("(if (local.get 0) (then {STORE}) (else unreachable))"),
        format!("(loop $again (if (local.get 0) (then unreachable)) {STORE} (br $again))"),
        format!("(if (local.get 0) (then {STORE} call $complain) (else unreachable))"),
        format!("{STORE} (block (br_if 0 (local.get 0)) call $complain) unreachable"),
        // It may have returned.
        "(call $maybe (local.get 0)) unreachable".to_string(),
        "(call $table (local.get 0)) unreachable".to_string(),
        "call $idle unreachable".to_string(),
    ];
    for body in bodies {
        assert_eq!(keeping(&format!(r#"(func (export "f") (param i32) {body})"#)), ["f"], "{body}");
        let nested = format!(r#"(func $inner (param i32) {body}) (func (export "f") (call $inner (i32.const 8)))"#);
        assert_eq!(keeping(&nested), ["f"], "{body}, called");
    }
}
