//! Runs a package in Node or in Deno.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::Failed;
use super::args::Kind;
use super::package::Package;
use super::settings::Environment;

/// The script to start.
const ENTRY: &str = "node.mjs";

/// Has Node run the tests; their report goes to our own output.
///
/// # Errors
/// Node cannot be started, or tests failed.
pub fn run(package: &Package, environment: &Environment) -> Result<()> {
    let mut command = Command::new("node");
    command.arg("--expose-gc").args(more_args(environment)?).arg(package.dir().join(ENTRY));
    command.env("NODE_PATH", node_path(package, environment)?);
    finish("Node", command, "install Node 20 or newer, or put the folder of its binary on `PATH`")
}

/// The same in Deno.
///
/// # Errors
/// Deno cannot be started, or tests failed.
pub fn run_deno(package: &Package, kind: Kind) -> Result<()> {
    let mut command = Command::new("deno");
    command.args(["run", "--allow-read", "--no-prompt"]);
    if kind == Kind::Benches {
        // For the results, which later runs compare theirs with.
        command.arg("--allow-write");
    }
    command.arg(package.dir().join(ENTRY));
    finish("Deno", command, "install Deno 2, or put the folder of its binary on `PATH`")
}

fn finish(engine: &str, mut command: Command, remedy: &str) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("cannot start `{program}`; {remedy}"))?;
    match status.code() {
        Some(0) => Ok(()),
        Some(code) => Err(Failed(format!("{engine} failed with exit_code {code}")).into()),
        None => bail!("{engine} was ended by a signal ({status})"),
    }
}

fn more_args(environment: &Environment) -> Result<Vec<String>> {
    match (environment.get("NODE_ARGS"), environment.text("NODE_ARGS")) {
        (None, _) => Ok(Vec::new()),
        (Some(_), Some(args)) => Ok(args.split(',').filter(|arg| !arg.is_empty()).map(str::to_owned).collect()),
        (Some(_), None) => bail!("`NODE_ARGS` is not UTF-8; unset it or write arguments separated by commas"),
    }
}

/// Where `require` finds modules: as before, in the folder of the crate, beside the package.
fn node_path(package: &Package, environment: &Environment) -> Result<OsString> {
    let before = environment.get("NODE_PATH").cloned().unwrap_or_default();
    let here = std::env::current_dir().context("cannot find the current folder")?;
    let folders = std::env::split_paths(&before).filter(|path| !path.as_os_str().is_empty());
    let folders: Vec<PathBuf> = folders.chain([here, package.dir().to_owned()]).collect();
    std::env::join_paths(folders).context("cannot add the folder of the crate to `NODE_PATH`; its name has a separator")
}
