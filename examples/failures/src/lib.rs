//! One function per kind of failure. `survive.mjs` and `recover.mjs` show what JavaScript sees of it.

use std::cell::Cell;

use js_sys::Promise;
use wasm_bindgen::handler::set_on_abort;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

// ANCHOR: guest
#[wasm_bindgen]
extern "C" {
    /// JavaScript's part; it may throw.
    fn ask(question: &str) -> String;

    /// Called when the instance ends.
    fn report(what: &str);
}

thread_local!(static CALLS: Cell<u32> = const { Cell::new(0) });

/// Panics when `by` is 0.
#[wasm_bindgen]
pub fn divide(number: u32, by: u32) -> u32 {
    CALLS.set(CALLS.get() + 1);
    number / by
}

/// Lets through what `ask` throws.
#[wasm_bindgen]
pub fn answer(question: &str) -> String {
    format!("It is {}.", ask(question))
}

/// How often `divide` was called: the state of the instance.
#[wasm_bindgen]
pub fn calls() -> u32 {
    CALLS.get()
}

/// Runs out of stack.
#[wasm_bindgen]
pub fn dig(depth: u32) -> u32 {
    let frame = std::hint::black_box([depth; 1000]);
    if depth == u32::MAX { 0 } else { dig(depth + 1) + frame[7] }
}

/// Waits for JavaScript.
#[wasm_bindgen]
pub async fn wait(promise: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await
}

#[wasm_bindgen(start)]
pub fn start() {
    set_on_abort(|| report("the instance has ended"));
}
// ANCHOR_END: guest
