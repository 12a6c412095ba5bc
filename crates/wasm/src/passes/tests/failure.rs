//! What happens to both stacks when an exception leaves an export.

use wbg_ir::closure::ClosureAdapter;
use wbg_ir::facts::Exceptions;
use wbg_ir::func::{Inbound, Prefix};
use wbg_ir::import::ImportKind;
use wbg_ir::intrinsic::Intrinsic;
use wbg_ir::value::{Lift, LiftShape, Ownership};

use crate::testing::{
    Case, Done, Engine, MODERN, call, inbound, nothing_down, nothing_up, u32_down, u32_up, value_down, value_up,
};

/// Some guest code that catches, which is what decides the dialect.
const LEGACY: &str = "(func (export \"dialect\") try catch_all end)";
const EXNREF: &str = "(func (export \"dialect\") (block (try_table (catch_all 0))))";

/// Lowers the stack pointer, fills the borrowed slots, then throws through the import.
const GUEST: &str = r#"
  (func (export "bad_0") (param i32 i32)
    (global.set $__stack_pointer (i32.sub (global.get $__stack_pointer) (i32.const 64)))
    call $throw
    (global.set $__stack_pointer (i32.add (global.get $__stack_pointer) (i32.const 64))))
  (func (export "text_0") (param i32)
    (global.set $__stack_pointer (i32.sub (global.get $__stack_pointer) (i32.const 64)))
    call $throw
    (i64.store (local.get 0) (i64.const 0))
    (global.set $__stack_pointer (i32.add (global.get $__stack_pointer) (i32.const 64))))
  (func $invoke (param i32 i32 i32) 
    (global.set $__stack_pointer (i32.sub (global.get $__stack_pointer) (i32.const 32)))
    call $throw)
  (func (export "leaf_0"))
  (table 1 funcref) (elem (i32.const 0) $invoke)
"#;

fn build(dialect: &str) -> Done {
    let imports = r#"(import "__wbindgen_placeholder__" "throw" (func $throw))
        (import "__wbindgen_placeholder__" "cast" (func $cast (param i32 i32)))"#;
    let user = r#"(func (export "use") i32.const 0 i32.const 0 call $cast)"#;
    let mut case = Case::new(MODERN, imports, &format!("{GUEST}{dialect}{user}"));
    case.import("throw", ImportKind::Call(call(vec![], nothing_down())));
    let borrowed = || value_down(Ownership::Borrowed);
    case.export("bad", inbound(vec![borrowed(), borrowed()], nothing_up()));
    case.export("text", inbound(vec![], Lift::new(LiftShape::String(Ownership::Borrowed))));
    case.export("leaf", inbound(vec![], nothing_up()));
    let core = case.facts.table_entries[&0];
    let invoke = Inbound { prefix: Prefix::Closure, ..inbound(vec![borrowed()], nothing_up()) };
    let closure = case.bindings.closures.push(ClosureAdapter { core, mutable: false, call: invoke });
    let argument = Lift::new(LiftShape::StackClosure(closure));
    case.import("cast", ImportKind::Call(call(vec![argument], nothing_down())));
    case.done()
}

const SCRIPT: &str = "
let fail = true;
const thrown = new Error('through Rust');
const imports = { './index_bg.js': { __wbindgen_init_externref_table() {}, cast() {}, throw() { if (fail) throw thrown; } } };
const x = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports;
x.__wbindgen_start();
const table = x.__wbindgen_externrefs;
const rewound = () => {
  assert.equal(x.sp(), 65536, 'stack pointer');
  for (const slot of [1021, 1022, 1023]) assert.equal(table.get(slot), null, 'borrowed slot ' + slot);
};
for (let i = 0; i < 3000; i++) {
  assert.throws(() => x.bad('a', 'b'), e => e === thrown);
  assert.throws(() => x.text(), e => e === thrown);
  assert.throws(() => x.__wbg_closure_0(1, 2, 'c'), e => e === thrown);
}
rewound();
fail = false;
x.bad('a', 'b');
assert.deepEqual(x.text(), [0, 0]);
rewound();
";

#[test]
fn legacy_guests_rewind_both_stacks() {
    let mut done = build(LEGACY);
    done.run_js(Engine::Any, SCRIPT);
}

#[test]
fn exnref_guests_rewind_both_stacks() {
    let mut done = build(EXNREF);
    done.run_js(Engine::Exnref, SCRIPT);
}

#[test]
fn guests_without_exceptions_are_rewound_by_whoever_catches() {
    let mut done = build("");
    let rewound: Vec<&str> = done.linkage.rewound.iter().map(String::as_str).collect();
    assert_eq!(rewound, ["__wbg_closure_0", "bad", "text"], "not what leaves the stacks alone");
    let script = SCRIPT
        .replace("assert.throws(() => x", "assert.throws(() => rewinding(() => x")
        .replace(", e => e", "), e => e")
        .replace("x.__wbindgen_start();", "x.__wbindgen_start(); const bottom = x.__wbg_stack();")
        + "assert.equal(x.__wbg_stack(), bottom);";
    let rewinding = "const rewinding = (f) => { const at = x.__wbg_stack(); try { return f(); } catch (e) { x.__wbg_rewind(at); throw e; } };";
    done.run_js(Engine::Any, &(rewinding.to_string() + &script));
}

