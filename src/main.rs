//! The `wasm-bindgen` command: parse the arguments, run the library, report, choose the exit code.
//!
//! Everything the tool does with a module happens in the library; this side must not know about wasm or JavaScript.
//! [`args`] says what was typed, [`run`] asks the library for it, [`wasm_bindgen_cli::report`] prints what went wrong.

mod args;
mod run;

use std::io::Write;
use std::process::ExitCode;

use args::Command;
use wasm_bindgen_cli::{logging, panics, report};

/// The version build tools compare with the guest's crate.
const GUEST_VERSION: &str = wasm_bindgen_cli_support::GUEST_VERSION;

fn main() -> ExitCode {
    logging::init();
    let outcome = panics::caught(command);
    match outcome {
        Ok(text) => {
            // A closed pipe (`| head`) is the reader's choice, not a failure.
            let _ = std::io::stdout().write_all(text.as_bytes());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprint!("{}", report::render("error", &error));
            ExitCode::FAILURE
        }
    }
}

/// Does what was asked and returns the text for stdout.
fn command() -> anyhow::Result<String> {
    match args::parse(std::env::args_os().skip(1))? {
        Command::Help => Ok(args::USAGE.to_owned()),
        Command::Version => Ok(format!("wasm-bindgen {GUEST_VERSION}\n")),
        Command::VersionFull => {
            let (name, version) = (env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
            Ok(format!("wasm-bindgen {GUEST_VERSION}\n{name} {version}\n"))
        }
        Command::Run(args) => run::run(&args),
    }
}
