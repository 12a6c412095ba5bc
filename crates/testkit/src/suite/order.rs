//! Proves of packages, from the syntax trees of their scripts, that every call into the wasm keeps one order.

use crate::node::{Node, NpmTools};
use crate::process::Run;
use crate::suite::{Failure, Summary};
use crate::{Result, paths, workers};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Packages that one process reads, which takes some seconds.
const BATCH: usize = 150;

const LIMIT: Duration = Duration::from_secs(300);

/// Walks the scripts of all packages. In the one of `to_break`, the order is broken on purpose too, which has to be noticed.
///
/// # Errors
/// What could not be set up; what is out of order is in the summary.
pub fn check(node: &Node, packages: &[PathBuf], to_break: Option<&Path>) -> Result<Summary> {
    let modules = NpmTools::install()?.modules();
    let batches: Vec<(usize, &[PathBuf])> = packages.chunks(BATCH).enumerate().collect();
    let mut summary = Summary::default();
    for part in workers::map("reading the order of calls", &batches, |(index, batch)| {
        let broken = to_break.filter(|_| *index == 0);
        walk(node, &modules, batch, broken)
    }) {
        summary.add(part?);
    }
    Ok(summary)
}

fn walk(node: &Node, modules: &Path, packages: &[PathBuf], broken: Option<&Path>) -> Result<Summary> {
    let run = Run::new(&node.path).arg(paths::workspace_root().join("tests/order/walk.mjs"));
    let run = run.arg("--modules").arg(modules);
    let run = broken.into_iter().fold(run, |run, package| run.arg("--broken").arg(package));
    let output = run.args(packages).limit(LIMIT).what("reading the order of calls").run()?;
    let mut summary = Summary::default();
    if output.status.success() {
        summary.passed = packages.len();
    } else {
        let title = "the order of calls from JavaScript into the wasm".to_owned();
        summary.failures.push(Failure { title, text: output.text() });
    }
    Ok(summary)
}
