use wbg_ir::closure::ClosureAdapter;
use wbg_ir::func::{Fallible, FuncDoc, Inbound, Prefix};
use wbg_ir::import::ImportTarget;
use wbg_ir::intrinsic::Intrinsic;
use wbg_ir::value::{Num, Presence};
use wbg_ir::{CoreFn, HandleMode, Id};

use super::*;
use crate::fixture::Fixture;
use crate::js::print::{self, Keyword};
use crate::options::Target;
use crate::plan::Plan;

fn global(name: &str) -> JsPath {
    JsPath { root: JsRoot::Global(name.to_owned()), members: vec![] }
}

fn number(num: Num) -> Lift {
    Lift::new(LiftShape::Number(num))
}

fn any(ownership: Ownership) -> Lift {
    Lift::new(LiftShape::Handle(HandleType::Any, ownership))
}

fn call(target: ImportTarget, args: Vec<Lift>, result: LowerShape) -> ImportCall {
    ImportCall {
        target,
        call: Outbound { args, result: Lower::new(result) },
        catch: false,
        variadic: false,
        suspending: false,
        assert_no_shim: false,
        doc: FuncDoc::default(),
    }
}

/// The text of all imports and closure factories.
fn text(fixture: &Fixture) -> Result<String, EmitError> {
    let input = fixture.input();
    let plan = Plan::new(&input)?;
    let ctx = Context { input, plan: &plan };
    let mut out = String::new();
    for part in crate::glue::closure::factories(ctx)? {
        for item in part.items {
            out += &print::item(&item, Keyword::Local);
        }
    }
    for import in imports(ctx)? {
        out += &match import.value {
            GlueImportValue::Function(function) => print::declaration(&import.name, &function, Keyword::Local),
            GlueImportValue::Value(value) => format!("{} = {}\n", import.name, print::expr(&value)),
        };
    }
    Ok(out)
}

fn one(handles: HandleMode, kind: ImportKind) -> String {
    let mut fixture = Fixture::new(Target::Web, handles);
    fixture.import("f", kind);
    text(&fixture).expect("it can be expressed")
}

fn evaluated(target: ImportTarget, args: usize) -> String {
    let args = vec![any(Ownership::Borrowed); args];
    let text = one(HandleMode::ExternrefTable, ImportKind::Call(call(target, args, LowerShape::Unit)));
    let body = text.lines().nth(1).unwrap_or_default().trim();
    body.trim_end_matches(';').to_owned()
}

