//! Guests that need a page: several workers over one memory, stacks that wait for a promise. Each has `tests/tools/pages/NAME.html`.

use super::Env;
use crate::guests::{self, Guest};
use crate::suite::Summary;
use crate::{Error, Flavour, Result, Target, paths};
use std::path::{Path, PathBuf};

/// Guest, flavour and target of each page.
const PAGES: [(&str, Flavour, Target); 3] = [
    ("threads", Flavour::Threads, Target::Web),
    ("threads", Flavour::Threads, Target::NoModules),
    ("jspi", Flavour::UnwindLegacy, Target::Web),
];

/// Makes and opens all of them.
pub(super) fn run(env: &Env<'_>) -> Result<Summary> {
    let mut summary = Summary::default();
    for (name, flavour, target) in PAGES {
        let guests = guests::build(&env.toolchain, flavour)?;
        let guest = guests::find(&guests, name)?;
        let title = format!("{name} ({flavour}, {target}, Chromium)");
        match open(env, guest, target) {
            Ok(None) => summary.passed += 1,
            Ok(Some(failure)) => summary.fail(title, failure),
            Err(error) => summary.fail(title, error.to_string()),
        }
    }
    Ok(summary)
}

/// Why the page failed, if it did.
fn open(env: &Env<'_>, guest: &Guest, target: Target) -> Result<Option<String>> {
    let root = paths::target_dir().join("wbg/tools/pages").join(&guest.name).join(target.name());
    paths::fresh_dir(&root)?;
    env.tool.generate(guest, target, &root.join("pkg"))?;
    copy_files(&paths::workspace_root().join("tests/tools/pages"), &root)?;
    let page = format!("{}.html?{}", guest.name, target.name());
    let outcomes = env.browser.visit(&root, &[page], &[])?;
    let seen = outcomes.iter().any(|outcome| outcome.transcripts.get(&guest.name).is_some_and(|seen| !seen.is_empty()));
    let failure = outcomes.into_iter().find_map(|outcome| outcome.error);
    Ok(failure.or_else(|| (!seen).then(|| "the page saw nothing".to_owned())))
}

fn copy_files(from: &Path, to: &Path) -> Result<()> {
    let entries = std::fs::read_dir(from).map_err(Error::io("list", from))?;
    let files = entries.map(|entry| entry.map(|entry| entry.path())).collect::<std::io::Result<Vec<PathBuf>>>();
    for file in files.map_err(Error::io("list", from))? {
        let name = file.file_name().unwrap_or_default();
        std::fs::copy(&file, to.join(name)).map_err(Error::io("copy", &file))?;
    }
    Ok(())
}
