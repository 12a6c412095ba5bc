//! Our own binaries, freshly built.

use crate::process::Run;
use crate::{Error, Result, paths};
use std::path::PathBuf;
use std::time::Duration;

/// How a binary is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Profile {
    /// As `cargo test` compiles it: with checks of overflows and of what has to hold, and mostly there already.
    Dev,
    /// As users get it.
    Release,
}

/// Builds the command line for tests and returns the binary. `WBG_TOOL` names a binary to use instead.
pub fn tool() -> Result<PathBuf> {
    binary("wasm-bindgen", "WBG_TOOL", Profile::Dev)
}

/// Builds the command line as users get it, for measurements and for the demo. `WBG_TOOL` names a binary to use instead.
pub fn optimised_tool() -> Result<PathBuf> {
    binary("wasm-bindgen", "WBG_TOOL", Profile::Release)
}

/// Builds the test runner for tests and returns the binary. `WBG_TEST_RUNNER` names a binary to use instead.
pub fn test_runner() -> Result<PathBuf> {
    binary("wasm-bindgen-test-runner", "WBG_TEST_RUNNER", Profile::Dev)
}

fn binary(name: &str, instead: &str, profile: Profile) -> Result<PathBuf> {
    if let Some(path) = std::env::var_os(instead) {
        return Ok(path.into());
    }
    let optimised = (profile == Profile::Release).then_some("--release");
    let output = Run::new("cargo")
        .args(["build", "--package", "wasm-bindgen-cli", "--bin", name])
        .args(optimised)
        .args(["--message-format", "json-render-diagnostics"])
        .dir(paths::workspace_root())
        .what(format!("building {name}"))
        .limit(Duration::from_secs(1800))
        .check()?;
    let path = output.stdout.lines().filter_map(|line| executable(line, name)).next_back();
    path.ok_or_else(|| Error::Content {
        path: paths::workspace_root(),
        problem: format!("cargo built no `{name}` binary"),
    })
}

/// The executable that one line of cargo's messages tells of.
fn executable(line: &str, name: &str) -> Option<PathBuf> {
    let message: serde_json::Value = serde_json::from_str(line).ok()?;
    (message["target"]["name"] == name).then(|| message["executable"].as_str())?.map(PathBuf::from)
}
