//! Test support: guest compiler, engines, the reference tool, and the suites that run guests.
//!
//! Sets up what the tests need on a fresh machine and keeps it in one cache folder ([`paths::cache_dir`]). Knows how to
//! call our binaries, but nothing of how they work inside. Used by `xtask` and by tests only.

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod browser;
pub mod builds;
pub mod chromium;
pub mod debug_info;
pub mod differential;
pub mod dwarf;
pub mod error;
pub mod failure;
pub mod flavour;
pub mod guests;
mod host;
pub mod js;
pub mod node;
pub mod oracle;
pub mod ours;
pub mod package;
pub mod paths;
pub mod process;
pub mod progress;
pub mod real;
pub mod runner;
pub mod suite;
pub mod target;
pub mod toolchain;
pub mod tools;
pub mod workers;

pub use error::Error;
pub use flavour::Flavour;
pub use package::{Tool, ToolKind};
pub use target::Target;

/// Result of everything here that can fail.
pub type Result<T> = std::result::Result<T, Error>;
