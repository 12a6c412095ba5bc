//! Coverage of a suite, from compiling with counters to the report of LLVM's own tool.
//!
//! Everything down to std is compiled with counters, which takes minutes, so it is done only where it is asked for with `WBG_TOOLS=all`.

use super::Env;
use crate::process::Run;
use crate::suite::Summary;
use crate::toolchain::apt_install;
use crate::{Error, Flavour, Result, guests, ours, paths};
use std::path::{Path, PathBuf};

const FLAVOUR: Flavour = Flavour::Abort;
/// The crate that collects the counters has C code, and the compiler's LLVM knows the form of the file.
const PACKAGES: [&str; 3] = ["clang-19", "llvm-19", "llvm-22"];
const PROFDATA: &str = "llvm-profdata-22";
const RUSTFLAGS: &str =
    "-Cpanic=abort -Cinstrument-coverage -Zno-profiler-runtime --cfg=wasm_bindgen_unstable_test_coverage";

/// Runs the suite and reads what it left.
pub(super) fn run(env: &Env<'_>) -> Result<Summary> {
    let mut summary = Summary::default();
    if std::env::var_os("WBG_TOOLS").is_none_or(|value| value != "all") {
        println!("   compiling with counters takes minutes; `WBG_TOOLS=all` does it");
        summary.skipped += 1;
        return Ok(summary);
    }
    match report(env).and_then(|report| check(&report)) {
        Ok(()) => summary.passed += 1,
        Err(error) => summary.fail("coverage of a suite in Node", error.to_string()),
    }
    Ok(summary)
}

/// What LLVM's tool says of the counters.
fn report(env: &Env<'_>) -> Result<String> {
    let root = paths::target_dir().join("wbg/tools/coverage");
    paths::fresh_dir(&root)?;
    let programs = programs(&root.join("bin"))?;
    let target_dir = guests::target_dir(FLAVOUR).with_file_name("coverage");
    let cargo = env.toolchain.around(env.toolchain.cargo(), FLAVOUR, &programs).env("RUSTFLAGS", RUSTFLAGS);
    let cargo = cargo.args(["test", "--locked", "--release", "--target", FLAVOUR.triple(), "-Zpanic-abort-tests"]);
    let cargo = cargo.arg("--target-dir").arg(target_dir).dir(paths::workspace_root().join("tests/tools/coverage"));
    let runner = ours::test_runner()?;
    let cargo = cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    let cargo = cargo.args(["--test", "measured"]).env("LLVM_PROFILE_FILE", root.join("of-%p-%m.profraw"));
    cargo.what("measuring the coverage of a suite").check()?;
    let raw = only_file(&root)?;
    let merged = root.join("merged.profdata");
    Run::new(PROFDATA).args(["merge", "-o"]).arg(&merged).arg(&raw).check()?;
    Ok(Run::new(PROFDATA).args(["show", "--all-functions", "--counts"]).arg(&merged).check()?.stdout)
}

/// A folder with the C compiler under the names that the build of the suite asks for.
fn programs(dir: &Path) -> Result<PathBuf> {
    if [PROFDATA, "clang-19", "llvm-ar-19"].iter().any(|name| Run::new(name).arg("--version").run().is_err()) {
        apt_install(&PACKAGES)?;
    }
    paths::fresh_dir(dir)?;
    for (name, program) in [("clang", "/usr/bin/clang-19"), ("llvm-ar", "/usr/bin/llvm-ar-19")] {
        let link = dir.join(name);
        std::os::unix::fs::symlink(program, &link).map_err(Error::io("create", &link))?;
    }
    Ok(dir.to_path_buf())
}

fn only_file(root: &Path) -> Result<PathBuf> {
    let problem = |problem: &str| Error::Content { path: root.to_path_buf(), problem: problem.to_owned() };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root).map_err(Error::io("list", root))? {
        let path = entry.map_err(Error::io("list", root))?.path();
        found.extend(path.extension().is_some_and(|extension| extension == "profraw").then_some(path));
    }
    match found.as_slice() {
        [path] => Ok(path.clone()),
        [] => Err(problem("the suite left no counters")),
        _ => Err(problem("the suite left more than one file of counters")),
    }
}

/// The suite calls one function three times, on one of its sides, and another one once.
fn check(report: &str) -> Result<()> {
    for (function, wanted) in [("used", "Function count: 3\n    Block counts: [3]"), ("once", "Function count: 1\n")] {
        let symbol = format!("7covered{}{function}:\n", function.len());
        let counts = report.split_once(&symbol).map_or("", |(_, rest)| rest);
        let counts: Vec<&str> = counts.lines().take(4).collect();
        if !format!("{}\n", counts.join("\n")).contains(wanted) {
            let problem = format!("`{function}` should have {wanted:?}, not {counts:?}");
            return Err(Error::Content { path: PathBuf::from(PROFDATA), problem });
        }
    }
    Ok(())
}
