//! Everything that can fail, at every place where it can. The tables of ways and places are in `tests/failure/matrix`; this
//! is their Rust side.

mod asynchronous;
mod classes;
mod closures;
mod conversions;
mod functions;
mod ways;

use std::cell::Cell;
use wasm_bindgen::convert::IntoWasmAbi;
use wasm_bindgen::handler::set_on_abort;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Whatever the host likes: return, throw, call back.
    #[wasm_bindgen(js_namespace = faultHost)]
    fn act();

    #[wasm_bindgen(js_namespace = faultHost, js_name = act, catch)]
    fn act_caught() -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = faultHost)]
    fn note(text: &str) -> String;

    /// How the start function is to fail.
    #[wasm_bindgen(js_namespace = faultHost)]
    fn starting() -> u32;

    /// How the abort hook is to fail.
    #[wasm_bindgen(js_namespace = faultHost)]
    fn hooked() -> u32;
}

thread_local!(static COUNT: Cell<u32> = const { Cell::new(0) });

#[wasm_bindgen(start)]
pub fn start() -> Result<(), JsValue> {
    ways::fail(starting())
}

/// The name of a way to fail, for a check that both sides mean the same.
#[wasm_bindgen]
pub fn way_name(way: u32) -> String {
    ways::name(way).to_owned()
}

/// State of the instance.
#[wasm_bindgen]
pub fn count() -> u32 {
    COUNT.set(COUNT.get() + 1);
    COUNT.get()
}

#[wasm_bindgen]
pub fn add(a: i32, b: i32) -> i32 {
    a.wrapping_add(b)
}

#[wasm_bindgen]
pub fn greet(name: String) -> String {
    format!("hello {name}")
}

/// Where the shadow stack is.
#[wasm_bindgen]
pub fn shadow_mark() -> usize {
    let here = std::hint::black_box([0u8; 64]);
    std::hint::black_box(&here).as_ptr() as usize
}

/// The slot that a lent value gets, which tells where the stack of lent values is.
#[wasm_bindgen]
pub fn lent_mark(value: &JsValue) -> u32 {
    value.into_abi()
}

/// One of five levels of wasm and JS around the host's choice.
#[wasm_bindgen]
pub fn level(text: &str, value: &JsValue) -> String {
    let pad = std::hint::black_box([1u8; 256]);
    act();
    assert!(!value.is_null());
    note("Rust goes on");
    format!("{text}{}", pad[3])
}

fn hook() {
    let answer = note("hook begins");
    note(&answer);
    let way = hooked();
    if ways::fail(way).is_err() {
        note("hook has an error");
    }
    note("hook ends");
}

#[wasm_bindgen]
pub fn set_hook() {
    set_on_abort(hook);
}
