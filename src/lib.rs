//! What both binaries share, and the test runner.
//!
//! [`scan`] checks the words of a command line, [`logging`], [`panics`] and [`report`] turn what happens inside into text for
//! people. Not an interface for others: the library for tools is `wasm-bindgen-cli-support`.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test stops at the first surprise"))]

pub mod logging;
pub mod panics;
pub mod report;
pub mod scan;
pub mod test_runner;
