//! Free functions, one per family of arguments and results.

use super::classes::Thing;
use super::ways::{fail, fail_plainly};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn number(way: u32, x: f64) -> f64 {
    fail_plainly(way);
    x + 0.5
}

#[wasm_bindgen]
pub fn number_or(way: u32, x: f64) -> Result<f64, JsValue> {
    fail(way)?;
    Ok(x + 0.5)
}

#[wasm_bindgen]
pub fn bigint(way: u32, x: i64) -> i64 {
    fail_plainly(way);
    x + 1
}

#[wasm_bindgen]
pub fn option(way: u32, x: Option<f64>) -> Option<f64> {
    fail_plainly(way);
    x.map(|x| x * 2.0)
}

#[wasm_bindgen]
pub fn text(way: u32, text: &str) -> String {
    fail_plainly(way);
    format!("{text}!")
}

#[wasm_bindgen]
pub fn text_or(way: u32, text: String) -> Result<String, JsValue> {
    fail(way)?;
    Ok(text + "!")
}

#[wasm_bindgen]
pub fn bytes(way: u32, bytes: &[u8]) -> Vec<u8> {
    fail_plainly(way);
    bytes.iter().map(|byte| byte + 1).collect()
}

#[wasm_bindgen]
pub fn bytes_or(way: u32, bytes: Vec<u8>) -> Result<Vec<u8>, JsValue> {
    fail(way)?;
    Ok(bytes.iter().map(|byte| byte + 1).collect())
}

#[wasm_bindgen]
pub fn words_mut(way: u32, words: &mut [i32]) {
    words[0] += 1;
    fail_plainly(way);
    words[0] += 1;
}

#[wasm_bindgen]
pub fn texts(way: u32, texts: Vec<String>) -> Vec<String> {
    fail_plainly(way);
    texts.into_iter().rev().collect()
}

#[wasm_bindgen]
pub fn value_ref(way: u32, value: &JsValue) -> bool {
    fail_plainly(way);
    value.is_object()
}

#[wasm_bindgen]
pub fn value(way: u32, value: JsValue) -> JsValue {
    fail_plainly(way);
    value
}

#[wasm_bindgen]
pub fn value_or(way: u32, value: JsValue) -> Result<JsValue, JsValue> {
    fail(way)?;
    Ok(value)
}

#[wasm_bindgen]
pub fn thing_ref(way: u32, thing: &Thing) -> u32 {
    fail_plainly(way);
    thing.number()
}

#[wasm_bindgen]
pub fn thing_mut(way: u32, thing: &mut Thing) -> u32 {
    fail_plainly(way);
    thing.bump(0)
}

#[wasm_bindgen]
pub fn thing(way: u32, thing: Thing) -> Thing {
    fail_plainly(way);
    thing
}
