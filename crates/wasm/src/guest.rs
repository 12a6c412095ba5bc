//! A guest on its way through the wasm stage: the walrus module and the ids other stages know its functions by.
//!
//! Made from what [`crate::load`] returns, changed by the passes, written by [`Guest::emit`].

use std::panic::{AssertUnwindSafe, catch_unwind};

use walrus::Module;
use wbg_ir::facts::Exceptions;

use crate::core_map::CoreMap;
use crate::error::WasmError;
use crate::load::panic_text;

/// A guest module.
#[derive(Debug)]
pub struct Guest {
    /// The module.
    pub module: Module,
    /// Ids that other stages hold.
    pub map: CoreMap,
    /// The dialect of the input, once code of the input has been dropped.
    pub(crate) exceptions: Option<Exceptions>,
}

impl Guest {
    /// Starts with no ids handed out.
    pub fn new(module: Module) -> Self {
        Self { module, map: CoreMap::default(), exceptions: None }
    }

    /// The bytes of the module. Custom sections are moved out by writing them, so this is the last step.
    ///
    /// # Errors
    /// Debug information that the module library cannot convert.
    pub fn emit(&mut self) -> Result<Vec<u8>, WasmError> {
        // The library panics on debug information that it cannot read; nothing of the module is used afterwards.
        catch_unwind(AssertUnwindSafe(|| self.module.emit_wasm()))
            .map_err(|panic| WasmError::WriterPanicked { detail: without_addresses(&panic_text(panic.as_ref())) })
    }

    /// The module itself, for callers of the public library that work on it.
    pub fn into_module(self) -> Module {
        self.module
    }
}

/// The text without the addresses in this process's memory that the debug information reader prints.
fn without_addresses(text: &str) -> String {
    match text.split_once("(ReaderOffsetId(") {
        Some((before, after)) => {
            let rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
            format!("{before}{}", rest.strip_prefix("))").unwrap_or(rest))
        }
        None => text.to_owned(),
    }
}
