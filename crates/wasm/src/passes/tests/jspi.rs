//! Stacks that wait: what the imports and exports become, and that guests without exceptions get none.

use wbg_ir::facts::Exceptions;
use wbg_ir::func::Outbound;
use wbg_ir::import::{ImportKind, Resume};
use wbg_ir::intrinsic::Intrinsic;
use wbg_ir::value::Ownership;

use crate::facts::exceptions;
use crate::testing::{
    Case, Engine, MODERN, MVP, call, inbound, nothing_down, nothing_up, u32_down, u32_up, value_down, value_up,
};

const IMPORTS: &str = r#"
    (import "__wbindgen_placeholder__" "pause" (func $pause (param i32)))
    (import "__wbindgen_placeholder__" "wait" (func $wait (result i32)))
    (import "__wbindgen_placeholder__" "in" (func $in (result i32)))
    (import "__wbindgen_placeholder__" "spawn" (func $spawn (param i32)))"#;

/// Moves the stack, keeps a word on it, waits, and returns the word.
const BODY: &str = r#"
    (func (export "__wbindgen_jspi_set_rejected") (param i32))
    (func (export "__wbg_jspi_task_poll") (param i32))
    (func (export "held_0") (param $n i32) (param $lent i32) (result i32) (local $sp i32)
      (global.set $__stack_pointer (local.tee $sp (i32.sub (global.get $__stack_pointer) (i32.const 16))))
      (i32.store (local.get $sp) (local.get $n))
      (call $pause (local.get $lent))
      (i32.load (local.get $sp))
      (global.set $__stack_pointer (i32.add (local.get $sp) (i32.const 16))))
    (func (export "told_0") (result i32) call $wait)
    (func (export "ask_0") (result i32) (call $spawn (i32.const 5)) call $in)"#;

fn guest(jspi: bool) -> Case {
    let mut case = Case::new(MODERN, IMPORTS, BODY);
    let suspending = |mut import: wbg_ir::import::ImportCall, catch| {
        import.suspending = true;
        import.catch = catch;
        ImportKind::Call(import)
    };
    case.import("pause", suspending(call(vec![value_up(Ownership::Borrowed)], nothing_down()), false));
    case.import("wait", suspending(call(vec![], value_down(Ownership::Owned)), true));
    case.import("in", ImportKind::Intrinsic(Intrinsic::JspiInContext, Outbound { args: vec![], result: u32_down() }));
    let spawn = Outbound { args: vec![u32_up()], result: nothing_down() };
    case.import("spawn", ImportKind::Intrinsic(Intrinsic::JspiSpawnPoll, spawn));
    case.export("held", inbound(vec![u32_down(), value_down(Ownership::Borrowed)], u32_up())).jspi = jspi;
    case.export("told", inbound(vec![], value_up(Ownership::Owned))).jspi = jspi;
    case.export("ask", inbound(vec![], u32_up()));
    case
}

#[test]
fn what_waits_gives_an_outcome_that_glue_turns_into_the_result() {
    let mut done = guest(true).done();
    done.bytes();
    let (throwing, telling) = (Resume::Throwing.import(), Resume::Telling.import());
    for name in [throwing, telling] {
        assert!(done.imports().contains(&format!("./index_bg.js.{name}")), "{:?}", done.imports());
        assert_eq!(done.import_type(name), "(externref) -> (externref)");
    }
    assert_eq!(done.import_type("pause"), "(externref) -> (externref)", "an outcome even without a result");
    assert_eq!(done.import_type("wait"), "() -> (externref)");
    assert_eq!(done.linkage.resumes.len(), 2);
    assert_eq!(done.export_type("held"), "(i32 externref) -> (i32)");
    for name in ["__wbg_stack_pointer", "__wbg_jspi_task_poll", "__wbindgen_jspi_set_rejected"] {
        assert!(done.exports().contains(&name), "{name} of {:?}", done.exports());
    }
    assert_eq!(exceptions(&done.guest.module), Exceptions::None, "no guest gets exceptions for it");
}

#[test]
fn nothing_is_left_of_it_in_guests_that_cannot_wait() {
    let mut case = guest(false);
    case.bindings.imports.iter_mut().for_each(|(_, import)| {
        if let ImportKind::Call(call) = &mut import.kind {
            (call.suspending, call.catch) = (false, false);
        }
    });
    let mut done = case.done();
    done.bytes();
    assert!(done.linkage.resumes.is_empty());
    let left = ["__wbg_stack_pointer", "__wbg_jspi_task_poll", "__wbindgen_jspi_set_rejected"];
    assert!(done.exports().iter().all(|name| !left.contains(name)), "{:?}", done.exports());
    assert!(!done.imports().iter().any(|name| name.ends_with(".in") || name.ends_with(".spawn")));
}

