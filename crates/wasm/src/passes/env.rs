//! What the passes share: the module and the choices that were made for it.

use std::collections::BTreeMap;

use walrus::{FunctionBuilder, FunctionId, FunctionKind, GlobalId, LocalId, MemoryId, Module, TableId, ValType};
use wbg_ir::abi::{Abi, HandleMode};
use wbg_ir::facts::{Exceptions, RuntimeFn};
use wbg_ir::failure::{Guard, Rewind};

use super::address::Address;
use super::failure::borrows::Borrows;
use super::handles::HandleTable;
use crate::core_map::CoreMap;
use crate::error::WasmError;
use crate::facts;

/// One module under transformation.
pub(crate) struct Env<'a> {
    /// The module.
    pub(crate) module: &'a mut Module,
    /// Ids that the bindings hold.
    pub(crate) map: &'a CoreMap,
    /// How values cross.
    pub(crate) abi: Abi,
    /// The dialect in which shims catch.
    pub(crate) unwind: Exceptions,
    /// What glue does around entries.
    pub(crate) guard: Guard,
    /// Who rewinds the stacks.
    pub(crate) rewind: Rewind,
    /// `table.fill` may be used.
    pub(crate) bulk_memory: bool,
    /// The shadow stack pointer, if it was found and can be changed.
    pub(crate) stack_pointer: Option<GlobalId>,
    /// The main function table, if the module has one.
    pub(crate) function_table: Option<TableId>,
    /// The handle table, in externref-table mode when the guest manages one.
    pub(crate) handles: Option<HandleTable>,
    /// The number of imports that are running, if it is kept.
    pub(crate) outside: Option<GlobalId>,
    /// What takes borrows back from functions that exceptions leave.
    pub(crate) borrows: Option<Borrows>,
    /// Runtime functions the guest exported.
    pub(crate) runtime: BTreeMap<RuntimeFn, FunctionId>,
}

impl Env<'_> {
    /// Whether handles that cross directly become references.
    pub(crate) fn has_table(&self) -> bool {
        self.abi.handles == HandleMode::ExternrefTable
    }

    /// The handle table.
    ///
    /// # Errors
    /// The guest was built without it.
    pub(crate) fn handle_table(&self, needed_by: &str) -> Result<HandleTable, WasmError> {
        self.handles.ok_or_else(|| missing(RuntimeFn::TableAlloc, needed_by))
    }

    /// The shadow stack pointer.
    ///
    /// # Errors
    /// It was not found.
    pub(crate) fn stack(&self, needed_by: &str) -> Result<GlobalId, WasmError> {
        self.stack_pointer.ok_or_else(|| WasmError::NoStackPointer { needed_by: needed_by.to_string() })
    }

    /// The memory.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn memory(&self, needed_by: &str) -> Result<MemoryId, WasmError> {
        let memory = self.module.memories.iter().next().map(walrus::Memory::id);
        memory.ok_or_else(|| WasmError::NoMemory { needed_by: needed_by.to_string() })
    }

    /// The type of a raw address, as the shadow stack pointer has it.
    pub(crate) fn address(&self) -> ValType {
        Address(self.abi.pointer).ty()
    }

    /// Parameters and results of a function.
    pub(crate) fn signature(&self, function: FunctionId) -> (Vec<ValType>, Vec<ValType>) {
        let (params, results) = self.module.types.params_results(self.module.funcs.get(function).ty());
        (params.to_vec(), results.to_vec())
    }

    /// Starts a function; its parameters become locals.
    pub(crate) fn function(&mut self, params: &[ValType], results: &[ValType]) -> (FunctionBuilder, Vec<LocalId>) {
        let locals = params.iter().map(|&ty| self.module.locals.add(ty)).collect();
        (FunctionBuilder::new(&mut self.module.types, params, results), locals)
    }

    /// Gives an imported function a body and deletes its import. Its identity stays, so calls, tail calls, `ref.func` and
    /// element segments now reach the body.
    pub(crate) fn localize(&mut self, function: FunctionId, builder: FunctionBuilder, params: Vec<LocalId>) {
        if let FunctionKind::Import(import) = &self.module.funcs.get(function).kind {
            self.module.imports.delete(import.import);
        }
        self.module.funcs.get_mut(function).kind = FunctionKind::Local(builder.local_func(params));
    }
}

/// A runtime function that is needed and not there.
pub(crate) fn missing(function: RuntimeFn, needed_by: &str) -> WasmError {
    WasmError::MissingRuntime { symbol: function.symbol().to_string(), needed_by: needed_by.to_string() }
}

/// The shadow stack pointer, if it was found and is mutable.
pub(crate) fn mutable_stack_pointer(module: &Module) -> Option<GlobalId> {
    crate::interp::stack_pointer(module).filter(|id| module.globals.get(*id).mutable)
}

/// Whether a function may be left by an exception: it throws or calls anything, or its body is unknown.
///
/// Looks into the one body that a shim is about to call.
pub(crate) fn may_throw(module: &Module, function: FunctionId) -> bool {
    use walrus::ir::{Instr, InstrLocId, Visitor, dfs_in_order};
    #[derive(Default)]
    struct Scan {
        found: bool,
    }
    impl<'instr> Visitor<'instr> for Scan {
        fn visit_instr(&mut self, instr: &'instr Instr, _: &'instr InstrLocId) {
            self.found |= matches!(
                instr,
                Instr::Call(_)
                    | Instr::CallIndirect(_)
                    | Instr::CallRef(_)
                    | Instr::ReturnCall(_)
                    | Instr::ReturnCallIndirect(_)
                    | Instr::ReturnCallRef(_)
                    | Instr::Throw(_)
                    | Instr::ThrowRef(_)
                    | Instr::Rethrow(_)
            );
        }
    }
    let FunctionKind::Local(local) = &module.funcs.get(function).kind else { return true };
    let mut scan = Scan::default();
    dfs_in_order(&mut scan, local, local.entry_block());
    scan.found
}

/// See [`facts::val_type`] for the words; this is the list form.
pub(crate) fn val_types(words: impl IntoIterator<Item = wbg_ir::value::Word>) -> Vec<ValType> {
    words.into_iter().map(facts::val_type).collect()
}
