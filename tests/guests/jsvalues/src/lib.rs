//! `JsValue` itself: owned, borrowed, optional; every operation the crate offers on it.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn echo(v: JsValue) -> JsValue {
    v
}

#[wasm_bindgen]
pub fn echo_ref(v: &JsValue) -> JsValue {
    v.clone()
}

#[wasm_bindgen]
pub fn echo_option(v: Option<JsValue>) -> Option<JsValue> {
    v
}

#[wasm_bindgen]
pub fn is_some(v: Option<JsValue>) -> bool {
    v.is_some()
}

#[wasm_bindgen]
pub fn kind(v: &JsValue) -> String {
    let mut out = Vec::new();
    for (name, yes) in [
        ("undefined", v.is_undefined()),
        ("null", v.is_null()),
        ("nullish", v.is_null_or_undefined()),
        ("object", v.is_object()),
        ("array", v.is_array()),
        ("function", v.is_function()),
        ("string", v.is_string()),
        ("symbol", v.is_symbol()),
        ("bigint", v.is_bigint()),
        ("truthy", v.is_truthy()),
        ("falsy", v.is_falsy()),
    ] {
        if yes {
            out.push(name);
        }
    }
    out.join(",")
}

#[wasm_bindgen]
pub fn typeof_(v: &JsValue) -> JsValue {
    v.js_typeof()
}

#[wasm_bindgen]
pub fn as_f64(v: &JsValue) -> Option<f64> {
    v.as_f64()
}

#[wasm_bindgen]
pub fn as_bool(v: &JsValue) -> Option<bool> {
    v.as_bool()
}

#[wasm_bindgen]
pub fn as_string(v: &JsValue) -> Option<String> {
    v.as_string()
}

#[wasm_bindgen]
pub fn debug(v: &JsValue) -> String {
    format!("{v:?}")
}

#[wasm_bindgen]
pub fn has(key: &JsValue, object: &JsValue) -> bool {
    key.js_in(object)
}

#[wasm_bindgen]
pub fn loose_eq(a: &JsValue, b: &JsValue) -> bool {
    a.loose_eq(b)
}

#[wasm_bindgen]
pub fn strict_eq(a: &JsValue, b: &JsValue) -> bool {
    a == b
}

#[wasm_bindgen]
pub fn op(name: &str, a: JsValue, b: JsValue) -> JsValue {
    match name {
        "+" => &a + &b,
        "-" => &a - &b,
        "*" => &a * &b,
        "/" => &a / &b,
        "%" => &a % &b,
        "**" => a.pow(&b),
        "&" => &a & &b,
        "|" => &a | &b,
        "^" => &a ^ &b,
        "<<" => &a << &b,
        ">>" => &a >> &b,
        ">>>" => JsValue::from_f64(a.unsigned_shr(&b) as f64),
        "<" => JsValue::from_bool(a.lt(&b)),
        "<=" => JsValue::from_bool(a.le(&b)),
        ">" => JsValue::from_bool(a.gt(&b)),
        ">=" => JsValue::from_bool(a.ge(&b)),
        _ => JsValue::UNDEFINED,
    }
}

#[wasm_bindgen]
pub fn unary(name: &str, a: JsValue) -> JsValue {
    match name {
        "-" => -&a,
        "~" => a.bit_not(),
        "!" => JsValue::from_bool(!&a),
        _ => JsValue::UNDEFINED,
    }
}

#[wasm_bindgen]
pub fn checked_div(a: &JsValue, b: &JsValue) -> JsValue {
    a.checked_div(b)
}

#[wasm_bindgen]
pub fn to_f64(v: JsValue) -> Result<f64, JsValue> {
    f64::try_from(v)
}

#[wasm_bindgen]
pub fn to_i64(v: JsValue) -> Result<i64, JsValue> {
    i64::try_from(v)
}

#[wasm_bindgen]
pub fn to_u64(v: JsValue) -> Result<u64, JsValue> {
    u64::try_from(v)
}

#[wasm_bindgen]
pub fn to_i128(v: JsValue) -> Result<i128, JsValue> {
    i128::try_from(v)
}

#[wasm_bindgen]
pub fn to_u128(v: JsValue) -> Result<u128, JsValue> {
    u128::try_from(v)
}

#[wasm_bindgen]
pub fn to_text(v: JsValue) -> Result<String, JsValue> {
    String::try_from(v)
}

#[wasm_bindgen]
pub fn make(kind: &str) -> JsValue {
    match kind {
        "undefined" => JsValue::UNDEFINED,
        "null" => JsValue::NULL,
        "true" => JsValue::TRUE,
        "false" => JsValue::FALSE,
        "string" => JsValue::from_str("made"),
        "f64" => JsValue::from_f64(1.5),
        "i32" => JsValue::from(-7i32),
        "u32" => JsValue::from(u32::MAX),
        "i64" => JsValue::from(i64::MIN),
        "u64" => JsValue::from(u64::MAX),
        "i128" => JsValue::from(i128::MIN),
        "u128" => JsValue::from(u128::MAX),
        "bigint" => JsValue::bigint_from_str("123456789012345678901234567890"),
        "symbol" => JsValue::symbol(Some("made")),
        "symbol-anonymous" => JsValue::symbol(None),
        "none" => JsValue::from(None::<String>),
        "some" => JsValue::from(Some("some")),
        "bool" => JsValue::from(true),
        "bytes" => JsValue::from(vec![1u8, 2, 3]),
        _ => JsValue::from_str("unknown"),
    }
}

#[wasm_bindgen]
pub fn hold(n: u32, v: &JsValue) -> u32 {
    let kept: Vec<JsValue> = (0..n).map(|_| v.clone()).collect();
    kept.iter().filter(|k| *k == v).count() as u32
}

#[wasm_bindgen]
pub fn many(a: &JsValue, b: JsValue, c: Option<JsValue>, d: &JsValue) -> Vec<JsValue> {
    vec![d.clone(), c.unwrap_or(JsValue::NULL), b, a.clone()]
}

#[wasm_bindgen]
pub fn memory_pages() -> u32 {
    core::arch::wasm32::memory_size(0) as u32
}

#[wasm_bindgen]
pub fn memory_object() -> JsValue {
    wasm_bindgen::memory()
}

#[wasm_bindgen]
pub fn exports_object() -> JsValue {
    wasm_bindgen::exports()
}

#[wasm_bindgen]
pub fn table_object() -> JsValue {
    wasm_bindgen::function_table()
}

#[wasm_bindgen]
pub fn live_handles() -> u32 {
    wasm_bindgen::externref_heap_live_count()
}
