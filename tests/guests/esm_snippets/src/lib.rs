//! Imports from ES module files and inline ES modules, what browsers and bundlers load.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/tools.js")]
extern "C" {
    fn scale(x: f64, by: f64) -> f64;

    type Gauge;
    #[wasm_bindgen(constructor)]
    fn new(start: f64) -> Gauge;
    #[wasm_bindgen(method)]
    fn rise(this: &Gauge, by: f64) -> f64;

    #[wasm_bindgen(thread_local_v2)]
    static LIMIT: u32;

    #[wasm_bindgen(js_name = default)]
    fn greet(name: &str) -> String;
}

#[wasm_bindgen]
extern "C" {
    /// Where the glue itself is.
    #[wasm_bindgen(thread_local_v2, js_namespace = ["import", "meta"], js_name = url)]
    static OWN_URL: String;
}

#[wasm_bindgen(inline_js = "export function inlined(a) { return `[${a}]`; }")]
extern "C" {
    fn inlined(a: &str) -> String;
}

#[wasm_bindgen]
pub fn scaled(x: f64, by: f64) -> f64 {
    scale(x, by)
}

#[wasm_bindgen]
pub fn gauge(start: f64) -> f64 {
    Gauge::new(start).rise(1.5)
}

#[wasm_bindgen]
pub fn limit() -> u32 {
    LIMIT.with(|l| *l)
}

#[wasm_bindgen]
pub fn greeting(name: &str) -> String {
    greet(name)
}

#[wasm_bindgen]
pub fn inline(a: &str) -> String {
    inlined(a)
}

#[wasm_bindgen]
pub fn own_url() -> String {
    OWN_URL.with(String::clone)
}
