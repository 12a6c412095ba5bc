//! Imported functions: globals, namespaces, renames, `catch`, variadic, every kind of argument.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    fn hostAdd(a: i32, b: i32) -> i32;

    #[wasm_bindgen(js_name = hostRenamed)]
    fn renamed(x: &str) -> String;

    #[wasm_bindgen(js_namespace = importHost)]
    fn numbers(a: i8, b: u16, c: i32, d: u32, e: i64, f: u64, g: f32, h: f64) -> f64;

    #[wasm_bindgen(js_namespace = importHost, js_name = wide)]
    fn wide(a: i128, b: u128) -> i128;

    #[wasm_bindgen(js_namespace = importHost)]
    fn small(a: bool, b: char) -> bool;

    #[wasm_bindgen(js_namespace = ["importHost", "deep", "er"], js_name = mul)]
    fn deep_mul(a: u32, b: u32) -> u32;

    #[wasm_bindgen(js_namespace = importHost, js_name = thisKind)]
    fn this_kind() -> String;

    #[wasm_bindgen(catch, js_namespace = importHost)]
    fn risky(x: i32) -> Result<i32, JsValue>;

    #[wasm_bindgen(catch, js_namespace = importHost, js_name = riskyText)]
    fn risky_text(x: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(catch, js_namespace = importHost, js_name = riskyUnit)]
    fn risky_unit(fail: bool) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = importHost, js_name = riskyBig)]
    fn risky_big(fail: bool) -> Result<u64, JsValue>;

    #[wasm_bindgen(catch, js_namespace = importHost, js_name = riskyMaybe)]
    fn risky_maybe(x: Option<f64>) -> Result<Option<f64>, JsValue>;

    #[wasm_bindgen(variadic, js_namespace = importHost)]
    fn sum(first: f64, rest: &[f64]) -> f64;

    #[wasm_bindgen(variadic, js_namespace = importHost, js_name = joinAll)]
    fn join_all(parts: Vec<String>) -> String;

    #[wasm_bindgen(js_namespace = importHost)]
    fn options(
        a: Option<i8>,
        b: Option<u32>,
        c: Option<i64>,
        d: Option<f32>,
        e: Option<f64>,
        f: Option<bool>,
        g: Option<char>,
        h: Option<&str>,
        i: Option<String>,
        j: Option<Vec<u8>>,
        k: Option<&JsValue>,
    ) -> String;

    #[wasm_bindgen(js_namespace = importHost, js_name = maybeInt)]
    fn maybe_int(x: Option<i32>) -> Option<i32>;
    #[wasm_bindgen(js_namespace = importHost, js_name = maybeReal)]
    fn maybe_real(x: Option<f64>) -> Option<f64>;
    #[wasm_bindgen(js_namespace = importHost, js_name = maybeBig)]
    fn maybe_big(x: Option<i64>) -> Option<i64>;
    #[wasm_bindgen(js_namespace = importHost, js_name = maybeWide)]
    fn maybe_wide(x: Option<u128>) -> Option<u128>;
    #[wasm_bindgen(js_namespace = importHost, js_name = maybeChar)]
    fn maybe_char(x: Option<char>) -> Option<char>;
    #[wasm_bindgen(js_namespace = importHost, js_name = maybeBool)]
    fn maybe_bool(x: Option<bool>) -> Option<bool>;
    #[wasm_bindgen(js_namespace = importHost, js_name = maybeText)]
    fn maybe_text(x: Option<String>) -> Option<String>;
    #[wasm_bindgen(js_namespace = importHost, js_name = maybeValue)]
    fn maybe_value(x: Option<JsValue>) -> Option<JsValue>;

    #[wasm_bindgen(js_namespace = importHost)]
    fn value(a: &JsValue, b: JsValue) -> JsValue;

    #[wasm_bindgen(js_namespace = importHost, js_name = "kebab-name")]
    fn kebab(x: u32) -> u32;

    /// Same JS function, two Rust signatures.
    #[wasm_bindgen(js_namespace = importHost, js_name = poly)]
    fn poly_str(x: &str) -> String;
    #[wasm_bindgen(js_namespace = importHost, js_name = poly)]
    fn poly_num(x: f64) -> String;

    #[wasm_bindgen(js_namespace = Math)]
    fn atan2(y: f64, x: f64) -> f64;
    #[wasm_bindgen(js_namespace = Math, js_name = max, variadic)]
    fn math_max(xs: &[f64]) -> f64;

    fn parseInt(x: &str, radix: u32) -> f64;
    #[wasm_bindgen(js_name = isNaN)]
    fn is_nan(x: f64) -> bool;
}

#[wasm_bindgen]
pub fn call_add(a: i32, b: i32) -> i32 {
    hostAdd(a, b)
}

