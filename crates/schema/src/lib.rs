//! Guest metadata: the bytes of the `__wasm_bindgen_unstable` sections and the `u32` words that descriptor functions
//! report, decoded to version-free records.
//!
//! First of the stages. Knows schema versions, opcode numbers and the guest's symbol naming; must not know walrus, do I/O,
//! or choose anything about the output. Everything downstream sees only [`program::Program`] and [`signature::Signature`],
//! and asks [`dialect::Dialect`] how the guest names a symbol.

pub mod decode;
pub mod descriptor;
pub mod dialect;
pub mod error;
pub mod opcodes;
pub mod program;
pub(crate) mod reader;
pub mod signature;
pub mod version;
pub(crate) mod wire;

pub use decode::{Decoded, SECTION_NAME, decode_program, dump};
pub use descriptor::{decode_function, decode_marker, decode_type};
pub use dialect::Dialect;
pub use error::{SchemaError, SignatureError};
pub use version::SchemaVersion;
