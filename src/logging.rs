//! Log records of the library to stderr: warnings always, the rest as `RUST_LOG` asks.

use std::io::Write;

/// Starts logging for this process.
///
/// Without `RUST_LOG` only warnings of our own crates are shown, as `warning: …` lines.
pub fn init() {
    match std::env::var_os("RUST_LOG") {
        Some(_) => env_logger::init(),
        None => env_logger::Builder::new()
            .parse_filters("off,wasm_bindgen_cli_support=warn,wbg_wasm=warn,wbg_bind=warn,wbg_emit=warn")
            .format(|out, record| writeln!(out, "warning: {}", record.args()))
            .init(),
    }
}
