//! Exports and imports that do as little as possible.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    fn hostEmpty();
    fn hostAdd(a: u32, b: u32) -> u32;
    fn hostTakeString(text: &str);
    fn hostGiveString() -> String;
    fn hostTakeValue(value: &JsValue);
    fn hostGiveValue() -> JsValue;
    #[wasm_bindgen(catch)]
    fn hostCatch() -> Result<u32, JsValue>;
    fn hostStackClosure(f: &dyn Fn(u32) -> u32);
}

#[wasm_bindgen]
pub fn empty() {}

#[wasm_bindgen]
pub fn add(a: u32, b: u32) -> u32 {
    a.wrapping_add(b)
}

#[wasm_bindgen]
pub fn string_in(text: &str) -> usize {
    text.len()
}

#[wasm_bindgen]
pub fn string_out(len: usize) -> String {
    "abcdefgh".repeat(len / 8)
}

#[wasm_bindgen]
pub fn value_through(value: JsValue) -> JsValue {
    value
}

#[wasm_bindgen]
pub fn value_borrowed(value: &JsValue) -> bool {
    value.is_undefined()
}

#[wasm_bindgen]
pub fn numbers_in(numbers: &[f64]) -> f64 {
    numbers.first().copied().unwrap_or(0.0)
}

#[wasm_bindgen]
pub fn numbers_out(len: usize) -> Vec<f64> {
    vec![1.5; len]
}

#[wasm_bindgen]
pub fn strings_in(texts: Vec<String>) -> usize {
    texts.len()
}

#[wasm_bindgen]
pub fn option_f64(value: Option<f64>) -> Option<f64> {
    value
}

#[wasm_bindgen]
pub fn fallible(value: u32) -> Result<u32, JsValue> {
    Ok(value)
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
pub fn call_catch(times: u32) -> u32 {
    (0..times).map(|_| hostCatch().unwrap_or(0)).fold(0, u32::wrapping_add)
}

#[wasm_bindgen]
pub fn call_take_string(times: u32, len: usize) {
    let text = "abcdefgh".repeat(len / 8);
    for _ in 0..times {
        hostTakeString(&text);
    }
}

#[wasm_bindgen]
pub fn call_give_string(times: u32) -> usize {
    (0..times).map(|_| hostGiveString().len()).sum()
}

#[wasm_bindgen]
pub fn call_value(times: u32) {
    for _ in 0..times {
        hostTakeValue(&hostGiveValue());
    }
}

#[wasm_bindgen]
pub fn call_stack_closure(times: u32) {
    for _ in 0..times {
        hostStackClosure(&|x| x + 1);
    }
}

#[wasm_bindgen]
pub fn closure() -> JsValue {
    Closure::<dyn Fn(u32) -> u32>::new(|x| x + 1).into_js_value()
}

#[wasm_bindgen]
pub fn closure_dropped() {
    let _ = Closure::<dyn Fn(u32) -> u32>::new(|x| x + 1);
}
