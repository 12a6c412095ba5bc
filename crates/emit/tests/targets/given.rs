//! A tiny module, and the parts that glue generation might make for it.

use std::collections::BTreeMap;

use wbg_emit::js::ast::{Expr, Function, FunctionForm, Item, Stmt};
use wbg_emit::options::{EmitInput, EmitOptions};
use wbg_emit::parts::{GlueImport, GlueImportValue, PartItem, Parts, PublicExport};
use wbg_ir::facts::{Exceptions, Features, MemoryFacts, Symbols};
use wbg_ir::failure::FailureRequest;
use wbg_ir::{Abi, Bindings, FailureModel, HandleMode, Linkage, ModuleFacts, PointerWidth, ResultMode};

/// Everything emission reads, owned.
pub struct Given {
    pub bindings: Bindings,
    pub linkage: Linkage,
    pub options: EmitOptions,
    facts: ModuleFacts,
    abi: Abi,
    failure: FailureModel,
}

impl Given {
    pub fn new(options: EmitOptions) -> Self {
        let facts = ModuleFacts {
            pointer: PointerWidth::W32,
            memory: Some(MemoryFacts { imported: None, shared: false, initial: 1, maximum: None }),
            features: Features::default(),
            exceptions: Exceptions::None,
            function_table: None,
            table_entries: BTreeMap::new(),
            exported_functions: BTreeMap::new(),
            imported_functions: BTreeMap::new(),
            types: BTreeMap::new(),
            names: BTreeMap::new(),
            symbols: Symbols::default(),
        };
        let failure = FailureModel::resolve(FailureRequest::default(), &facts, &Bindings::default())
            .expect("nothing was requested");
        Self {
            bindings: Bindings::default(),
            linkage: Linkage { start: Some("__wbindgen_start".into()), ..Linkage::default() },
            abi: Abi {
                pointer: PointerWidth::W32,
                handles: HandleMode::ExternrefTable,
                results: ResultMode::MultiValue,
            },
            options,
            facts,
            failure,
        }
    }

    pub fn input(&self) -> EmitInput<'_> {
        EmitInput {
            bindings: &self.bindings,
            linkage: &self.linkage,
            facts: &self.facts,
            abi: &self.abi,
            failure: &self.failure,
            options: &self.options,
            package_manifests: &[],
        }
    }
}

/// `add`, `delete` and `started`, one import that remembers what it was called with.
pub fn parts() -> Parts {
    Parts {
        items: vec![
            function("add", "add", &["a", "b"], call("add", &["a", "b"])),
            function("_delete", "delete", &[], Expr::int(5)),
            function("started", "started", &[], Expr::ident("globalThis").member("tinyStarted")),
        ],
        imports: vec![GlueImport {
            name: "__wbg_host_1".into(),
            value: GlueImportValue::Function(Function {
                form: FunctionForm::Plain,
                params: vec!["x".into()],
                body: vec![Stmt::Expr(Expr::ident("globalThis").member("tinyStarted").binary("=", Expr::ident("x")))],
            }),
        }],
        ..Parts::default()
    }
}

/// A function that returns a value, with its public name.
pub fn function(local: &str, public: &str, params: &[&str], value: Expr) -> PartItem {
    let function = Function {
        form: FunctionForm::Plain,
        params: params.iter().map(|name| (*name).to_owned()).collect(),
        body: vec![Stmt::Return(Some(value))],
    };
    PartItem {
        items: vec![Item::Function { doc: String::new(), name: local.into(), function }],
        exports: vec![PublicExport { local: local.into(), name: public.into() }],
    }
}

fn call(name: &str, args: &[&str]) -> Expr {
    let args: Vec<Expr> = args.iter().map(|arg| Expr::ident(*arg)).collect();
    Expr::ident("__wbg_instance").member("wasm").member(name).call(args)
}

/// The module of these parts: starting it tells the host how often it has started.
pub fn wasm() -> Vec<u8> {
    wat::parse_str(
        r#"(module
            (import "./tiny_bg.js" "__wbg_host_1" (func $host (param i32)))
            (memory (export "memory") 1)
            (global $starts (mut i32) (i32.const 0))
            (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
            (func (export "__wbindgen_start")
                (global.set $starts (i32.add (global.get $starts) (i32.const 1)))
                (call $host (global.get $starts))))"#,
    )
    .expect("the module is written above")
}
