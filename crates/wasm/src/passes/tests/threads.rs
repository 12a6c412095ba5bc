//! Shared memories: what each new instance gets, what it gives back, and what the linker must have left.

use wbg_ir::export::Start;

use crate::testing::{Case, Engine, MVP, inbound, nothing_up};

/// An allocator that hands out memory from 1024 on and remembers what was freed; a thread-local that begins as 7.
const GUEST: &str = r#"(module
    (import "env" "memory" (memory 1 64 shared))
    (import "env" "log" (func $log (param i32)))
    (global $__stack_pointer (mut i32) (i32.const 1024))
    (global $base (export "__tls_base") (mut i32) (i32.const 0))
    (global (export "__tls_size") i32 (i32.const 12))
    (global (export "__tls_align") i32 (i32.const 4))
    (global (export "__instance_terminated") i32 (i32.const 16))
    (func (export "__wasm_init_tls") (param i32)
      (global.set $base (local.get 0))
      (memory.init $tls (local.get 0) (i32.const 0) (i32.const 4)))
    (func (export "__wbindgen_malloc") (param $size i32) (param i32) (result i32)
      (call $log (i32.const 1)) (call $log (local.get $size)) (call $log (global.get $__stack_pointer))
      (i32.add (i32.const 1024) (i32.atomic.rmw.add (i32.const 8) (local.get $size))))
    (func (export "__wbindgen_free") (param i32 i32 i32)
      (call $log (i32.const 2)) (call $log (local.get 0)) (call $log (local.get 1)))
    (func (export "mine") (result i32) (i32.load (global.get $base)))
    (func (export "set") (param i32) (i32.store (global.get $base) (local.get 0)))
    (func (export "sp") (result i32) (global.get $__stack_pointer))
    (func $first (call $log (i32.const 3)))
    (func (export "user_0") (call $log (i32.const 4)))
    (data $tls "\07\00\00\00")
    (start $first))"#;

const SCRIPT: &str = "
const memory = new WebAssembly.Memory({ initial: 64, maximum: 64, shared: true });
const module = new WebAssembly.Module(bytes);
let seen = [];
const env = { log(n) { seen.push(n); } };
const logged = () => { const all = seen; seen = []; return all; };
const thread = (size) => {
    const x = new WebAssembly.Instance(module, { env, './index_bg.js': { memory } }).exports;
    x.__wbindgen_start(size);
    return x;
};
const words = new Int32Array(memory.buffer);
";

fn guest(text: &str) -> Case {
    let mut case = Case::of(MVP, text);
    case.export("user", inbound(vec![], nothing_up())).start = Start::Private;
    case
}

#[test]
fn every_thread_has_a_stack_and_thread_locals_of_its_own() {
    let mut done = guest(GUEST).done();
    assert_eq!(done.imports(), ["./index_bg.js.memory", "env.log"]);
    assert_eq!(
        done.exports(),
        [
            "__tls_base",
            "__instance_terminated",
            "mine",
            "set",
            "sp",
            "memory",
            "__stack_alloc",
            "__wbindgen_thread_destroy",
            "__wbindgen_start"
        ]
    );
    let memory = done.linkage.imported_memory.clone().unwrap();
    assert_eq!((memory.initial, memory.maximum, memory.shared), (2, Some(64), true), "one page more");
    let script = "
    const a = thread();
    // The linker's start function, thread-locals on the linker's stack, the user's start function.
    assert.deepEqual(logged(), [3, 1, 12, 1024, 4]);
    assert.equal(a.sp(), 1024);
    assert.equal(a.__stack_alloc.value, 0);
    const b = thread();
    const top = 2 * 65536;
    // A stack of the usual size, made on the temporary one; thread-locals; no user's start function.
    assert.deepEqual(logged(), [3, 1, 2 << 20, top, 1, 12, 1036 + (2 << 20)]);
    assert.equal(b.__stack_alloc.value, 1036);
    assert.equal(b.sp(), 1036 + (2 << 20));
    const c = thread(65536);
    assert.equal(logged()[2], 65536);
    assert.equal(c.sp(), c.__stack_alloc.value + 65536);
    assert.deepEqual([a.mine(), b.mine()], [7, 7]);
    a.set(1);
    b.set(2);
    assert.deepEqual([a.mine(), b.mine()], [1, 2]);
    assert.equal(words[65536 / 4], 3, 'three threads');
    assert.equal(words[65536 / 4 + 1], 0, 'nobody has the temporary stack');";
    done.run_js(Engine::Any, &format!("{SCRIPT}{script}"));
}

