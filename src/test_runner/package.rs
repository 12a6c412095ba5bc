//! The files an engine needs: the package of the suite, the host scripts, the plan.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
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
    ("node.mjs", include_str!("host/node.mjs")),
    ("report.mjs", include_str!("host/report.mjs")),
    ("stray.mjs", include_str!("host/stray.mjs")),
    ("suite.mjs", include_str!("host/suite.mjs")),
];

/// A folder with everything, removed at the end unless it is to be kept.
#[derive(Debug)]
pub struct Package {
    dir: TempDir,
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
        generate(mode, bytes, environment, dir.path())?;
        for (name, text) in HOST {
            write(&dir.path().join(name), text)?;
        }
        let plan = Plan::new(mode, args, &selection, environment)?;
        let plan = serde_json::to_string_pretty(&plan).context("cannot write down what to run")?;
        write(&dir.path().join("plan.json"), &plan)?;
        Ok(Package { dir })
    }

    /// Where the files are.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }
}

fn generate(mode: Mode, bytes: Vec<u8>, environment: &Environment, dir: &Path) -> Result<()> {
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
    glue: &'static str,
    baseline: PathBuf,
}

impl<'a> Plan<'a> {
    fn new(mode: Mode, args: &Args, selection: &'a Selection, environment: &Environment) -> Result<Self> {
        let baseline = match environment.get("WASM_BINDGEN_BENCH_RESULT") {
            Some(path) => PathBuf::from(path),
            None => PathBuf::from("target/wbg_benchmark.json"),
        };
        let baseline = std::path::absolute(&baseline)
            .with_context(|| format!("cannot find the folder of `{}`", baseline.display()))?;
        Ok(Plan {
            tests: &selection.tests,
            filtered: selection.filtered,
            include_ignored: args.ignored != Ignored::Report,
            bench: args.kind == Kind::Benches,
            nocapture: args.console == Console::Print,
            glue: if mode == Mode::Node { "commonjs" } else { "module" },
            baseline,
        })
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("cannot write `{}`", path.display()))
}
