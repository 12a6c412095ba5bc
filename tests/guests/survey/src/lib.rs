//! What users of the reference tool run into at its interface: re-exported globals, unchecked strings, leaking names.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(reexport, js_name = parseInt)]
    fn parse_int(text: &str) -> f64;

    #[wasm_bindgen(js_namespace = surveyHost)]
    fn started();
}

#[wasm_bindgen(start, private)]
fn start() {
    started();
}

/// Characters of a text.
///
/// @param {string} text - any text
/// @returns {number} how many there are
#[wasm_bindgen]
pub fn length(text: &str) -> usize {
    text.chars().count()
}

#[wasm_bindgen]
pub fn joined(parts: Vec<String>) -> String {
    parts.join("-")
}

#[wasm_bindgen]
pub fn parsed(text: &str) -> f64 {
    parse_int(text)
}

#[wasm_bindgen(js_namespace = tools)]
pub struct Hammer {
    pub weight: u32,
}

#[wasm_bindgen(js_namespace = tools)]
impl Hammer {
    #[wasm_bindgen(constructor)]
    pub fn new(weight: u32) -> Hammer {
        Hammer { weight }
    }
}

#[wasm_bindgen(private)]
pub struct Hidden {
    pub depth: u32,
}

#[wasm_bindgen]
pub fn hidden() -> Hidden {
    Hidden { depth: 3 }
}
