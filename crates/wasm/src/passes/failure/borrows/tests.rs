//! Objects that a function had borrowed when an exception left it.

use wbg_ir::abi::Abi;
use wbg_ir::func::{Inbound, Outbound, Prefix};
use wbg_ir::import::ImportKind;
use wbg_ir::intrinsic::Intrinsic;
use wbg_ir::value::Ownership;

use crate::testing::{Case, Engine, MODERN, MVP, call, inbound, nothing_down, nothing_up, value_down, value_up};

/// The object is at 64, its owners are counted at 56. What the guest borrows and what becomes of it is up to the host.
const GUEST: &str = r#"
  (func (export "count") (param i32) (result i32) local.get 0 i32.load)
  (func (export "set") (param i32 i32) local.get 0 local.get 1 i32.store)
  (func (export "method_0") (param $object i32) call $host)
  (func (export "panicking_0") (param $object i32)
    call $host
    i32.const 0 call $panic_error drop
    call $host)
"#;
const LEGACY: &str = "(tag $t (param i32)) (func (export \"dialect\") try catch $t drop end)";
const EXNREF: &str =
    "(tag $t (param i32)) (func (export \"dialect\") (block (result i32) (try_table (catch $t 0)) i32.const 0) drop)";

/// `after` says what the counts are when the host has thrown, from what they were before and what the host made of them.
const SCRIPT: &str = "
let steps;
const thrown = new Error('through Rust');
const glue = { __wbindgen_init_externref_table() {}, panic_error: (value) => value, host() { steps.shift()(); } };
const x = new WebAssembly.Instance(new WebAssembly.Module(bytes), { './index_bg.js': glue }).exports;
x.__wbindgen_start?.();
const after = (name, [borrows, owners], ...hosts) => {
    x.set(64, borrows); x.set(56, owners);
    steps = hosts;
    assert.throws(() => x[name](64), (error) => error === thrown);
    assert.equal(steps.length, 0, 'steps');
    return [x.count(64), x.count(56)];
};
const have = (borrows, owners) => { x.set(64, borrows); x.set(56, owners); };
const leave = (borrows, owners) => () => { have(borrows, owners); throw thrown; };
assert.deepEqual(after('method', [0, 1], leave(1, 2)), [0, 1], 'shared');
assert.deepEqual(after('method', [0, 1], leave(-1, 2)), [0, 1], 'exclusive');
assert.deepEqual(after('method', [2, 3], leave(3, 4)), [2, 3], 'shared once more');
assert.deepEqual(after('method', [0, 1], leave(0, 1)), [0, 1], 'nothing borrowed');
assert.deepEqual(after('method', [0, 1], leave(1, 1)), [0, 1], 'given up by JavaScript');
assert.deepEqual(after('method', [0, 7], leave(5, 8)), [5, 8], 'something else');
assert.deepEqual(after('panicking', [0, 1], () => have(1, 2), leave(1, 2)), [1, 2], 'after a panic the memory may be that of others');
assert.deepEqual(after('method', [0, 1], leave(1, 2)), [0, 1], 'the panic is over');
steps = [() => have(0, 1)];
x.method(64);
steps = [leave(0, 1)];
x.set(0, 0);
assert.throws(() => x.method(0), (error) => error === thrown);
assert.equal(x.count(0), 0, 'an object that was moved away');
";

fn run(engine: Engine, abi: Abi, dialect: &str) {
    let imports = r#"(import "__wbindgen_placeholder__" "host" (func $host))
        (import "__wbindgen_placeholder__" "panic_error" (func $panic_error (param i32) (result i32)))"#;
    let mut case = Case::new(abi, imports, &format!("{GUEST}{dialect}"));
    case.import("host", ImportKind::Call(call(vec![], nothing_down())));
    let convert = Outbound { args: vec![value_up(Ownership::Borrowed)], result: value_down(Ownership::Owned) };
    case.import("panic_error", ImportKind::Intrinsic(Intrinsic::PanicError, convert));
    for name in ["method", "panicking"] {
        let call = Inbound { prefix: Prefix::Receiver, ..inbound(vec![], nothing_up()) };
        case.export(name, call);
    }
    case.done().run_js(engine, SCRIPT);
}

#[test]
fn legacy_guests_give_objects_back() {
    run(Engine::Any, MODERN, LEGACY);
}

#[test]
fn exnref_guests_give_objects_back() {
    run(Engine::Exnref, MODERN, EXNREF);
}

#[test]
fn guests_with_a_heap_of_handles_give_objects_back() {
    run(Engine::Any, MVP, LEGACY);
}