#[test]
fn every_target_evaluates_its_own_operation() {
    let path = || JsPath { root: JsRoot::Global("a".to_owned()), members: vec!["b-c".to_owned()] };
    let name = || "x".to_owned();
    for (target, args, expected) in [
        (ImportTarget::Function(path()), 1, r#"a["b-c"](arg0)"#),
        (ImportTarget::Constructor(path()), 1, r#"new a["b-c"](arg0)"#),
        (ImportTarget::StaticMethod(path(), name()), 1, r#"a["b-c"].x(arg0)"#),
        (ImportTarget::Method("[Symbol.iterator]".to_owned()), 2, "arg0[Symbol.iterator](arg1)"),
        (ImportTarget::FinalMethod(path(), name()), 2, r#"a["b-c"].prototype.x.call(arg0, arg1)"#),
        (ImportTarget::Getter(name()), 1, "arg0.x"),
        (ImportTarget::Setter(name()), 2, "arg0.x = arg1"),
        (ImportTarget::FinalGetter(global("C"), name()), 1, r#"__wbg_final_get(C.prototype, "x", arg0)"#),
        (ImportTarget::FinalSetter(global("C"), name()), 2, r#"__wbg_final_set(C.prototype, "x", arg0, arg1)"#),
        (ImportTarget::StaticGetter(global("C"), name()), 0, "C.x"),
        (ImportTarget::StaticSetter(global("C"), name()), 1, "C.x = arg0"),
        (ImportTarget::FinalStaticGetter(global("C"), name()), 0, r#"__wbg_final_get(C, "x", C)"#),
        (ImportTarget::FinalStaticSetter(global("C"), name()), 1, r#"__wbg_final_set(C, "x", C, arg0)"#),
        (ImportTarget::IndexingGetter, 2, "arg0[arg1]"),
        (ImportTarget::IndexingSetter, 3, "arg0[arg1] = arg2"),
        (ImportTarget::IndexingDeleter, 2, "delete arg0[arg1]"),
        (ImportTarget::StaticIndexingGetter(global("C")), 1, "C[arg0]"),
        (ImportTarget::StaticIndexingSetter(global("C")), 2, "C[arg0] = arg1"),
        (ImportTarget::StaticIndexingDeleter(global("C")), 1, "delete C[arg0]"),
    ] {
        assert_eq!(evaluated(target, args), expected);
    }
}

#[test]
fn too_few_arguments_are_an_error() {
    let mut fixture = Fixture::new(Target::Web, HandleMode::ExternrefTable);
    let target = ImportTarget::Setter("x".to_owned());
    fixture.import("f", ImportKind::Call(call(target, vec![any(Ownership::Borrowed)], LowerShape::Unit)));
    let error = text(&fixture).expect_err("a setter needs a value").to_string();
    assert!(error.starts_with("import `x`: it has fewer arguments"), "{error}");
}

#[test]
fn locals_do_not_hide_what_is_called() {
    let text = one(
        HandleMode::ExternrefTable,
        ImportKind::Call(call(ImportTarget::Function(global("arg0")), vec![number(Num::I32)], LowerShape::Unit)),
    );
    assert!(text.contains("arg0(arg1)"), "{text}");
}

#[test]
fn variadic_arguments_are_spread() {
    let list = Lift::new(LiftShape::Handles(HandleType::Any, Ownership::Owned));
    let mut variadic = call(ImportTarget::Function(global("f_")), vec![number(Num::I32), list], LowerShape::Unit);
    variadic.variadic = true;
    let text = one(HandleMode::ExternrefTable, ImportKind::Call(variadic));
    assert!(text.contains("f_(arg0, ...__wbg_handles_take(wbg, arg1, arg2));"), "{text}");
}

#[test]
fn caught_exceptions_are_stored_and_the_word_converts() {
    for (num, after) in [(Num::I32, ""), (Num::I64, "        return 0n;\n")] {
        let mut caught = call(ImportTarget::Function(global("f_")), vec![], LowerShape::Number(num));
        caught.catch = true;
        assert_eq!(
            one(HandleMode::ExternrefTable, ImportKind::Call(caught)),
            format!(
                "function f() {{\n    try {{\n        return f_();\n    }} catch (error) {{\n        \
                 __wbg_store_error(wbg, error);\n{after}    }}\n}}\n"
            )
        );
    }
}

#[test]
fn debug_packages_report_exceptions_nobody_catches() {
    let mut fixture = Fixture::new(Target::Web, HandleMode::ExternrefTable);
    fixture.options.checks = Checks::Debug;
    let plain = call(ImportTarget::Function(global("f_")), vec![], LowerShape::Unit);
    fixture.import("a", ImportKind::Call(ImportCall { catch: true, ..plain.clone() }));
    fixture.import("b", ImportKind::Call(plain));
    let text = text(&fixture).expect("it can be expressed");
    assert_eq!(text.matches("__wbg_log_error(error);\n        throw error;").count(), 1, "{text}");
    assert_eq!(text.matches("__wbg_store_error(wbg, error);").count(), 1, "{text}");
}

#[test]
fn results_of_several_words_go_to_the_area() {
    let mut fixture = Fixture::new(Target::Web, HandleMode::ExternrefTable);
    let result = Lower { shape: LowerShape::Number(Num::F64), presence: Presence::Optional };
    let mut optional = call(ImportTarget::Function(global("f_")), vec![number(Num::U32)], LowerShape::Unit);
    optional.call.result = result;
    fixture.import("f", ImportKind::Call(optional));
    let text = text(&fixture).expect("it can be expressed");
    for line in [
        "function f(area, arg0) {",
        "f_(arg0 >>> 0);",
        "const to0 = area >>> 0;",
        "const view0 = __wbg_view(wbg);",
        "view0.setInt32(to0, ",
        "view0.setFloat64(to0 + 8, ",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
}

fn with_closure(fixture: &mut Fixture, mutable: bool) -> wbg_ir::ClosureId {
    let result = number(Num::U32);
    let arg = Lower::new(LowerShape::Number(Num::U32));
    let inbound = Inbound { prefix: Prefix::Closure, args: vec![arg], result, fallible: Fallible::No };
    let id = fixture.bindings.closures.push(ClosureAdapter { core: CoreFn::from_index(9), mutable, call: inbound });
    fixture.linkage.closures.insert(id, "invoke9".to_owned());
    id
}

#[test]
fn lent_closures_end_with_the_call() {
    let mut fixture = Fixture::new(Target::Web, HandleMode::ExternrefTable);
    let id = with_closure(&mut fixture, true);
    let lent = Lift::new(LiftShape::StackClosure(id));
    fixture.import("f", ImportKind::Call(call(ImportTarget::Function(global("f_")), vec![lent], LowerShape::Unit)));
    assert_eq!(
        text(&fixture).expect("it can be expressed"),
        "\
function __wbg_closure_0_lent(wbg, state) {
    return (arg0) => {
        const data0 = state.a;
        state.a = 0;
        try {
            const ret = wasm.invoke9(data0, state.b, arg0);
            return ret >>> 0;
        } finally {
            state.a = state.b === 0 ? 0 : data0;
        }
    };
}
function f(arg0, arg1) {
    const state0 = { a: arg0, b: arg1 };
    try {
        f_(__wbg_closure_0_lent(wbg, state0));
    } finally {
        state0.a = 0;
    }
}
"
    );
}

#[test]
fn owned_closures_count() {
    let mut fixture = Fixture::new(Target::Web, HandleMode::ExternrefTable);
    let id = with_closure(&mut fixture, false);
    let result = Lower::new(LowerShape::Handle(HandleType::Any, Ownership::Owned));
    fixture.import("f", ImportKind::Cast(Outbound { args: vec![Lift::new(LiftShape::OwnedClosure(id))], result }));
    assert_eq!(
        text(&fixture).expect("it can be expressed"),
        "\
function __wbg_closure_0(wbg, a, b) {
    const state = __wbg_closure_state(wbg, a, b);
    return __wbg_closure_own((arg0) => {
        state.count += 1;
        try {
            const ret = wasm.invoke9(state.a, state.b, arg0);
            return ret >>> 0;
        } finally {
            __wbg_closure_release(state);
        }
    }, state);
}
function f(arg0, arg1) {
    return __wbg_closure_0(wbg, arg0, arg1);
}
"
    );
}

#[test]
fn instance_checks_never_throw() {
    let text = one(HandleMode::Heap, ImportKind::InstanceOf(global("Window")));
    assert!(text.contains("return __wbg_get(wbg, arg0) instanceof Window;"), "{text}");
    assert!(text.contains("return false;"), "{text}");
}

#[test]
fn optional_statics_tolerate_missing_globals() {
    let path =
        JsPath { root: JsRoot::Global("App".to_owned()), members: vec!["config".to_owned(), "[key]".to_owned()] };
    let shape = LowerShape::Handle(HandleType::Any, Ownership::Owned);
    let result = Lower { shape, presence: Presence::Optional };
    let text = one(HandleMode::ExternrefTable, ImportKind::Static { path, result });
    let expected = r#"typeof App === "undefined" ? undefined : App?.config == null ? undefined : App?.config[key]"#;
    assert!(text.contains(expected), "{text}");
}

#[test]
fn import_meta_needs_an_es_module() {
    let members = vec!["meta".to_owned(), "url".to_owned()];
    let path = JsPath { root: JsRoot::Global("import".to_owned()), members };
    let result = Lower::new(LowerShape::Handle(HandleType::Any, Ownership::Owned));
    let kind = ImportKind::Static { path, result };
    assert!(one(HandleMode::ExternrefTable, kind.clone()).contains("return import.meta.url;"));
    let mut commonjs = Fixture::new(Target::Nodejs, HandleMode::ExternrefTable);
    commonjs.import("f", kind);
    assert!(text(&commonjs).expect_err("a syntax error otherwise").to_string().contains("`import.meta`"));
}

#[test]
fn module_functions_without_conversion_are_wired_directly() {
    let mut fixture = Fixture::new(Target::Web, HandleMode::ExternrefTable);
    let module = fixture.bindings.modules.push(JsModule::External("m".to_owned()));
    let function =
        |name: &str| ImportTarget::Function(JsPath { root: JsRoot::Module(module, name.to_owned()), members: vec![] });
    let plain = || vec![number(Num::I32), any(Ownership::Borrowed)];
    fixture.import("a", ImportKind::Call(call(function("direct"), plain(), LowerShape::Number(Num::U32))));
    fixture.import("b", ImportKind::Call(call(function("unsigned"), vec![number(Num::U32)], LowerShape::Unit)));
    let text = text(&fixture).expect("it can be expressed");
    assert!(text.starts_with("a = direct\n"), "{text}");
    assert!(text.contains("unsigned(arg0 >>> 0)"), "{text}");
    let mut commonjs = Fixture::new(Target::Nodejs, HandleMode::ExternrefTable);
    commonjs.bindings.modules.push(JsModule::External("m".to_owned()));
    commonjs.import("a", ImportKind::Call(call(function("direct"), plain(), LowerShape::Unit)));
    assert!(self::text(&commonjs).expect("it can be expressed").contains("direct(arg0, arg1)"));
}

#[test]
fn links_out_of_the_package_are_urls_and_nothing_to_embed() {
    let build = |target, linked| {
        let mut fixture = Fixture::new(target, HandleMode::ExternrefTable);
        fixture.options.linked = linked;
        let module = fixture.bindings.modules.push(JsModule::External("./a.js?b".to_owned()));
        fixture.import("f", ImportKind::LinkedModule(module));
        text(&fixture)
    };
    let web = build(Target::Web, LinkedModules::Split).expect("it has a URL");
    assert!(web.contains("new URL(\"./a.js?b\", import.meta.url).href"), "{web}");
    let node = build(Target::Nodejs, LinkedModules::Split).expect("it has a URL");
    assert!(node.contains("new URL(\"./a.js?b\", require(\"url\").pathToFileURL(__filename)).href"), "{node}");
    let error = build(Target::Web, LinkedModules::Embed).expect_err("its text is not known").to_string();
    assert!(error.contains("`./a.js?b`") && error.contains("use `--split-linked-modules`"), "{error}");
}

#[test]
fn a_demanded_missing_shim_is_an_error() {
    let mut fixture = Fixture::new(Target::Web, HandleMode::ExternrefTable);
    let mut wanted = call(ImportTarget::Function(global("f_")), vec![number(Num::U32)], LowerShape::Unit);
    wanted.assert_no_shim = true;
    fixture.import("f", ImportKind::Call(wanted));
    let error = text(&fixture).expect_err("u32 needs conversion").to_string();
    assert!(error.contains("`assert_no_shim`"), "{error}");
}

#[test]
fn heap_mode_clones_and_drops_handles() {
    assert_eq!(
        one(HandleMode::Heap, ImportKind::ObjectClone),
        "function f(handle) {\n    return __wbg_clone(wbg, handle);\n}\n"
    );
    assert_eq!(
        one(HandleMode::Heap, ImportKind::ObjectDrop),
        "function f(handle) {\n    __wbg_drop(wbg, handle);\n}\n"
    );
}

fn intrinsic(kind: Intrinsic, args: usize, result: LowerShape, presence: Presence) -> Result<String, EmitError> {
    let mut fixture = Fixture::new(Target::Web, HandleMode::ExternrefTable);
    let call = Outbound { args: vec![any(Ownership::Borrowed); args], result: Lower { shape: result, presence } };
    fixture.import("f", ImportKind::Intrinsic(kind, call));
    text(&fixture)
}

#[test]
fn intrinsics_are_expressions() {
    for (kind, args, expected) in [
        (Intrinsic::IsNullOrUndefined, 1, "return arg0 == null;"),
        (Intrinsic::IsObject, 1, r#"return typeof arg0 === "object" && arg0 !== null;"#),
        (Intrinsic::In, 2, "return arg0 in arg1;"),
        (Intrinsic::LooseEq, 2, "return arg0 == arg1;"),
        (Intrinsic::IsString, 1, r#"return typeof arg0 === "string";"#),
        (Intrinsic::IsFalsy, 1, "return !arg0;"),
        (Intrinsic::Rethrow, 1, "throw arg0;"),
        (Intrinsic::Throw, 1, "throw __wbg_thrown(wbg, arg0);"),
    ] {
        let text = intrinsic(kind, args, LowerShape::Boolean, Presence::Required).expect("it can be expressed");
        assert!(text.contains(expected), "{expected} in {text}");
    }
    let value = LowerShape::Handle(HandleType::Any, Ownership::Owned);
    let text = intrinsic(Intrinsic::Pow, 2, value, Presence::Required).expect("it can be expressed");
    assert!(text.contains("return arg0 ** arg1;"), "{text}");
    let text = intrinsic(Intrinsic::NumberGet, 1, LowerShape::Number(Num::F64), Presence::Optional);
    assert!(text.expect("it can be expressed").contains(r#"typeof arg0 === "number" ? arg0 : undefined"#));
}

#[test]
fn missing_intrinsics_say_what_to_do() {
    for &kind in Intrinsic::ALL {
        if let Err(error) = intrinsic(kind, 2, LowerShape::Unit, Presence::Required) {
            let error = error.to_string();
            assert!(error.starts_with(&format!("intrinsic `{}`: ", kind.name())), "{error}");
            assert!(error.contains("; "), "{error}");
        }
    }
    assert!(intrinsic(Intrinsic::InitExternrefTable, 2, LowerShape::Unit, Presence::Required).is_err());
}
