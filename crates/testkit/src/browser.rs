//! Pages in headless Chromium: one browser for many pages, each of which runs drivers and tells what they saw.

use crate::node::{Node, NpmTools};
use crate::process::Run;
use crate::{Error, Result, chromium, paths};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Chromium with what drives it.
#[derive(Clone, Debug)]
pub struct Browser {
    node: Node,
    chromium: PathBuf,
    playwright: PathBuf,
}

/// What a page left behind.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Outcome {
    /// Path of the page below the root.
    pub page: String,
    /// Labelled observations of each driver that came to its end.
    pub transcripts: BTreeMap<String, Vec<(String, String)>>,
    /// Why a driver, or the page, did not.
    pub error: Option<String>,
}

impl Browser {
    /// Finds Chromium, or installs it.
    pub fn set_up(npm: &NpmTools) -> Result<Browser> {
        let playwright = npm.modules().join("playwright-core");
        Ok(Browser { node: Node::system()?, chromium: chromium::find()?, playwright })
    }

    /// Opens pages below `root`, one after the other, and waits for the outcome of each. `features` are Chromium's names of what is to
    /// be switched on.
    pub fn visit(&self, root: &Path, pages: &[String], features: &[&str]) -> Result<Vec<Outcome>> {
        let mut run = Run::new(&self.node.path).arg(script("browser/chromium.mjs")).arg("--root").arg(root);
        run = run.arg("--chromium").arg(&self.chromium).arg("--playwright").arg(&self.playwright);
        for feature in features {
            run = run.args(["--feature", feature]);
        }
        let limit = Duration::from_secs(60 + 60 * pages.len() as u64);
        let output = run.args(pages).limit(limit).what("running pages in Chromium").check()?;
        let outcomes: Vec<Outcome> = lines(&output.stdout, "browser/chromium.mjs")?;
        match pages.iter().find(|page| !outcomes.iter().any(|outcome| outcome.page == **page)) {
            None => Ok(outcomes),
            Some(page) => {
                Err(Error::Content { path: root.join(page), problem: format!("was not visited: {}", output.stderr) })
            }
        }
    }
}

/// A script of `tests/tools`.
pub fn script(name: &str) -> PathBuf {
    paths::workspace_root().join("tests/tools").join(name)
}

/// One JSON document a line, as our scripts print them.
pub(crate) fn lines<T: serde::de::DeserializeOwned>(stdout: &str, from: &str) -> Result<Vec<T>> {
    let documents = stdout.lines().filter(|line| line.starts_with('{'));
    let parsed = documents.map(|line| {
        serde_json::from_str(line).map_err(|error| Error::Content {
            path: script(from),
            problem: format!("printed bad JSON: {error}: {line}"),
        })
    });
    parsed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_lines_are_no_outcomes() {
        let text =
            "a warning\n{\"page\": \"a.html\", \"transcripts\": {\"x\": [[\"label\", \"1\"]]}, \"error\": null}\n";
        let outcomes: Vec<Outcome> = lines(text, "x.mjs").unwrap();
        assert_eq!(outcomes.len(), 1);
        assert_eq!(outcomes[0].transcripts["x"], [("label".to_owned(), "1".to_owned())]);
        assert!(lines::<Outcome>("{\"page\": 1}", "x.mjs").unwrap_err().to_string().contains("bad JSON"));
    }
}
