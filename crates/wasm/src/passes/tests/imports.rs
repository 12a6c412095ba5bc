//! Import shims, the imports the guest crate knows by name, and static strings.

use wbg_ir::class::Class;
use wbg_ir::doc::PublicName;
use wbg_ir::func::Outbound;
use wbg_ir::import::{ImportKind, JsPath, JsRoot};
use wbg_ir::intrinsic::Intrinsic;
use wbg_ir::value::{Lower, LowerShape, Ownership};

use crate::passes::StaticStrings;
use crate::testing::{Case, Engine, MODERN, MVP, call, inbound, nothing_down, u32_down, u32_up, value_down, value_up};

const START: &str = "
const x = new WebAssembly.Instance(new WebAssembly.Module(bytes), { './index_bg.js': glue }).exports;
";

#[test]
fn handles_become_references_and_identity_is_kept() {
    let mut case = Case::new(
        MODERN,
        r#"(import "__wbindgen_placeholder__" "mix" (func $mix (param i32 i32 i32) (result i32)))"#,
        r#"(table $t 1 funcref) (elem (i32.const 0) $mix)
           (type $mix (func (param i32 i32 i32) (result i32)))
           (func (export "direct_0") (param i32) (result i32)
             (call $mix (local.get 0) (call $fresh) (i32.const 7)))
           (func (export "through_table_0") (param i32) (result i32)
             (call_indirect (type $mix) (local.get 0) (call $fresh) (i32.const 8) (i32.const 0)))
           (func $fresh (result i32) (local i32)
             (i32.store (i32.const 0) (local.tee 0 (call $alloc))) local.get 0)"#,
    );
    let args = vec![value_up(Ownership::Borrowed), value_up(Ownership::Owned), u32_up()];
    case.import("mix", ImportKind::Call(call(args, value_down(Ownership::Owned))));
    for name in ["direct", "through_table"] {
        case.export(name, inbound(vec![value_down(Ownership::Borrowed)], value_up(Ownership::Owned)));
    }
    let mut done = case.done();
    assert_eq!(done.import_type("mix"), "(externref externref i32) -> (externref)");
    assert_eq!(done.imports(), ["./index_bg.js.__wbindgen_init_externref_table", "./index_bg.js.mix"]);
    let script = format!(
        "let seen; const glue = {{ __wbindgen_init_externref_table() {{}}, mix(...args) {{ seen = args; return 'made'; }} }};
        {START}
        assert.equal(x.direct('in'), 'made');
        assert.deepEqual(seen, ['in', null, 7]);
        assert.equal(x.through_table('in'), 'made');
        assert.deepEqual(seen, ['in', null, 8]);"
    );
    done.run_js(Engine::Any, &script);
}

/// The guest ignores the result of a `catch` import that threw, so it must not occupy a slot.
#[test]
fn a_caught_error_costs_no_handle() {
    let mut case = Case::new(
        MODERN,
        r#"(import "__wbindgen_placeholder__" "attempt" (func $attempt (result i32)))"#,
        r#"(func (export "handle_0") (result i32) (call $attempt))"#,
    );
    let mut attempt = call(vec![], value_down(Ownership::Owned));
    attempt.catch = true;
    case.import("attempt", ImportKind::Call(attempt));
    case.export("handle", inbound(vec![], u32_up()));
    let mut done = case.done();
    let script = format!(
        "let result = null; const glue = {{ __wbindgen_init_externref_table() {{}}, attempt: () => result }};
        {START}
        assert.equal(x.handle(), 1025);
        assert.equal(x.handle(), 1025);
        result = 'made';
        assert.equal(x.handle(), 1028);"
    );
    done.run_js(Engine::Any, &script);
}

