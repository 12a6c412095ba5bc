//! The order of a call into wasm, over everything that enters it.

use wbg_ir::doc::PublicName;
use wbg_ir::enums::{NumericEnum, NumericVariant};
use wbg_ir::export::ExportKind;
use wbg_ir::func::Inbound;
use wbg_ir::import::{JsPath, JsRoot, Reexport};
use wbg_ir::value::{Elem, HandleType, Lift, LiftShape, Lower, LowerShape, Num, Ownership, Presence};
use wbg_ir::{HandleMode, ResultMode};

use super::harness::{MODES, export, fixture, function, inbound, public, run, text, unit};
use crate::contract::WASM;
use crate::fixture::Fixture;
use crate::glue::{RECORD, glue};
use crate::helpers::Helper;
use crate::js::ast::{Expr, Function, Item, Stmt};
use crate::js::visit;

/// Functions with every kind of argument and result.
fn rich(handles: HandleMode, results: ResultMode) -> Fixture {
    let mut fixture = fixture(handles, results);
    let any = |ownership| Lower::new(LowerShape::Handle(HandleType::Any, ownership));
    let args = vec![
        Lower::new(LowerShape::String),
        Lower::new(LowerShape::Slice(Elem::U8)),
        any(Ownership::Owned),
        any(Ownership::Borrowed),
        Lower { shape: LowerShape::Number(Num::U64), presence: Presence::Optional },
    ];
    let text = Lift::new(LiftShape::String(Ownership::Owned));
    for (i, result) in [unit(), text, Lift::new(LiftShape::Number(Num::U32))].into_iter().enumerate() {
        for fallible in [wbg_ir::func::Fallible::No, wbg_ir::func::Fallible::Throws] {
            let call = Inbound { fallible, ..inbound(args.clone(), result.clone()) };
            function(&mut fixture, &format!("f{i}{fallible:?}"), call);
        }
    }
    function(&mut fixture, "empty", inbound(vec![], unit()));
    fixture
}

fn functions(items: &[Item]) -> Vec<&Function> {
    items
        .iter()
        .flat_map(|item| match item {
            Item::Function { function, .. } => vec![function],
            Item::Class { members, .. } => members.iter().map(|member| &member.function).collect(),
            _ => vec![],
        })
        .collect()
}

fn is_record(expr: &Expr) -> bool {
    *expr == Expr::ident(RECORD)
}

/// In the order of the text: whether the record is fetched, used, and the wasm called.
fn events(body: &[Stmt], out: &mut Vec<&'static str>) {
    for stmt in body {
        if let Stmt::Const(name, value) = stmt
            && name == RECORD
        {
            assert_eq!(*value, Expr::Helper(Helper::Instance));
            out.push("enter");
            continue;
        }
        visit::stmts(std::slice::from_ref(stmt), &mut |expr| match expr {
            Expr::Member(object, _) if matches!(&**object, Expr::Ident(name) if name == WASM) => out.push("wasm"),
            Expr::Call(callee, args) if matches!(**callee, Expr::Helper(_)) && args.first().is_some_and(is_record) => {
                out.push("helper");
            }
            Expr::Helper(Helper::Instance) => panic!("the record is fetched once"),
            _ => {}
        });
    }
}

#[test]
fn the_record_is_fetched_only_if_something_uses_it_and_before_that() {
    for (handles, results) in MODES {
        let fixture = rich(handles, results);
        let parts = glue(&fixture.input()).expect("it can be expressed");
        let mut checked = 0;
        for part in &parts.items {
            for function in functions(&part.items) {
                let mut seen = Vec::new();
                events(&function.body, &mut seen);
                let used = seen.contains(&"helper");
                assert_eq!(seen.iter().filter(|event| **event == "enter").count(), usize::from(used), "{function:?}");
                assert!(!used || seen.first() == Some(&"enter"), "{function:?}");
                assert!(seen.contains(&"wasm"));
                checked += 1;
            }
        }
        assert_eq!(checked, 7);
    }
}

