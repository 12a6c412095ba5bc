//! Checks of our own JavaScript, that of packages and that of the test runner: unit tests in both Nodes, types, lint.

use crate::node::{Node, NpmTools};
use crate::process::{Output, Run};
use crate::suite::{Engines, Summary};
use crate::{Error, Result, paths};
use std::path::{Path, PathBuf};
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(300);

/// Folders with scripts, with what messages call them.
const FOLDERS: [(&str, &str); 2] =
    [("the runtime", "crates/emit/src/runtime"), ("the test runner's scripts", "src/test_runner/host")];

/// Runs all of them.
pub fn run(tools: &NpmTools, engines: &Engines) -> Result<Summary> {
    let mut summary = Summary::default();
    for (name, folder) in FOLDERS {
        check(name, &paths::workspace_root().join(folder), tools, engines, &mut summary)?;
    }
    Ok(summary)
}

fn check(name: &str, dir: &Path, tools: &NpmTools, engines: &Engines, summary: &mut Summary) -> Result<()> {
    let mut nodes = vec![&engines.system, &engines.newer];
    nodes.dedup_by_key(|node| node.major);
    for node in nodes {
        unit_tests(node, name, dir, summary)?;
    }
    let checks = [
        (format!("type check of {name}"), tools.script("typescript", "bin/tsc"), vec!["-p", "."]),
        (format!("lint of {name}"), tools.script("eslint", "bin/eslint.js"), vec!["--max-warnings", "0", "."]),
    ];
    for (what, script, args) in checks {
        let run = Run::new(&tools.node.path).arg(&script).args(args).dir(dir).what(&what).limit(LIMIT);
        let output = run.run()?;
        if output.status.success() {
            summary.passed += 1;
        } else {
            summary.fail(what, output.text());
        }
    }
    Ok(())
}

fn unit_tests(node: &Node, name: &str, dir: &Path, summary: &mut Summary) -> Result<()> {
    let what = format!("unit tests of {name}, Node {}", node.major);
    let run = Run::new(&node.path).args(["--test", "--test-reporter=tap"]).args(test_files(dir)?);
    let output = run.dir(dir).what(&what).limit(LIMIT).run()?;
    let (passed, skipped) = (tap_count(&output, "pass"), tap_count(&output, "skipped"));
    summary.passed += passed;
    summary.skipped += skipped;
    if !output.status.success() {
        summary.fail(what, output.text());
    } else if passed == 0 {
        summary.fail(what, "no test ran");
    }
    Ok(())
}

/// Older Nodes do not expand patterns themselves.
fn test_files(dir: &Path) -> Result<Vec<PathBuf>> {
    let dir = dir.join("test");
    let entries = std::fs::read_dir(&dir).map_err(Error::io("list", &dir))?;
    let files = entries.map(|entry| entry.map(|entry| entry.path())).collect::<std::io::Result<Vec<_>>>();
    let mut files = files.map_err(Error::io("list", &dir))?;
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    Ok(files)
}

/// A number of TAP's closing lines, such as `# pass 12`.
fn tap_count(output: &Output, name: &str) -> usize {
    let prefix = format!("# {name} ");
    let line = output.stdout.lines().rev().find_map(|line| line.strip_prefix(&prefix));
    line.and_then(|count| count.trim().parse().ok()).unwrap_or(0)
}
