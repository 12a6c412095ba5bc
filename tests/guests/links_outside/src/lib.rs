//! Files that somebody else puts beside the package, linked by URL.

use wasm_bindgen::prelude::*;

/// URL of a script in the folder of the package.
#[wasm_bindgen]
pub fn beside() -> String {
    wasm_bindgen::link_to!(raw_module = "./beside.js")
}

/// URL of a script outside of it, with a query that stays one.
#[wasm_bindgen]
pub fn above() -> String {
    wasm_bindgen::link_to!(raw_module = "../shared/above.js?kind=worker")
}
