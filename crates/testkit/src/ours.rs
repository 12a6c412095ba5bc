//! Our own binaries, freshly built.

use crate::process::Run;
use crate::{Error, Result, paths};
use std::path::PathBuf;
use std::time::Duration;

/// Builds the command line in release mode and returns the binary. `WBG_TOOL` names a binary to use instead.
pub fn build() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("WBG_TOOL") {
        return Ok(path.into());
    }
    let output = Run::new("cargo")
        .args(["build", "--release", "--package", "wasm-bindgen-cli", "--bin", "wasm-bindgen"])
        .args(["--message-format", "json-render-diagnostics"])
        .dir(paths::workspace_root())
        .what("building our tool")
        .limit(Duration::from_secs(1800))
        .check()?;
    let path = output.stdout.lines().filter_map(executable).next_back();
    path.ok_or_else(|| Error::Content {
        path: paths::workspace_root(),
        problem: "cargo built no `wasm-bindgen` binary".to_owned(),
    })
}

/// The executable that one line of cargo's messages tells of.
fn executable(line: &str) -> Option<PathBuf> {
    let message: serde_json::Value = serde_json::from_str(line).ok()?;
    (message["target"]["name"] == "wasm-bindgen").then(|| message["executable"].as_str())?.map(PathBuf::from)
}
