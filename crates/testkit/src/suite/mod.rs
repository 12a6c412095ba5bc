//! The run suite: every guest of the corpus, in every flavour, target and Node, driven by its driver in `tests/run`.

mod drivers;
mod harness;
mod matrix;
mod order;
mod report;

pub use drivers::{Driver, Drivers, FlagSet};
pub use harness::{Observed, Verdict, run_driver, run_driver_with, run_script};
pub use matrix::{Engines, Selection};
pub use report::{Failure, Summary};

use crate::guests::{self, Guest};
use crate::package::{Tool, ToolKind};
use crate::toolchain::Toolchain;
use crate::{Error, Flavour, Result, Target, workers};

/// How our tool says that it knows of something that it does not do yet; such cases count as skipped.
const NOT_YET: &str = "is not available in this version";

/// One package to make, and the engines to run it in.
#[derive(Debug)]
struct Job {
    guest: Guest,
    target: Target,
    flags: Vec<String>,
    engines: Vec<crate::node::Node>,
}

impl Job {
    /// Where its package is made.
    fn dir(&self, tool: &Tool) -> std::path::PathBuf {
        tool.package_dir(&format!("run{}", self.flags.concat()), &self.guest, self.target)
    }
}

/// Makes and runs everything that the selection asks for.
pub fn run(selection: &Selection, engines: &Engines) -> Result<Summary> {
    let tool = Tool::set_up(selection.tool)?;
    let drivers = Drivers::read(&engines.system)?;
    drivers.cover(&guests::names()?)?;
    let toolchain = Toolchain::find()?;
    let mut jobs = Vec::new();
    for flavour in Flavour::ALL.into_iter().filter(|flavour| selection.wants_flavour(*flavour)) {
        for guest in guests::build(&toolchain, flavour)? {
            let driver = drivers.of(&guest.name)?;
            let applies = driver.flavours.contains(&flavour) && selection.wants_guest(&guest.name);
            if applies && driver.tools.contains(&tool.kind) {
                jobs.extend(jobs_of(&guest, driver, selection, engines));
            }
        }
    }
    if jobs.is_empty() {
        return Err(Error::Unknown {
            what: "case for this selection",
            name: selection.guest.clone().unwrap_or_default(),
            known: "see `tests/run`".to_owned(),
        });
    }
    let what = format!("running guests with {} tool", possessive(tool.kind));
    let mut summary = Summary::default();
    for part in workers::map(&what, &jobs, |job| run_job(&tool, job)) {
        summary.add(part);
    }
    if tool.kind == ToolKind::Ours {
        summary.add(order_of_calls(&tool, &jobs, engines)?);
    }
    Ok(summary)
}

/// The guest whose package is also broken on purpose.
const TO_BREAK: (&str, Flavour, Target) = ("defects", Flavour::UnwindLegacy, Target::Nodejs);

/// Reads the scripts of all packages that were made.
fn order_of_calls(tool: &Tool, jobs: &[Job], engines: &Engines) -> Result<Summary> {
    let made = |job: &&Job| job.dir(tool).is_dir();
    let packages: Vec<_> = jobs.iter().filter(made).map(|job| job.dir(tool)).collect();
    let breaks =
        |job: &&Job| job.flags.is_empty() && (job.guest.name.as_str(), job.guest.flavour, job.target) == TO_BREAK;
    let to_break = jobs.iter().find(breaks).map(|job| job.dir(tool));
    order::check(&engines.newer, &packages, to_break.as_deref())
}

fn jobs_of(guest: &Guest, driver: &Driver, selection: &Selection, engines: &Engines) -> Vec<Job> {
    let wanted = |target: &Target| driver.targets.contains(target) && selection.wants_target(*target);
    let engines_for = |target| {
        let mut all = engines.for_case(guest.flavour, target);
        all.extend(engines.without_exceptions(&guest.name, guest.flavour, target));
        all
    };
    let mut jobs = Vec::new();
    for target in Target::ALL.into_iter().filter(wanted) {
        for set in driver.flags.iter().filter(|set| set.applies(guest.flavour, target)) {
            let (guest, flags) = (guest.clone(), set.add.clone());
            jobs.push(Job { guest, target, flags, engines: engines_for(target) });
        }
    }
    jobs.retain(|job| !job.engines.is_empty());
    jobs
}

fn run_job(tool: &Tool, job: &Job) -> Summary {
    let mut summary = Summary::default();
    let flags: Vec<&str> = job.flags.iter().map(String::as_str).collect();
    let dir = job.dir(tool);
    let shown: String = flags.iter().map(|flag| format!(", {flag}")).collect();
    let title = format!("{} ({}, {}, {}{shown})", job.guest.name, job.guest.flavour, job.target, tool.kind.name());
    if let Err(error) = tool.generate_with(&job.guest, job.target, &flags, &dir) {
        let error = error.to_string();
        if error.contains(NOT_YET) {
            summary.skipped += job.engines.len();
        } else {
            summary.fail(format!("{title}: not generated"), error);
        }
        return summary;
    }
    for node in &job.engines {
        let title = format!("{title}, {node}");
        match run_driver_with(node, tool.kind, &job.guest, job.target, &flags, &dir) {
            Ok(Observed { verdict: Verdict::Passed, .. }) => summary.passed += 1,
            Ok(Observed { verdict: Verdict::Skipped, .. }) => summary.skipped += 1,
            Ok(Observed { verdict: Verdict::Failed(text), .. }) => summary.fail(title, text),
            Err(error) => summary.fail(title, error.to_string()),
        }
    }
    summary
}

fn possessive(kind: ToolKind) -> &'static str {
    match kind {
        ToolKind::Ours => "our",
        ToolKind::Oracle => "the reference",
    }
}
