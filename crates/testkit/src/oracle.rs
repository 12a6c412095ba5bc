//! The reference tool, upstream's own command line in the version we stand in for. Only its behaviour is used.

use crate::process::Run;
use crate::{Error, Result, paths};
use std::path::PathBuf;
use std::time::Duration;

/// The version that is imitated.
pub const VERSION: &str = "0.2.130";

/// How it is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Profile {
    /// Without optimisation, which takes a third of the time.
    Quick,
    /// As users get it.
    Optimised,
}

impl Profile {
    fn root(self) -> PathBuf {
        paths::cache_dir().join(match self {
            Profile::Quick => "oracle-quick",
            Profile::Optimised => "oracle",
        })
    }
}

/// Makes sure that the reference tool is installed in the cache folder; returns the binary.
pub fn install() -> Result<PathBuf> {
    binary("wasm-bindgen", Profile::Quick)
}

/// The same as users get it, for measurements.
pub fn install_optimised() -> Result<PathBuf> {
    binary("wasm-bindgen", Profile::Optimised)
}

/// The same for its test runner.
pub fn test_runner() -> Result<PathBuf> {
    binary("wasm-bindgen-test-runner", Profile::Quick)
}

/// One of its binaries; both are installed together, because they have the same dependencies.
fn binary(name: &str, profile: Profile) -> Result<PathBuf> {
    let in_root = |profile: Profile| profile.root().join("bin").join(name);
    // One that is optimised does everywhere.
    let known = [in_root(Profile::Optimised), in_root(profile)];
    if let Some(binary) = known.into_iter().find(|binary| version_of(binary).as_deref() == Some(VERSION)) {
        return Ok(binary);
    }
    compile(profile)?;
    let binary = in_root(profile);
    match version_of(&binary) {
        Some(version) if version == VERSION => Ok(binary),
        other => Err(Error::Content {
            path: binary,
            problem: format!("should be version {VERSION}, is {}", other.as_deref().unwrap_or("nothing")),
        }),
    }
}

fn compile(profile: Profile) -> Result<()> {
    // Its own lock file cannot be installed here, hence no `--locked`.
    let run = Run::new("cargo")
        .args(["install", "--force", "--bin", "wasm-bindgen", "--bin", "wasm-bindgen-test-runner", "--root"])
        .arg(profile.root())
        .arg(format!("wasm-bindgen-cli@{VERSION}"))
        // Away from the checkout, whose configuration must not apply.
        .dir(paths::cache_dir())
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("RUSTFLAGS")
        .what("compiling the reference tool")
        .limit(Duration::from_secs(1800));
    let run = match profile {
        Profile::Quick => run.arg("--debug").env("CARGO_PROFILE_DEV_DEBUG", "false"),
        Profile::Optimised => run,
    };
    run.check().map(drop)
}

fn version_of(binary: &PathBuf) -> Option<String> {
    let output = Run::new(binary).arg("--version").check().ok()?;
    output.stdout.split_whitespace().nth(1).map(str::to_owned)
}
