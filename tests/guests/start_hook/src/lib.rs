//! A function that runs once the module is instantiated.

use std::cell::RefCell;
use wasm_bindgen::prelude::*;

thread_local!(static EVENTS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) });

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = startHost, js_name = started)]
    fn started(message: &str) -> u32;
}

/// Runs first, with imports at hand.
#[wasm_bindgen(start)]
pub fn begin() {
    let n = started("hello from start");
    EVENTS.with_borrow_mut(|e| e.push(format!("start {n}")));
}

#[wasm_bindgen]
pub fn events() -> Vec<String> {
    EVENTS.with_borrow(Vec::clone)
}
