//! What the wasm does about a failure: the error of a panic, and the end of the instance.

use wbg_ir::PointerWidth;

use crate::testing::{Case, Done, Engine, MODERN, MVP, inbound, nothing_up};

/// A guest that moves both stacks and does not come back; its hook says where it found the stack pointer, and fails after that.
const GUEST: &str = r#"
    (global (export "__instance_terminated") i32 (i32.const 16))
    (global (export "__abort_handler") i32 (i32.const 20))
    (data (i32.const 20) "\01")
    (func $nothing) (func $hook (i32.store (i32.const 24) (global.get $__stack_pointer)) unreachable)
    (table 2 funcref) (elem (i32.const 0) $nothing $hook)
    (func (export "ended") (result i32) (i32.load (i32.const 16)))
    (func (export "found") (result i32) (i32.load (i32.const 24)))
    (func (export "sink_0") (global.set $__stack_pointer (i32.const 32)) unreachable)
    (func (export "dialect") try catch_all end)"#;

fn build(more: &str) -> Done {
    let mut case = Case::new(MODERN, "", &format!("{GUEST}{more}"));
    case.export("sink", inbound(vec![], nothing_up()));
    case.done()
}

#[test]
fn the_end_is_told_and_the_hook_has_room() {
    let mut done = build("");
    let exports: Vec<String> = done.exports().iter().map(ToString::to_string).collect();
    for gone in ["__instance_terminated", "__abort_handler", "__wbindgen_export", "__wbg_stack", "__wbg_rewind"] {
        assert!(!exports.iter().any(|name| name == gone), "{gone} is not needed: {exports:?}");
    }
    let script = "
    const imports = { './index_bg.js': { __wbindgen_init_externref_table() {} } };
    const x = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports;
    assert.throws(() => x.sink(), WebAssembly.RuntimeError);
    assert.deepEqual([x.ended(), x.sp()], [0, 32]);
    x.__wbg_failure(-1);
    assert.deepEqual([x.ended(), x.sp()], [0, 65536], 'merely put back');
    assert.throws(() => x.sink(), WebAssembly.RuntimeError);
    assert.throws(() => x.__wbg_failure(0), /unreachable/, 'from the hook');
    assert.deepEqual([x.ended(), x.found(), x.sp()], [1, 65536, 65536]);
    assert.equal(x.__wbg_failure(8), null, 'nobody here makes the error of a panic');
    assert.equal(x.sp(), 65536);";
    done.run_js(Engine::Any, script);
}

#[test]
fn a_panic_of_a_guest_with_names_has_its_error() {
    let names = r#"
    (func $"std::panicking::catch_unwind::cleanup" (param i32 i32)
      (i32.store (local.get 0) (local.get 1)) (i32.store offset=4 (local.get 0) (global.get $__stack_pointer)))
    (func $"wasm_bindgen::__rt::panic_to_panic_error" (param i32 i32) (result i32)
      (call $alloc) (drop) (i32.store (i32.const 28) (local.get 0)) (i32.const 1026))
    (func (export "use") (call $"std::panicking::catch_unwind::cleanup" (i32.const 64) (i32.const 0))
      (drop (call $"wasm_bindgen::__rt::panic_to_panic_error" (i32.const 0) (i32.const 0))))
    (func (export "payload") (result i32) (i32.load (i32.const 28)))"#;
    let script = "
    let x;
    const imports = { './index_bg.js': { __wbindgen_init_externref_table() { x.__wbindgen_externrefs.set(1026, 'the error'); } } };
    x = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports;
    x.__wbindgen_start();
    assert.equal(x.__wbg_failure(4711), 'the error');
    assert.deepEqual([x.payload(), x.sp(), x.ended()], [4711, 65536, 0]);";
    build(names).run_js(Engine::Any, script);
}

#[test]
fn addresses_and_places_of_64_bits() {
    let text = r#"(module (memory (export "memory") i64 1)
    (global $__stack_pointer (mut i64) (i64.const 4096))
    (global (export "__instance_terminated") i64 (i64.const 16))
    (global (export "__abort_handler") i64 (i64.const 20))
    (data (i64.const 20) "\01\00\00\00\ff\ff")
    (func $nothing) (func $hook (i64.store (i64.const 32) (global.get $__stack_pointer)))
    (table i64 2 funcref) (elem (i64.const 0) $nothing $hook)
    (func (export "sink") (global.set $__stack_pointer (i64.const 32)))
    (func (export "ended") (result i32) (i32.load (i64.const 16)))
    (func (export "found") (result i64) (i64.load (i64.const 32))))"#;
    let mut case = Case::of(MVP, text);
    case.abi.pointer = PointerWidth::W64;
    case.request.force_abort_handler = true;
    let mut done = case.done();
    assert!(done.exports().contains(&"__wbg_rewind"), "glue rewinds where the wasm cannot");
    let script = "
    const x = new WebAssembly.Instance(new WebAssembly.Module(bytes), {}).exports;
    x.sink();
    assert.equal(x.__wbg_failure(0), 0);
    assert.deepEqual([x.ended(), x.found()], [1, 4096n]);";
    done.run_js(Engine::Memory64, script);
}

#[test]
fn the_first_of_several_threads_runs_the_hook() {
    let text = r#"(module (import "env" "memory" (memory 2 4 shared)) (import "env" "log" (func $log (param i32)))
    (global $__stack_pointer (mut i32) (i32.const 1024))
    (global (export "__tls_base") (mut i32) (i32.const 0))
    (global (export "__tls_size") i32 (i32.const 0)) (global (export "__tls_align") i32 (i32.const 1))
    (func (export "__wasm_init_tls") (param i32))
    (global (export "__instance_terminated") i32 (i32.const 16))
    (global (export "__abort_handler") i32 (i32.const 20))
    (func (export "__wbindgen_malloc") (param i32 i32) (result i32) i32.const 1024)
    (func (export "__wbindgen_free") (param i32 i32 i32))
    (func $nothing) (func $hook (call $log (global.get $__stack_pointer)))
    (table 2 funcref) (elem (i32.const 0) $nothing $hook)
    (func (export "sink") (global.set $__stack_pointer (i32.const 32)))
    (func (export "dialect") try catch_all end))"#;
    let mut done = Case::of(MVP, text).done();
    let script = "
    const memory = new WebAssembly.Memory({ initial: 4, maximum: 4, shared: true });
    const module = new WebAssembly.Module(bytes);
    const words = new Int32Array(memory.buffer);
    words[5] = 1;
    const seen = [];
    const thread = () => new WebAssembly.Instance(module, { env: { log(n) { seen.push(n); } }, './index_bg.js': { memory } }).exports;
    const [a, b] = [thread(), thread()];
    a.__wbindgen_start(); b.__wbindgen_start();
    const at = b.__wbg_stack();
    b.sink();
    b.__wbg_rewind(at);
    const waiting = Atomics.waitAsync(words, 4, 0);
    assert.equal(b.__wbg_failure(0), 0);
    a.__wbg_failure(0);
    assert.equal(words[4], 1);
    assert.deepEqual(seen, [1024 + 2097152], 'once, on the stack of the thread that ended it');
    waiting.value.then((how) => assert.equal(how, 'ok', 'woken'));";
    done.run_js(Engine::Any, script);
}
