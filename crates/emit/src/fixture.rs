//! Hand-written inputs for unit tests: a package without anything in it, to be filled in by the test.

use std::collections::BTreeMap;

use wbg_ir::facts::{Exceptions, Features, ModuleFacts, Symbols};
use wbg_ir::failure::FailureRequest;
use wbg_ir::import::{Import, ImportKind};
use wbg_ir::{Abi, Bindings, CoreFn, FailureModel, HandleMode, Id, Linkage, PointerWidth, ResultMode};

use crate::options::{EmitInput, EmitOptions, Target};

/// Everything an [`EmitInput`] refers to.
#[derive(Debug)]
pub struct Fixture {
    /// What is bound.
    pub bindings: Bindings,
    /// Names in the wasm.
    pub linkage: Linkage,
    /// What the wasm is.
    pub facts: ModuleFacts,
    /// Module-wide conversions.
    pub abi: Abi,
    /// Failure handling.
    pub failure: FailureModel,
    /// Choices of the user.
    pub options: EmitOptions,
}

impl Fixture {
    /// An empty wasm32 package for a target: multiple results with a handle table, a return pointer with a heap.
    pub fn new(target: Target, handles: HandleMode) -> Self {
        let results = match handles {
            HandleMode::ExternrefTable => ResultMode::MultiValue,
            HandleMode::Heap => ResultMode::ReturnPointer,
        };
        let facts = ModuleFacts {
            pointer: PointerWidth::W32,
            memory: None,
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
            .expect("nothing was asked for");
        Self {
            bindings: Bindings::default(),
            linkage: Linkage { memory: Some("memory".to_owned()), ..Linkage::default() },
            facts,
            abi: Abi { pointer: PointerWidth::W32, handles, results },
            failure,
            options: EmitOptions::new(target, "fixture"),
        }
    }

    /// Adds a live import.
    pub fn import(&mut self, name: &str, kind: ImportKind) {
        let core = CoreFn::from_index(self.bindings.imports.len());
        let id = self.bindings.imports.push(Import { core, name: name.to_owned(), kind });
        self.linkage.imports.insert(id, name.to_owned());
    }

    /// What emission is given.
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
