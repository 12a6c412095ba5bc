//! Export shims and the export list.

use wbg_ir::func::{Fallible, Inbound};
use wbg_ir::value::{Lift, LiftShape, Lower, LowerShape, Num, Ownership};
use wbg_ir::{Abi, HandleMode, PointerWidth, ResultMode};

use crate::load::Retain;
use crate::testing::{Case, Engine, MODERN, MVP, inbound, nothing_up, u32_down, u32_up, value_down, value_up};

/// Instantiates, fills the handle table as glue does, runs the start function.
const INSTANCE: &str = "
const imports = { './index_bg.js': { __wbindgen_init_externref_table() {
  const t = x.__wbindgen_externrefs; t.set(0, undefined); t.set(1024, undefined); t.set(1025, null); t.set(1026, true); t.set(1027, false);
}, ...(globalThis.extra ?? {}) } };
const x = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports;
x.__wbindgen_start?.();
";

#[test]
fn handles_become_references() {
    let mut case = Case::new(
        MODERN,
        "",
        r#"(func (export "swap_0") (param i32 i32 i32) (result i32)
             (if (i32.ne (local.get 0) (i32.const 1023)) (then unreachable))
             (if (i32.lt_u (local.get 1) (i32.const 1028)) (then unreachable))
             (i32.store (i32.const 0) (local.get 1))
             (i32.store (i32.const 4) (local.get 2))
             (local.get 1))"#,
    );
    let args = vec![value_down(Ownership::Borrowed), value_down(Ownership::Owned), u32_down()];
    case.export("swap", inbound(args, value_up(Ownership::Owned)));
    let mut done = case.done();
    assert_eq!(done.export_type("swap"), "(externref externref i32) -> (externref)");
    let script = format!(
        "{INSTANCE}
        const value = {{}};
        for (let i = 0; i < 3000; i++) assert.equal(x.swap('borrowed', value, 7), value);
        const [handle, seven] = new Uint32Array(x.memory.buffer, 0, 2);
        assert.equal(seven, 7);
        assert.equal(x.__wbindgen_externrefs.get(handle), null, 'the returned handle was released');
        assert.equal(x.__wbindgen_externrefs.get(1023), null, 'the borrowed slot was cleared');"
    );
    done.run_js(Engine::Any, &script);
}

#[test]
fn areas_become_multiple_results() {
    let mut case = Case::new(
        MODERN,
        "",
        r#"(func (export "pair_0") (param i32 i32)
             (if (i32.and (local.get 0) (i32.const 15)) (then unreachable))
             (if (i32.ne (local.get 0) (global.get $__stack_pointer)) (then unreachable))
             (f64.store (local.get 0) (f64.convert_i32_u (local.get 1)))
             (i32.store offset=8 (local.get 0) (i32.const 5))
             (i32.store offset=12 (local.get 0) (i32.const 1)))"#,
    );
    let call =
        Inbound { fallible: Fallible::Throws, ..inbound(vec![u32_down()], Lift::new(LiftShape::Number(Num::F64))) };
    case.export("pair", call);
    let mut done = case.done();
    assert_eq!(done.export_type("pair"), "(i32) -> (f64 i32 i32)");
    let script = format!(
        "{INSTANCE}
        assert.deepEqual(x.pair(41), [41, 5, 1]);
        assert.equal(x.sp(), 65536);"
    );
    done.run_js(Engine::Any, &script);
}

#[test]
fn areas_stay_with_js_in_return_pointer_mode() {
    let text = r#"(module (memory (export "memory") 1) (global $__stack_pointer (mut i32) (i32.const 65536))
        (func (export "pair_0") (param i32) (i64.store (local.get 0) (i64.const 9)))
        (func (export "__wbindgen_free") (param i32 i32 i32)))"#;
    let mut case = Case::of(MVP, text);
    case.export("pair", inbound(vec![], Lift::new(LiftShape::String(Ownership::Owned))));
    let mut done = case.done();
    assert_eq!(done.export_type("pair"), "(i32) -> ()");
    assert_eq!(done.exports(), ["memory", "pair", "__wbindgen_free", "__wbindgen_add_to_stack_pointer"]);
    let script = format!(
        "{INSTANCE}
        assert.equal(x.__wbindgen_add_to_stack_pointer(-16), 65520);
        assert.equal(x.__wbindgen_add_to_stack_pointer(16), 65536);"
    );
    done.run_js(Engine::Any, &script);
}

#[test]
fn one_function_serves_exports_of_different_signatures() {
    let mut case = Case::new(
        MODERN,
        "",
        r#"(func $same (param i32) (result i32) local.get 0) (export "a_0" (func $same)) (export "b_0" (func $same))"#,
    );
    case.export("a", inbound(vec![u32_down()], u32_up()));
    case.export("b", inbound(vec![value_down(Ownership::Owned)], value_up(Ownership::Owned)));
    let mut done = case.done();
    assert_eq!(done.export_type("a"), "(i32) -> (i32)");
    assert_eq!(done.export_type("b"), "(externref) -> (externref)");
    done.run_js(Engine::Any, &format!("{INSTANCE} assert.equal(x.a(5), 5); assert.equal(x.b('v'), 'v');"));
}

