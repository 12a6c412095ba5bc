//! The same guest through upstream's tool and ours: what they offer, declare, export and do has to be the same, apart
//! from differences that are listed with a reason.

mod allow;
mod compare;
mod dts;
mod wasm;

pub use allow::{Allowance, Allowances};
pub use compare::{Difference, Kind};

use crate::guests::{self, Guest};
use crate::package::{Tool, ToolKind};
use crate::suite::{Drivers, Engines, Observed, Selection, Summary, Verdict, run_driver};
use crate::toolchain::Toolchain;
use crate::{Error, Flavour, Result, Target, paths, workers};

/// Everything that is compared of one package.
#[derive(Debug)]
struct Facts {
    observed: Observed,
    declarations: Vec<String>,
    wasm_exports: Vec<String>,
    wasm_imports: Vec<String>,
}

/// One guest in one flavour.
#[derive(Debug)]
struct Job {
    guest: Guest,
    target: Target,
}

/// Compares everything that the selection asks for (its tool does not matter).
pub fn run(selection: &Selection, engines: &Engines) -> Result<Summary> {
    let tools = [Tool::set_up(ToolKind::Oracle)?, Tool::set_up(ToolKind::Ours)?];
    let allowances = Allowances::read(&paths::workspace_root().join("tests/differential/allowed.toml"))?;
    let drivers = Drivers::read(&engines.system)?;
    let toolchain = Toolchain::find()?;
    let mut jobs = Vec::new();
    for flavour in Flavour::ALL.into_iter().filter(|flavour| selection.wants_flavour(*flavour)) {
        for guest in guests::build(&toolchain, flavour)? {
            let driver = drivers.of(&guest.name)?;
            if !selection.wants_guest(&guest.name) || !driver.tools.contains(&ToolKind::Oracle) {
                continue;
            }
            let wanted = |target: &Target| driver.targets.contains(target) && selection.wants_target(*target);
            // What a package offers is the same for every target; its types and its wasm exports are not.
            let targets = [Target::Nodejs, Target::Web, Target::NoModules].into_iter().filter(wanted);
            jobs.extend(targets.map(|target| Job { guest: guest.clone(), target }));
        }
    }
    let mut summary = Summary::default();
    let results = workers::map("comparing with the reference tool", &jobs, |job| differences(&tools, engines, job));
    for (job, result) in jobs.iter().zip(results) {
        let title = format!("{} ({}, {}): same as upstream", job.guest.name, job.guest.flavour, job.target);
        let left: Vec<Difference> = match result {
            Ok(found) => found.into_iter().filter(|difference| !allowances.allow(difference)).collect(),
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
    if selection.guest.is_none() && selection.flavour.is_none() && selection.target.is_none() {
        for unused in allowances.unused() {
            summary.fail("an allowed difference does not occur", unused.to_string());
        }
    }
    Ok(summary)
}

fn differences(tools: &[Tool; 2], engines: &Engines, job: &Job) -> Result<Vec<Difference>> {
    let [theirs, ours] = tools.each_ref().map(|tool| facts(tool, engines, job));
    let (theirs, ours) = (theirs?, ours?);
    let mut found = Vec::new();
    let mut sets = |kind, theirs: &[String], ours: &[String]| {
        found.extend(compare::sets(&job.guest.name, kind, theirs, ours));
    };
    sets(Kind::JsExports, &theirs.observed.shape, &ours.observed.shape);
    sets(Kind::Types, &theirs.declarations, &ours.declarations);
    sets(Kind::WasmExports, &theirs.wasm_exports, &ours.wasm_exports);
    sets(Kind::WasmImports, &theirs.wasm_imports, &ours.wasm_imports);
    found.extend(compare::transcripts(&job.guest.name, &theirs.observed.transcript, &ours.observed.transcript));
    Ok(found)
}

fn facts(tool: &Tool, engines: &Engines, job: &Job) -> Result<Facts> {
    let dir = tool.package_dir("differential", &job.guest, job.target);
    tool.generate(&job.guest, job.target, &dir)?;
    let stem = &job.guest.name;
    let observed = run_driver(&engines.newer, tool.kind, &job.guest, job.target, &dir)?;
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
