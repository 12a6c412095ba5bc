//! A plain wasm module for a loader that knows nothing of bindings: what it imports and exports, and its start as an export.

use wbg_ir::linkage::FinalExport;

use crate::error::WasmError;
use crate::guest::Guest;
use crate::load::{self, LoadOptions};
use crate::outline;

/// Name under which the start function is exported.
const START: &str = "__wasm2es6js_start";

/// A module and its outside.
#[derive(Debug)]
pub struct Standalone {
    /// The bytes, without a start section.
    pub bytes: Vec<u8>,
    /// Modules that it imports from, in order, each once.
    pub imports: Vec<String>,
    /// Exports without the start function.
    pub exports: Vec<FinalExport>,
    /// The export that was the start function.
    pub start: Option<String>,
}

/// Takes a module apart. Imports may use the exports before the start function runs, hence no start section.
///
/// # Errors
/// Bytes that are no module; `name` says whose in messages.
pub fn standalone(bytes: &[u8], name: &str) -> Result<Standalone, WasmError> {
    let mut module = load::load_with(bytes, name, LoadOptions::default())?.module;
    let mut imports: Vec<String> = Vec::new();
    for import in module.imports.iter() {
        if !imports.contains(&import.module) {
            imports.push(import.module.clone());
        }
    }
    let exports = outline::exports(&module);
    let start = module.start.take().map(|function| {
        let free = |name: &String| exports.iter().all(|export| export.name != *name);
        let numbered = (1u32..).map(|n| format!("{START}{n}"));
        let name = std::iter::once(START.to_owned()).chain(numbered).find(free).unwrap_or_default();
        module.exports.add(&name, function);
        name
    });
    let bytes = Guest::new(module).emit()?;
    Ok(Standalone { bytes, imports, exports, start })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_function_becomes_an_export_with_a_free_name() {
        let text = r#"(module (import "a" "f" (func $f)) (import "b" "g" (func)) (import "a" "h" (func))
            (func $s (call $f)) (start $s) (func (export "__wasm2es6js_start")))"#;
        let done = standalone(&wat::parse_str(text).unwrap(), "m.wasm").unwrap();
        assert_eq!(done.imports, ["a", "b"]);
        assert_eq!(done.exports.len(), 1);
        assert_eq!(done.start.as_deref(), Some("__wasm2es6js_start1"));
        let module = walrus::Module::from_buffer(&done.bytes).unwrap();
        assert!(module.start.is_none());
        assert_eq!(module.exports.iter().count(), 2);
        assert!(standalone(b"no wasm", "m.wasm").is_err());
    }
}
