//! Conversions that are decided at run time.

use js_sys::{Array, Date, Function, Number, Object, Uint8Array};
use wasm_bindgen::convert::TryFromJsValue;
use wasm_bindgen::prelude::*;
use wasm_bindgen::JsCast;

#[wasm_bindgen]
#[derive(Clone)]
pub struct Token {
    pub n: u32,
}

#[wasm_bindgen]
impl Token {
    #[wasm_bindgen(constructor)]
    pub fn new(n: u32) -> Token {
        Token { n }
    }
}

#[wasm_bindgen]
pub struct OtherToken {
    pub n: u32,
}

#[wasm_bindgen]
impl OtherToken {
    #[wasm_bindgen(constructor)]
    pub fn new(n: u32) -> OtherToken {
        OtherToken { n }
    }
}

/// Takes the struct out of any JS value.
#[wasm_bindgen]
pub fn unwrap_token(v: JsValue) -> Result<u32, JsValue> {
    Ok(Token::try_from_js_value(v)?.n)
}

#[wasm_bindgen]
pub fn try_all(v: JsValue) -> String {
    let mut out = Vec::new();
    if let Ok(x) = f64::try_from_js_value(v.clone()) {
        out.push(format!("f64 {x}"));
    }
    if let Ok(x) = bool::try_from_js_value(v.clone()) {
        out.push(format!("bool {x}"));
    }
    if let Ok(x) = String::try_from_js_value(v.clone()) {
        out.push(format!("string {x}"));
    }
    if let Ok(x) = i64::try_from_js_value(v.clone()) {
        out.push(format!("i64 {x}"));
    }
    if let Ok(x) = Option::<f64>::try_from_js_value(v.clone()) {
        out.push(format!("option {x:?}"));
    }
    if let Ok(x) = Vec::<String>::try_from_js_value(v.clone()) {
        out.push(format!("strings {x:?}"));
    }
    out.join("; ")
}

#[wasm_bindgen]
pub fn token_value(n: u32) -> JsValue {
    Token { n }.into()
}

#[wasm_bindgen]
pub fn tokens_in(a: &Array) -> Result<u32, JsValue> {
    let mut sum = 0;
    for v in a.iter() {
        sum += Token::try_from_js_value(v)?.n;
    }
    Ok(sum)
}

#[wasm_bindgen]
pub fn classify(v: &JsValue) -> String {
    let mut out = Vec::new();
    if v.is_instance_of::<Date>() {
        out.push("date");
    }
    if v.is_instance_of::<Array>() {
        out.push("array");
    }
    if v.is_instance_of::<Uint8Array>() {
        out.push("bytes");
    }
    if v.has_type::<Function>() {
        out.push("function");
    }
    if v.dyn_ref::<Number>().is_some() {
        out.push("number");
    }
    if v.has_type::<Object>() {
        out.push("object");
    }
    out.join(",")
}

#[wasm_bindgen]
pub fn date_or_zero(v: JsValue) -> f64 {
    v.dyn_into::<Date>().map_or(0.0, |d| d.get_time())
}
