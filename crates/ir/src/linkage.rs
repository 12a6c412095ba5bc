//! What the finished wasm offers and wants, by name. Produced by the wasm stage, read by emission.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::RuntimeFn;
use crate::id::{ClassId, ClosureId, ExportId, ImportId};
use crate::import::Resume;
use crate::value::Word;

/// Names in the finished module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linkage {
    /// Export name of each bindgen export.
    pub exports: BTreeMap<ExportId, String>,
    /// Export name of each closure's invoke shim.
    pub closures: BTreeMap<ClosureId, String>,
    /// Export name of each class's free function.
    pub frees: BTreeMap<ClassId, String>,
    /// Export name of each class's upcast function.
    pub upcasts: BTreeMap<ClassId, String>,
    /// Export names of the runtime functions glue calls.
    pub runtime: BTreeMap<RuntimeFn, String>,
    /// Imports that are still there, with their import name (module [`GLUE_MODULE_SUFFIX`]-style glue module).
    pub imports: BTreeMap<ImportId, String>,
    /// Static strings that glue puts into the handle table, in the order of their slots.
    pub static_strings: Vec<String>,
    /// Static strings that the wasm imports by their own text from [`STRING_CONSTANTS`].
    pub string_constants: Vec<String>,
    /// The import that fills the handle table, if the module has one.
    pub init_externref_table: Option<String>,
    /// Export name of the handle table.
    pub externref_table: Option<String>,
    /// Export name of the main function table, when glue or the user needs it.
    pub function_table: Option<String>,
    /// Export name of the memory.
    pub memory: Option<String>,
    /// The memory, when the module imports it.
    pub imported_memory: Option<MemoryImport>,
    /// Export name of the start function.
    pub start: Option<String>,
    /// Exported functions that an error may leave with a stack moved, where the glue rewinds the stacks.
    pub rewound: BTreeSet<String>,
    /// Exported functions that cannot fail and touch nothing, where there is only ever one instance and the glue watches for its end.
    pub harmless: BTreeSet<String>,
    /// Imports by which the wasm tells whose turn it is among asynchronous functions.
    pub tasks: BTreeSet<TaskImport>,
    /// How stacks go on that have waited.
    pub resumes: BTreeSet<Resume>,
    /// Imports that glue does not provide: passed through to the user, by module, with the imported names.
    pub passthrough: BTreeMap<String, BTreeSet<String>>,
    /// Every export of the finished module, in order.
    pub all_exports: Vec<FinalExport>,
}

/// What the wasm tells of its asynchronous functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskImport {
    /// `()`: the promise under construction belongs to an asynchronous function, which starts now.
    Made,
    /// `(address of the future) -> address of the future that was being polled`.
    Begin,
    /// `()`: the executor runs what is in its queue.
    Queue,
    /// `(0 if the future has ended, address of the future that was being polled before)`.
    End,
}

impl TaskImport {
    /// All of them.
    pub const ALL: [TaskImport; 4] = [TaskImport::Made, TaskImport::Begin, TaskImport::Queue, TaskImport::End];

    /// Its import name.
    pub fn name(self) -> &'static str {
        match self {
            TaskImport::Made => "__wbindgen_task_made",
            TaskImport::Begin => "__wbindgen_task_begin",
            TaskImport::Queue => "__wbindgen_task_queue",
            TaskImport::End => "__wbindgen_task_end",
        }
    }
}

/// The shadow stack pointer, an exported global where stacks can wait.
pub const STACK_POINTER: &str = "__wbg_stack_pointer";
/// Export `() -> f64`: where the guest's stacks are, in one number that only [`REWIND`] understands.
pub const STACK: &str = "__wbg_stack";
/// Export, a global `i32`: how many imports are running. Negative in an instance that has ended: no import returns into it.
pub const OUTSIDE: &str = "__wbg_outside";
/// Export `(payload) -> JS value`: the error of a panic that nothing in the guest has caught; with payload 0 it ends the instance and runs
/// the guest's abort hook, with -1 it merely puts both stacks back to where they began.
pub const FAILURE: &str = "__wbg_failure";
/// Export `(f64)`: takes back what was put on the guest's stacks since they were there.
pub const REWIND: &str = "__wbg_rewind";

/// A memory that glue provides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemoryImport {
    /// Import name, in the glue's import module.
    pub name: String,
    /// Pages of 64 KiB that it must have.
    pub initial: u64,
    /// Pages that it may have at most.
    pub maximum: Option<u64>,
    /// Whether several threads have it.
    pub shared: bool,
    /// Whether addresses have 64 bits.
    pub wide: bool,
}

/// The glue's import module is `./<stem>` + this.
pub const GLUE_MODULE_SUFFIX: &str = "_bg.js";

/// Module of imports whose value is their name, for engines that know it.
pub const STRING_CONSTANTS: &str = "wasm:js/string-constants";

/// One export of the finished module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FinalExport {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: ExternKind,
}

/// The type of an export, as far as declarations need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExternKind {
    /// A function.
    Func {
        /// Parameters.
        params: Vec<OuterType>,
        /// Results.
        results: Vec<OuterType>,
    },
    /// A table.
    Table,
    /// A memory.
    Memory,
    /// A global.
    Global,
    /// An exception tag.
    Tag,
}

/// A value type of the finished module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OuterType {
    /// A number or BigInt.
    Word(Word),
    /// A reference or vector: `any` in declarations.
    Other,
}
