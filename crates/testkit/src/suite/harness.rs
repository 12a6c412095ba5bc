//! Runs one driver against one package in one Node.

use super::drivers::run_dir;
use crate::guests::Guest;
use crate::node::Node;
use crate::package::ToolKind;
use crate::{Error, Result, Target, paths};
use std::path::Path;
use std::time::Duration;

/// The harness gives up after 50 s by itself, unless the engine never comes back to it.
const LIMIT: Duration = Duration::from_secs(60);

/// The harness's exit code for "does not apply".
const SKIPPED: i32 = 77;

/// How a case ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All assertions held.
    Passed,
    /// The driver says that it does not apply.
    Skipped,
    /// With this message.
    Failed(String),
}

/// What was seen of a package while it ran.
#[derive(Clone, Debug)]
pub struct Observed {
    /// How it ended.
    pub verdict: Verdict,
    /// Labelled observations of the driver, in order; empty unless it passed.
    pub transcript: Vec<(String, String)>,
    /// What the loaded module offers, one line per name or member, sorted; empty unless it passed.
    pub shape: Vec<String>,
}

/// Runs the guest's driver of `tests/run`.
pub fn run_driver(node: &Node, tool: ToolKind, guest: &Guest, target: Target, package: &Path) -> Result<Observed> {
    run_driver_with(node, tool, guest, target, &[], package)
}

/// Runs the guest's driver of `tests/run`, which is told the flags that the package was made with.
pub fn run_driver_with(
    node: &Node,
    tool: ToolKind,
    guest: &Guest,
    target: Target,
    flags: &[&str],
    package: &Path,
) -> Result<Observed> {
    run_script(node, tool, guest, target, flags, package, &run_dir().join(format!("{}.mjs", guest.name)))
}

/// Runs any driver.
pub fn run_script(
    node: &Node,
    tool: ToolKind,
    guest: &Guest,
    target: Target,
    flags: &[&str],
    package: &Path,
    driver: &Path,
) -> Result<Observed> {
    let scratch = tempfile::tempdir().map_err(Error::io("create", std::env::temp_dir()))?;
    let transcript = scratch.path().join("transcript.json");
    let shape = scratch.path().join("shape.json");
    let output = node
        .run(&run_dir().join("harness.mjs"))
        .arg("--pkg")
        .arg(package)
        .args(["--stem", &guest.name, "--target", target.name(), "--flavour", guest.flavour.name()])
        .args(["--tool", tool.name()])
        .arg(format!("--flags={}", flags.join(" ")))
        .args(if node.is_aged() { &["--without", "Tag,JSTag,Exception"] as &[&str] } else { &[] })
        .arg("--driver")
        .arg(driver)
        .arg("--transcript")
        .arg(&transcript)
        .arg("--shape")
        .arg(&shape)
        .limit(LIMIT)
        .what(format!("running {}", guest.name))
        .run()?;
    let verdict = match output.code() {
        0 => Verdict::Passed,
        SKIPPED => Verdict::Skipped,
        code => Verdict::Failed(format!("exit code {code}\n{}", output.text().trim_end())),
    };
    if verdict != Verdict::Passed {
        return Ok(Observed { verdict, transcript: Vec::new(), shape: Vec::new() });
    }
    Ok(Observed { verdict, transcript: read(&transcript)?, shape: read(&shape)? })
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T> {
    let text = paths::read_text(path)?;
    serde_json::from_str(&text).map_err(|error| Error::Content {
        path: path.to_path_buf(),
        problem: format!("the harness wrote bad JSON: {error}"),
    })
}
