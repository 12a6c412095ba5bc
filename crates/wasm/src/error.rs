//! The crate's error type: what is wrong with the module, where, and what to do about it.
//!
//! Guest bytes never panic; everything that can be wrong with them ends as one of these.

use crate::interp::RunError;

/// Anything that stops work on a wasm module.
#[derive(Debug, thiserror::Error)]
pub enum WasmError {
    /// The bytes are something else than a core module.
    #[error("`{name}` is not a WebAssembly module: {found}")]
    NotWasm {
        /// The input as the user named it.
        name: String,
        /// What it looks like instead, and what to pass.
        found: String,
    },
    /// A section header promises more bytes than the file has.
    #[error(
        "`{name}` is truncated: the {section} section at offset {offset:#x} needs {needed} bytes, \
         but only {left} are left; build or copy the file again"
    )]
    Truncated {
        /// The input as the user named it.
        name: String,
        /// Section name.
        section: String,
        /// Byte offset of the section header.
        offset: usize,
        /// Bytes the header promises.
        needed: u64,
        /// Bytes that follow the header.
        left: usize,
    },
    /// The module does not decode or does not validate.
    #[error("`{name}` is not a valid WebAssembly module: {detail}; build the file again")]
    Malformed {
        /// The input as the user named it.
        name: String,
        /// The decoder's words, with the byte offset.
        detail: String,
    },
    /// The module library gave up on a module that it should have refused.
    #[error(
        "`{name}` stopped the module reader (`walrus`) with an internal failure: {detail}; \
         this is a defect of that library, please report it with the input file"
    )]
    ReaderPanicked {
        /// The input as the user named it.
        name: String,
        /// The panic message.
        detail: String,
    },
    /// The module library could not write the module.
    #[error(
        "the module writer (`walrus`) stopped with an internal failure: {detail}; if debug information is kept, it is \
         probably damaged or of an unknown version, so leave it out"
    )]
    WriterPanicked {
        /// The panic message.
        detail: String,
    },
    /// More than one linear memory.
    #[error(
        "`{name}` has {count} memories, but only modules with one memory are supported; \
         link the guest without a second memory"
    )]
    SeveralMemories {
        /// The input as the user named it.
        name: String,
        /// How many.
        count: usize,
    },
    /// A custom section that we read is damaged.
    #[error(
        "the custom section `{section}` is damaged at byte {offset}: {problem}; build the guest \
         again, and do not edit it before this tool runs"
    )]
    CustomSection {
        /// Section name.
        section: String,
        /// Byte offset within the section's payload.
        offset: usize,
        /// What is wrong.
        problem: String,
    },
    /// A type description could not be run.
    #[error(transparent)]
    Describe(#[from] Box<RunError>),
    /// An export with a descriptor name is not a function of this module.
    #[error(
        "export `{export}` should be a type description, but it is {found}; only functions that \
         the `wasm-bindgen` crate generates may use this name"
    )]
    NotADescriptor {
        /// Export name.
        export: String,
        /// What it is.
        found: &'static str,
    },
    /// Two marker calls in one function.
    #[error(
        "function {function} asks for {count} generic imports, so several of them were merged into \
         one function and its binding would be wrong; run this tool directly on rustc's output, \
         before any wasm optimiser"
    )]
    MergedMarkers {
        /// Function, for printing.
        function: String,
        /// Marker calls found.
        count: usize,
    },
    /// A closure names a table slot without a function.
    #[error(
        "a closure refers to slot {index} of the function table, but {problem}; the guest and its \
         type descriptions do not belong together, build it again"
    )]
    TableSlot {
        /// Table index.
        index: u64,
        /// What is there instead.
        problem: &'static str,
    },
    /// A constant expression uses an instruction that a linker does not emit.
    #[error("the {place} uses an unsupported constant expression ({problem}); build it with rustc and wasm-ld")]
    ConstExpr {
        /// Which initialiser.
        place: String,
        /// What is unsupported.
        problem: String,
    },
    /// Members of one generic import disagree about their core type.
    #[error(
        "generic import {group} joins functions with different core signatures: {first} and {other}; \
         this is a defect of this tool or of the guest's descriptions, please report it"
    )]
    GroupType {
        /// 1-based number of the generic import.
        group: usize,
        /// First member.
        first: String,
        /// The member that differs.
        other: String,
    },
    /// A group of generic imports has an unusable member.
    #[error("generic import {group} {problem}; this is a defect of this tool, please report it")]
    Group {
        /// 1-based number of the generic import.
        group: usize,
        /// What is wrong.
        problem: String,
    },
    /// A guest needs something this version cannot do.
    #[error("{what} is not supported by this version; {instead}")]
    Unsupported {
        /// What the guest has; reads well before "is not supported".
        what: String,
        /// What to do.
        instead: String,
    },
    /// The words of a binding are not the wasm type of its function.
    #[error(
        "{item} should have the wasm type {expected} according to its description, but it is {found}; the \
         guest and its type descriptions do not belong together, build it again"
    )]
    TypeMismatch {
        /// What is bound.
        item: String,
        /// Type by description.
        expected: String,
        /// Type in the module.
        found: String,
    },
    /// A bound import is not an imported function.
    #[error(
        "import `{name}` is bound, but the module does not import it; this is a defect of this tool, please report it"
    )]
    NotAnImport {
        /// Import name.
        name: String,
    },
    /// Imports that nobody provides.
    #[error(
        "no description tells what to provide for these imports of `{module}`: {names}; the crates that declare \
         them must be linked with their descriptions, so build the guest again without stripping it first"
    )]
    MissingAdapters {
        /// Import module.
        module: String,
        /// Names in backquotes.
        names: String,
    },
    /// A runtime function of the guest crate is needed and not exported.
    #[error(
        "{needed_by} needs `{symbol}`, which the module does not export; build the guest with the `wasm-bindgen` \
         crate of the same version and do not strip its exports"
    )]
    MissingRuntime {
        /// Export name.
        symbol: String,
        /// What needs it.
        needed_by: String,
    },
    /// The shadow stack pointer is needed and was not found.
    #[error(
        "{needed_by} needs the shadow stack pointer, which was not found; keep the name section of the linked \
         module (`strip = \"debuginfo\"` at most)"
    )]
    NoStackPointer {
        /// What needs it.
        needed_by: String,
    },
    /// The linker was not told to export what threads need.
    #[error(
        "a module with shared memory must export `{symbol}` as wasm-ld makes it; link the guest with \
         `-Clink-arg=--export={symbol}` (threads need `__wasm_init_tls`, `__tls_size`, `__tls_align` and `__tls_base`)"
    )]
    MissingThreadSymbol {
        /// Export name.
        symbol: String,
    },
    /// A memory is needed and there is none.
    #[error("{needed_by} needs a memory, but the module has none; link the guest with rustc and wasm-ld")]
    NoMemory {
        /// What needs it.
        needed_by: String,
    },
    /// Two exports would have the same name.
    #[error("two exports would be called `{name}`; rename one of them, or give it another `js_name` or `js_namespace`")]
    DuplicateExport {
        /// Export name.
        name: String,
    },
}
