//! Prints a package without a module system, gives it a wasm made of JavaScript, runs a script with both.

use std::io::Write as _;
use std::process::{Command, Stdio};

use wbg_ir::doc::PublicName;
use wbg_ir::export::{Export, ExportKind, Start};
use wbg_ir::facts::RuntimeFn;
use wbg_ir::func::{Fallible, FuncDoc, Inbound, ParamDoc, Prefix};
use wbg_ir::value::{Lift, LiftShape, Lower};
use wbg_ir::{Abi, CoreFn, ExportId, HandleMode, Id, PointerWidth, ResultMode};

use crate::fixture::Fixture;
use crate::glue::glue;
use crate::helpers::{Helper, Runtime, runtime};
use crate::js::print::{self, Keyword};
use crate::options::Target;

/// Both kinds of handles with both kinds of results.
pub const MODES: [(HandleMode, ResultMode); 4] = [
    (HandleMode::ExternrefTable, ResultMode::MultiValue),
    (HandleMode::ExternrefTable, ResultMode::ReturnPointer),
    (HandleMode::Heap, ResultMode::ReturnPointer),
    (HandleMode::Heap, ResultMode::MultiValue),
];

/// An empty package.
pub fn fixture(handles: HandleMode, results: ResultMode) -> Fixture {
    let mut fixture = Fixture::new(Target::Nodejs, handles);
    fixture.abi = Abi { pointer: PointerWidth::W32, handles, results };
    for function in RuntimeFn::GUEST {
        fixture.linkage.runtime.insert(*function, function.symbol().to_owned());
    }
    fixture
}

pub fn public(name: &str) -> PublicName {
    PublicName { namespace: vec![], name: name.to_owned() }
}

pub fn inbound(args: Vec<Lower>, result: Lift) -> Inbound {
    Inbound { prefix: Prefix::None, args, result, fallible: Fallible::No }
}

pub fn unit() -> Lift {
    Lift::new(LiftShape::Unit)
}

/// Adds an export whose parameters are called `a`, `b`, ….
pub fn export(fixture: &mut Fixture, symbol: &str, kind: ExportKind, call: Inbound) -> ExportId {
    let names = ["a", "b", "c", "d", "e"];
    let params =
        names.iter().take(call.args.len()).map(|name| ParamDoc { name: (*name).to_owned(), ..ParamDoc::default() });
    let doc = FuncDoc { params: params.collect(), typescript: true, ..FuncDoc::default() };
    let id = fixture.bindings.exports.push(Export {
        core: CoreFn::from_index(fixture.bindings.exports.len()),
        symbol: symbol.to_owned(),
        canonical: symbol.to_owned(),
        kind,
        call,
        is_async: false,
        jspi: false,
        start: Start::No,
        doc,
    });
    fixture.linkage.exports.insert(id, symbol.to_owned());
    id
}

pub fn function(fixture: &mut Fixture, name: &str, call: Inbound) -> ExportId {
    export(fixture, name, ExportKind::Function(public(name)), call)
}

/// The text of all items.
pub fn text(fixture: &Fixture) -> String {
    let parts = glue(&fixture.input()).expect("it can be expressed");
    let items = parts.items.iter().flat_map(|part| &part.items);
    items.map(|item| print::item(item, Keyword::Local)).collect()
}

/// Runs a script; it may use all items, the fake wasm's `calls`, `results`, `text(ptr, len)`, `put(value)` and `equal(a, b)`.
/// Whatever it prints is the test's failure.
pub fn run(fixture: &Fixture, script: &str) {
    let parts = glue(&fixture.input()).expect("it can be expressed");
    let mut helpers = parts.helpers.clone();
    helpers.extend([Helper::Instance, Helper::Put, Helper::Take, Helper::Get, Helper::StringIn, Helper::StringGet]);
    let mut source = String::from("'use strict';\n");
    source += &runtime(&helpers, Runtime::of(&fixture.input()));
    source += &text(fixture);
    source += include_str!("fake_wasm.js");
    source += script;
    let mut node = Command::new("node")
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("`node` runs the generated code");
    node.stdin.take().expect("it is piped").write_all(source.as_bytes()).expect("node reads its input");
    let output = node.wait_with_output().expect("node ends");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && printed.is_empty(), "{printed}\n{}", text(fixture));
}
