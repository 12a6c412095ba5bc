//! The `wasm-bindgen` library: from a guest module to a JavaScript package.
//!
//! [`Bindgen`] collects what the caller wants, [`Output`] is the result in memory. In between, `pipeline` runs the stages; each
//! stage is a crate of its own and knows only its own matter. This crate alone reads and writes files.

mod bindgen;
mod error;
mod options;
mod output;
mod pipeline;
mod stage;
pub mod wasm2es6js;
mod write;

pub use bindgen::Bindgen;
pub use error::Error;
pub use output::Output;
pub use stage::STAGE_NAMES;
pub use wbg_emit::options::EncodeInto;

/// Version of the `wasm-bindgen` crate whose guests are read; what `--version` prints, since build tools compare it.
pub const GUEST_VERSION: &str = "0.2.130";
