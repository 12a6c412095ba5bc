//! The test runner suite: `cargo test` on the suites of `tests/runner_guests` with our runner, in every engine; and single calls
//! that are compared with the reference tool's.
//!
//! What a whole `cargo test` reports is kept in `tests/runner_guests/expected`; `BLESS=1` writes it.

mod cases;
mod normal;

use crate::process::Run;
use crate::suite::{Engines, Summary};
use crate::toolchain::Toolchain;
use crate::{Error, Flavour, Result, builds, chromium, guests, oracle, ours, paths, workers};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Bound for one call of cargo or of a runner, compiling excluded.
const LIMIT: Duration = Duration::from_secs(300);

/// A way to run suites.
#[derive(Clone, Debug)]
struct Place {
    name: String,
    /// Folder that goes in front of `PATH`.
    engine: Option<PathBuf>,
    env: Vec<(&'static str, OsString)>,
    flavours: Vec<Flavour>,
    /// Name of the kept report, before the flavour.
    expected: &'static str,
    build: Build,
}

/// How the suites are compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Build {
    /// With optimisation.
    Release,
    /// Without, and with debug information, as cargo does it when nothing is said.
    Debug,
}

/// Both flavours of the suites.
const FLAVOURS: [Flavour; 2] = [Flavour::UnwindLegacy, Flavour::Abort];

/// Runs everything.
///
/// # Errors
/// What could not be set up or compiled; failing cases are in the summary.
pub fn run(engines: &Engines) -> Result<Summary> {
    let (ours, reference) = (ours::test_runner()?, oracle::test_runner()?);
    let toolchain = Toolchain::find()?;
    let mut summary = Summary::default();
    let mut suites = BTreeMap::new();
    for flavour in FLAVOURS {
        suites.insert(flavour, compile(&toolchain, flavour)?);
    }
    for place in places(engines, &chromium::driver()?) {
        for flavour in &place.flavours {
            whole(&toolchain, &ours, &place, *flavour, &mut summary)?;
        }
    }
    summary.add(cases::own(&suites[&Flavour::UnwindLegacy], &ours));
    summary.add(benches(&suites[&Flavour::UnwindLegacy], &ours)?);
    summary.add(endless(&suites[&Flavour::UnwindLegacy], &ours)?);
    let jobs = cases::all();
    let run_case = |case: &cases::Case| cases::compare(case, &suites[&case.flavour], &ours, &reference);
    for part in workers::map("comparing test runners", &jobs, run_case) {
        summary.add(part);
    }
    Ok(summary)
}

/// Where whole suites run: everywhere once, with both flavours in the oldest Node, in Deno and in the browser.
fn places(engines: &Engines, chromedriver: &Path) -> Vec<Place> {
    let place = |name: String, engine: Option<&Path>, variable: &'static str, flavours: &[Flavour]| Place {
        name,
        engine: engine.and_then(Path::parent).map(Path::to_owned),
        env: std::iter::once(variable)
            .filter(|name| !name.is_empty())
            .chain(["WASM_BINDGEN_TEST_ONLY_NODE"])
            .map(set)
            .collect(),
        flavours: flavours.to_vec(),
        expected: "node",
        build: Build::Release,
    };
    let (system, newer) = (&engines.system, &engines.newer);
    let mut places = vec![
        place(system.to_string(), None, "", &FLAVOURS),
        place(newer.to_string(), Some(&newer.path), "", &[Flavour::UnwindLegacy]),
        place(format!("{system}, as a module"), None, "WASM_BINDGEN_USE_NODE_EXPERIMENTAL", &[Flavour::Abort]),
    ];
    let debug = place(format!("{system}, debug build"), None, "", &[Flavour::UnwindLegacy]);
    places.push(Place { build: Build::Debug, ..debug });
    if let Some(deno) = &engines.deno {
        places.push(place(deno.to_string(), Some(&deno.path), "WASM_BINDGEN_USE_DENO", &FLAVOURS));
    }
    places.push(Place {
        name: "Chromium".to_owned(),
        engine: None,
        env: vec![set("WASM_BINDGEN_TEST_ONLY_WEB"), ("CHROMEDRIVER", chromedriver.into())],
        flavours: FLAVOURS.to_vec(),
        expected: "browser",
        build: Build::Release,
    });
    places.push(Place {
        name: "Chromium, classic scripts".to_owned(),
        engine: None,
        env: vec![
            set("WASM_BINDGEN_TEST_ONLY_WEB"),
            set("WASM_BINDGEN_USE_NO_MODULE"),
            ("CHROMEDRIVER", chromedriver.into()),
        ],
        flavours: vec![Flavour::Abort],
        expected: "scripts",
        build: Build::Release,
    });
    places
}

fn set(name: &'static str) -> (&'static str, OsString) {
    (name, "1".into())
}

