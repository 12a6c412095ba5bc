//! Imports from modules: Node's own, local snippet files, inline JS.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "node:path")]
extern "C" {
    fn basename(path: &str) -> String;
    #[wasm_bindgen(js_namespace = posix, js_name = join)]
    fn posix_join(a: &str, b: &str) -> String;
    #[wasm_bindgen(thread_local_v2, js_name = sep)]
    static SEP: String;
}

#[wasm_bindgen(module = "node:events")]
extern "C" {
    type EventEmitter;
    #[wasm_bindgen(constructor)]
    fn new() -> EventEmitter;
    #[wasm_bindgen(method, js_name = listenerCount)]
    fn listener_count(this: &EventEmitter, name: &str) -> u32;
}

#[wasm_bindgen(module = "node:util")]
extern "C" {
    #[wasm_bindgen(js_name = isDeepStrictEqual)]
    fn deep_equal(a: &JsValue, b: &JsValue) -> bool;
}

#[wasm_bindgen(raw_module = "node:querystring")]
extern "C" {
    #[wasm_bindgen(js_name = escape)]
    fn escape_text(text: &str) -> String;
}

#[wasm_bindgen]
pub fn base(path: &str) -> String {
    basename(path)
}

#[wasm_bindgen]
pub fn joined(a: &str, b: &str) -> String {
    posix_join(a, b)
}

#[wasm_bindgen]
pub fn separator() -> String {
    SEP.with(String::clone)
}

#[wasm_bindgen]
pub fn listeners() -> u32 {
    EventEmitter::new().listener_count("none")
}

#[wasm_bindgen]
pub fn same(a: &JsValue, b: &JsValue) -> bool {
    deep_equal(a, b)
}

/// From a specifier that is written as it stands.
#[wasm_bindgen]
pub fn escaped(text: &str) -> String {
    escape_text(text)
}
