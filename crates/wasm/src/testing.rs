//! Test support: guests from text, validation of what comes out, and running it in Node when there is one.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use walrus::{FunctionId, ImportKind};
use wbg_ir::export::{Export, ExportKind, Start};
use wbg_ir::facts::ModuleFacts;
use wbg_ir::failure::FailureRequest;
use wbg_ir::func::{Fallible, FuncDoc, Inbound, Outbound, Prefix};
use wbg_ir::import::{Import, ImportCall, ImportKind as Kind, ImportTarget, JsPath, JsRoot};
use wbg_ir::value::{HandleType, Lift, LiftShape, Lower, LowerShape, Num, Ownership};
use wbg_ir::{Abi, Bindings, CoreFn, FailureModel, HandleMode, Linkage, PointerWidth, ResultMode};

use crate::passes::{TransformOptions, transform};
use crate::{Guest, WasmError, facts};

/// externref table and multiple results.
pub(crate) const MODERN: Abi =
    Abi { pointer: PointerWidth::W32, handles: HandleMode::ExternrefTable, results: ResultMode::MultiValue };
/// JS heap and return areas.
pub(crate) const MVP: Abi =
    Abi { pointer: PointerWidth::W32, handles: HandleMode::Heap, results: ResultMode::ReturnPointer };

/// A handle slab that never reuses slots, the shadow stack pointer, a memory, a table.
pub(crate) const PRELUDE: &str = r#"
  (import "__wbindgen_externref_xform__" "__wbindgen_externref_table_grow" (func $grow (param i32) (result i32)))
  (import "__wbindgen_externref_xform__" "__wbindgen_externref_table_set_null" (func $set_null (param i32)))
  (import "__wbindgen_externref_xform__" "__wbindgen_externref_statics_end" (func $statics_end (result i32)))
"#;
/// Definitions that go with [`PRELUDE`]; imports must come before.
pub(crate) const SLAB: &str = r#"
  (memory (export "memory") 1)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (func (export "sp") (result i32) global.get $__stack_pointer)
  (func (export "statics") (result i32) call $statics_end)
  (func $alloc (export "__externref_table_alloc") (result i32) i32.const 1 call $grow)
  (func $dealloc (export "__externref_table_dealloc") (param i32)
    (if (i32.ge_u (local.get 0) (call $statics_end)) (then local.get 0 call $set_null)))
  (func (export "__externref_drop_slice") (param i32 i32))
  (func (export "__wbindgen_malloc") (param i32 i32) (result i32) i32.const 1024)
  (func (export "__wbindgen_realloc") (param i32 i32 i32 i32) (result i32) i32.const 1024)
  (func (export "__wbindgen_free") (param i32 i32 i32))
  (func (export "__wbindgen_exn_store") (param i32))
  (func (export "__wbindgen_destroy_closure") (param i32 i32))
"#;

/// A guest under test with the bindings it gets.
pub(crate) struct Case {
    pub(crate) guest: Guest,
    pub(crate) facts: ModuleFacts,
    pub(crate) bindings: Bindings,
    pub(crate) abi: Abi,
    pub(crate) options: TransformOptions,
    /// What the user asks for; nothing unless a test says otherwise.
    pub(crate) request: FailureRequest,
}

/// What came out.
pub(crate) struct Done {
    pub(crate) guest: Guest,
    pub(crate) linkage: Linkage,
}

impl Case {
    /// A module around [`PRELUDE`] and [`SLAB`].
    pub(crate) fn new(abi: Abi, imports: &str, body: &str) -> Self {
        Self::of(abi, &format!("(module {PRELUDE}{imports}{SLAB}{body})"))
    }

    /// A module from its whole text.
    pub(crate) fn of(abi: Abi, text: &str) -> Self {
        let bytes = wat::parse_str(text).unwrap();
        let module = crate::load::load(&bytes, "test.wasm").unwrap().module;
        let mut guest = Guest::new(module);
        let facts = facts(&mut guest).unwrap();
        let (options, request) = (TransformOptions::default(), FailureRequest::default());
        Self { guest, facts, bindings: Bindings::default(), abi, options, request }
    }