#[test]
fn bindgen_exports_are_sorted_among_their_places() {
    let text = r#"(module (memory (export "memory") 1)
        (func (export "z_0")) (func (export "raw")) (func (export "a_0")) (func (export "__wbindgen_odd"))
        (global (export "__heap_base") i32 (i32.const 1)))"#;
    let build = |keep| {
        let mut case = Case::of(MVP, text);
        case.export("z", inbound(vec![], nothing_up()));
        case.export("a", inbound(vec![], nothing_up()));
        case.options.lld_exports = keep;
        let mut done = case.done();
        done.bytes();
        done.exports().into_iter().map(String::from).collect::<Vec<_>>()
    };
    assert_eq!(build(Retain::Drop), ["memory", "a", "raw", "z"]);
    assert_eq!(build(Retain::Keep), ["memory", "a", "raw", "z", "__heap_base"]);
}

#[test]
fn a_taken_name_leaves_the_symbol_and_main_gives_way() {
    let text = r#"(module (func (export "f")) (func (export "f_0"))
        (func (export "main") (param i32 i32) (result i32) i32.const 0) (func (export "main_0")))"#;
    let mut case = Case::of(MVP, text);
    case.export("f", inbound(vec![], nothing_up()));
    case.export("main", inbound(vec![], nothing_up()));
    let done = case.done();
    assert_eq!(done.exports(), ["f", "f_0", "main", "__wbindgen_start"]);
    assert_eq!(done.export_type("main"), "() -> ()");
}

#[test]
fn two_exports_of_one_name_are_an_error() {
    let mut case = Case::of(MVP, r#"(module (func (export "f_0")) (func (export "g_0")))"#);
    case.export("f", inbound(vec![], nothing_up()));
    case.export("g", inbound(vec![], nothing_up())).canonical = "f".to_string();
    assert_eq!(
        case.error(),
        "two exports would be called `f`; rename one of them, or give it another `js_name` or `js_namespace`"
    );
}

#[test]
fn words_that_do_not_fit_the_function_are_an_error() {
    let mut case = Case::of(MVP, r#"(module (func (export "f_0") (param i64)))"#);
    case.export("f", inbound(vec![u32_down()], nothing_up()));
    let error = case.error();
    assert!(error.contains("export `f` should have the wasm type (i32) -> ()"), "{error}");
    assert!(error.contains("but it is (i64) -> ()"), "{error}");
}

#[test]
fn a_missing_stack_pointer_is_an_error() {
    let mut case = Case::of(MODERN, r#"(module (memory 1) (func (export "f_0") (param i32)))"#);
    case.export("f", inbound(vec![], Lift::new(LiftShape::String(Ownership::Borrowed))));
    assert!(case.error().starts_with("export `f` needs the shadow stack pointer"));
}

#[test]
fn memory64_addresses_are_wide_and_pointers_are_f64() {
    let text = r#"(module (memory (export "memory") i64 1) (global $__stack_pointer (mut i64) (i64.const 65536))
        (func (export "text_0") (param i64)
          (f64.store (local.get 0) (f64.convert_i64_u (local.get 0)))
          (f64.store offset=8 (local.get 0) (f64.const 3))
          (if (i64.ne (local.get 0) (global.get $__stack_pointer)) (then unreachable)))
        (func (export "sp") (result i64) global.get $__stack_pointer)
        (func (export "index_0") (param f64) (result f64) local.get 0)
        (func (export "__wbindgen_free") (param f64 f64 f64)))"#;
    let build = |results| {
        let mut case = Case::of(Abi { pointer: PointerWidth::W64, handles: HandleMode::Heap, results }, text);
        case.export("text", inbound(vec![], Lift::new(LiftShape::String(Ownership::Borrowed))));
        let pointer = LowerShape::RawPointer;
        case.export("index", inbound(vec![Lower::new(pointer)], Lift::new(LiftShape::RawPointer)));
        case.done()
    };
    let mut done = build(ResultMode::MultiValue);
    assert_eq!(done.export_type("text"), "() -> (f64 f64)");
    assert_eq!(done.export_type("index"), "(f64) -> (f64)");
    done.run_js(
        Engine::Memory64,
        &format!("{INSTANCE} assert.deepEqual(x.text(), [65520, 3]); assert.equal(x.sp(), 65536n);"),
    );
    let mut done = build(ResultMode::ReturnPointer);
    assert_eq!(done.export_type("text"), "(i64) -> ()");
    done.run_js(
        Engine::Memory64,
        &format!(
            "{INSTANCE} assert.equal(x.__wbindgen_add_to_stack_pointer(-32), 65504); assert.equal(x.sp(), 65504n);"
        ),
    );
}
