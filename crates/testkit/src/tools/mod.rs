//! The tools suite: what users do with our packages afterwards. Bundlers, other engines, platforms and build tools take our output, and
//! the result runs.

mod apps;
mod bun;
mod bundlers;
mod coverage;
mod edge;
mod pages;
mod wasm_pack;

use crate::browser::Browser;
use crate::node::NpmTools;
use crate::package::{Tool, ToolKind};
use crate::suite::{Engines, Summary};
use crate::toolchain::Toolchain;
use crate::{Error, Result};

/// What all parts of the suite need.
#[derive(Debug)]
struct Env<'a> {
    tool: Tool,
    toolchain: Toolchain,
    npm: &'a NpmTools,
    engines: &'a Engines,
    browser: Browser,
}

/// One part: its name and what runs it.
type Part = (&'static str, fn(&Env<'_>) -> Result<Summary>);

const PARTS: [Part; 7] = [
    ("bundlers", bundlers::run),
    ("pages", pages::run),
    ("bun", bun::run),
    ("apps", apps::run),
    ("workers", edge::run),
    ("wasm-pack", wasm_pack::run),
    ("coverage", coverage::run),
];

/// Runs all parts, or the one named.
///
/// # Errors
/// What could not be set up, and unknown names; failing cases are in the summary.
pub fn run(only: Option<&str>, npm: &NpmTools, engines: &Engines) -> Result<Summary> {
    let chosen: Vec<&Part> = PARTS.iter().filter(|(name, _)| only.is_none_or(|wanted| wanted == *name)).collect();
    if chosen.is_empty() {
        return Err(Error::Unknown {
            what: "part",
            name: only.unwrap_or_default().to_owned(),
            known: PARTS.map(|(name, _)| name).join(", "),
        });
    }
    let env = Env {
        tool: Tool::set_up(ToolKind::Ours)?,
        toolchain: Toolchain::find()?,
        npm,
        engines,
        browser: Browser::set_up(npm)?,
    };
    let mut summary = Summary::default();
    for (name, run) in chosen {
        summary.add(part(name, run(&env)));
    }
    Ok(summary)
}

/// What keeps one part from running is its failure; the others still run.
fn part(name: &str, result: Result<Summary>) -> Summary {
    let summary = result.unwrap_or_else(|error| {
        let mut summary = Summary::default();
        summary.fail(name, error.to_string());
        summary
    });
    println!("   {name}: {summary}");
    summary
}
