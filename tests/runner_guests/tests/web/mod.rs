//! Tests that run wherever a browser runs scripts; each suite that includes them chooses a place.

use std::cell::Cell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{console_error, console_log, wasm_bindgen_test};

thread_local! {
    static RUNS: Cell<u32> = const { Cell::new(0) };
}

/// How many tests ran in this instance so far, this one included.
fn runs() -> u32 {
    RUNS.with(|runs| {
        runs.set(runs.get() + 1);
        runs.get()
    })
}

/// Name of the class of the global object.
pub fn scope() -> String {
    let constructor = js_sys::Reflect::get(&js_sys::global(), &"constructor".into()).unwrap();
    js_sys::Reflect::get(&constructor, &"name".into()).unwrap().as_string().unwrap()
}

#[wasm_bindgen_test]
fn a_is_fresh_after_an_abort() {
    assert_eq!(runs(), 1);
}

#[wasm_bindgen_test]
fn b_aborts() {
    console_log!("before the end");
    std::process::abort();
}

#[wasm_bindgen_test]
async fn c_closure_panics_while_it_waits() {
    suites::later(|| panic!("in a closure"));
    suites::pause(10_000).await.unwrap();
}

#[wasm_bindgen_test]
async fn d_is_an_error() -> Result<(), JsValue> {
    suites::pause(1).await?;
    console_error!("trouble");
    Err(js_sys::RangeError::new("the reason").into())
}

#[wasm_bindgen_test]
#[should_panic(expected = "as it should")]
async fn e_panics_as_it_should() {
    suites::pause(1).await.unwrap();
    panic!("as it should");
}

#[wasm_bindgen_test]
#[ignore = "not now"]
fn f_sleeps() {}

#[wasm_bindgen_test]
fn g_shares_its_instance() {
    assert_eq!(runs(), 2);
}

#[wasm_bindgen_test]
fn h_is_first() {
    assert_eq!(runs(), 1);
}
