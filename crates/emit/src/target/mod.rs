//! From parts to files: what differs between the places a package may be loaded in.
//!
//! Differences are data ([`spec`]), except fetching and instantiating, which is one real JavaScript file per target
//! (`runtime/loader`). Knows module systems and file names; must not know what the glue does.

pub mod assemble;
mod bind;
mod header;
mod helper_imports;
mod loader;
mod memory;
mod names;
pub mod spec;
mod text;

pub use assemble::assemble;
pub use header::address;
pub(crate) use loader::{Slot, fill, in_literal};
pub use names::FileNames;
pub(crate) use text::export_name;
