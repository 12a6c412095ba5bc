//! Apps of several guests, bundled by webpack, Vite, esbuild and Rollup, run their drivers in Chromium.

use super::Env;
use crate::browser::{self, Outcome};
use crate::guests::{self, Guest};
use crate::process::Run;
use crate::suite::Summary;
use crate::{Error, Flavour, Result, Target, paths, workers};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::time::Duration;

const TOOLS: [&str; 4] = ["webpack", "vite", "esbuild", "rollup"];
const TARGETS: [Target; 2] = [Target::Bundler, Target::Web];
const FLAVOURS: [Flavour; 2] = [Flavour::Abort, Flavour::UnwindLegacy];

/// Together: strings, classes, closures, promises, imported modules, panics. Their drivers do not look at names that minifiers change.
const GUESTS: [&str; 8] = ["strings", "fields", "ownership", "enums", "closures", "futures", "esm_snippets", "panics"];

/// The guest whose instances are replaced.
const REPLACED: &str = "recovery";

/// Tools that are tried with packages whose instance can be replaced.
const REPLACING: [&str; 2] = ["webpack", "vite"];

/// One app, as `tests/tools/app.mjs` wants it.
#[derive(Clone, Debug, Serialize)]
struct App {
    name: String,
    dir: PathBuf,
    target: &'static str,
    flavour: &'static str,
    guests: Vec<Part>,
}

#[derive(Clone, Debug, Serialize)]
struct Part {
    name: String,
    pkg: PathBuf,
    #[serde(skip_serializing_if = "Option::is_none")]
    driver: Option<PathBuf>,
}

/// What became of an app.
#[derive(Debug, Deserialize)]
struct Bundled {
    name: String,
    error: Option<String>,
}

/// Makes packages, bundles apps of them and runs those.
pub(super) fn run(env: &Env<'_>) -> Result<Summary> {
    let root = paths::target_dir().join("wbg/tools/bundles");
    paths::fresh_dir(&root)?;
    let mut apps = Vec::new();
    for flavour in FLAVOURS {
        let guests = guests::build(&env.toolchain, flavour)?;
        for target in TARGETS {
            apps.push(app(target.name(), flavour, usual(env, &guests, target)?));
        }
        apps.push(app("bundler later", flavour, vec![replaced(env, &guests)?]));
    }
    let results = workers::map("bundling", &TOOLS, |tool| bundle(env, tool, &apps));
    let mut summary = Summary::default();
    let mut pages = Vec::new();
    for (tool, result) in TOOLS.iter().zip(results) {
        for Bundled { name, error } in result? {
            match error {
                None => pages.push(format!("{tool}/{name}/dist/index.html")),
                Some(error) => summary.fail(format!("{tool} {name}: not bundled"), error),
            }
        }
    }
    for outcome in env.browser.visit(&root, &pages, &[])? {
        let app = apps.iter().find(|app| outcome.page.contains(&format!("/{}/", app.name)));
        judge(&outcome, app.map_or(0, |app| app.guests.len()), &mut summary);
    }
    Ok(summary)
}

/// An app whose folder is still to be chosen.
fn app(target: &'static str, flavour: Flavour, guests: Vec<Part>) -> App {
    let name = format!("{}-{flavour}", target.replace(' ', "-"));
    App { name, dir: PathBuf::new(), target, flavour: flavour.name(), guests }
}

fn usual(env: &Env<'_>, guests: &[Guest], target: Target) -> Result<Vec<Part>> {
    let chosen = GUESTS.iter().map(|name| {
        let guest = guests::find(guests, name)?;
        let pkg = env.tool.package_dir("tools", guest, target);
        env.tool.generate(guest, target, &pkg)?;
        Ok(Part { name: guest.name.clone(), pkg, driver: None })
    });
    chosen.collect()
}

fn replaced(env: &Env<'_>, guests: &[Guest]) -> Result<Part> {
    let guest = guests::find(guests, REPLACED)?;
    let pkg = env.tool.package_dir("tools-replaced", guest, Target::Bundler);
    let flags = ["--reset-state-function", "--force-enable-abort-handler"];
    env.tool.generate_with(guest, Target::Bundler, &flags, &pkg)?;
    let driver = Some(browser::script(&format!("drivers/{REPLACED}.mjs")));
    Ok(Part { name: guest.name.clone(), pkg, driver })
}

fn bundle(env: &Env<'_>, tool: &str, apps: &[App]) -> Result<Vec<Bundled>> {
    let root = paths::target_dir().join("wbg/tools/bundles").join(tool);
    let wanted = apps.iter().filter(|app| app.target != "bundler later" || REPLACING.contains(&tool));
    let apps: Vec<App> = wanted.map(|app| App { dir: root.join(&app.name), ..app.clone() }).collect();
    std::fs::create_dir_all(&root).map_err(Error::io("create", &root))?;
    let list = root.join("apps.json");
    let text = serde_json::to_string_pretty(&apps).expect("paths of ours are text");
    std::fs::write(&list, text).map_err(Error::io("write", &list))?;
    let run = Run::new(&env.engines.system.path).arg(browser::script("bundle.mjs")).args(["--tool", tool]);
    let run = run.arg("--modules").arg(env.npm.modules()).arg("--apps").arg(&list);
    let output = run.what(format!("bundling with {tool}")).limit(Duration::from_secs(600)).check()?;
    let bundled: Vec<Bundled> = browser::lines(&output.stdout, "bundle.mjs")?;
    match apps.iter().find(|app| !bundled.iter().any(|one| one.name == app.name)) {
        None => Ok(bundled),
        Some(app) => Err(Error::Content { path: app.dir.clone(), problem: format!("{tool} told nothing of it") }),
    }
}

/// Each guest of a page is a case; there have to be `guests` of them.
fn judge(outcome: &Outcome, guests: usize, summary: &mut Summary) {
    let app = outcome.page.trim_end_matches("/dist/index.html");
    summary.passed += outcome.transcripts.len();
    if let Some(error) = &outcome.error {
        summary.fail(app, error);
    } else if outcome.transcripts.len() != guests {
        summary.fail(app, format!("only these drivers ran: {:?}", outcome.transcripts.keys()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn judged(guests: usize, error: Option<&str>) -> Summary {
        let transcripts: BTreeMap<_, _> =
            GUESTS.iter().take(guests).map(|name| ((*name).to_owned(), Vec::new())).collect();
        let page = "webpack/web-abort/dist/index.html".to_owned();
        let mut summary = Summary::default();
        judge(&Outcome { page, transcripts, error: error.map(str::to_owned) }, GUESTS.len(), &mut summary);
        summary
    }

    #[test]
    fn a_page_that_stops_early_fails() {
        assert_eq!(judged(GUESTS.len(), None).to_string(), "8 passed, 0 failed, 0 skipped");
        assert_eq!(judged(3, None).to_string(), "3 passed, 1 failed, 0 skipped");
        assert_eq!(judged(3, Some("why")).details(), "FAILED webpack/web-abort\n    why\n");
    }
}
