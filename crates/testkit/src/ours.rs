//! Our own binaries, freshly built.

use crate::process::Run;
use crate::{Error, Result, paths};
use std::path::PathBuf;
use std::time::Duration;

/// Builds the command line in release mode and returns the binary. `WBG_TOOL` names a binary to use instead.
pub fn build() -> Result<PathBuf> {
    binary("wasm-bindgen", "WBG_TOOL")
}

/// Builds the test runner in release mode and returns the binary. `WBG_TEST_RUNNER` names a binary to use instead.
pub fn test_runner() -> Result<PathBuf> {
    binary("wasm-bindgen-test-runner", "WBG_TEST_RUNNER")
}

fn binary(name: &str, instead: &str) -> Result<PathBuf> {
    if let Some(path) = std::env::var_os(instead) {
        return Ok(path.into());
    }
    let output = Run::new("cargo")
        .args(["build", "--release", "--package", "wasm-bindgen-cli", "--bin", name])
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
