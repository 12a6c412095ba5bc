//! A test that ends the process takes the rest with it, which must not look like success.

use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen(inline_js = "export function leave() { globalThis.process.exit(0); }")]
extern "C" {
    fn leave();
}

#[wasm_bindgen_test]
fn a_is_never_reached() {}

#[wasm_bindgen_test]
fn b_leaves() {
    leave();
}

#[wasm_bindgen_test]
fn c_passes() {}
