//! Bun loads our packages and runs their drivers.

use super::Env;
use crate::guests::{self, Guest};
use crate::node::Node;
use crate::suite::{Observed, Summary, Verdict, run_driver};
use crate::{Flavour, Result, Target, workers};

const FLAVOURS: [Flavour; 2] = [Flavour::Abort, Flavour::UnwindLegacy];

/// Targets that Bun can load. It has no source phase imports, and takes the wasm file that a `bundler` package imports for an asset.
const TARGETS: [Target; 4] = [Target::Nodejs, Target::Web, Target::Deno, Target::NodejsModule];

const GUESTS: [&str; 6] = ["strings", "classes", "closures", "futures", "modules", "panics"];

/// Replaces instances. Bun does not load an ES module a second time under another query, so only as `nodejs` package.
const RECOVERY: &str = "recovery";

/// Runs every case; without Bun all are skipped.
pub(super) fn run(env: &Env<'_>) -> Result<Summary> {
    let mut cases: Vec<(Guest, Target)> = Vec::new();
    for flavour in FLAVOURS {
        for guest in guests::build(&env.toolchain, flavour)? {
            if GUESTS.contains(&guest.name.as_str()) {
                cases.extend(TARGETS.map(|target| (guest.clone(), target)));
            } else if guest.name == RECOVERY {
                cases.push((guest, Target::Nodejs));
            }
        }
    }
    let Some(bun) = &env.npm.bun else {
        println!("   Bun is not at hand on this platform");
        return Ok(Summary { skipped: cases.len(), ..Summary::default() });
    };
    let mut summary = Summary::default();
    for part in workers::map("running packages in Bun", &cases, |(guest, target)| case(env, bun, guest, *target)) {
        summary.add(part);
    }
    Ok(summary)
}

fn case(env: &Env<'_>, bun: &Node, guest: &Guest, target: Target) -> Summary {
    let mut summary = Summary::default();
    let title = format!("{} ({}, {target}, {bun})", guest.name, guest.flavour);
    let dir = env.tool.package_dir("tools-bun", guest, target);
    let seen =
        env.tool.generate(guest, target, &dir).and_then(|()| run_driver(bun, env.tool.kind, guest, target, &dir));
    match seen {
        Ok(Observed { verdict: Verdict::Passed, .. }) => summary.passed += 1,
        Ok(Observed { verdict: Verdict::Skipped, .. }) => summary.fail(title, "its driver does not apply"),
        Ok(Observed { verdict: Verdict::Failed(text), .. }) => summary.fail(title, text),
        Err(error) => summary.fail(title, error.to_string()),
    }
    summary
}