    /// The id of an export of the input.
    pub(crate) fn exported(&self, name: &str) -> CoreFn {
        self.facts.exported_functions[name]
    }

    /// Binds `<name>_0` of the input as export `name`.
    pub(crate) fn export(&mut self, name: &str, call: Inbound) -> &mut Export {
        let symbol = format!("{name}_0");
        let export = Export {
            core: self.exported(&symbol),
            symbol,
            canonical: name.to_string(),
            kind: ExportKind::Function(wbg_ir::doc::PublicName::default()),
            call,
            is_async: false,
            jspi: false,
            start: Start::No,
            doc: FuncDoc::default(),
        };
        let id = self.bindings.exports.push(export);
        &mut self.bindings.exports[id]
    }

    /// Binds an import of the placeholder module.
    pub(crate) fn import(&mut self, name: &str, kind: Kind) -> wbg_ir::ImportId {
        let key = (crate::interp::PLACEHOLDER.to_string(), name.to_string());
        let core = self.facts.imported_functions[&key];
        self.bindings.imports.push(Import { core, name: name.to_string(), kind })
    }

    /// Runs the passes.
    pub(crate) fn transform(mut self) -> Result<Done, WasmError> {
        let failure = FailureModel::resolve(self.request, &self.facts, &self.bindings).unwrap();
        let linkage = transform(&mut self.guest, &self.bindings, &self.abi, &failure, &self.options)?;
        Ok(Done { guest: self.guest, linkage })
    }

    /// Runs the passes, validates the result and returns it.
    pub(crate) fn done(self) -> Done {
        self.transform().unwrap()
    }

    /// The message of the error the passes end with.
    pub(crate) fn error(self) -> String {
        match self.transform() {
            Ok(_) => panic!("the passes should have refused this guest"),
            Err(error) => error.to_string(),
        }
    }
}

impl Done {
    /// Validated bytes.
    pub(crate) fn bytes(&mut self) -> Vec<u8> {
        let bytes = self.guest.emit().expect("a transformed module can be written");
        let mut validator = wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all());
        validator.validate_all(&bytes).unwrap();
        bytes
    }

    /// Names of all exports in order.
    pub(crate) fn exports(&self) -> Vec<&str> {
        self.linkage.all_exports.iter().map(|export| export.name.as_str()).collect()
    }

    /// `module.name` of all imports in order.
    pub(crate) fn imports(&self) -> Vec<String> {
        self.guest.module.imports.iter().map(|import| format!("{}.{}", import.module, import.name)).collect()
    }

    /// Parameters and results of an export.
    pub(crate) fn export_type(&self, name: &str) -> String {
        self.type_of(self.guest.module.exports.get_func(name).unwrap())
    }

    /// Parameters and results of an import.
    pub(crate) fn import_type(&self, name: &str) -> String {
        let import = self.guest.module.imports.iter().find(|import| import.name == name).unwrap();
        match import.kind {
            ImportKind::Function(id) => self.type_of(id),
            _ => panic!("`{name}` is not a function"),
        }
    }

    fn type_of(&self, id: FunctionId) -> String {
        let (params, results) = self.guest.module.types.params_results(self.guest.module.funcs.get(id).ty());
        let list = |types: &[walrus::ValType]| types.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        format!("({}) -> ({})", list(params), list(results))
    }

    /// Runs `script` in a JS engine. The script sees the module as `bytes` (a `Uint8Array`) and `assert`, and fails by throwing.
    /// Without a suitable engine on this machine nothing is run and a note is printed.
    pub(crate) fn run_js(&mut self, engine: Engine, script: &str) {
        let bytes = self.bytes();
        let Some(node) = engine.find() else {
            eprintln!("not run: no JS engine for {engine:?} on this machine");
            return;
        };
        let list: Vec<String> = bytes.iter().map(ToString::to_string).collect();
        let program = format!(
            "const assert = require('node:assert/strict'); const bytes = new Uint8Array([{}]);\n{script}",
            list.join(",")
        );
        let mut script = Command::new(node).arg("--eval").arg(program).stderr(Stdio::piped()).spawn().unwrap();
        let mut stderr = script.stderr.take().unwrap();
        let text = std::thread::spawn(move || std::io::read_to_string(&mut stderr).unwrap_or_default());
        let end = Instant::now() + LIMIT;
        let status = loop {
            match script.try_wait().unwrap() {
                Some(status) => break Some(status),
                None if Instant::now() >= end => break None,
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        };
        if status.is_none() {
            script.kill().unwrap();
            script.wait().unwrap();
        }
        let text = text.join().unwrap().replace(&list.join(","), "…");
        assert!(status.is_some(), "the script did not end in {} seconds:\n{text}", LIMIT.as_secs());
        assert!(status.unwrap().success(), "the script failed:\n{text}");
    }
}