#[test]
fn what_a_thread_had_is_freed_once() {
    let mut done = guest(GUEST).done();
    let script = "
    const a = thread();
    const b = thread(4096);
    const c = thread(4096);
    logged();
    const { __tls_base: tls, __stack_alloc: stack } = b;
    b.__wbindgen_thread_destroy();
    assert.deepEqual(logged(), [2, 1036 + 4096, 12, 2, 1036, 4096], 'its own: thread-locals, then the stack');
    assert.deepEqual([stack.value, b.sp()], [0, 0]);
    assert.ok(tls.value < 0, 'no address any more');
    assert.equal(words[65536 / 4 + 1], 0, 'nobody has the temporary stack');
    a.__wbindgen_thread_destroy(c.__tls_base.value, c.__stack_alloc.value, 4096);
    assert.deepEqual(logged(), [2, 1036 + 4096 + 12 + 4096, 12, 2, 1036 + 4096 + 12, 4096], 'that of another');
    assert.equal(a.sp(), 1024, 'who frees for another goes on');
    a.__wbindgen_thread_destroy();
    assert.deepEqual(logged(), [2, 1024, 12], 'the first thread has the stack of the linker');";
    done.run_js(Engine::Any, &format!("{SCRIPT}{script}"));
}

#[test]
fn nobody_waits_for_a_thread_that_has_ended() {
    let mut done = guest(GUEST).done();
    let script = "
    thread();
    words[65536 / 4 + 1] = 1;
    words[16 / 4] = 1;
    assert.throws(() => thread(), WebAssembly.RuntimeError);";
    done.run_js(Engine::Any, &format!("{SCRIPT}{script}"));
}

#[test]
fn what_threads_need_is_named() {
    let refused = |from: &str, to: &str| guest(&GUEST.replace(from, to)).error();
    for symbol in ["__tls_base", "__tls_size", "__tls_align", "__wasm_init_tls"] {
        let error = refused(&format!("(export \"{symbol}\")"), "");
        assert!(error.starts_with(&format!("a module with shared memory must export `{symbol}`")), "{error}");
        assert!(error.contains(&format!("-Clink-arg=--export={symbol}")), "{error}");
    }
    let error = refused("(export \"__wbindgen_malloc\")", "");
    assert!(error.starts_with("a module with shared memory needs `__wbindgen_malloc`"), "{error}");
}

#[test]
fn only_an_imported_memory_can_be_shared() {
    let import = "(import \"env\" \"memory\" (memory 1 64 shared))";
    let text = GUEST.replace(import, "").replace("(data $tls", "(memory 1 64 shared) (data $tls");
    let error = guest(&text).error();
    assert!(error.starts_with("a shared memory that the module makes itself instead of importing it"), "{error}");
    assert!(error.ends_with("link with `--import-memory`"), "{error}");
    let text = GUEST.replace("(data $tls", "(data (i32.const 0) \"x\") (data $tls");
    let error = guest(&text).error();
    assert!(error.starts_with("a shared memory with active data segments"), "{error}");
    let error = guest(&GUEST.replace("memory 1 64 shared", "memory 65536 65536 shared")).error();
    assert!(error.starts_with("a shared memory that already has all of 4 GiB"), "{error}");
}

/// The same with addresses of 64 bits; its runtime takes numbers.
const WIDE_GUEST: &str = r#"(module
    (import "env" "memory" (memory i64 1 64 shared))
    (import "env" "log" (func $log (param f64)))
    (global $__stack_pointer (mut i64) (i64.const 1024))
    (global $base (export "__tls_base") (mut i64) (i64.const 0))
    (global (export "__tls_size") i64 (i64.const 12))
    (global (export "__tls_align") i64 (i64.const 4))
    (global (export "__instance_terminated") i64 (i64.const 16))
    (func (export "__wasm_init_tls") (param i64)
      (global.set $base (local.get 0))
      (memory.init $tls (local.get 0) (i32.const 0) (i32.const 4)))
    (func (export "__wbindgen_malloc") (param $size f64) (param f64) (result f64)
      (call $log (local.get $size)) (call $log (f64.convert_i64_u (global.get $__stack_pointer)))
      (f64.convert_i64_u (i64.add (i64.const 1024)
        (i64.atomic.rmw.add (i64.const 8) (i64.trunc_f64_u (local.get $size))))))
    (func (export "__wbindgen_free") (param f64 f64 f64)
      (call $log (f64.const -1)) (call $log (local.get 0)) (call $log (local.get 1)))
    (func (export "mine") (result i32) (i32.load (global.get $base)))
    (func (export "sp") (result i64) (global.get $__stack_pointer))
    (func (export "user_0") (call $log (f64.const -4)))
    (data $tls "\07\00\00\00"))"#;

