//! Imports from local files and inline JS. The files are CommonJS, which is what `require` of Node 20 can load.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/helper.js")]
extern "C" {
    fn scale(x: f64, by: f64) -> f64;

    type Gauge;
    #[wasm_bindgen(constructor)]
    fn new(start: f64) -> Gauge;
    #[wasm_bindgen(method)]
    fn rise(this: &Gauge, by: f64) -> f64;
    #[wasm_bindgen(static_method_of = Gauge)]
    fn named(name: &str) -> Gauge;
    #[wasm_bindgen(method, getter)]
    fn name(this: &Gauge) -> Option<String>;

    #[wasm_bindgen(thread_local_v2)]
    static LIMIT: u32;

    #[wasm_bindgen(js_namespace = nested)]
    fn tag(text: &str) -> String;

    #[wasm_bindgen(js_name = "odd-name")]
    fn odd(x: u32) -> u32;
}

#[wasm_bindgen(inline_js = "exports.inlined = (a, b) => `${a}/${b}`; exports.twice = (x) => x * 2;")]
extern "C" {
    fn inlined(a: &str, b: &str) -> String;
    fn twice(x: i32) -> i32;
}

#[wasm_bindgen(inline_js = "exports.second = () => 'second block';")]
extern "C" {
    fn second() -> String;
}

#[wasm_bindgen]
pub fn scaled(x: f64, by: f64) -> f64 {
    scale(x, by)
}

#[wasm_bindgen]
pub fn gauge(start: f64) -> f64 {
    let gauge = Gauge::new(start);
    gauge.rise(1.5);
    gauge.rise(2.5)
}

#[wasm_bindgen]
pub fn gauge_name(name: &str) -> Option<String> {
    Gauge::named(name).name()
}

#[wasm_bindgen]
pub fn limit() -> u32 {
    LIMIT.with(|l| *l)
}

#[wasm_bindgen]
pub fn tagged(text: &str) -> String {
    tag(text)
}

#[wasm_bindgen]
pub fn odd_one(x: u32) -> u32 {
    odd(x)
}

#[wasm_bindgen]
pub fn inline_both(a: &str, x: i32) -> String {
    inlined(a, &twice(x).to_string())
}

#[wasm_bindgen]
pub fn inline_second() -> String {
    second()
}