#[test]
fn imports_without_handles_only_change_their_module() {
    let imports = r#"(import "__wbindgen_placeholder__" "plain" (func $plain (param i32) (result i32)))
        (import "env" "other" (func $other))"#;
    let mut case =
        Case::new(MODERN, imports, r#"(func (export "go") (result i32) call $other i32.const 1 call $plain)"#);
    let id = case.import("plain", ImportKind::Call(call(vec![u32_up()], u32_down())));
    case.options.glue_module = "./x_bg.js".to_string();
    let mut done = case.done();
    done.bytes();
    assert_eq!(done.imports(), ["env.other", "./x_bg.js.plain"]);
    assert_eq!(done.linkage.imports[&id], "plain");
    let env = &done.linkage.passthrough["env"];
    assert_eq!(env.iter().collect::<Vec<_>>(), ["other"]);
}

#[test]
fn class_imports_and_instanceof_have_fixed_types() {
    let imports = r#"(import "__wbindgen_placeholder__" "new" (func $new (param i32) (result i32)))
        (import "__wbindgen_placeholder__" "unwrap" (func $unwrap (param i32) (result i32)))
        (import "__wbindgen_placeholder__" "is" (func $is (param i32) (result i32)))"#;
    let body = r#"(func (export "go") (result i32) i32.const 1 call $new call $unwrap call $is)
        (func (export "__wbg_c_free_0") (param i32 i32))"#;
    let mut case = Case::new(MODERN, imports, body);
    let class = case.bindings.classes.push(Class {
        public: PublicName::default(),
        private: false,
        extends: None,
        free: case.facts.exported_functions["__wbg_c_free_0"],
        free_symbol: "__wbg_c_free_0".to_string(),
        free_name: "__wbg_c_free".to_string(),
        upcast: None,
        inspectable: false,
        comments: vec![],
        typescript: true,
    });
    case.import("new", ImportKind::ClassNew(class));
    case.import("unwrap", ImportKind::ClassUnwrap(class));
    let path = JsPath { root: JsRoot::Global("C".to_string()), members: vec![] };
    case.import("is", ImportKind::InstanceOf(path));
    let mut done = case.done();
    done.bytes();
    assert_eq!(done.import_type("new"), "(i32) -> (externref)");
    assert_eq!(done.import_type("unwrap"), "(externref) -> (i32)");
    assert_eq!(done.import_type("is"), "(externref) -> (i32)");
    assert!(done.exports().contains(&"__wbg_c_free"));
    assert!(!done.exports().contains(&"__wbg_c_free_0"));
}

const OBJECT_IMPORTS: &str = r#"
    (import "__wbindgen_placeholder__" "__wbindgen_object_clone_ref" (func $clone (param i32) (result i32)))
    (import "__wbindgen_placeholder__" "__wbindgen_object_drop_ref" (func $drop_ref (param i32)))"#;

#[test]
fn clone_and_drop_are_wasm_with_a_table() {
    let body = r#"(func (export "twice_0") (param i32) (result i32)
        (local i32) (local.set 1 (call $clone (local.get 0))) (call $drop_ref (local.get 0)) local.get 1)"#;
    let mut case = Case::new(MODERN, OBJECT_IMPORTS, body);
    case.import("__wbindgen_object_clone_ref", ImportKind::ObjectClone);
    case.import("__wbindgen_object_drop_ref", ImportKind::ObjectDrop);
    case.export("twice", inbound(vec![value_down(Ownership::Owned)], value_up(Ownership::Owned)));
    let mut done = case.done();
    assert_eq!(done.imports(), ["./index_bg.js.__wbindgen_init_externref_table"]);
    let script = format!(
        "const glue = {{ __wbindgen_init_externref_table() {{}} }}; {START}
        const before = x.__wbindgen_externrefs.length;
        assert.equal(x.twice('v'), 'v');
        for (let i = before; i < x.__wbindgen_externrefs.length; i++) assert.equal(x.__wbindgen_externrefs.get(i), null);"
    );
    done.run_js(Engine::Any, &script);
}

