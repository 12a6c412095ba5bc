//! Types between the stages: what a guest binds, what its wasm is, how values cross, how failures are handled.
//!
//! Depends on nobody of ours and does no I/O. Stages read and write these values; the few functions here are pure facts about
//! them (how many words a value has, where they lie in a return area, which runtime functions the glue will call).

pub mod abi;
pub mod arena;
pub mod bindings;
pub mod class;
pub mod closure;
pub mod diag;
pub mod doc;
pub mod enums;
pub mod export;
pub mod facts;
pub mod failure;
pub mod func;
pub mod id;
pub mod import;
pub mod intrinsic;
pub mod layout;
pub mod linkage;
pub mod needs;
pub mod value;

pub use abi::{Abi, HandleMode, PointerWidth, ResultMode};
pub use arena::Arena;
pub use bindings::Bindings;
pub use facts::ModuleFacts;
pub use failure::FailureModel;
pub use id::*;
pub use linkage::Linkage;