#[test]
fn an_empty_export_is_just_the_call() {
    let text = text(&rich(HandleMode::ExternrefTable, ResultMode::MultiValue));
    let expected = "function empty() {\n    wasm.empty();\n}\n";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn borrows_end_however_the_call_ends() {
    for results in [ResultMode::MultiValue, ResultMode::ReturnPointer] {
        let mut fixture = fixture(HandleMode::Heap, results);
        let any = || Lower::new(LowerShape::Handle(HandleType::Any, Ownership::Borrowed));
        function(&mut fixture, "lend", inbound(vec![any(), any()], Lift::new(LiftShape::String(Ownership::Owned))));
        run(
            &fixture,
            "results.lend = () => { throw new Error('no'); };\nthrows(() => lend('x', 'y'), /no/);\n\
             equal([__wbg_instance.heapTop, stack], [1024, 65536]);\n",
        );
    }
}

#[test]
fn names_are_kept_apart() {
    let mut fixture = fixture(HandleMode::ExternrefTable, ResultMode::MultiValue);
    let number = || inbound(vec![Lower::new(LowerShape::Number(Num::I32))], unit());
    function(&mut fixture, "default", number());
    function(&mut fixture, "TextDecoder", number());
    function(&mut fixture, "plain", number());
    let spaced = PublicName { namespace: vec!["ns".into(), "in-ner".into()], name: "f".into() };
    export(&mut fixture, "ns_f", ExportKind::Function(spaced), number());
    fixture.bindings.exports.iter_mut().for_each(|(_, export)| export.doc.params[0].name = "wasm".to_owned());
    let global = JsPath { root: JsRoot::Global("setTimeout".into()), members: vec![] };
    fixture.bindings.reexports.push(Reexport { path: global, name: "setTimeout".into(), typescript: true });
    let variants = [("A", -1), ("__proto__", 2)];
    let variants = variants.iter().map(|(name, value)| NumericVariant {
        name: (*name).to_owned(),
        value: *value,
        comments: vec![],
    });
    fixture.bindings.enums.push(NumericEnum {
        public: public("E"),
        private: false,
        variants: variants.collect(),
        comments: vec![],
        typescript: true,
    });
    let parts = glue(&fixture.input()).expect("it can be expressed");
    let exports: Vec<(String, String)> =
        parts.items.iter().flat_map(|part| &part.exports).map(|e| (e.local.clone(), e.name.clone())).collect();
    let pairs: Vec<(&str, &str)> = exports.iter().map(|(local, name)| (local.as_str(), name.as_str())).collect();
    assert_eq!(
        pairs,
        [
            ("E", "E"),
            ("TextDecoder2", "TextDecoder"),
            ("_default", "default"),
            ("ns", "ns"),
            ("plain", "plain"),
            ("setTimeout2", "setTimeout"),
        ]
    );
    run(
        &fixture,
        "equal(setTimeout2 === setTimeout, true);\nns['in-ner'].f(1);\nplain(2);\n_default(3);\nTextDecoder2(4);\n\
         equal(calls, [['ns_f', 1], ['plain', 2], ['default', 3], ['TextDecoder', 4]]);\n\
         equal([E.A, E[-1], E[2], Object.keys(E), Object.isFrozen(E)], [-1, 'A', '__proto__', ['2', 'A', '-1', '__proto__'], true]);\n",
    );
}

#[test]
fn this_and_rest_parameters() {
    let mut fixture = fixture(HandleMode::ExternrefTable, ResultMode::MultiValue);
    let any = || Lower::new(LowerShape::Handle(HandleType::Any, Ownership::Borrowed));
    let list = || Lower::new(LowerShape::Handles(HandleType::Any));
    export(&mut fixture, "own", ExportKind::FunctionWithThis(public("own")), inbound(vec![any(), any()], unit()));
    let rest = function(&mut fixture, "rest", inbound(vec![any(), list()], unit()));
    fixture.bindings.exports[rest].doc.variadic = true;
    run(
        &fixture,
        "own.call('me', 'it');\nequal(calls.pop(), ['own', 'me', 'it']);\nrest('a', 'b', 'c');\n\
         const [, a, ptr, len] = calls.pop();\nequal([a, ...new Uint32Array(guest.memory.buffer, ptr, len)].map((h, i) => i ? get(h) : h), ['a', 'b', 'c']);\n\
         equal([own.length, rest.length], [1, 1]);\n",
    );
}

#[test]
fn two_items_of_one_name_are_refused() {
    let mut fixture = fixture(HandleMode::ExternrefTable, ResultMode::MultiValue);
    function(&mut fixture, "twice", inbound(vec![], unit()));
    function(&mut fixture, "twice", inbound(vec![], unit()));
    let error = glue(&fixture.input()).expect_err("the names collide");
    assert_eq!(
        error.to_string(),
        "export `twice`: two items have this public name; give one of them another `js_name`"
    );
}