#[test]
fn heap_mode_leaves_handles_to_js() {
    let body = r#"(func (export "f_0") (param i32) (result i32) (call $drop_ref (local.get 0)) (call $clone (local.get 0)))
        (func (export "text_0") (result i32) call $text)"#;
    let text = r#"(import "__wbindgen_placeholder__" "text" (func $text (result i32)))"#;
    let mut case = Case::new(MVP, &format!("{OBJECT_IMPORTS}{text}"), body);
    case.import("__wbindgen_object_clone_ref", ImportKind::ObjectClone);
    case.import("__wbindgen_object_drop_ref", ImportKind::ObjectDrop);
    case.import("text", ImportKind::StaticString("hi".to_string()));
    case.export("f", inbound(vec![value_down(Ownership::Borrowed)], value_up(Ownership::Owned)));
    case.export("text", inbound(vec![], value_up(Ownership::Owned)));
    let mut done = case.done();
    let glue = ["__wbindgen_object_clone_ref", "__wbindgen_object_drop_ref", "text"];
    assert_eq!(done.imports(), glue.map(|name| format!("./index_bg.js.{name}")));
    assert_eq!(done.export_type("f"), "(i32) -> (i32)");
    assert_eq!(done.linkage.externref_table, None);
    assert!(done.linkage.static_strings.is_empty());
    done.run_js(
        Engine::Any,
        &format!(
            "const glue = {{ __wbindgen_object_clone_ref: i => i, __wbindgen_object_drop_ref() {{}}, text: () => 1 }}; {START}
            assert.equal(x.statics(), 1028);"
        ),
    );
}

