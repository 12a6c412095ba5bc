//! Dates, numbers, big integers, text, patterns, JSON, buffers and typed arrays.

use js_sys::{
    Array, ArrayBuffer, BigInt, BigInt64Array, BigUint64Array, DataView, Date, Float32Array, Float64Array, Int16Array,
    Int32Array, Int8Array, JsString, Math, Number, Object, RegExp, Uint16Array, Uint32Array, Uint8Array,
    Uint8ClampedArray, JSON,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen::JsCast;

#[wasm_bindgen]
pub fn date_parts(ms: f64) -> Vec<i32> {
    let d = Date::new(&JsValue::from_f64(ms));
    vec![
        d.get_utc_full_year() as i32,
        d.get_utc_month() as i32,
        d.get_utc_date() as i32,
        d.get_utc_hours() as i32,
        d.get_utc_milliseconds() as i32,
    ]
}

#[wasm_bindgen]
pub fn date_iso(ms: f64) -> JsString {
    Date::new(&JsValue::from_f64(ms)).to_iso_string()
}

#[wasm_bindgen]
pub fn date_utc() -> f64 {
    Date::utc(2001.0, 2.0)
}

#[wasm_bindgen]
pub fn now_is_recent(ms: f64) -> bool {
    (Date::now() - ms).abs() < 60_000.0
}

#[wasm_bindgen]
pub fn stringify(v: &JsValue) -> Result<JsString, JsValue> {
    JSON::stringify(v)
}

#[wasm_bindgen]
pub fn parse(s: &str) -> Result<JsValue, JsValue> {
    JSON::parse(s)
}

#[wasm_bindgen]
pub fn big_from(v: &JsValue) -> Result<BigInt, JsValue> {
    Ok(BigInt::new(v)?)
}

#[wasm_bindgen]
pub fn big_text(v: BigInt, radix: u8) -> Result<JsString, JsValue> {
    Ok(v.to_string(radix)?)
}

#[wasm_bindgen]
pub fn big_sum(a: BigInt, b: BigInt) -> BigInt {
    (a + b).unchecked_into()
}

#[wasm_bindgen]
pub fn big_wrap(bits: f64, v: &BigInt) -> BigInt {
    BigInt::as_uint_n(bits, v)
}

#[wasm_bindgen]
pub fn is_safe(v: &JsValue) -> bool {
    Number::is_safe_integer(v)
}

#[wasm_bindgen]
pub fn fixed(x: f64, digits: u8) -> Result<JsString, JsValue> {
    Ok(Number::from(x).to_fixed(digits)?)
}

#[wasm_bindgen]
pub fn maths(x: f64) -> Vec<f64> {
    vec![
        Math::abs(x),
        Math::floor(x),
        Math::sign(x),
        Math::imul(3, 4) as f64,
        Math::clz32(1) as f64,
        Math::hypot(3.0, 4.0),
    ]
}

#[wasm_bindgen]
pub fn string_tour(s: &JsString) -> Array {
    let out = Array::new();
    out.push(&JsValue::from(s.length()));
    out.push(&s.to_upper_case());
    out.push(&JsValue::from(s.includes("b", 0)));
    out.push(&s.slice(1, 3));
    out.push(&s.split("b"));
    out.push(&JsValue::from(s.char_code_at(0)));
    out.push(&s.pad_start(8, "*"));
    out.push(&s.replace("a", "z"));
    out.push(&JsValue::from(String::from(s)));
    out
}

#[wasm_bindgen]
pub fn valid_utf16(s: &JsString) -> bool {
    s.is_valid_utf16()
}

#[wasm_bindgen]
pub fn matches(pattern: &str, flags: &str, text: &str) -> Option<Array> {
    let m = RegExp::new(pattern, flags).exec(text)?;
    Some(m.unchecked_into())
}

#[wasm_bindgen]
pub fn typed(kind: &str) -> Object {
    match kind {
        "i8" => Int8Array::from(&[-1i8, 2][..]).into(),
        "u8" => Uint8Array::from(&[1u8, 255][..]).into(),
        "u8c" => Uint8ClampedArray::from(&[1u8, 255][..]).into(),
        "i16" => Int16Array::from(&[-1i16, 300][..]).into(),
        "u16" => Uint16Array::from(&[1u16, 65535][..]).into(),
        "i32" => Int32Array::from(&[i32::MIN, 1][..]).into(),
        "u32" => Uint32Array::from(&[u32::MAX, 1][..]).into(),
        "f32" => Float32Array::from(&[0.5f32, -1.0][..]).into(),
        "f64" => Float64Array::from(&[0.1f64, f64::MAX][..]).into(),
        "i64" => BigInt64Array::from(&[i64::MIN, 1][..]).into(),
        "u64" => BigUint64Array::from(&[u64::MAX, 1][..]).into(),
        _ => ArrayBuffer::new(4).into(),
    }
}

#[wasm_bindgen]
pub fn bytes_of(a: &Uint8Array) -> Vec<u8> {
    a.to_vec()
}

#[wasm_bindgen]
pub fn sub_sum(a: &Float64Array, from: u32, to: u32) -> f64 {
    a.subarray(from, to).to_vec().iter().sum()
}

#[wasm_bindgen]
pub fn copy_out(a: &Int32Array) -> Vec<i32> {
    let mut out = vec![0; a.length() as usize];
    a.copy_to(&mut out);
    out.reverse();
    a.copy_from(&out);
    out
}

#[wasm_bindgen]
pub fn fill(a: &Uint16Array, value: u16) -> Uint16Array {
    a.fill(value, 0, a.length())
}

/// Looks straight at wasm memory.
#[wasm_bindgen]
pub fn view_sum() -> f64 {
    let data = [1.5f32, 2.5, 3.0];
    // SAFETY: nothing allocates while the view is alive.
    let view = unsafe { Float32Array::view(&data) };
    let mut sum = 0.0;
    for i in 0..view.length() {
        sum += view.get_index(i);
    }
    sum as f64
}

#[wasm_bindgen]
pub fn data_view(buffer: &ArrayBuffer) -> f64 {
    let view = DataView::new(buffer, 0, buffer.byte_length() as usize);
    view.set_int16_endian(0, -2, true);
    view.get_uint16_endian(0, true) as f64
}

#[wasm_bindgen]
pub fn uri(s: &str) -> Result<JsString, JsValue> {
    Ok(js_sys::decode_uri_component(&String::from(js_sys::encode_uri_component(s)))?)
}

#[wasm_bindgen]
pub fn bad_uri() -> bool {
    js_sys::decode_uri_component("%E0%A4%A").is_err()
}

#[wasm_bindgen]
pub fn evaluate(code: &str) -> Result<JsValue, JsValue> {
    js_sys::eval(code)
}

#[wasm_bindgen]
pub fn infinity() -> bool {
    js_sys::is_finite(&JsValue::from_f64(1.0)) && !js_sys::is_finite(&JsValue::from_f64(f64::INFINITY))
}
