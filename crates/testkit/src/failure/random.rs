//! Random sequences of calls, faults, resets and collections, judged by a model in JavaScript.

use super::packages::package;
use super::tally::Tally;
use super::{Bench, Flags, dir, engine};
use crate::{Flavour, Result, Target};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Steps when nothing else is asked for.
const STEPS: u64 = 120_000;

/// Longest time for one package.
const LIMIT: Duration = Duration::from_secs(600);

/// Which guest a package is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    /// It dies for good, or JavaScript replaces it.
    Faults,
    /// It asks for its own replacement too.
    Reinit,
}

/// The packages, which have equal shares of the steps.
const PACKAGES: [(Flavour, Flags, Which); 6] = [
    (Flavour::UnwindLegacy, Flags::Default, Which::Faults),
    (Flavour::UnwindLegacy, Flags::Reset, Which::Reinit),
    (Flavour::UnwindExnref, Flags::Default, Which::Reinit),
    (Flavour::UnwindExnref, Flags::Reset, Which::Faults),
    (Flavour::Abort, Flags::Force, Which::Faults),
    (Flavour::Abort, Flags::Reset, Which::Reinit),
];

/// Runs them and adds one case per package.
pub fn run(bench: &Bench<'_>, tally: &mut Tally) {
    let seed = bench.choice.seed.unwrap_or_else(any_seed);
    let steps = bench.choice.steps.unwrap_or(STEPS) / PACKAGES.len() as u64;
    let jobs: Vec<_> = PACKAGES
        .into_iter()
        .filter(|(flavour, flags, _)| bench.choice.wants(*flavour, Target::Nodejs, *flags))
        .collect();
    let results = crate::workers::map("running random sequences", &jobs, |job| run_one(bench, *job, seed, steps));
    for ((flavour, flags, which), result) in jobs.into_iter().zip(results) {
        match result {
            Ok(line) => tally.pass(line),
            Err(error) => {
                let title = format!("random sequence, seed {seed} ({flavour}, {flags}, {which:?})");
                tally.fail(title, format!("{error}\nto see it again: cargo xtask failure --seed {seed} --flavour {flavour} --flags {flags}"));
            }
        }
    }
}

/// A seed that is not the same in every run, and short enough to be copied by hand.
fn any_seed() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    now.as_millis() as u64 % 1_000_000_007
}

fn run_one(
    bench: &Bench<'_>,
    (flavour, flags, which): (Flavour, Flags, Which),
    seed: u64,
    steps: u64,
) -> Result<String> {
    let Some(guests) = bench.guests(flavour) else { return Ok(String::new()) };
    let guest = if which == Which::Reinit { &guests.faults_reinit } else { &guests.faults };
    let out = package(bench, guest, Target::Nodejs, flags)?;
    let Some(node) = engine(bench.engines, flavour, Target::Nodejs) else { return Ok(String::new()) };
    let output = node
        .run(&dir().join("random/run.mjs"))
        .arg("--pkg")
        .arg(&out)
        .args(["--stem", &guest.name, "--flavour", flavour.name(), "--flags", flags.name()])
        .args(["--seed", &seed.to_string(), "--steps", &steps.to_string()])
        .limit(LIMIT)
        .what(format!("random sequence ({flavour}, {flags})"))
        .check()?;
    Ok(output.stdout.trim_end().to_owned())
}