#[test]
fn lent_values_have_slots_of_their_own_while_others_wait() {
    let mut done = guest(true).done();
    let script = "
    const seen = [];
    const glue = {
        __wbindgen_init_externref_table() {},
        wait() {}, in() {}, spawn() {},
        __wbindgen_fiber_resume_telling(x) { return x; },
        __wbindgen_fiber_resume({ at, word }) {
            x.__wbg_stack_pointer.value = at;
            new Int32Array(x.memory.buffer)[at / 4] = word;
        },
        pause: new WebAssembly.Suspending((lent) => {
            seen.push(lent);
            const at = x.__wbg_stack_pointer.value;
            return new Promise((done) => { seen.at(-1).go = done; }).then(() => ({ at, word: lent.word }));
        }),
    };
    const x = new WebAssembly.Instance(new WebAssembly.Module(bytes), { './index_bg.js': glue }).exports;
    x.__wbindgen_start?.();
    const held = WebAssembly.promising(x.held);
    const top = x.__wbg_stack_pointer.value;
    const start = (n, lent) => { const one = held(n, lent); x.__wbg_stack_pointer.value = top; return one; };
    const used = () => Array.from({ length: x.__wbindgen_externrefs.length }, (_, i) => x.__wbindgen_externrefs.get(i)).filter((v) => v?.word);
    const [a, b] = [{ word: 10 }, { word: 20 }];
    const [one, two] = [start(1, a), start(2, b)];
    (async () => {
        a.go();
        assert.equal(await one, 10);
        assert.deepEqual(used(), [b], 'the first that ends releases its own');
        b.go();
        assert.equal(await two, 20);
        assert.deepEqual(used(), []);
        process.exit(0);
    })().catch((error) => { console.error(error); process.exit(1); });
    setTimeout(() => process.exit(2), 5000);";
    done.run_js(Engine::Jspi, script);
}

#[test]
fn what_cannot_wait_is_refused_by_name() {
    let text = r#"(module (memory (export "memory") 1) (func (export "f_0")))"#;
    let mut case = Case::of(MVP, text);
    case.export("f", inbound(vec![], nothing_up())).jspi = true;
    let error = case.error();
    assert!(
        error.starts_with("export `f`, which runs on a stack that can wait (`jspi`), in a guest without"),
        "{error}"
    );
    let mut case = Case::of(MODERN, text);
    case.export("f", inbound(vec![], nothing_up())).jspi = true;
    assert!(case.error().starts_with("a module whose stacks can wait needs the shadow stack pointer"));
}

#[test]
fn agents_that_share_a_memory_cannot_wait() {
    let text = r#"(module (import "env" "memory" (memory 1 2 shared)) (func (export "f_0"))
        (global $__stack_pointer (mut i32) (i32.const 16))
        (global (export "__tls_base") (mut i32) (i32.const 0)) (global (export "__tls_size") i32 (i32.const 4))
        (global (export "__tls_align") i32 (i32.const 4)) (func (export "__wasm_init_tls") (param i32))
        (func (export "__wbindgen_malloc") (param i32 i32) (result i32) i32.const 0)
        (func (export "__wbindgen_free") (param i32 i32 i32)))"#;
    let mut case = Case::of(MODERN, text);
    case.export("f", inbound(vec![], nothing_up())).jspi = true;
    let error = case.error();
    assert!(error.contains("in a module with shared memory") && error.contains("use `async`"), "{error}");
}

#[test]
fn imports_that_wait_need_references_and_say_so() {
    let import = r#"(import "__wbindgen_placeholder__" "pause" (func $pause (param i32)))"#;
    let build = |body: &str| {
        let mut case = Case::new(MVP, import, body);
        let mut pause = call(vec![value_up(Ownership::Borrowed)], nothing_down());
        pause.suspending = true;
        case.import("pause", ImportKind::Call(pause));
        case
    };
    let error = build(r#"(func (export "f") i32.const 132 call $pause)"#).error();
    assert!(error.starts_with("import `pause`, which makes the stack wait (`suspending`),"), "{error}");
    assert!(error.contains("in a guest without reference types"), "{error}");
    let dead = build(r#"(func (export "f"))"#).done();
    assert!(!dead.imports().iter().any(|name| name.ends_with("pause")), "{:?}", dead.imports());
}
