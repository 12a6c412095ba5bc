//! The library as existing programs use it: `tests/library` is a program against upstream's published crate that names every public
//! item. It compiles against that crate, and against ours through a path override without an edit.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use wbg_testkit::process::Run;
use wbg_testkit::{Error, Result, paths};

const LIMIT: Duration = Duration::from_secs(900);

/// A copy of the program with a lock file of its own, since an override changes it.
fn program(name: &str) -> Result<PathBuf> {
    let (from, to) = (paths::workspace_root().join("tests/library"), paths::target_dir().join("library").join(name));
    paths::fresh_dir(&to)?;
    let src = to.join("src");
    fs::create_dir_all(&src).map_err(Error::io("create", &src))?;
    for file in ["Cargo.toml", "Cargo.lock", "src/main.rs"] {
        let path = to.join(file);
        fs::copy(from.join(file), &path).map_err(Error::io("write", &path))?;
    }
    Ok(to)
}

fn cargo(command: &str, dir: &Path, target_dir: &Path) -> Run {
    let run = Run::new("cargo").arg(command).dir(dir).arg("--target-dir").arg(target_dir).limit(LIMIT);
    // The outer cargo's choices are for the workspace.
    let run = ["CARGO_TARGET_DIR", "RUSTFLAGS", "RUST_BACKTRACE"].iter().fold(run, |run, name| run.env_remove(name));
    // As in the workspace, so that what it has compiled is used again.
    run.env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only")
}

#[test]
fn the_program_compiles_against_the_published_crate() -> Result<()> {
    let run = cargo("check", &program("upstream")?, &paths::cache_dir().join("library"));
    run.arg("--locked").what("checking a program against the published library").check().map(drop)
}

#[test]
fn the_program_runs_with_our_crate_in_its_place() -> Result<()> {
    let root = paths::workspace_root();
    let dir = program("ours")?;
    let ours = format!("patch.crates-io.wasm-bindgen-cli-support.path={:?}", root.join("crates/cli-support"));
    let input = root.join("tests/fixtures/guest_links.wasm");
    let run = cargo("run", &dir, &paths::target_dir()).args(["--quiet", "--config"]).arg(ours).arg("--");
    let output = run.arg(input).arg(dir.join("out")).what("running a program with our library").check()?;
    // What the program prints with the published crate.
    let expected = paths::read_text(&root.join("tests/library/expected.txt"))?;
    assert_eq!(output.stdout, expected);
    Ok(())
}
