//! What the wasm module is, as far as other stages may know.

use std::collections::BTreeMap;

use crate::abi::PointerWidth;
use crate::id::{CoreFn, CoreTable};
use crate::value::Word;

/// Facts about one module, read once after the descriptors are gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleFacts {
    /// Address width of the memory.
    pub pointer: PointerWidth,
    /// The memory, if there is one.
    pub memory: Option<MemoryFacts>,
    /// Target features that matter here.
    pub features: Features,
    /// Which exception instructions the guest contains.
    pub exceptions: Exceptions,
    /// The main function table, if there is one.
    pub function_table: Option<CoreTable>,
    /// Function behind each index of the main function table, where known.
    pub table_entries: BTreeMap<u32, CoreFn>,
    /// Exported functions by export name.
    pub exported_functions: BTreeMap<String, CoreFn>,
    /// Imported functions by (module, name), in import order of first use.
    pub imported_functions: BTreeMap<(String, String), CoreFn>,
    /// Types of all functions that are imported, exported or in the function table.
    pub types: BTreeMap<CoreFn, CoreType>,
    /// Display names, where the name section has them.
    pub names: BTreeMap<CoreFn, String>,
    /// Well-known symbols of the guest.
    pub symbols: Symbols,
}

impl ModuleFacts {
    /// Whether several threads have the memory.
    pub fn shares_memory(&self) -> bool {
        self.memory.as_ref().is_some_and(|memory| memory.shared)
    }
}

/// The memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemoryFacts {
    /// Import module and name, if imported.
    pub imported: Option<(String, String)>,
    /// Shared between threads.
    pub shared: bool,
    /// Initial size in pages of 64 KiB.
    pub initial: u64,
    /// Maximum size in pages.
    pub maximum: Option<u64>,
}

/// Target features that matter here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Features {
    /// `reference-types` (also assumed for stripped modules that export the table allocator).
    pub reference_types: bool,
    /// `multivalue`.
    pub multivalue: bool,
    /// `bulk-memory`.
    pub bulk_memory: bool,
}

/// Which exception instructions the guest contains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Exceptions {
    /// None: built with `panic=abort`.
    #[default]
    None,
    /// `try`/`catch`.
    Legacy,
    /// `try_table`.
    Exnref,
}

/// A function type in words; reference types are `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoreType {
    /// Parameters.
    pub params: Vec<Option<Word>>,
    /// Results.
    pub results: Vec<Option<Word>>,
}

/// Runtime functions the guest exports for the glue (spec 03 section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuntimeFn {
    /// `__wbindgen_malloc(size, align) -> ptr`.
    Malloc,
    /// `__wbindgen_realloc(ptr, old, new, align) -> ptr`.
    Realloc,
    /// `__wbindgen_free(ptr, size, align)`.
    Free,
    /// `__wbindgen_exn_store(handle)`.
    ExnStore,
    /// `__externref_table_alloc() -> handle`.
    TableAlloc,
    /// `__externref_table_dealloc(handle)`.
    TableDealloc,
    /// `__externref_drop_slice(ptr, len)`.
    DropSlice,
    /// `__wbindgen_destroy_closure(a, b)`.
    DestroyClosure,
    /// `__wbindgen_jspi_set_rejected(flag)`: whether the promise that a stack has waited for was rejected.
    SetRejected,
    /// `__wbg_jspi_task_poll(task)`, to be entered on a stack that can wait.
    TaskPoll,
    /// `__wbindgen_add_to_stack_pointer(delta) -> sp`; made by us.
    AddToStackPointer,
}

impl RuntimeFn {
    /// Export name in input and output.
    pub fn symbol(self) -> &'static str {
        match self {
            RuntimeFn::Malloc => "__wbindgen_malloc",
            RuntimeFn::Realloc => "__wbindgen_realloc",
            RuntimeFn::Free => "__wbindgen_free",
            RuntimeFn::ExnStore => "__wbindgen_exn_store",
            RuntimeFn::TableAlloc => "__externref_table_alloc",
            RuntimeFn::TableDealloc => "__externref_table_dealloc",
            RuntimeFn::DropSlice => "__externref_drop_slice",
            RuntimeFn::DestroyClosure => "__wbindgen_destroy_closure",
            RuntimeFn::SetRejected => "__wbindgen_jspi_set_rejected",
            RuntimeFn::TaskPoll => "__wbg_jspi_task_poll",
            RuntimeFn::AddToStackPointer => "__wbindgen_add_to_stack_pointer",
        }
    }

    /// Those that the guest provides.
    pub const GUEST: &'static [RuntimeFn] = &[
        RuntimeFn::Malloc,
        RuntimeFn::Realloc,
        RuntimeFn::Free,
        RuntimeFn::ExnStore,
        RuntimeFn::TableAlloc,
        RuntimeFn::TableDealloc,
        RuntimeFn::DropSlice,
        RuntimeFn::DestroyClosure,
        RuntimeFn::SetRejected,
        RuntimeFn::TaskPoll,
    ];
}

/// Well-known symbols found in the module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Symbols {
    /// Runtime functions present.
    pub runtime: BTreeMap<RuntimeFn, CoreFn>,
    /// Whether the shadow stack pointer was found.
    pub stack_pointer: bool,
    /// Whether `__instance_terminated` and `__abort_handler` are exported as constant globals.
    pub abort_words: bool,
    /// C-style `main(i32, ptr) -> i32` export that is not a bindgen export.
    pub main: Option<CoreFn>,
}