/// Folder of the suites, a cargo workspace of its own.
fn dir() -> PathBuf {
    paths::workspace_root().join("tests/runner_guests")
}

/// Compiles all suites of one flavour; the wasm by the name of its file.
fn compile(toolchain: &Toolchain, flavour: Flavour) -> Result<BTreeMap<String, PathBuf>> {
    let target_dir = guests::target_dir(flavour);
    std::fs::create_dir_all(&target_dir).map_err(Error::io("create", &target_dir))?;
    let run = toolchain.test(flavour, &dir(), &target_dir).args(["--locked", "--all-targets", "--no-run"]);
    let output = run.args(["--message-format", "json"]).what(format!("compiling test suites ({flavour})")).check()?;
    Ok(output.stdout.lines().filter_map(executable).collect())
}

/// Name and file of a test program that one line of cargo's messages tells of.
fn executable(line: &str) -> Option<(String, PathBuf)> {
    let message: serde_json::Value = serde_json::from_str(line).ok()?;
    let path = message["executable"].as_str()?;
    Some((message["target"]["name"].as_str()?.to_owned(), PathBuf::from(path)))
}

/// A whole `cargo test`, whose report is the kept one.
fn whole(toolchain: &Toolchain, runner: &Path, place: &Place, flavour: Flavour, summary: &mut Summary) -> Result<()> {
    let title = format!("cargo test ({flavour}, {})", place.name);
    let target_dir = match place.build {
        Build::Release => guests::target_dir(flavour),
        Build::Debug => builds::debug_target_dir(),
    };
    std::fs::create_dir_all(&target_dir).map_err(Error::io("create", &target_dir))?;
    let run = toolchain.test(flavour, &dir(), &target_dir).args(["--locked", "--no-fail-fast"]);
    let run = match place.build {
        Build::Release => run.limit(LIMIT),
        Build::Debug => builds::DEBUG_ENV.iter().fold(run, |run, (name, value)| run.env(name, value)),
    };
    let run = run.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner).what(&title);
    let (name, value) = cases::NO_DEBUG;
    let run = place.env.iter().fold(run.env(name, value), |run, (name, value)| run.env(name, value));
    let output = match &place.engine {
        Some(engine) => run.env("PATH", toolchain.path(engine)?).run()?,
        None => run.run()?,
    };
    let expected = dir().join("expected").join(format!("{}-{flavour}.txt", place.expected));
    let report = normal::report(&output.stdout);
    // The first place of a kind says what all of the kind report.
    let first = place.engine.is_none() && !place.name.ends_with("as a module") && place.build == Build::Release;
    if first && std::env::var_os("BLESS").is_some() {
        std::fs::write(&expected, &report).map_err(Error::io("write", &expected))?;
    }
    let wanted = paths::read_text(&expected)?;
    // Some suites fail on purpose.
    if output.code() == 0 {
        summary.fail(title, "cargo reports success although tests fail");
    } else if report != wanted {
        summary.fail(title, format!("{}\n{}", normal::difference(&wanted, &report), output.stderr));
    } else {
        // Every line of a verdict was checked.
        summary.passed += report.lines().filter(|line| line.starts_with("test ")).count();
    }
    Ok(())
}

/// Benchmarks run, and compare themselves with the results of the run before.
fn benches(suites: &BTreeMap<String, PathBuf>, runner: &Path) -> Result<Summary> {
    let mut summary = Summary::default();
    let scratch = tempfile::tempdir().map_err(Error::io("create", std::env::temp_dir()))?;
    let results = scratch.path().join("made/results.json");
    for part in ["adds", "change:"] {
        let run = Run::new(runner).args(suites.get("speed")).arg("--bench").env("WASM_BINDGEN_BENCH_RESULT", &results);
        let output = run.dir(dir()).limit(LIMIT).what("running a benchmark").run()?;
        if output.code() == 0 && output.stdout.contains(part) && output.stdout.contains("test result: ok. 1 passed") {
            summary.passed += 1;
        } else {
            summary.fail(format!("benchmark, `{part}`"), output.text());
        }
    }
    Ok(summary)
}

/// A test that never gives control back is ended with its browser.
fn endless(suites: &BTreeMap<String, PathBuf>, runner: &Path) -> Result<Summary> {
    let mut summary = Summary::default();
    let run = Run::new(runner).args(suites.get("browser")).args(["loops", "--ignored"]);
    let run = run.env("WASM_BINDGEN_TEST_TIMEOUT", "2").dir(dir()).what("ending a test").limit(LIMIT);
    let output = run.run()?;
    if output.code() == 1 && output.stderr.contains("It might have timed out. The limit is 2 s") {
        summary.passed += 1;
    } else {
        summary.fail("a test without end in the browser", output.text());
    }
    Ok(summary)
}
