//! The tools suite: what users do with our packages afterwards. Bundlers, other engines, platforms and build tools take our output, and
//! the result runs.

mod bundlers;
mod pages;

use crate::Result;
use crate::browser::Browser;
use crate::node::NpmTools;
use crate::package::{Tool, ToolKind};
use crate::suite::{Engines, Summary};
use crate::toolchain::Toolchain;

/// What all parts of the suite need.
#[derive(Debug)]
struct Env<'a> {
    tool: Tool,
    toolchain: Toolchain,
    npm: &'a NpmTools,
    engines: &'a Engines,
    browser: Browser,
}

/// Runs all parts.
///
/// # Errors
/// What could not be set up; failing cases are in the summary.
pub fn run(npm: &NpmTools, engines: &Engines) -> Result<Summary> {
    let env = Env {
        tool: Tool::set_up(ToolKind::Ours)?,
        toolchain: Toolchain::find()?,
        npm,
        engines,
        browser: Browser::set_up(npm)?,
    };
    let mut summary = Summary::default();
    summary.add(part("bundlers", bundlers::run(&env)));
    summary.add(part("pages", pages::run(&env)));
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
