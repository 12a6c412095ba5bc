//! What trunk does with our tool, reproduced: its call, the renaming of both files, its ways of starting the app.

use super::Env;
use crate::browser;
use crate::guests::{self, Guest};
use crate::process::Run;
use crate::suite::Summary;
use crate::{Flavour, Result, paths};
use std::path::{Path, PathBuf};
use std::time::Duration;

const GUEST: &str = "panics";
const FLAVOUR: Flavour = Flavour::UnwindLegacy;

/// How the app is started: from an address, or from a promise of a response that an initialiser of the user's made.
const STARTS: [&str; 2] = ["address", "response"];

/// Builds the guest once and starts it in each way.
pub(super) fn run(env: &Env<'_>) -> Result<Summary> {
    let guests = guests::build(&env.toolchain, FLAVOUR)?;
    let mut summary = Summary::default();
    let guest = guests::find(&guests, GUEST)?;
    let root = paths::target_dir().join("wbg/tools/trunk");
    let pkg = package(env, guest, &root)?;
    let pages = STARTS.map(|start| format!("{start}/src/index.html"));
    for start in STARTS {
        site(env, guest, &pkg, start, &root.join(start))?;
    }
    for outcome in env.browser.visit(&root, &pages, &[])? {
        match outcome.error {
            None if outcome.transcripts.contains_key(GUEST) => summary.passed += 1,
            None => summary.fail(format!("trunk {}", outcome.page), "the driver did not run"),
            Some(error) => summary.fail(format!("trunk {}", outcome.page), error),
        }
    }
    Ok(summary)
}

fn package(env: &Env<'_>, guest: &Guest, root: &Path) -> Result<PathBuf> {
    let out = root.join("wasm-bindgen/release");
    paths::fresh_dir(&out)?;
    let run = Run::new(&env.tool.path).arg("--target=web").arg(format!("--out-dir={}", out.display()));
    run.arg(format!("--out-name={GUEST}")).arg(&guest.wasm).check()?;
    Ok(out)
}

fn site(env: &Env<'_>, guest: &Guest, pkg: &Path, start: &str, dir: &Path) -> Result<()> {
    let run = Run::new(&env.engines.system.path).arg(browser::script("site.mjs")).arg("--dir").arg(dir);
    let run = run.args(["--name", GUEST, "--tool", "ours", "--flavour", guest.flavour.name(), "--renamed", start]);
    let driver = paths::workspace_root().join("tests/run").join(format!("{GUEST}.mjs"));
    run.arg("--pkg").arg(pkg).arg("--driver").arg(driver).limit(Duration::from_secs(60)).check()?;
    Ok(())
}