#[wasm_bindgen]
pub fn call_renamed(x: &str) -> String {
    renamed(x)
}

#[wasm_bindgen]
pub fn call_numbers() -> f64 {
    numbers(-1, 65535, -70000, u32::MAX, i64::MIN, u64::MAX, 0.5, 0.1)
}

#[wasm_bindgen]
pub fn call_wide(a: i128, b: u128) -> i128 {
    wide(a, b)
}

#[wasm_bindgen]
pub fn call_small(a: bool, b: char) -> bool {
    small(a, b)
}

#[wasm_bindgen]
pub fn call_deep(a: u32, b: u32) -> u32 {
    deep_mul(a, b)
}

#[wasm_bindgen]
pub fn call_this_kind() -> String {
    this_kind()
}

#[wasm_bindgen]
pub fn call_risky(x: i32) -> String {
    match risky(x) {
        Ok(v) => format!("ok {v}"),
        Err(e) => format!("err {:?}", e.as_string()),
    }
}

#[wasm_bindgen]
pub fn rethrow_risky(x: i32) -> Result<i32, JsValue> {
    Ok(risky(x)? + 1)
}

#[wasm_bindgen]
pub fn call_risky_text(x: &str) -> Result<String, JsValue> {
    risky_text(x)
}

#[wasm_bindgen]
pub fn call_risky_unit(fail: bool) -> bool {
    risky_unit(fail).is_ok()
}

#[wasm_bindgen]
pub fn call_risky_big(fail: bool) -> Result<u64, JsValue> {
    risky_big(fail)
}

#[wasm_bindgen]
pub fn call_risky_maybe(x: Option<f64>) -> Result<Option<f64>, JsValue> {
    risky_maybe(x)
}

#[wasm_bindgen]
pub fn call_sum(first: f64, rest: Vec<f64>) -> f64 {
    sum(first, &rest)
}

#[wasm_bindgen]
pub fn call_join_all(parts: Vec<String>) -> String {
    join_all(parts)
}

#[wasm_bindgen]
pub fn call_options_none() -> String {
    options(None, None, None, None, None, None, None, None, None, None, None)
}

#[wasm_bindgen]
pub fn call_options_some(v: &JsValue) -> String {
    options(
        Some(-8),
        Some(u32::MAX),
        Some(-64),
        Some(0.5),
        Some(-0.25),
        Some(false),
        Some('é'),
        Some("str"),
        Some("string".into()),
        Some(vec![1, 2]),
        Some(v),
    )
}

#[wasm_bindgen]
pub fn echo_maybe_int(x: Option<i32>) -> Option<i32> {
    maybe_int(x)
}

#[wasm_bindgen]
pub fn echo_maybe_real(x: Option<f64>) -> Option<f64> {
    maybe_real(x)
}

#[wasm_bindgen]
pub fn echo_maybe_big(x: Option<i64>) -> Option<i64> {
    maybe_big(x)
}

#[wasm_bindgen]
pub fn echo_maybe_wide(x: Option<u128>) -> Option<u128> {
    maybe_wide(x)
}

#[wasm_bindgen]
pub fn echo_maybe_char(x: Option<char>) -> Option<char> {
    maybe_char(x)
}

#[wasm_bindgen]
pub fn echo_maybe_bool(x: Option<bool>) -> Option<bool> {
    maybe_bool(x)
}

#[wasm_bindgen]
pub fn echo_maybe_text(x: Option<String>) -> Option<String> {
    maybe_text(x)
}

#[wasm_bindgen]
pub fn echo_maybe_value(x: Option<JsValue>) -> Option<JsValue> {
    maybe_value(x)
}

#[wasm_bindgen]
pub fn call_value(a: &JsValue, b: JsValue) -> JsValue {
    value(a, b)
}

#[wasm_bindgen]
pub fn call_kebab(x: u32) -> u32 {
    kebab(x)
}

#[wasm_bindgen]
pub fn call_poly() -> Vec<String> {
    vec![poly_str("a"), poly_num(1.5)]
}

#[wasm_bindgen]
pub fn call_math() -> Vec<f64> {
    vec![atan2(0.0, 1.0), math_max(&[1.0, 9.0, 3.0]), parseInt("ff", 16), is_nan(f64::NAN) as u8 as f64]
}

/// The last parameter takes all remaining arguments.
#[wasm_bindgen(variadic)]
pub fn total(start: f64, rest: &[f64]) -> f64 {
    start + rest.iter().sum::<f64>()
}

#[wasm_bindgen(variadic)]
pub fn words(rest: Vec<String>) -> usize {
    rest.len()
}

#[wasm_bindgen(variadic)]
pub fn values(first: &JsValue, rest: Box<[JsValue]>) -> JsValue {
    rest.last().unwrap_or(first).clone()
}
