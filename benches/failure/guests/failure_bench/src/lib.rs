//! Calls that do nothing, and calls that fail.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    fn hostEmpty();
    fn hostAdd(a: u32, b: u32) -> u32;
}

#[wasm_bindgen]
pub fn empty() {}

#[wasm_bindgen]
pub fn add(a: u32, b: u32) -> u32 {
    a.wrapping_add(b)
}

#[wasm_bindgen]
pub struct Counter {
    value: u32,
}

#[wasm_bindgen]
impl Counter {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Counter {
        Counter { value: 0 }
    }

    pub fn increment(&mut self) -> u32 {
        self.value += 1;
        self.value
    }
}

#[wasm_bindgen]
pub fn call_empty(times: u32) {
    for _ in 0..times {
        hostEmpty();
    }
}

#[wasm_bindgen]
pub fn call_add(times: u32) -> u32 {
    (0..times).fold(0, |sum, i| hostAdd(sum, i))
}

#[wasm_bindgen]
pub fn fails() {
    panic!("a panic")
}

#[wasm_bindgen]
pub fn fails_with(text: String) -> String {
    panic!("{text}")
}