#[test]
fn threads_have_addresses_of_64_bits_too() {
    let mut case = guest(WIDE_GUEST);
    case.abi.pointer = wbg_ir::PointerWidth::W64;
    let mut done = case.done();
    let memory = done.linkage.imported_memory.clone().unwrap();
    assert_eq!((memory.initial, memory.maximum, memory.shared, memory.wide), (2, Some(64), true, true));
    assert_eq!(done.export_type("__wbindgen_thread_destroy"), "(f64 f64 f64) -> ()");
    assert_eq!(done.export_type("__wbindgen_start"), "(i32) -> ()");
    let script = SCRIPT.replace("{ initial: 64, maximum: 64,", "{ initial: 64n, maximum: 64n, address: 'i64',");
    let calls = "
    const top = 2 * 65536, size = 2 << 20;
    const a = thread();
    assert.deepEqual(logged(), [12, 1024, -4]);
    assert.deepEqual([a.sp(), a.__stack_alloc.value], [1024n, 0n]);
    const b = thread();
    assert.deepEqual(logged(), [size, top, 12, 1036 + size]);
    assert.deepEqual([b.sp(), b.__stack_alloc.value], [1036n + 2097152n, 1036n]);
    const c = thread(65536);
    logged();
    assert.equal(c.sp(), c.__stack_alloc.value + 65536n);
    assert.deepEqual([a.mine(), b.mine(), c.mine()], [7, 7, 7]);
    const { __tls_base: tls, __stack_alloc: stack } = b;
    b.__wbindgen_thread_destroy();
    assert.deepEqual(logged(), [-1, 1036 + size, 12, -1, 1036, size], 'its own: thread-locals, then the stack');
    assert.deepEqual([stack.value, b.sp(), tls.value < 0n], [0n, 0n, true]);
    const [base, block] = [c.__tls_base, c.__stack_alloc].map((address) => Number(address.value));
    a.__wbindgen_thread_destroy(base, block, 65536);
    assert.deepEqual(logged(), [-1, base, 12, -1, block, 65536], 'that of another');
    assert.equal(words[top / 8 + 1], 0, 'nobody has the temporary stack');";
    done.run_js(Engine::Memory64, &format!("{script}{calls}"));
}

#[test]
fn a_memory_of_one_thread_may_be_imported_too() {
    let text = r#"(module (import "env" "mem" (memory 3)) (data (i32.const 8) "x") (func (export "f") (drop (i32.load (i32.const 0)))))"#;
    let mut done = Case::of(MVP, text).done();
    assert_eq!(done.imports(), ["./index_bg.js.memory"]);
    assert_eq!(done.exports(), ["f", "memory"]);
    let memory = done.linkage.imported_memory.clone().unwrap();
    assert_eq!((memory.initial, memory.maximum, memory.shared), (3, None, false));
    done.bytes();
}

/// A guest that waits in every way there is.
const WAITING: &str = r#"
    (global (export "__abort_handler") i32 (i32.const 20))
    (func (export "wait32") (param i32 i64) (result i32)
      (memory.atomic.wait32 offset=24 (i32.const 8) (local.get 0) (local.get 1)))
    (func (export "wait64") (param i64 i64) (result i32)
      (block (result i32) (memory.atomic.wait64 (i32.const 40) (local.get 0) (local.get 1))))
    (func (export "mine")"#;

#[test]
fn who_waits_inside_the_guest_learns_of_the_end() {
    let mut case = guest(&GUEST.replace("(func (export \"mine\")", WAITING));
    case.request.force_abort_handler = true;
    let mut done = case.done();
    let script = "
    const a = thread();
    // Values that differ, no time, some time, nobody who would wake.
    assert.equal(a.wait32(1, -1n), 1);
    assert.equal(a.wait64(1n, -1n), 1);
    assert.equal(a.wait32(0, 0n), 2);
    const begin = performance.now();
    assert.equal(a.wait32(0, 250_000_000n), 2);
    assert.equal(a.wait64(0n, 20_000_000n), 2);
    assert.ok(performance.now() - begin >= 265, 'as long as it wants');
    // Another thread wakes it, in its second stretch.
    const { Worker } = require('node:worker_threads');
    const waker = new Worker(`
        const { parentPort, workerData: words } = require('node:worker_threads');
        parentPort.once('message', () => {});
        parentPort.postMessage('ready');
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
        while (Atomics.notify(words, 8) === 0);
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
        Atomics.store(words, 4, 1);
        process.exit();`, { eval: true, workerData: words });
    waker.once('message', () => {
        assert.equal(a.wait32(0, -1n), 0, 'woken');
        assert.throws(() => a.wait64(0n, -1n), WebAssembly.RuntimeError, 'all have ended');
        assert.throws(() => a.wait32(0, 5_000_000_000n), WebAssembly.RuntimeError);
        process.exit();
    });";
    done.run_js(Engine::Any, &format!("{SCRIPT}{script}"));
}

#[test]
fn waits_of_guests_that_are_not_watched_stay() {
    let mut done = guest(&GUEST.replace("(func (export \"mine\")", WAITING)).done();
    let script = "
    const a = thread();
    words[4] = 1;
    assert.equal(a.wait32(0, 150_000_000n), 2, 'no look at that word');";
    done.run_js(Engine::Any, &format!("{SCRIPT}{script}"));
}
