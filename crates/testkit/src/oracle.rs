//! The reference tool, upstream's own command line in the version we stand in for. Only its behaviour is used.

use crate::process::Run;
use crate::{Error, Result, paths};
use std::path::PathBuf;
use std::time::Duration;

/// The version that is imitated.
pub const VERSION: &str = "0.2.130";

/// Makes sure that the reference tool is installed in the cache folder; returns the binary.
pub fn install() -> Result<PathBuf> {
    binary("wasm-bindgen")
}

/// The same for its test runner.
pub fn test_runner() -> Result<PathBuf> {
    binary("wasm-bindgen-test-runner")
}

/// One of its binaries; all are installed together, because they have the same dependencies.
fn binary(name: &str) -> Result<PathBuf> {
    let root = paths::cache_dir().join("oracle");
    let binary = root.join("bin").join(name);
    if version_of(&binary).as_deref() == Some(VERSION) {
        return Ok(binary);
    }
    // Its own lock file cannot be installed here, hence no `--locked`.
    Run::new("cargo")
        .args(["install", "--force", "--root"])
        .arg(&root)
        .arg(format!("wasm-bindgen-cli@{VERSION}"))
        // Away from the checkout, whose configuration must not apply.
        .dir(paths::cache_dir())
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("RUSTFLAGS")
        .what("compiling the reference tool")
        .limit(Duration::from_secs(1800))
        .check()?;
    match version_of(&binary) {
        Some(version) if version == VERSION => Ok(binary),
        other => Err(Error::Content {
            path: binary,
            problem: format!("should be version {VERSION}, is {}", other.as_deref().unwrap_or("nothing")),
        }),
    }
}

fn version_of(binary: &PathBuf) -> Option<String> {
    let output = Run::new(binary).arg("--version").check().ok()?;
    output.stdout.split_whitespace().nth(1).map(str::to_owned)
}
