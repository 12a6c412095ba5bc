//! The files an engine needs: the package of the suite, the host scripts, the plan.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Serialize;
use tempfile::TempDir;
use wasm_bindgen_cli_support::Bindgen;

use super::args::{Args, Console, Ignored, Kind};
use super::discovery::Test;
use super::mode::Mode;
use super::say;
use super::selection::Selection;
use super::settings::Environment;

/// Basename of the package; the wasm's module name, which is in every stack trace, too.
const STEM: &str = "wasm-bindgen-test";

/// Scripts that run tests, by the name under which they import each other.
const HOST: &[(&str, &str)] = &[
    ("capture.mjs", include_str!("host/capture.mjs")),
    ("guest.mjs", include_str!("host/guest.mjs")),
    ("index.html", include_str!("host/index.html")),
    ("node.mjs", include_str!("host/node.mjs")),
    ("page.mjs", include_str!("host/page.mjs")),
    ("report.mjs", include_str!("host/report.mjs")),
    ("stray.mjs", include_str!("host/stray.mjs")),
    ("suite.mjs", include_str!("host/suite.mjs")),
    ("web.mjs", include_str!("host/web.mjs")),
    ("worker.mjs", include_str!("host/worker.mjs")),
    ("worker_classic.js", include_str!("host/worker_classic.js")),
    ("worker_host.mjs", include_str!("host/worker_host.mjs")),
    ("workers.mjs", include_str!("host/workers.mjs")),
];

/// A folder with everything, removed at the end unless it is to be kept.
#[derive(Debug)]
pub struct Package {
    dir: TempDir,
    baseline: PathBuf,
}

impl Package {
    /// Makes the files.
    ///
    /// # Errors
    /// A suite that cannot become a package, or files that cannot be written.
    pub fn make(
        mode: Mode,
        bytes: Vec<u8>,
        args: &Args,
        selection: Selection,
        environment: &Environment,
    ) -> Result<Package> {
        let mut dir = tempfile::tempdir().context("cannot make a temporary folder for the package")?;
        if environment.is_set("WASM_BINDGEN_KEEP_TEST_BUILD") {
            dir.disable_cleanup(true);
            say(&format!("Retaining temporary build output folder: {}\n", dir.path().display()));
        }
        let glue = Glue::of(mode, environment)?;
        generate(mode, glue, bytes, environment, dir.path())?;
        for (name, text) in HOST {
            write(&dir.path().join(name), text)?;
        }
        let baseline = baseline(environment)?;
        let plan = Plan {
            tests: &selection.tests,
            filtered: selection.filtered,
            include_ignored: args.ignored != Ignored::Report,
            bench: args.kind == Kind::Benches,
            nocapture: args.console == Console::Print,
            glue,
            place: place(mode),
            baseline: &baseline,
        };
        let plan = serde_json::to_string_pretty(&plan).context("cannot write down what to run")?;
        write(&dir.path().join("plan.json"), &plan)?;
        Ok(Package { dir, baseline })
    }

    /// Where the files are.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// File with the results of benchmarks.
    pub fn baseline(&self) -> &Path {
        &self.baseline
    }
}

/// How the glue is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Glue {
    CommonJs,
    Module,
    Script,
}

impl Glue {
    fn of(mode: Mode, environment: &Environment) -> Result<Glue> {
        match (mode, environment.is_set("WASM_BINDGEN_USE_NO_MODULE")) {
            (Mode::Node, _) => Ok(Glue::CommonJs),
            (Mode::NodeModule | Mode::Deno, _) | (_, false) => Ok(Glue::Module),
            (Mode::ServiceWorker, true) => {
                bail!("service workers of this runner are modules; unset `WASM_BINDGEN_USE_NO_MODULE`")
            }
            (_, true) => Ok(Glue::Script),
        }
    }
}

/// The name of a place in the plan.
fn place(mode: Mode) -> &'static str {
    match mode {
        Mode::Node | Mode::NodeModule | Mode::Deno => "process",
        Mode::Browser => "page",
        Mode::DedicatedWorker => "dedicated",
        Mode::SharedWorker => "shared",
        Mode::ServiceWorker => "service",
    }
}

fn baseline(environment: &Environment) -> Result<PathBuf> {
    let path = environment.get("WASM_BINDGEN_BENCH_RESULT").map_or("target/wbg_benchmark.json".as_ref(), Path::new);
    std::path::absolute(path).with_context(|| format!("cannot find the folder of `{}`", path.display()))
}

fn generate(mode: Mode, glue: Glue, bytes: Vec<u8>, environment: &Environment, dir: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes(STEM, bytes)
        .debug(!environment.is_set("WASM_BINDGEN_NO_DEBUG"))
        .export_wasm(true)
        .emit_start(false)
        .keep_debug(true)
        .typescript(false)
        .split_linked_modules(environment.is_set("WASM_BINDGEN_SPLIT_LINKED_MODULES"))
        .js_string_builtins(environment.is_set("WASM_BINDGEN_JS_STRING_BUILTINS"))
        .keep_lld_exports(environment.is_set("WASM_BINDGEN_KEEP_LLD_EXPORTS"));
    match mode {
        Mode::Node => bindgen.nodejs(true)?,
        Mode::NodeModule => bindgen.nodejs_module(true)?,
        Mode::Deno => bindgen.deno(true)?,
        _ if glue == Glue::Script => bindgen.no_modules(true)?,
        Mode::Browser | Mode::DedicatedWorker | Mode::SharedWorker | Mode::ServiceWorker => bindgen.web(true)?,
    };
    bindgen.generate(dir).context("cannot make a package of the test suite")
}

/// What the host scripts are told; see `host/types.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Plan<'a> {
    tests: &'a [Test],
    filtered: usize,
    include_ignored: bool,
    bench: bool,
    nocapture: bool,
    glue: Glue,
    place: &'static str,
    baseline: &'a Path,
}

fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("cannot write `{}`", path.display()))
}