#[test]
fn shims_use_the_dialect_of_the_guest_only() {
    let dialect = |text| crate::facts::exceptions(&build(text).guest.module);
    assert_eq!(dialect(LEGACY), Exceptions::Legacy);
    assert_eq!(dialect(EXNREF), Exceptions::Exnref);
    assert_eq!(dialect(""), Exceptions::None);
}

#[test]
fn functions_that_cannot_throw_have_no_shim() {
    let done = build(LEGACY);
    let leaf = done.guest.module.exports.get_func("leaf").unwrap();
    assert_eq!(done.guest.module.funcs.get(leaf).name, None, "a shim would have a name");
    let bad = done.guest.module.exports.get_func("bad").unwrap();
    assert_eq!(done.guest.module.funcs.get(bad).name.as_deref(), Some("bad shim"));
}

#[test]
fn an_imported_exception_tag_becomes_the_modules_own() {
    let case = Case::of(
        MODERN,
        r#"(module (import "env" "__cpp_exception" (tag $t (param i32)))
             (func (export "f") try i32.const 1 throw $t catch $t drop end))"#,
    );
    let mut done = case.done();
    done.bytes();
    assert_eq!(done.exports(), ["f", "__cpp_exception"]);
    assert!(done.imports().is_empty());
}

/// webpack's reader stops at the first export it does not know, and knows no tags.
#[test]
fn an_exported_tag_is_the_last_export() {
    let case = Case::of(
        MODERN,
        r#"(module (tag $t (export "__cpp_exception") (param i32))
             (func (export "f") try i32.const 1 throw $t catch $t drop end))"#,
    );
    assert_eq!(case.done().exports(), ["f", "__cpp_exception"]);
    let done = build("(tag (export \"__cpp_exception\") (param i32))");
    let exports = done.exports();
    assert!(exports.contains(&"__wbindgen_start"), "what the glue needs comes later: {exports:?}");
    assert_eq!(exports.last(), Some(&"__cpp_exception"));
}

/// Calls the host once directly and once with a reference, and says whether it came back.
const CALLER: &str = r#"
  (func (export "bare_0") (param i32) (result i32) local.get 0 call $bare)
  (func (export "quiet_0") (param i32) (result i32) local.get 0 call $quiet)
  (global $back (mut i32) (i32.const 0))
  (func (export "back") (result i32) global.get $back)
  (func (export "value_0") i32.const 130 call $value (global.set $back (i32.add (global.get $back) (i32.const 1))))
  (func (export "twice_0") (result i32) i32.const 1 call $bare i32.const 2 call $bare i32.add)
  (global (export "__instance_terminated") i32 (i32.const 16))
  (global (export "__abort_handler") i32 (i32.const 20))
"#;

fn counting(dialect: &str) -> Done {
    let imports = r#"(import "__wbindgen_placeholder__" "bare" (func $bare (param i32) (result i32)))
        (import "__wbindgen_placeholder__" "__wbindgen_is_null" (func $quiet (param i32) (result i32)))
        (import "__wbindgen_placeholder__" "value" (func $value (param i32)))"#;
    let mut case = Case::new(MODERN, imports, &format!("{CALLER}{dialect}"));
    case.import("bare", ImportKind::Call(call(vec![u32_up()], u32_down())));
    case.import("value", ImportKind::Call(call(vec![value_up(Ownership::Borrowed)], nothing_down())));
    let borrowed = call(vec![value_up(Ownership::Borrowed)], u32_down()).call;
    case.import("__wbindgen_is_null", ImportKind::Intrinsic(Intrinsic::IsNull, borrowed));
    case.export("bare", inbound(vec![u32_down()], u32_up()));
    case.export("quiet", inbound(vec![u32_down()], u32_up()));
    case.export("value", inbound(vec![], nothing_up()));
    case.export("twice", inbound(vec![], u32_up()));
    case.done()
}

const COUNTED: &str = "
let act = (a) => a + 1;
const seen = [];
const host = (a) => { seen.push(x.__wbg_outside.value); return act(a); };
const imports = { './index_bg.js': { __wbindgen_init_externref_table() {}, bare: host, value: host, __wbindgen_is_null: host } };
const x = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports;
x.__wbindgen_start();
assert.deepEqual([x.bare(4), x.twice()], [5, 5]);
x.value();
x.quiet(130);
assert.deepEqual([seen, x.__wbg_outside.value], [[1, 1, 1, 1, 0], 0], 'what cannot fail is not counted');
act = () => x.bare(1);
const outer = act;
act = (a) => { act = (b) => b; return outer(a); };
x.bare(1);
assert.deepEqual(seen.slice(-2), [1, 2], 'calls within calls');
assert.equal(x.__wbg_outside.value, 0);
act = () => { throw new Error('x'); };
assert.throws(() => x.bare(1), /x/);
assert.equal(x.__wbg_outside.value, 1, 'glue puts it back');
x.__wbg_outside.value = 0;
act = () => { x.__wbg_outside.value = -1; };
const before = x.back();
assert.throws(() => x.value(), WebAssembly.RuntimeError);
assert.equal(x.back(), before, 'the guest does not go on');
assert.throws(() => x.bare(1), WebAssembly.RuntimeError);
";

#[test]
fn imports_that_run_are_counted_and_none_returns_into_what_has_ended() {
    counting(LEGACY).run_js(Engine::Any, COUNTED);
    counting(EXNREF).run_js(Engine::Exnref, COUNTED);
}

#[test]
fn nothing_is_counted_where_nobody_asks() {
    let done = counting("");
    assert!(!done.exports().contains(&"__wbg_outside"), "{:?}", done.exports());
}
