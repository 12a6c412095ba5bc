//! Imports that are exported again, and a default export.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "node:path")]
extern "C" {
    #[wasm_bindgen(reexport)]
    fn basename(path: &str) -> String;

    #[wasm_bindgen(reexport = "lastPart", js_name = extname)]
    fn extension(path: &str) -> String;

    #[wasm_bindgen(reexport = "undeclared", js_name = dirname, skip_typescript)]
    fn folder(path: &str) -> String;
}

#[wasm_bindgen]
pub fn folder_of(path: &str) -> String {
    folder(path)
}

#[wasm_bindgen]
pub fn base(path: &str) -> String {
    basename(path)
}

#[wasm_bindgen]
pub fn ext(path: &str) -> String {
    extension(path)
}

#[wasm_bindgen(js_name = default)]
pub fn default_export() -> u32 {
    11
}
