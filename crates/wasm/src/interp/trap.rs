//! Why a run of a type description stopped.

/// The reason inside one function.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trap {
    /// `unreachable` was reached, usually a Rust panic in an abort build.
    #[error("it reached an `unreachable` instruction (a panic inside the description)")]
    Unreachable,
    /// An import that has no meaning here.
    #[error("it calls the import `{module}`.`{field}`, which a type description may not use")]
    Import {
        /// Import module.
        module: String,
        /// Import name.
        field: String,
    },
    /// An instruction that descriptions never need.
    #[error("it uses the unsupported instruction `{0}`")]
    Unsupported(String),
    /// Step limit of one run.
    #[error("it did not finish within {0} steps")]
    Steps(u64),
    /// Step limit of all runs.
    #[error("all descriptions together did not finish within {0} steps")]
    TotalSteps(u64),
    /// Call depth, operand, label, page or word limit.
    #[error("it exceeds the limit of {limit} {what}")]
    Limit {
        /// What is limited.
        what: &'static str,
        /// The bound.
        limit: usize,
    },
    /// An exception left the description.
    #[error("the descriptor threw an exception that nothing catches")]
    Threw,
    /// Memory access outside the memory.
    #[error("it accesses memory out of bounds at address {addr:#x} ({len} bytes)")]
    OutOfBounds {
        /// First byte.
        addr: u64,
        /// Length in bytes.
        len: u64,
    },
    /// Table access outside the table.
    #[error("it accesses slot {0} of a table, which is out of bounds")]
    TableBounds(u64),
    /// Indirect call through an empty slot or null reference.
    #[error("it calls a null function reference")]
    NullCall,
    /// Indirect call with the wrong type.
    #[error("it calls a function through a reference of another type")]
    CallType,
    /// Integer division by zero.
    #[error("it divides by zero")]
    DivideByZero,
    /// Integer overflow in a division or conversion.
    #[error("an integer operation overflows")]
    Overflow,
    /// Blocking wait.
    #[error("it waits for another thread")]
    Wait,
    /// The stack pointer was not restored.
    #[error("it leaves the stack pointer at {found:#x} instead of {expected:#x}")]
    StackPointer {
        /// Value on entry.
        expected: u64,
        /// Value on return.
        found: u64,
    },
    /// The operand stack does not fit the instruction; validation rules this out.
    #[error("its operand stack does not fit the instruction (invalid code)")]
    Invalid,
    /// A constant expression could not be evaluated.
    #[error("an initialiser could not be evaluated: {0}")]
    Init(String),
}

/// A type description that could not be run to its end.
#[derive(Clone, Debug, thiserror::Error)]
#[error(
    "the type description `{descriptor}` failed in function {function}: {trap}; build the guest with \
     published `wasm-bindgen` crates and without rewriting the module before this tool runs"
)]
pub struct RunError {
    /// Export name, or the marker function for printing.
    pub descriptor: String,
    /// Function that was running, for printing.
    pub function: String,
    /// The reason.
    pub trap: Trap,
}
