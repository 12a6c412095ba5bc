//! Strings in both directions: borrowed, owned, long, astral, ill-formed.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn greet(name: &str) -> String {
    format!("Hello, {name}!")
}

#[wasm_bindgen]
pub fn echo(s: String) -> String {
    s
}

#[wasm_bindgen]
pub fn echo_ref(s: &str) -> String {
    s.to_owned()
}

#[wasm_bindgen]
pub fn byte_len(s: &str) -> usize {
    s.len()
}

#[wasm_bindgen]
pub fn chars(s: &str) -> usize {
    s.chars().count()
}

#[wasm_bindgen]
pub fn bytes(s: String) -> Vec<u8> {
    s.into_bytes()
}

#[wasm_bindgen]
pub fn from_bytes(b: &[u8]) -> Result<String, JsError> {
    String::from_utf8(b.to_vec()).map_err(|_| JsError::new("not utf-8"))
}

#[wasm_bindgen]
pub fn concat(a: &str, b: String, c: &str) -> String {
    [a, &b, c].concat()
}

#[wasm_bindgen]
pub fn reverse(s: &str) -> String {
    s.chars().rev().collect()
}

#[wasm_bindgen]
pub fn repeat(s: &str, n: usize) -> String {
    s.repeat(n)
}

#[wasm_bindgen]
pub fn maybe(s: Option<String>) -> Option<String> {
    s.map(|s| s.to_uppercase())
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = stringHost)]
    fn shout(s: &str, suffix: Option<&str>) -> String;
    #[wasm_bindgen(js_namespace = stringHost)]
    fn give(s: String) -> Option<String>;
}

#[wasm_bindgen]
pub fn through_host(s: &str, suffix: Option<String>) -> String {
    shout(s, suffix.as_deref())
}

#[wasm_bindgen]
pub fn given_to_host(s: String) -> Option<String> {
    give(s)
}

#[wasm_bindgen]
pub fn checked(s: &str) -> Result<String, String> {
    if s.is_empty() {
        Err("empty".to_owned())
    } else {
        Ok(s.to_owned())
    }
}

#[wasm_bindgen]
pub fn maybe_checked(s: &str) -> Result<Option<String>, JsValue> {
    match s {
        "" => Err(JsValue::from_str("empty")),
        "none" => Ok(None),
        s => Ok(Some(s.to_owned())),
    }
}

#[wasm_bindgen]
pub fn fixed() -> String {
    String::from("fixed: \u{feff}\0 \"quotes\" \\ `tick` ${x} é 漢 🦀")
}

#[wasm_bindgen(js_name = fromJsValue)]
pub fn from_js_value(v: &JsValue) -> Option<String> {
    v.as_string()
}

#[wasm_bindgen(js_name = toJsValue)]
pub fn to_js_value(s: &str) -> JsValue {
    JsValue::from_str(s)
}
