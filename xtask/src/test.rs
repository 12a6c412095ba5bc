//! `cargo xtask test`: all suites in one go, and `bless`.

use anyhow::Result;
use std::time::{Duration, Instant};
use wbg_testkit::node::NpmTools;
use wbg_testkit::package::ToolKind;
use wbg_testkit::process::{Output, Run};
use wbg_testkit::real::{self, Extent};
use wbg_testkit::suite::{self, Engines, Selection, Summary};
use wbg_testkit::toolchain::Toolchain;
use wbg_testkit::{Flavour, builds, differential, failure, guests, js, paths, runner};

/// Bound for building and running all of cargo's tests.
const LIMIT: Duration = Duration::from_secs(3600);

/// Runs every suite, also when an earlier one fails.
pub fn everything() -> Result<Summary> {
    let mut all = Summary::default();
    let engines = step("setting up Node", || Ok(Engines::set_up()?))?;
    let tools = NpmTools::install()?;
    let toolchain = step("setting up the guest compiler", || Ok(Toolchain::find()?))?;
    let ahead = std::thread::spawn(move || compile_ahead(&toolchain));
    all.add(counted("cargo test", || cargo_tests(&[])));
    all.add(counted("runtime JavaScript", || Ok(js::run(&tools, &engines)?)));
    all.add(counted("guests", || Ok(suite::run(&Selection::all(ToolKind::Ours), &engines)?)));
    all.add(counted("failure model", || failures(&failure::Choice::default(), &engines)));
    all.add(counted("other builds", || Ok(builds::run(&engines, None)?)));
    all.add(counted("tools", || Ok(wbg_testkit::tools::run(None, &tools, &engines)?)));
    all.add(counted("test runner", || Ok(runner::run(&engines)?)));
    all.add(counted("real guests", || Ok(real::run(Extent::Usual, None, &tools, &engines)?)));
    all.add(counted("differential", || Ok(differential::run(&Selection::all(ToolKind::Ours), &engines)?)));
    all.add(counted("flags", || Ok(differential::run_flags(&Selection::all(ToolKind::Ours), &engines)?)));
    if ahead.join().is_err() {
        all.fail("compiling ahead", "the thread panicked, see above");
    }
    Ok(all)
}

/// Compiles what later suites need while the first ones run: the standard library is compiled by one core at a time, and there is one
/// for each kind of guests. Cargo's locks keep a suite waiting for what is not there yet.
fn compile_ahead(toolchain: &Toolchain) {
    // What does not compile is told by the suite that needs it.
    for flavour in Flavour::ALL {
        let _ = guests::build(toolchain, flavour);
    }
    let _ = builds::compile_all(toolchain);
}

/// Runs the failure suite and prints its counts.
pub fn failures(choice: &failure::Choice, engines: &Engines) -> Result<Summary> {
    let (summary, counts) = failure::run(choice, engines)?;
    print!("{counts}");
    Ok(summary)
}

/// Runs cargo's tests so that they rewrite their expected output.
pub fn bless() -> Result<Summary> {
    cargo_tests(&[("BLESS", "1")])
}

fn cargo_tests(env: &[(&str, &str)]) -> Result<Summary> {
    let run = Run::new("cargo").args(["test", "--workspace", "--no-fail-fast"]);
    let run = env.iter().fold(run, |run, (name, value)| run.env(name, value));
    let output = run.dir(paths::workspace_root()).limit(LIMIT).echo().run()?;
    let mut summary = cargo_summary(&output.stdout);
    if !output.status.success() && summary.ok() {
        summary.fail("cargo test", last_lines(&output));
    }
    if output.status.success() && summary.passed == 0 {
        summary.fail("cargo test", "no test ran");
    }
    Ok(summary)
}

/// Adds up the result lines of all test binaries; each failed test is one failure.
fn cargo_summary(stdout: &str) -> Summary {
    let mut summary = Summary::default();
    for line in stdout.lines() {
        if let Some(counts) = line.strip_prefix("test result: ") {
            summary.passed += count_before(counts, " passed");
            summary.skipped += count_before(counts, " ignored");
        } else if let Some(test) = line.strip_prefix("test ").and_then(|line| line.strip_suffix(" ... FAILED")) {
            summary.fail(format!("cargo test: {test}"), "see above");
        }
    }
    summary
}

fn count_before(text: &str, word: &str) -> usize {
    let before = text.split(word).next().unwrap_or_default();
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn last_lines(output: &Output) -> String {
    let lines: Vec<&str> = output.stderr.lines().collect();
    lines[lines.len().saturating_sub(40)..].join("\n")
}

/// Runs one suite; what keeps it from running at all counts as its failure, so that the others still run.
fn counted(name: &str, work: impl FnOnce() -> Result<Summary>) -> Summary {
    let (start, before) = (Instant::now(), cpu_seconds());
    let summary = step(name, work).unwrap_or_else(|error| {
        let mut summary = Summary::default();
        summary.fail(name, format!("{error:#}"));
        summary
    });
    print!("{}", summary.details());
    let cpu = cpu_seconds().zip(before).map(|(after, before)| format!(", {} s of CPU", after.saturating_sub(before)));
    println!("== {name}: {summary} ({} s{})", start.elapsed().as_secs(), cpu.unwrap_or_default());
    summary
}

/// Seconds of processor time that ended child processes have used, those that compile ahead too; `None` where the system does not tell.
fn cpu_seconds() -> Option<u64> {
    /// The unit of these numbers, which Linux fixes towards programs.
    const PER_SECOND: u64 = 100;
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name comes first, in parentheses, and may contain anything; the 14th and 15th field behind it are user and system time of
    // children.
    let numbers = stat.rsplit_once(')')?.1.split_whitespace();
    let times: Vec<u64> = numbers.skip(13).take(2).filter_map(|number| number.parse().ok()).collect();
    (times.len() == 2).then(|| times.iter().sum::<u64>() / PER_SECOND)
}

fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("== {name}");
    work()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_up_all_test_binaries() {
        let text = "running 3 tests\ntest a ... ok\ntest b::c ... FAILED\n\
                    test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
                    test result: ok. 20 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n";
        let summary = cargo_summary(text);
        assert_eq!((summary.passed, summary.skipped), (21, 1));
        assert_eq!(summary.failures.len(), 1);
        assert_eq!(summary.failures[0].title, "cargo test: b::c");
    }
}
