//! The guest `faults`, which also asks for its own replacement: the mere possibility changes the whole package.

#[path = "../../faults/src/lib.rs"]
mod faults;

use wasm_bindgen::handler::schedule_reinit;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn reinit_soon(text: String) -> String {
    schedule_reinit();
    text + "!"
}
