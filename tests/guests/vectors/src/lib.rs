//! Vectors of what is not a plain number: handles, strings, booleans, characters, enums, structs.

use js_sys::{Array, Date};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Suit {
    Clubs = 1,
    Hearts = 4,
    Spades = 9,
}

#[wasm_bindgen]
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Level {
    Low = "low",
    High = "high",
}

#[wasm_bindgen]
#[derive(Clone)]
pub struct Item {
    pub weight: u32,
}

#[wasm_bindgen]
impl Item {
    #[wasm_bindgen(constructor)]
    pub fn new(weight: u32) -> Item {
        Item { weight }
    }
}

#[wasm_bindgen]
pub fn strings(mut xs: Vec<String>) -> Vec<String> {
    xs.sort();
    xs
}

#[wasm_bindgen]
pub fn split(s: &str) -> Vec<String> {
    s.split(',').map(str::to_owned).collect()
}

#[wasm_bindgen]
pub fn join(xs: Vec<String>, with: &str) -> String {
    xs.join(with)
}

#[wasm_bindgen]
pub fn values(mut xs: Vec<JsValue>) -> Vec<JsValue> {
    xs.reverse();
    xs
}

#[wasm_bindgen]
pub fn boxed_values(xs: Box<[JsValue]>) -> Box<[JsValue]> {
    xs
}

#[wasm_bindgen]
pub fn bools(xs: Vec<bool>) -> Vec<bool> {
    xs.into_iter().map(|x| !x).collect()
}

#[wasm_bindgen]
pub fn letters(xs: Vec<char>) -> Vec<char> {
    xs.into_iter().rev().collect()
}

#[wasm_bindgen]
pub fn suits(xs: Vec<Suit>) -> Vec<Suit> {
    xs.into_iter().filter(|s| *s != Suit::Clubs).collect()
}

#[wasm_bindgen]
pub fn levels(xs: Vec<Level>) -> Vec<Level> {
    xs.into_iter().map(|l| if l == Level::Low { Level::High } else { Level::Low }).collect()
}

#[wasm_bindgen]
pub fn items(xs: Vec<Item>) -> Vec<Item> {
    xs.into_iter().map(|i| Item { weight: i.weight + 1 }).collect()
}

#[wasm_bindgen]
pub fn total(xs: Vec<Item>) -> u32 {
    xs.iter().map(|i| i.weight).sum()
}

#[wasm_bindgen]
pub fn maybe_items(n: u32) -> Option<Vec<Item>> {
    (n > 0).then(|| (0..n).map(|weight| Item { weight }).collect())
}

#[wasm_bindgen]
pub fn dates(xs: Vec<Date>) -> Vec<Date> {
    xs.into_iter().map(|d| Date::new(&JsValue::from_f64(d.get_time() + 1000.0))).collect()
}

#[wasm_bindgen]
pub fn arrays(xs: Vec<Array>) -> u32 {
    xs.iter().map(|a| a.length()).sum()
}

#[wasm_bindgen]
pub fn maybe_strings(xs: Option<Vec<String>>) -> Option<Vec<String>> {
    xs.filter(|xs| !xs.is_empty())
}

#[wasm_bindgen]
pub fn checked_strings(xs: Vec<String>) -> Result<Vec<String>, JsError> {
    if xs.iter().any(String::is_empty) {
        return Err(JsError::new("an element is empty"));
    }
    Ok(xs)
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = vectorHost)]
    fn words(xs: Vec<String>) -> Vec<String>;
    #[wasm_bindgen(js_namespace = vectorHost)]
    fn anything(xs: Vec<JsValue>) -> Vec<JsValue>;
    #[wasm_bindgen(js_namespace = vectorHost)]
    fn flags(n: u32) -> Vec<bool>;
}

#[wasm_bindgen]
pub fn words_through_host(xs: Vec<String>) -> Vec<String> {
    words(xs)
}

#[wasm_bindgen]
pub fn values_through_host(xs: Vec<JsValue>) -> Vec<JsValue> {
    anything(xs)
}

#[wasm_bindgen]
pub fn flags_from_host(n: u32) -> usize {
    flags(n).into_iter().filter(|f| *f).count()
}
