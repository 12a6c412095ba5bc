//! Exceptions of JavaScript in functions whose landing pads are for panics.

use wbg_ir::import::ImportKind;

use crate::testing::{Case, Engine, MODERN, call, nothing_down, u32_down, u32_up};

/// Its handlers count what they clean up.
fn guest(tried: impl Fn(&str) -> String) -> String {
    format!(
        r#"
  (tag $panic (param i32))
  (global $cleaned (mut i32) (i32.const 0))
  (func (export "cleaned") (result i32) global.get $cleaned)
  (func $quiet (param i32) (result i32) local.get 0 call $host)
  (func $loud (param i32) (result i32)
    (if (i32.eqz (local.get 0)) (then (throw $panic (i32.const 1))))
    local.get 0 call $host)
  (func (export "direct") (param i32) (result i32) {direct})
  (func (export "through") (param i32) (result i32) {through})
  (func (export "panicking") (param i32) (result i32) {panicking})
  (func (export "deep") (param i32) (result i32)
    (block $far (result i32)
      (loop $again (result i32)
        (if (result i32) (local.get 0) (then {deep}) (else (br $far (i32.const 7)))))))
"#,
        direct = tried("local.get 0 call $host"),
        through = tried("local.get 0 call $quiet"),
        panicking = tried("local.get 0 call $loud"),
        deep = tried("i32.const 40 local.get 0 i32.const 1 i32.sub call $host i32.add"),
    )
}

const CLEAN: &str = "(global.set $cleaned (i32.add (global.get $cleaned) (i32.const 1)))";

fn legacy(call: &str) -> String {
    format!("try (result i32) {call} catch_all {CLEAN} rethrow 0 end")
}

fn exnref(call: &str) -> String {
    format!(
        "(block $done (result i32)
           (block $caught (result exnref) (try_table (result i32) (catch_all_ref $caught) {call}) br $done)
           {CLEAN} throw_ref)"
    )
}

/// What the four exports clean up when the host throws, and when the guest panics, and that all still work.
const SCRIPT: &str = "
let thrown;
const imports = { './index_bg.js': { __wbindgen_init_externref_table() {}, host(a) { if (thrown) throw thrown; return a + 1; } } };
const x = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports;
x.__wbindgen_start?.();
assert.deepEqual([x.direct(1), x.through(2), x.panicking(3), x.deep(4), x.deep(0)], [2, 3, 4, 44, 7]);
assert.equal(x.cleaned(), 0);
assert.throws(() => x.panicking(0), (e) => e instanceof WebAssembly.Exception);
assert.equal(x.cleaned(), 1, 'panics run destructors');
thrown = new Error('from the host');
for (const name of ['direct', 'through', 'panicking', 'deep']) assert.throws(() => x[name](1), (e) => e === thrown, name);
assert.equal(x.cleaned(), 1, 'nobody destroys what is not there');
";

fn run(engine: Engine, tried: impl Fn(&str) -> String) {
    let import = r#"(import "__wbindgen_placeholder__" "host" (func $host (param i32) (result i32)))"#;
    let mut case = Case::new(MODERN, import, &guest(tried));
    case.import("host", ImportKind::Call(call(vec![u32_up()], u32_down())));
    case.done().run_js(engine, SCRIPT);
}

#[test]
fn legacy_handlers_do_not_see_what_imports_throw() {
    run(Engine::Any, legacy);
}

#[test]
fn exnref_handlers_do_not_see_what_imports_throw() {
    run(Engine::Exnref, exnref);
}

#[test]
fn exnref_handlers_that_do_not_ask_for_the_exception_are_narrowed_too() {
    run(Engine::Exnref, |call| {
        format!(
            "(block $done (result i32)
               (block $caught (try_table (result i32) (catch_all $caught) {call}) br $done)
               {CLEAN} (throw $panic (i32.const 3)))"
        )
    });
}

/// A function whose handlers for panics and for everything stand side by side, and one that lets no exception through.
fn both(side_by_side: &str, last: &str) -> String {
    format!(
        r#"(tag $panic (param i32))
        (global $cleaned (mut i32) (i32.const 0))
        (func (export "cleaned") (result i32) global.get $cleaned)
        (func $loud (param i32) (if (local.get 0) (then (throw $panic (i32.const 1)))) call $host)
        (func (export "both") (param i32) (result i32) {side_by_side})
        (func (export "last") (param i32) (result i32) {last})"#
    )
}

const BOTH_SCRIPT: &str = "
const thrown = new Error('x');
const imports = { './index_bg.js': { __wbindgen_init_externref_table() {}, host() { throw thrown; } } };
const x = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports;
assert.equal(x.both(1), 1, 'the handler for panics has it');
assert.throws(() => x.both(0), (e) => e === thrown);
assert.throws(() => x.last(0), (e) => e === thrown, 'the handler that ends the process is for panics');
assert.throws(() => x.last(1), WebAssembly.RuntimeError);
assert.equal(x.cleaned(), 0);";

fn run_both(engine: Engine, body: &str) {
    let import = r#"(import "__wbindgen_placeholder__" "host" (func $host))"#;
    let mut case = Case::new(MODERN, import, body);
    case.import("host", ImportKind::Call(call(vec![], nothing_down())));
    case.done().run_js(engine, BOTH_SCRIPT);
}

#[test]
fn legacy_handlers_for_panics_stay_what_they_are() {
    let side_by_side =
        format!("try (result i32) local.get 0 call $loud i32.const 0 catch $panic catch_all {CLEAN} rethrow 0 end");
    let last = "i32.const 5 try (param i32) (result i32) local.get 0 call $loud catch_all unreachable end";
    run_both(Engine::Any, &both(&side_by_side, last));
}

#[test]
fn exnref_handlers_for_panics_stay_what_they_are() {
    let side_by_side = format!(
        "(block $panicked (result i32)
           (block $all (result exnref)
             (try_table (result i32) (catch $panic $panicked) (catch_all_ref $all) local.get 0 call $loud i32.const 0)
             return)
           {CLEAN} throw_ref)"
    );
    let last = "(block $done (param i32) (result i32)
           (block $caught (param i32)
             (try_table (param i32) (result i32) (catch_all $caught) local.get 0 call $loud) br $done)
           unreachable) ";
    run_both(Engine::Exnref, &both(&side_by_side, &format!("i32.const 5 {last}")));
}

#[test]
fn guests_without_panics_have_no_handlers() {
    let import = r#"(import "__wbindgen_placeholder__" "host" (func $host))"#;
    let body = format!(
        r#"(global $cleaned (mut i32) (i32.const 0))
        (func (export "cleaned") (result i32) global.get $cleaned)
        (func (export "last") try call $host catch_all {CLEAN} rethrow 0 end)"#
    );
    let mut case = Case::new(MODERN, import, &body);
    case.import("host", ImportKind::Call(call(vec![], nothing_down())));
    let script = "
        const thrown = new Error('x');
        const imports = { './index_bg.js': { __wbindgen_init_externref_table() {}, host() { throw thrown; } } };
        const x = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports;
        assert.throws(() => x.last(), (e) => e === thrown);
        assert.equal(x.cleaned(), 0);";
    case.done().run_js(Engine::Any, script);
}
