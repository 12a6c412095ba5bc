//! Everything that touches the wasm module: bytes in, finished bytes out, and what other stages may know about it.
//!
//! [`load`] reads, [`interp`] runs the type descriptions, [`facts()`] tells what the module is, [`transform`] rewrites it for the
//! bindings that were made from all that, [`Guest::emit`] writes. Nobody else in the workspace sees walrus types, except the
//! public library, which passes whole modules through.

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod core_map;
pub mod debuginfo;
pub mod error;
pub mod facts;
pub mod features;
pub mod guest;
mod harmless;
pub mod interp;
mod link;
pub mod load;
mod mark;
mod names;
mod outline;
pub mod passes;
pub mod prune;
mod sections;
pub mod standalone;
#[cfg(test)]
mod testing;
mod unsteady;

pub use core_map::CoreMap;
pub use error::WasmError;
pub use facts::facts;
pub use guest::Guest;
pub use passes::{Demangle, TransformOptions, UserStart, transform};
