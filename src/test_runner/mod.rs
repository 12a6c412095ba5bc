//! The test runner: finds the tests of a wasm, makes a package of it, and has an engine run them.
//!
//! `discovery` and `selection` say what runs, `mode` where, `package` makes the files, and one module per place starts the engine.
//! What happens inside the engine is in the scripts of `host/`; they are data for this side, which must not know how a test runs.

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};

pub mod args;
pub mod discovery;
pub mod mode;
pub mod node;
pub mod package;
pub mod selection;
pub mod settings;
pub mod web;

use args::{Action, Args, Command, Kind};
use discovery::Test;
use mode::Mode;
use package::Package;
use selection::Selection;
use settings::Environment;

/// The tests ran and not all of them passed; the report says which.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Failed(pub String);

/// Does what the arguments after the program's name ask for.
///
/// # Errors
/// Arguments or a module that cannot be used, an engine that cannot be started, and tests that failed.
pub fn command(argv: impl IntoIterator<Item = OsString>) -> Result<()> {
    match args::parse(argv)? {
        Command::Help => say(args::USAGE),
        Command::Version => {
            say(&format!("wasm-bindgen-test-runner {}\n", wasm_bindgen_cli_support::GUEST_VERSION));
        }
        Command::Run(args) => run(&args, &Environment::read())?,
    }
    Ok(())
}

fn run(args: &Args, environment: &Environment) -> Result<()> {
    let bytes = read(&args.input)?;
    let suite = discovery::read(&bytes, args.kind).with_context(|| format!("cannot use `{}`", args.input.display()))?;
    let selection = selection::select(suite.tests, args);
    if args.action == Action::List {
        say(&listing(&selection.tests, args.kind));
        return Ok(());
    }
    if selection.tests.is_empty() {
        say("no tests to run!\n");
        return Ok(());
    }
    let mode = Mode::choose(suite.configuration.as_deref(), environment)?;
    if let Some(reason) = mode.excluded(environment) {
        say(&format!("{reason}\n"));
        return Ok(());
    }
    run_in(mode, bytes, args, selection, environment)
}

fn run_in(mode: Mode, bytes: Vec<u8>, args: &Args, selection: Selection, environment: &Environment) -> Result<()> {
    match mode {
        Mode::Node | Mode::NodeModule => {
            let package = Package::make(mode, bytes, args, selection, environment)?;
            node::run(&package, environment)
        }
        Mode::Deno => node::run_deno(&Package::make(mode, bytes, args, selection, environment)?, args.kind),
        Mode::Browser | Mode::DedicatedWorker | Mode::SharedWorker | Mode::ServiceWorker => {
            let package = Package::make(mode, bytes, args, selection, environment)?;
            web::run(&package, environment)
        }
    }
}

/// The module; a `.js` file stands for the wasm beside it.
fn read(input: &Path) -> Result<Vec<u8>> {
    let path = if input.extension().is_some_and(|extension| extension == "js") {
        input.with_extension("wasm")
    } else {
        input.to_owned()
    };
    std::fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))
}

fn listing(tests: &[Test], kind: Kind) -> String {
    let what = match kind {
        Kind::Tests => "test",
        Kind::Benches => "benchmark",
    };
    tests.iter().map(|test| format!("{}: {what}\n", test.name)).collect()
}

/// Prints; a reader that went away is no failure.
fn say(text: &str) {
    let mut out = std::io::stdout();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
