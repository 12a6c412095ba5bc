//! A worker written with the published `worker` crate: our tool is called as its build tool calls it, the output goes through that tool's
//! optimiser and rules for our text, and the result runs in workerd, where it panics, traps and recovers.

use super::Env;
use crate::browser;
use crate::guests::Guest;
use crate::process::Run;
use crate::suite::Summary;
use crate::{Error, Flavour, Result, paths, real};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::time::Duration;

const GUEST: &str = "edge";

const FLAVOURS: [Flavour; 2] = [Flavour::UnwindLegacy, Flavour::Abort];

/// What the steps after our tool report.
#[derive(Debug, Deserialize)]
struct Report {
    found: Option<Found>,
    transcript: Vec<(String, serde_json::Value)>,
    error: Option<String>,
}

/// Names that the text of `index.js` offers to the platform.
#[derive(Debug, Deserialize, PartialEq, Eq)]
struct Found {
    functions: Vec<String>,
    classes: Vec<String>,
    filtered: Vec<String>,
}

/// Builds, packages and runs the worker in each flavour.
pub(super) fn run(env: &Env<'_>) -> Result<Summary> {
    let mut summary = Summary::default();
    if !env.npm.modules().join("@cloudflare/workerd-linux-64").exists() {
        println!("   workerd is not at hand on this platform");
        return Ok(Summary { skipped: FLAVOURS.len(), ..summary });
    }
    for flavour in FLAVOURS {
        let title = format!("worker ({flavour})");
        match real::compile(&env.toolchain, GUEST, flavour).and_then(|guest| case(env, &guest)) {
            Ok(report) => judge(&title, report, &mut summary),
            Err(error) => summary.fail(title, error.to_string()),
        }
    }
    Ok(summary)
}

/// The call, in the tool's own words and order; the same for both flavours.
fn call(env: &Env<'_>, guest: &Guest, out: &Path) -> Run {
    let run = Run::new(&env.tool.path).arg(&guest.wasm).arg("--out-dir").arg(out).args([
        "--no-typescript",
        "--target",
        "module",
    ]);
    run.args(["--out-name", "index", "--experimental-reset-state-function", "--force-enable-abort-handler"])
}

fn case(env: &Env<'_>, guest: &Guest) -> Result<Report> {
    let root: PathBuf = paths::target_dir().join("wbg/tools/edge").join(guest.flavour.name());
    let pkg = root.join("pkg");
    paths::fresh_dir(&pkg)?;
    call(env, guest, &pkg).check()?;
    env.npm.optimise(&env.engines.system, &pkg.join("index_bg.wasm"))?;
    let run = Run::new(&env.engines.system.path).arg(browser::script("edge/run.mjs")).arg("--pkg").arg(&pkg);
    let run = run.arg("--out").arg(root.join("build")).arg("--modules").arg(env.npm.modules());
    let run = run.args(["--panics", guest.flavour.panic_setting()]).limit(Duration::from_secs(180));
    let output = run.what("running a worker in workerd").check()?;
    let report = browser::lines(&output.stdout, "edge/run.mjs")?.pop();
    report.ok_or_else(|| Error::Content { path: pkg, problem: format!("the run reported nothing: {}", output.text()) })
}

/// One case for what the text offers, one for the run.
fn judge(title: &str, report: Report, summary: &mut Summary) {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let wanted = Found {
        functions: names(&["fetch"]),
        // Those of the `worker` crate itself, and the object.
        classes: names(&["ContainerStartupOptions", "MinifyConfig", "R2Range", "Tally"]),
        filtered: names(&["__wbg_reset_state", "__worker_init_state"]),
    };
    match report.found {
        Some(mut found) => {
            found.filtered.sort();
            if found == wanted {
                summary.passed += 1;
            } else {
                summary.fail(format!("{title}: what its text offers"), format!("{found:?}"));
            }
        }
        None => summary.fail(format!("{title}: what its text offers"), "nothing was read"),
    }
    match report.error {
        None if report.transcript.last().is_some_and(|(label, _)| label == "done") => summary.passed += 1,
        None => summary.fail(title, format!("stopped early: {:?}", report.transcript)),
        Some(error) => summary.fail(title, error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_names_in_the_text_fail() {
        let json = r#"{"found": {"functions": ["fetch", "helper"], "classes": ["Tally"], "filtered": []},
                       "transcript": [["done", 1]], "error": null}"#;
        let mut summary = Summary::default();
        judge("w", serde_json::from_str(json).unwrap(), &mut summary);
        assert_eq!(summary.to_string(), "1 passed, 1 failed, 0 skipped");
        assert!(summary.details().contains("helper"));
    }
}