#[test]
fn live_static_strings_share_slots() {
    let one = |n: u32| format!(r#"(import "__wbindgen_placeholder__" "s{n}" (func $s{n} (result i32)))"#);
    let body = r#"(func (export "b1_0") (result i32) call $s0) (func (export "a_0") (result i32) call $s1)
        (func (export "b2_0") (result i32) call $s2)"#;
    let mut case = Case::new(MODERN, &(0..4).map(one).collect::<String>(), body);
    for (n, text) in ["b", "a", "b", "dead"].into_iter().enumerate() {
        case.import(&format!("s{n}"), ImportKind::StaticString(text.to_string()));
    }
    for name in ["b1", "a", "b2"] {
        case.export(name, inbound(vec![], u32_up()));
    }
    let mut done = case.done();
    assert_eq!(done.linkage.static_strings, ["a", "b"]);
    let script = format!(
        "const glue = {{ __wbindgen_init_externref_table() {{}} }}; {START}
        assert.deepEqual([x.a(), x.b1(), x.b2()], [1028, 1029, 1029]);
        assert.equal(x.statics(), 1030);
        assert.equal(x.__wbindgen_externrefs.length, 1030);"
    );
    done.run_js(Engine::Any, &script);
}

#[test]
fn string_constants_fill_their_slots_at_instantiation() {
    let imports = r#"(import "__wbindgen_placeholder__" "b" (func $b (result i32)))
        (import "__wbindgen_placeholder__" "a" (func $a (result i32)))"#;
    let body = r#"(func (export "b_0") (result i32) call $b) (func (export "a_0") (result i32) call $a)"#;
    let mut case = Case::new(MODERN, imports, body);
    case.options.strings = StaticStrings::Constants;
    for (name, text) in [("b", "tea é"), ("a", "")] {
        case.import(name, ImportKind::StaticString(text.to_string()));
        case.export(name, inbound(vec![], u32_up()));
    }
    let mut done = case.done();
    assert_eq!(done.linkage.string_constants, ["", "tea é"]);
    assert!(done.linkage.static_strings.is_empty() && done.linkage.passthrough.is_empty());
    // An engine without such constants takes them from the import object.
    done.run_js(
        Engine::Any,
        "const glue = { __wbindgen_init_externref_table() {} };
        const imports = { './index_bg.js': glue, 'wasm:js/string-constants': { '': '', 'tea é': 'tea é' } };
        const x = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports;
        assert.deepEqual([x.a(), x.b()].map(i => x.__wbindgen_externrefs.get(i)), ['', 'tea é']);",
    );
}

#[test]
fn an_unbound_import_that_lives_is_an_error() {
    let import = r#"(import "__wbindgen_placeholder__" "gone" (func $gone))"#;
    let alive = Case::new(MODERN, import, r#"(func (export "f") call $gone)"#);
    let error = alive.error();
    assert!(error.contains("`__wbindgen_placeholder__`: `gone`"), "{error}");
    let dead = Case::new(MODERN, import, "(func $f call $gone)");
    assert!(dead.done().imports().iter().all(|name| !name.contains("gone")));
}

#[test]
fn words_that_do_not_fit_the_import_are_an_error() {
    let import = r#"(import "__wbindgen_placeholder__" "f" (func (param f32)))"#;
    let mut case = Case::new(MODERN, import, "");
    case.import("f", ImportKind::Call(call(vec![u32_up()], nothing_down())));
    assert!(case.error().starts_with("import `f` should have the wasm type (i32) -> ()"));
}

#[test]
fn areas_of_imports_come_first_and_stay() {
    let import = r#"(import "__wbindgen_placeholder__" "f" (func $f (param i32 i32)))"#;
    let mut case = Case::new(MODERN, import, r#"(func (export "go") i32.const 8 i32.const 0 call $f)"#);
    let string = Lower::new(LowerShape::String);
    case.import("f", ImportKind::Call(call(vec![value_up(Ownership::Borrowed)], string)));
    let mut done = case.done();
    done.bytes();
    assert_eq!(done.import_type("f"), "(i32 externref) -> ()");
}

#[test]
fn stack_switching_is_lowered_away_where_nothing_waits() {
    let imports = r#"(import "__wbindgen_placeholder__" "in" (func $in (result i32)))
        (import "__wbindgen_placeholder__" "spawn" (func $spawn (param i32)))
        (import "__wbindgen_placeholder__" "wait" (func $wait (param i32) (result i32)))"#;
    let build = |body: &str| {
        let mut case = Case::new(MODERN, imports, body);
        let outbound = |args, result| Outbound { args, result };
        case.import("in", ImportKind::Intrinsic(Intrinsic::JspiInContext, outbound(vec![], u32_down())));
        case.import("spawn", ImportKind::Intrinsic(Intrinsic::JspiSpawnPoll, outbound(vec![u32_up()], nothing_down())));
        let wait = outbound(vec![value_up(Ownership::Borrowed)], value_down(Ownership::Owned));
        case.import("wait", ImportKind::Intrinsic(Intrinsic::JspiSuspend, wait));
        case
    };
    let mut done = build(
        r#"(func (export "ask") (result i32) call $in) (func (export "__wbg_jspi_task_poll") (param i32))
           (func (export "never") i32.const 0 call $spawn)"#,
    )
    .done();
    assert!(!done.exports().contains(&"__wbg_jspi_task_poll"));
    let script = format!(
        "const glue = {{ __wbindgen_init_externref_table() {{}} }}; {START}
        assert.equal(x.ask(), 0); assert.throws(() => x.never(), WebAssembly.RuntimeError);"
    );
    done.run_js(Engine::Any, &script);
    let error = build(r#"(func (export "f") (result i32) i32.const 0 call $wait)"#).error();
    assert!(error.contains("`__wbindgen_jspi_set_rejected`"), "a guest that waits has it: {error}");
}

#[test]
fn unknown_table_operations_are_an_error() {
    let text = r#"(module (import "__wbindgen_externref_xform__" "odd" (func $odd)) (func (export "f") call $odd)
        (func (export "__externref_table_alloc") (result i32) i32.const 0) (func (export "__externref_table_dealloc") (param i32)))"#;
    let error = Case::of(MODERN, text).error();
    assert!(error.contains("`__wbindgen_externref_xform__`: `odd`"), "{error}");
}
