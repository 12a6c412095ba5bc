//! What tools that build whole apps do with ours, reproduced: their calls, what they make of our files, and how they start an app.

use super::Env;
use crate::browser;
use crate::guests::{self, Guest};
use crate::process::Run;
use crate::suite::Summary;
use crate::{Flavour, Result, paths};
use std::path::{Path, PathBuf};
use std::time::Duration;

const FLAVOUR: Flavour = Flavour::UnwindLegacy;

/// One way to build and start an app.
#[derive(Debug)]
struct Way {
    tool: &'static str,
    /// Arguments besides the folder, the name and the wasm.
    call: &'static [&'static str],
    /// What happens to the package; a key of `tests/tools/app.mjs`.
    start: &'static str,
}

const WAYS: [Way; 4] = [
    // Both files get other names, and the app starts from an address,
    Way { tool: "trunk", call: &["--target=web"], start: "address" },
    // or from a promise of a response that an initialiser of the user's made.
    Way { tool: "trunk", call: &["--target=web"], start: "response" },
    Way { tool: "cargo-leptos", call: &["--target=web"], start: "minified" },
    Way {
        tool: "dioxus",
        call: &["--target", "web", "--no-demangle", "--keep-lld-exports", "--no-typescript"],
        start: "appended",
    },
];

/// A library with panics, and a program whose `main` is to run once.
const GUESTS: [&str; 2] = ["panics", "program"];

/// Builds and starts each guest in each way.
pub(super) fn run(env: &Env<'_>) -> Result<Summary> {
    let guests = guests::build(&env.toolchain, FLAVOUR)?;
    let mut summary = Summary::default();
    let root = paths::target_dir().join("wbg/tools/apps");
    let mut pages = Vec::new();
    for name in GUESTS {
        let guest = guests::find(&guests, name)?;
        for way in &WAYS {
            let place = format!("{}-{}/{name}", way.tool, way.start);
            let pkg = package(env, guest, way, &root.join(&place).join("wasm-bindgen/release"))?;
            site(env, guest, &pkg, way.start, &root.join(&place).join("site"))?;
            pages.push(format!("{place}/site/src/index.html"));
        }
    }
    for outcome in env.browser.visit(&root, &pages, &[])? {
        match outcome.error {
            None if outcome.transcripts.values().any(|transcript| !transcript.is_empty()) => summary.passed += 1,
            None => summary.fail(outcome.page, "the driver did not run"),
            Some(error) => summary.fail(outcome.page, error),
        }
    }
    Ok(summary)
}

fn package(env: &Env<'_>, guest: &Guest, way: &Way, out: &Path) -> Result<PathBuf> {
    paths::fresh_dir(out)?;
    let run = Run::new(&env.tool.path).args(way.call).arg(format!("--out-dir={}", out.display()));
    run.arg(format!("--out-name={}", guest.name)).arg(&guest.wasm).check()?;
    Ok(out.to_path_buf())
}

fn site(env: &Env<'_>, guest: &Guest, pkg: &Path, start: &str, dir: &Path) -> Result<()> {
    let run = Run::new(&env.engines.system.path).arg(browser::script("site.mjs")).arg("--dir").arg(dir);
    let run = run.args(["--name", &guest.name, "--tool", "ours", "--flavour", guest.flavour.name(), "--start", start]);
    let run = run.arg("--modules").arg(env.npm.modules());
    let driver = paths::workspace_root().join("tests/run").join(format!("{}.mjs", guest.name));
    run.arg("--pkg").arg(pkg).arg("--driver").arg(driver).limit(Duration::from_secs(60)).check()?;
    Ok(())
}
