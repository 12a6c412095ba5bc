//! What can be wrong with a guest's metadata, as types; the text says what, where and what to do.
//!
//! No decoding here. The caller decides that metadata was stripped, the variant and its text live with the others.

use std::fmt;

use crate::decode::SECTION_NAME;
use crate::opcodes::Opcode;
use crate::version::SchemaVersion;

/// The metadata sections cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SchemaError {
    /// A byte that does not fit the record table.
    #[error(transparent)]
    Wire(#[from] WireError),
    /// A schema that is not supported.
    #[error(transparent)]
    Mismatch(#[from] VersionMismatch),
    /// Two programs of one module carry different versions.
    #[error(
        "the wasm file mixes metadata of `wasm-bindgen` {first} (schema {first_schema}) and {second} (schema {second_schema}); \
         make all crates use one version, for example with `cargo update -p wasm-bindgen --precise {}`",
        SchemaVersion::NEWEST
    )]
    Mixed {
        /// Guest version of the first program.
        first: SchemaVersion,
        /// Its schema.
        first_schema: SchemaVersion,
        /// Guest version of the first program that differs.
        second: SchemaVersion,
        /// Its schema.
        second_schema: SchemaVersion,
    },
    /// The module needs glue but has no metadata. Found by the caller, which knows the module's imports and exports.
    #[error(
        "the wasm file imports or exports `wasm-bindgen` symbols but has no `{SECTION_NAME}` section: it was stripped before \
         this step; do not set `strip = true` in the cargo profile, and run `llvm-objcopy --strip-all`, `wasm-strip` or \
         `wasm-opt` only on the output of this tool"
    )]
    Stripped,
}

/// The guest's schema is outside the supported range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the wasm file was built with `wasm-bindgen` {guest} (schema {schema}), but this tool reads {}\n\n\
     either move the guest to a version this tool reads:\n\n    \
     cargo update -p wasm-bindgen --precise {}\n\n\
     or use the tool of the guest's version:\n\n    \
     cargo install -f wasm-bindgen-cli --version {guest}",
    supported_range(),
    SchemaVersion::NEWEST
)]
pub struct VersionMismatch {
    /// Version of the guest's crate.
    pub guest: SchemaVersion,
    /// Schema of its metadata.
    pub schema: SchemaVersion,
}

fn supported_range() -> String {
    let (oldest, newest) = (SchemaVersion::OLDEST, SchemaVersion::NEWEST);
    if oldest == newest { format!("schema {newest} only") } else { format!("schemas {oldest} to {newest}") }
}

/// A place in a metadata section that does not decode.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "cannot decode the `{SECTION_NAME}` section{} at byte {offset} ({path}): {problem}; the section was damaged after linking, \
     so rebuild the guest and run no other tool on the wasm file before this one",
    nth(*section)
)]
pub struct WireError {
    /// Which of the module's metadata sections, from 0.
    pub section: usize,
    /// Byte offset in that section's payload.
    pub offset: usize,
    /// Record path like `program 3 > imports[2] > kind > function > args[0].name`.
    pub path: String,
    /// What was found there.
    pub problem: WireProblem,
}

fn nth(section: usize) -> String {
    match section {
        0 => String::new(),
        n => format!(" number {}", n + 1),
    }
}

/// What was found at a byte of a metadata section.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireProblem {
    /// Fewer bytes than the item needs.
    #[error("{needed} bytes needed, but only {left} are left")]
    Truncated {
        /// Bytes the item needs.
        needed: usize,
        /// Bytes left in the record's range.
        left: usize,
    },
    /// A list that cannot fit even with one byte per element.
    #[error("a list of {count} elements, but only {left} bytes are left")]
    ListTooLong {
        /// Claimed element count.
        count: u32,
        /// Bytes left.
        left: usize,
    },
    /// A variable-length integer beyond 32 bits.
    #[error("a number that does not fit 32 bits")]
    NumberTooLarge,
    /// A string that is not UTF-8.
    #[error("a string that is not UTF-8")]
    NotUtf8,
    /// An optional value's tag is neither 0 nor 1.
    #[error("tag {0} of an optional value, only 0 and 1 exist")]
    OptionTag(u8),
    /// A variant number that the enumeration does not have.
    #[error("variant {tag} of `{name}`, which has {count}")]
    Variant {
        /// Record name.
        name: &'static str,
        /// Number found.
        tag: u8,
        /// Number of variants in the guest's schema.
        count: u8,
    },
    /// The record ended before its bytes did.
    #[error("{0} bytes left over after the last field")]
    Trailing(usize),
    /// The program header is unusable.
    #[error("{0}")]
    Header(String),
}

/// Descriptor words that do not form a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureError {
    /// Index of the offending word.
    pub index: usize,
    /// Innermost opcode whose operands were being read.
    pub opcode: Option<Opcode>,
    /// What was found there.
    pub problem: SignatureProblem,
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "type description is wrong at word {}", self.index)?;
        if let Some(opcode) = self.opcode {
            write!(f, " (in `{}`)", opcode.name())?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl std::error::Error for SignatureError {}

/// What was found at a descriptor word.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureProblem {
    /// The words end inside an item.
    #[error("the words end too early")]
    Truncated,
    /// A string or list longer than the words left.
    #[error("{count} words announced, but only {left} are left")]
    TooLong {
        /// Claimed length.
        count: u32,
        /// Words left.
        left: usize,
    },
    /// A number outside the opcode table.
    #[error("unknown opcode {0}")]
    UnknownOpcode(u32),
    /// A word that is not a Unicode scalar value.
    #[error("{0:#x} is not a character")]
    Character(u32),
    /// A word that must be 0 or 1.
    #[error("{0} where 0 or 1 is required")]
    Flag(u32),
    /// A sequence mode without meaning.
    #[error("{0} is not a sequence mode")]
    SequenceMode(u32),
    /// Another opcode where a function is required.
    #[error("`FUNCTION` expected, found `{}`", .0.name())]
    NotAFunction(Opcode),
    /// Types nested beyond any real program.
    #[error("types are nested deeper than {0} levels")]
    TooDeep(usize),
    /// Words after the end of the description.
    #[error("{0} words left over")]
    Trailing(usize),
}
