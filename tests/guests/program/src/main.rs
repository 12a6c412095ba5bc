//! A program with a `main`, as apps are that are no library.

use std::cell::Cell;
use wasm_bindgen::prelude::*;

thread_local!(static RUNS: Cell<u32> = const { Cell::new(0) });

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = programHost)]
    fn say(text: &str);
}

fn main() {
    RUNS.set(RUNS.get() + 1);
    say("main runs");
}

/// How often `main` has run.
#[wasm_bindgen]
pub fn runs() -> u32 {
    RUNS.get()
}

#[wasm_bindgen]
pub fn divide(a: i32, b: i32) -> i32 {
    assert!(b != 0, "{a} by nothing");
    a / b
}
