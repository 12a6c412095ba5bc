//! Runs the matrix on every package that differs from the others.

use super::packages::{package, report_file, same};
use super::tally::{Report, Tally};
use super::{Bench, FLAVOURS, Flags, dir, engine};
use crate::node::NpmTools;
use crate::{Error, Flavour, Result, Target, paths, workers};
use std::path::Path;
use std::time::Duration;

/// Longest time for all cells of one package.
const LIMIT: Duration = Duration::from_secs(300);

/// One package.
#[derive(Clone, Copy, Debug)]
struct Job {
    flavour: Flavour,
    target: Target,
    flags: Flags,
    wasm: Wasm,
}

/// What happens to the wasm of a package before it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wasm {
    /// Nothing.
    AsMade,
    /// An optimiser rewrites it, as many build tools do.
    Optimised,
}

impl Job {
    fn title(self) -> String {
        let optimised = if self.wasm == Wasm::Optimised { ", optimised" } else { "" };
        format!("{}, {}, {}{optimised}", self.flavour, self.target, self.flags)
    }

    /// Targets differ in how they load. One runs all cells; on the others those ways that stand for their class are enough.
    fn cells(self) -> &'static str {
        if self.target == Target::Nodejs { "all" } else { "brief" }
    }

    /// Old engines without reference types use Node's and the web's way of loading.
    fn applies(self) -> bool {
        self.flavour != Flavour::Mvp || matches!(self.target, Target::Nodejs | Target::Web)
    }
}

/// What became of a package.
enum Ran {
    Cells(Report),
    /// The flag makes no difference; the report is that of the package without it.
    Same(Report),
}

/// Runs all jobs and adds what they found.
pub fn run(bench: &Bench<'_>, tally: &mut Tally) {
    let mut jobs = Vec::new();
    for flavour in FLAVOURS {
        for target in Target::ALL {
            let job = |flags| Job { flavour, target, flags, wasm: Wasm::AsMade };
            let flags = Flags::ALL.into_iter().filter(|flags| bench.choice.wants(flavour, target, *flags));
            jobs.extend(flags.map(job).filter(|job| job.applies()));
        }
        // Optimisers move handlers about, where there are any.
        if flavour.unwinds() && bench.choice.wants(flavour, Target::Nodejs, Flags::Default) {
            jobs.push(Job { flavour, target: Target::Nodejs, flags: Flags::Default, wasm: Wasm::Optimised });
        }
    }
    if jobs.is_empty() {
        tally.fail("failure matrix", "there is no such package");
    }
    let results = workers::map("running the failure matrix", &jobs, |job| run_job(bench, *job));
    for (job, result) in jobs.iter().zip(results) {
        match result {
            Ok(Ran::Cells(report)) => tally.add(&job.title(), report),
            Ok(Ran::Same(report)) => {
                tally.skip("the flag changes nothing in an unwinding guest's package", report.cells())
            }
            Err(error) => tally.fail(job.title(), error.to_string()),
        }
    }
}

fn run_job(bench: &Bench<'_>, job: Job) -> Result<Ran> {
    let Job { flavour, target, flags, wasm } = job;
    let Some(guests) = bench.guests(flavour) else {
        return Err(Error::Unknown { what: "flavour", name: flavour.to_string(), known: String::new() });
    };
    if wasm == Wasm::Optimised {
        let out = bench.tool.package_dir("failure-optimised", &guests.faults, target);
        bench.tool.generate_with(&guests.faults, target, flags.args(), &out)?;
        NpmTools::install()?.optimise(&bench.engines.system, &out.join("faults_bg.wasm"))?;
        return cells(bench, job, &out, job.cells()).map(Ran::Cells);
    }
    let out = package(bench, &guests.faults, target, flags)?;
    if flavour.unwinds() && flags == Flags::Force {
        let plain = bench.tool.package_dir("failure-plain", &guests.faults, target);
        bench.tool.generate_with(&guests.faults, target, &[], &plain)?;
        if same(&plain, &out)? {
            return cells(bench, job, &out, "none").map(Ran::Same);
        }
    }
    cells(bench, job, &out, job.cells()).map(Ran::Cells)
}

/// Runs the cells of one package; `which` is `all`, `brief`, or `none` to have them counted only.
fn cells(bench: &Bench<'_>, job: Job, package: &Path, which: &str) -> Result<Report> {
    let Job { flavour, target, flags, .. } = job;
    let Some(node) = engine(bench.engines, flavour, target) else {
        return Ok(Report::skipped("the engine of the target is not at hand here"));
    };
    let report = report_file(&job.title())?;
    let mut run = node
        .run(&dir().join("matrix/run.mjs"))
        .arg("--pkg")
        .arg(package)
        .args(["--target", target.name(), "--flavour", flavour.name(), "--flags", flags.name(), "--cells", which])
        .arg("--report")
        .arg(&report)
        .limit(LIMIT)
        .what(format!("failure matrix ({})", job.title()));
    for (option, value) in [("--way", &bench.choice.way), ("--place", &bench.choice.place)] {
        if let Some(value) = value {
            run = run.arg(option).arg(value);
        }
    }
    run.check()?;
    serde_json::from_str(&paths::read_text(&report)?)
        .map_err(|error| Error::Content { path: report, problem: format!("is no report: {error}") })
}
