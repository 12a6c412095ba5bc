//! The start function.

use wbg_ir::export::Start;

use crate::passes::UserStart;
use crate::testing::{Case, Engine, MODERN, MVP, inbound, nothing_up, u32_down, value_down};
use wbg_ir::value::Ownership;

const GUEST: &str = r#"(module
    (import "env" "first" (func $first))
    (import "env" "log" (func $log (param i32)))
    (func (export "two_0") i32.const 2 call $log)
    (func (export "three_0") i32.const 3 call $log)
    (func (export "main") (param i32 i32) (result i32) i32.const 4 call $log i32.const 9)
    (start $first))"#;

const SCRIPT: &str = "
const log = [];
const env = { first() { log.push(1); }, log(n) { log.push(n); } };
const x = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env }).exports;
assert.deepEqual(log, [], 'nothing runs before glue says so');
assert.equal(x.__wbindgen_start(), undefined);
";

fn with_starts() -> Case {
    let mut case = Case::of(MVP, GUEST);
    case.export("two", inbound(vec![], nothing_up())).start = Start::Public;
    case.export("three", inbound(vec![], nothing_up())).start = Start::Private;
    case
}

#[test]
fn sources_run_in_order() {
    let mut done = with_starts().done();
    assert_eq!(done.exports(), ["two", "main", "__wbindgen_start"]);
    assert!(done.guest.module.start.is_none());
    done.run_js(Engine::Any, &format!("{SCRIPT} assert.deepEqual(log, [1, 2, 3]);"));
}

#[test]
fn main_runs_when_there_is_no_start_export() {
    let mut done = Case::of(MVP, GUEST).done();
    done.run_js(Engine::Any, &format!("{SCRIPT} assert.deepEqual(log, [1, 4]);"));
}

#[test]
fn user_starts_can_be_suppressed() {
    let mut case = with_starts();
    case.options.start = UserStart::Suppress;
    let mut done = case.done();
    done.run_js(Engine::Any, &format!("{SCRIPT} assert.deepEqual(log, [1]);"));
}

#[test]
fn there_is_none_when_nothing_runs() {
    let done = Case::of(MVP, "(module)").done();
    assert_eq!(done.linkage.start, None);
    assert!(done.exports().is_empty());
}

#[test]
fn the_handle_table_is_ready_before_anything_else() {
    let mut case = Case::new(
        MODERN,
        r#"(import "env" "first" (func $first))"#,
        r#"(func (export "f_0") (param i32)) (start $first)"#,
    );
    case.export("f", inbound(vec![value_down(Ownership::Owned)], nothing_up()));
    let mut done = case.done();
    assert_eq!(done.linkage.init_externref_table.as_deref(), Some("__wbindgen_init_externref_table"));
    assert_eq!(done.linkage.externref_table.as_deref(), Some("__wbindgen_externrefs"));
    let script = "
    const log = [];
    const glue = { __wbindgen_init_externref_table() { log.push('table'); } };
    const env = { first() { log.push('first'); } };
    const x = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env, './index_bg.js': glue }).exports;
    x.__wbindgen_start();
    assert.deepEqual(log, ['table', 'first']);";
    done.run_js(Engine::Any, script);
}

#[test]
fn a_start_export_takes_nothing() {
    let mut case = Case::of(MVP, r#"(module (func (export "f_0") (param i32)))"#);
    case.export("f", inbound(vec![u32_down()], nothing_up())).start = Start::Public;
    assert!(case.error().starts_with("start function `f` should have the wasm type () -> ()"));
}
