//! Files linked by URL.

use wasm_bindgen::prelude::*;

/// URL of a script that travels with the module.
#[wasm_bindgen]
pub fn worker_url() -> String {
    wasm_bindgen::link_to!(module = "/js/worker.js")
}

#[wasm_bindgen]
pub fn inline_url() -> String {
    wasm_bindgen::link_to!(inline_js = "globalThis.linked = 'yes';")
}
