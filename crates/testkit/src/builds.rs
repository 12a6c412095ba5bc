//! The builds suite: a few guests compiled the way the run suite does not (without optimisation, with link-time optimisation and
//! stripped, instrumented for coverage), then made into packages by our tool and run by their own drivers.

use crate::debug_info;
use crate::guests::{self, Guest};
use crate::package::{Tool, ToolKind};
use crate::suite::{Engines, Observed, Summary, Verdict, run_driver};
use crate::toolchain::Toolchain;
use crate::{Error, Flavour, Result, Target, paths};
use std::path::PathBuf;

/// Guests that together use descriptors of every kind, marker functions and closures.
const GUESTS: [&str; 3] = ["classes", "closures", "generics"];

/// A way to compile guests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Build {
    /// No optimisation, debug information, unwinding: descriptors full of stack traffic and landing pads.
    Debug,
    /// Whole-program optimisation for size, without names and feature lists, unwinding.
    Lto,
    /// Counters in every function.
    Coverage,
}

/// What makes a release build one without optimisation and with debug information.
pub const DEBUG_ENV: [(&str, &str); 2] =
    [("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"), ("CARGO_PROFILE_RELEASE_DEBUG", "true")];

/// Target folder of such builds, which unwind.
pub fn debug_target_dir() -> PathBuf {
    Build::Debug.target_dir()
}

impl Build {
    const ALL: [Build; 3] = [Build::Debug, Build::Lto, Build::Coverage];

    fn name(self) -> &'static str {
        match self {
            Build::Debug => "debug",
            Build::Lto => "lto",
            Build::Coverage => "coverage",
        }
    }

    fn target_dir(self) -> PathBuf {
        paths::cache_dir().join("guests").join(format!("builds-{}", self.name()))
    }

    fn flavour(self) -> Flavour {
        match self {
            Build::Debug | Build::Lto => Flavour::UnwindLegacy,
            Build::Coverage => Flavour::Abort,
        }
    }

    fn env(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Build::Debug => &DEBUG_ENV,
            Build::Lto => &[
                ("CARGO_PROFILE_RELEASE_LTO", "fat"),
                ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "z"),
                ("CARGO_PROFILE_RELEASE_STRIP", "true"),
                ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "1"),
            ],
            // The profiler's own runtime cannot be built for wasm here; its one symbol stays undefined and unused.
            Build::Coverage => &[
                ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
                ("RUSTFLAGS", "-Cpanic=abort -Cinstrument-coverage -Zno-profiler-runtime -Clink-arg=--allow-undefined"),
            ],
        }
    }
}

/// Compiles, packages and runs all of them, or only one build.
///
/// # Errors
/// What could not be set up or compiled; failing cases are in the summary.
pub fn run(engines: &Engines, only: Option<&str>) -> Result<Summary> {
    let tool = Tool::set_up(ToolKind::Ours)?;
    let toolchain = Toolchain::find()?;
    let mut summary = Summary::default();
    for build in Build::ALL.into_iter().filter(|build| only.is_none_or(|name| name == build.name())) {
        for guest in compile(&toolchain, build)? {
            summary.add(run_guest(&tool, build, &guest, engines));
            if build == Build::Debug {
                summary.add(split_guest(&tool, &guest, engines));
            }
        }
    }
    Ok(summary)
}

/// Only compiles all of them.
///
/// # Errors
/// What does not compile.
pub fn compile_all(toolchain: &Toolchain) -> Result<()> {
    Build::ALL.into_iter().try_for_each(|build| compile(toolchain, build).map(drop))
}

fn compile(toolchain: &Toolchain, build: Build) -> Result<Vec<Guest>> {
    let target_dir = build.target_dir();
    std::fs::create_dir_all(&target_dir).map_err(Error::io("create", &target_dir))?;
    let run = toolchain.build(build.flavour(), &guests::corpus_dir(), &target_dir).arg("--locked");
    let run = GUESTS.iter().fold(run, |run, guest| run.args(["--package", guest]));
    let run = build.env().iter().fold(run, |run, (name, value)| run.env(name, value));
    run.what(format!("compiling guests ({} build)", build.name())).check()?;
    let out = target_dir.join("wasm32-unknown-unknown/release");
    let guest = |name: &&str| Guest {
        name: (*name).to_owned(),
        wasm: out.join(format!("{name}.wasm")),
        flavour: build.flavour(),
    };
    Ok(GUESTS.iter().map(guest).collect())
}

fn run_guest(tool: &Tool, build: Build, guest: &Guest, engines: &Engines) -> Summary {
    let title = format!("{} ({} build)", guest.name, build.name());
    let dir = paths::target_dir().join("wbg/builds").join(build.name()).join(&guest.name);
    let made = tool.generate(guest, Target::Nodejs, &dir);
    verdict(title, made.and_then(|()| run_driver(&engines.system, tool.kind, guest, Target::Nodejs, &dir)))
}

/// Function and line tables in a file of their own are those of the guest, and the package works.
fn split_guest(tool: &Tool, guest: &Guest, engines: &Engines) -> Summary {
    let dir = paths::target_dir().join("wbg/builds/split").join(&guest.name);
    let made = debug_info::split(tool, guest, Target::Nodejs, &dir);
    let title = format!("{} (debug information split off)", guest.name);
    verdict(title, made.and_then(|()| run_driver(&engines.system, tool.kind, guest, Target::Nodejs, &dir)))
}

fn verdict(title: String, result: Result<Observed>) -> Summary {
    let mut summary = Summary::default();
    match result {
        Ok(Observed { verdict: Verdict::Passed, .. }) => summary.passed += 1,
        Ok(Observed { verdict: Verdict::Skipped, .. }) => summary.skipped += 1,
        Ok(Observed { verdict: Verdict::Failed(text), .. }) => summary.fail(title, text),
        Err(error) => summary.fail(title, error.to_string()),
    }
    summary
}
