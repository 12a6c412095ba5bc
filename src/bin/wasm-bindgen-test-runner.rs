//! The `wasm-bindgen-test-runner` command, which cargo calls with the wasm of a test suite.
//!
//! Everything is done in [`wasm_bindgen_cli::test_runner`]; this side reports and chooses the exit code.

use std::process::ExitCode;

use wasm_bindgen_cli::{logging, panics, report, test_runner};

fn main() -> ExitCode {
    logging::init();
    match panics::caught(|| test_runner::command(std::env::args_os().skip(1))) {
        Ok(()) => ExitCode::SUCCESS,
        // Callers look for the capital letter.
        Err(error) => {
            match error.downcast_ref::<test_runner::Failed>() {
                // Where in this program that was noticed helps nobody.
                Some(failed) => eprintln!("Error: {failed}"),
                None => eprint!("{}", report::render("Error", &error)),
            }
            ExitCode::FAILURE
        }
    }
}
