//! js-sys types with type parameters.

use js_sys::{Array, Function, JsString, Map, Number, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
pub fn strings() -> Array<JsString> {
    let out = Array::new_typed();
    out.push(&JsString::from("a"));
    out.push(&JsString::from("b"));
    out
}

#[wasm_bindgen]
pub fn lengths(xs: &Array<JsString>) -> Array<Number> {
    let out = Array::new_typed();
    for x in xs.iter() {
        out.push(&Number::from(x.length()));
    }
    out
}

#[wasm_bindgen]
pub fn counts(words: Vec<String>) -> Map<JsString, Number> {
    let out: Map<JsString, Number> = Map::new_typed();
    for word in words {
        let key = JsString::from(word);
        let old = if out.has(&key) { out.get(&key).value_of() } else { 0.0 };
        out.set(&key, &Number::from(old + 1.0));
    }
    out
}

#[wasm_bindgen]
pub async fn awaited(p: Promise<Number>) -> Result<f64, JsValue> {
    Ok(JsFuture::from(p).await?.value_of())
}

#[wasm_bindgen]
pub fn promised(x: f64) -> Promise<Number> {
    Promise::resolve(&Number::from(x))
}

#[wasm_bindgen]
pub fn apply(f: &Function<fn(Number) -> Number>, x: f64) -> Result<f64, JsValue> {
    Ok(f.call1(&JsValue::NULL, &Number::from(x))?.value_of())
}
