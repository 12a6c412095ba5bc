//! The same guest through upstream's tool and ours: what they offer, declare, export and do has to be the same, apart
//! from differences that are listed with a reason.

mod allow;
mod compare;
mod dts;
mod flags;
mod wasm;

pub use allow::{Allowance, Allowances};
pub use compare::{Difference, Kind};
pub use flags::run as run_flags;

use crate::guests::{self, Guest};
use crate::node::Node;
use crate::package::{Tool, ToolKind};
use crate::suite::{Drivers, Engines, Observed, Selection, Summary, Verdict, run_driver_with};
use crate::toolchain::Toolchain;
use crate::{Error, Flavour, Result, Target, paths, workers};

/// Everything that is compared of one package.
#[derive(Debug)]
struct Facts {
    observed: Observed,
    declarations: Vec<String>,
    wasm_exports: Vec<String>,
    wasm_imports: Vec<String>,
    wasm_sections: Vec<String>,
}

/// One package to make with both tools.
#[derive(Debug)]
struct Job {
    guest: Guest,
    target: Target,
    /// The suite that the packages belong to, which names their folder.
    suite: String,
    /// What both tools are told beside the target.
    flags: &'static [&'static str],
    /// Where both packages run.
    node: Node,
}

/// Compares everything that the selection asks for (its tool does not matter).
pub fn run(selection: &Selection, engines: &Engines) -> Result<Summary> {
    let list = allowed("allowed.toml")?;
    // What a package offers is the same for every target; its types and its wasm exports are not.
    let targets = [Target::Nodejs, Target::Web, Target::NoModules];
    let jobs = jobs(selection, engines, &Flavour::ALL, &targets, |guest, target| Job {
        guest,
        target,
        suite: "differential".to_owned(),
        flags: &[],
        node: engines.newer.clone(),
    })?;
    let mut summary = compare_all(&jobs, &[&list])?;
    if selection.guest.is_none() && selection.flavour.is_none() && selection.target.is_none() {
        fail_unused(&list, &mut summary);
    }
    Ok(summary)
}

/// Guests on which upstream's tool ends with a failure of its own, so that there is nothing to compare with.
const CRASHES: [(&str, Flavour); 1] = [("closures", Flavour::Wasm64)];

/// A list of allowed differences.
fn allowed(file: &str) -> Result<Allowances> {
    Allowances::read(&paths::workspace_root().join("tests/differential").join(file))
}

/// The selected guests that upstream's tool can be compared on.
fn jobs(
    selection: &Selection,
    engines: &Engines,
    flavours: &[Flavour],
    targets: &[Target],
    job: impl Fn(Guest, Target) -> Job,
) -> Result<Vec<Job>> {
    let drivers = Drivers::read(&engines.system)?;
    let toolchain = Toolchain::find()?;
    let mut jobs = Vec::new();
    for flavour in flavours.iter().filter(|flavour| selection.wants_flavour(**flavour)) {
        for guest in guests::build(&toolchain, *flavour)? {
            let driver = drivers.of(&guest.name)?;
            let applies = driver.flavours.contains(flavour) && selection.wants_guest(&guest.name);
            let crashes = CRASHES.contains(&(guest.name.as_str(), *flavour));
            if !applies || crashes || !driver.tools.contains(&ToolKind::Oracle) {
                continue;
            }
            let wanted = |target: &&Target| driver.targets.contains(target) && selection.wants_target(**target);
            let made = targets.iter().filter(wanted).map(|target| job(guest.clone(), *target));
            jobs.extend(made.filter(|job| driver.suits(job.flags)));
        }
    }
    Ok(jobs)
}

fn compare_all(jobs: &[Job], lists: &[&Allowances]) -> Result<Summary> {
    let tools = [Tool::set_up(ToolKind::Oracle)?, Tool::set_up(ToolKind::Ours)?];
    let mut summary = Summary::default();
    let results = workers::map("comparing with the reference tool", jobs, |job| differences(&tools, job));
    for (job, result) in jobs.iter().zip(results) {
        let flags = job.flags.iter().map(|flag| format!(" {flag}")).collect::<String>();
        let title = format!("{} ({}, {}{flags}): same as upstream", job.guest.name, job.guest.flavour, job.target);
        // Every list is asked, since each remembers what it was needed for.
        let allowed = |difference: &Difference| lists.iter().filter(|list| list.allow(difference)).count() > 0;
        let left: Vec<Difference> = match result {
            Ok(found) => found.into_iter().filter(|difference| !allowed(difference)).collect(),
            Err(error) => {
                summary.fail(title, error.to_string());
                continue;
            }
        };
        if left.is_empty() {
            summary.passed += 1;
        } else {
            summary.fail(title, left.iter().map(|difference| format!("{difference}\n")).collect::<String>());
        }
    }
    Ok(summary)
}

fn fail_unused(list: &Allowances, summary: &mut Summary) {
    for unused in list.unused() {
        summary.fail("an allowed difference does not occur", unused.to_string());
    }
}

fn differences(tools: &[Tool; 2], job: &Job) -> Result<Vec<Difference>> {
    let [theirs, ours] = tools.each_ref().map(|tool| facts(tool, job));
    let (theirs, ours) = (theirs?, ours?);
    let mut found = Vec::new();
    let mut sets = |kind, theirs: &[String], ours: &[String]| {
        found.extend(compare::sets(&job.guest.name, kind, theirs, ours));
    };
    sets(Kind::JsExports, &theirs.observed.shape, &ours.observed.shape);
    sets(Kind::Types, &theirs.declarations, &ours.declarations);
    sets(Kind::WasmExports, &theirs.wasm_exports, &ours.wasm_exports);
    sets(Kind::WasmImports, &theirs.wasm_imports, &ours.wasm_imports);
    sets(Kind::WasmSections, &theirs.wasm_sections, &ours.wasm_sections);
    found.extend(compare::transcripts(&job.guest.name, &theirs.observed.transcript, &ours.observed.transcript));
    Ok(found)
}

fn facts(tool: &Tool, job: &Job) -> Result<Facts> {
    let dir = tool.package_dir(&job.suite, &job.guest, job.target);
    tool.generate_with(&job.guest, job.target, job.flags, &dir)?;
    let stem = &job.guest.name;
    let observed = run_driver_with(&job.node, tool.kind, &job.guest, job.target, job.flags, &dir)?;
    if let Verdict::Failed(text) = &observed.verdict {
        let problem = format!("the driver fails with {}: {text}", tool.kind.name());
        return Err(Error::Content { path: dir.join(format!("{stem}.js")), problem });
    }
    let wasm = wasm::Summary::read(&dir.join(format!("{stem}_bg.wasm")))?;
    Ok(Facts {
        observed,
        declarations: declarations(&paths::read_text(&dir.join(format!("{stem}.d.ts")))?),
        wasm_exports: wasm.exports,
        wasm_imports: wasm.imports,
        wasm_sections: wasm.sections,
    })
}

/// The file's declarations, without wasm exports that are internal to a tool.
fn declarations(text: &str) -> Vec<String> {
    let mut lines = dts::declarations(text);
    let internal = |line: &str| {
        let member = line.split_once("InitOutput :: readonly ").map(|(_, member)| member.trim_matches('"'));
        member.is_some_and(wasm::is_internal)
    };
    lines.retain(|line| !internal(line));
    lines
}
