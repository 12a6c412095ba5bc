//! Imported values.

use js_sys::JsString;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = staticText)]
    static TEXT: String;

    #[wasm_bindgen(thread_local_v2, js_name = staticNumber)]
    static NUMBER: f64;

    #[wasm_bindgen(thread_local_v2, js_name = staticObject)]
    static OBJECT: JsValue;

    #[wasm_bindgen(thread_local_v2, js_namespace = staticHost, js_name = nested)]
    static NESTED: u32;

    #[wasm_bindgen(thread_local_v2, js_namespace = ["staticHost", "deep"], js_name = flag)]
    static FLAG: bool;

    #[wasm_bindgen(thread_local_v2, js_name = staticMissing)]
    static MISSING: Option<JsValue>;

    #[wasm_bindgen(thread_local_v2, js_namespace = ["staticAbsent", "deep"], js_name = value)]
    static ABSENT: Option<u32>;

    #[wasm_bindgen(thread_local_v2, js_name = staticNumber)]
    static MAYBE: Option<f64>;

    #[wasm_bindgen(thread_local_v2, js_name = globalThis)]
    static GLOBAL: JsValue;

    type Console;
    #[wasm_bindgen(thread_local_v2, js_name = console)]
    static CONSOLE: Console;
    #[wasm_bindgen(method, getter, structural)]
    fn log(this: &Console) -> JsValue;
}

// The formatter would drop the initial values.
#[rustfmt::skip]
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, static_string)]
    static WORD: JsString = "a static string \"é\"";

    #[wasm_bindgen(thread_local_v2, static_string)]
    static EMPTY: JsString = "";
}

#[wasm_bindgen]
pub fn text() -> String {
    TEXT.with(String::clone)
}

#[wasm_bindgen]
pub fn number() -> f64 {
    NUMBER.with(|n| *n)
}

#[wasm_bindgen]
pub fn object() -> JsValue {
    OBJECT.with(JsValue::clone)
}

#[wasm_bindgen]
pub fn nested() -> u32 {
    NESTED.with(|n| *n)
}

#[wasm_bindgen]
pub fn flag() -> bool {
    FLAG.with(|n| *n)
}

#[wasm_bindgen]
pub fn missing() -> bool {
    MISSING.with(Option::is_none)
}

#[wasm_bindgen]
pub fn absent() -> Option<u32> {
    ABSENT.with(|n| *n)
}

#[wasm_bindgen]
pub fn maybe() -> Option<f64> {
    MAYBE.with(|n| *n)
}

#[wasm_bindgen]
pub fn word() -> JsString {
    WORD.with(JsString::clone)
}

#[wasm_bindgen]
pub fn empty_word() -> JsString {
    EMPTY.with(JsString::clone)
}

#[wasm_bindgen]
pub fn global() -> JsValue {
    GLOBAL.with(JsValue::clone)
}

#[wasm_bindgen]
pub fn console_logs() -> bool {
    CONSOLE.with(|c| c.log().is_function())
}