/// Longest time for one script, on a busy machine.
const LIMIT: Duration = Duration::from_secs(120);

/// What an engine must know.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Engine {
    /// Any supported Node.
    Any,
    /// One that runs `try_table`.
    Exnref,
    /// One that runs 64-bit memories.
    Memory64,
    /// One whose stacks can wait for promises.
    Jspi,
}

impl Engine {
    fn find(self) -> Option<PathBuf> {
        let cached = || {
            let home = std::env::var_os("HOME").map(PathBuf::from)?;
            Some(home.join(".cache/wbg-rebound/node/node_modules/.bin/node"))
        };
        let named = std::env::var_os("WBG_NODE").map(PathBuf::from);
        [named, Some(PathBuf::from("node")), cached()].into_iter().flatten().find(|node| self.accepts(node))
    }

    fn accepts(self, node: &PathBuf) -> bool {
        let probe = match self {
            Engine::Any | Engine::Jspi => "(module)",
            Engine::Exnref => "(module (func (block (result exnref) (try_table (catch_all_ref 0)) unreachable) drop))",
            Engine::Memory64 => "(module (memory i64 1))",
        };
        let bytes = wat::parse_str(probe).unwrap();
        let waits = if matches!(self, Engine::Jspi) { " && WebAssembly.promising" } else { "" };
        let check = format!("process.exit(WebAssembly.validate(new Uint8Array({bytes:?})){waits} ? 0 : 1)");
        let output = Command::new(node).arg("--eval").arg(check).output();
        output.is_ok_and(|output| output.status.success())
    }
}

/// A call without prefix that cannot fail.
pub(crate) fn inbound(args: Vec<Lower>, result: Lift) -> Inbound {
    Inbound { prefix: Prefix::None, args, result, fallible: Fallible::No }
}

/// A call of a global function.
pub(crate) fn call(args: Vec<Lift>, result: Lower) -> ImportCall {
    ImportCall {
        target: ImportTarget::Function(JsPath { root: JsRoot::Global("f".to_string()), members: vec![] }),
        call: Outbound { args, result },
        catch: false,
        variadic: false,
        suspending: false,
        assert_no_shim: false,
        doc: FuncDoc::default(),
    }
}

pub(crate) fn nothing_up() -> Lift {
    Lift::new(LiftShape::Unit)
}

pub(crate) fn nothing_down() -> Lower {
    Lower::new(LowerShape::Unit)
}

pub(crate) fn u32_up() -> Lift {
    Lift::new(LiftShape::Number(Num::U32))
}

pub(crate) fn u32_down() -> Lower {
    Lower::new(LowerShape::Number(Num::U32))
}

pub(crate) fn value_up(ownership: Ownership) -> Lift {
    Lift::new(LiftShape::Handle(HandleType::Any, ownership))
}

pub(crate) fn value_down(ownership: Ownership) -> Lower {
    Lower::new(LowerShape::Handle(HandleType::Any, ownership))
}
