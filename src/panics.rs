//! Panics as errors: nothing a guest contains should cause one, but a defect of ours must not look like anything else.
//!
//! Panics of libraries that the pipeline catches itself stay silent; `RUST_LOG=debug` shows all of them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use anyhow::{Result, anyhow};

/// Runs `work`; a panic becomes an error that says where it happened.
///
/// # Errors
/// That of `work`, or the panic.
pub fn caught<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    let last = Arc::new(Mutex::new(String::new()));
    let seen = Arc::clone(&last);
    let previous = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        log::debug!("{info}");
        if let Ok(mut last) = seen.lock() {
            *last = info.to_string().replace('\n', " ");
        }
    }));
    let outcome = catch_unwind(AssertUnwindSafe(work));
    std::panic::set_hook(previous);
    outcome.unwrap_or_else(|_| {
        let what = last.lock().map(|text| text.clone()).unwrap_or_default();
        Err(anyhow!(
            "internal failure: {what}; this is a defect of this tool, please report it together with the input"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_with_its_place() {
        let error = caught(|| -> Result<()> { panic!("lost my way") }).unwrap_err().to_string();
        assert!(error.contains("lost my way") && error.contains("panics.rs"), "{error}");
        assert_eq!(caught(|| Ok(5)).unwrap(), 5);
    }
}
