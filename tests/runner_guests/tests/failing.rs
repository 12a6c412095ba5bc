//! Every way for a test to fail without ending its instance.

use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{console_error, console_log, wasm_bindgen_test};

#[wasm_bindgen(inline_js = "
    export function talk() { console.debug('debug', 1); console.info('info', [2]); console.warn('warn', { three: 3 }); }
    export function fail() { throw new RangeError('out of reach'); }
    export function reject() { return Promise.reject(new TypeError('not today')); }
    export function fail_with(value) { throw value; }
")]
extern "C" {
    fn talk();
    fn fail();
    #[wasm_bindgen(catch)]
    async fn reject() -> Result<JsValue, JsValue>;
    fn fail_with(value: JsValue);
}

#[wasm_bindgen_test]
fn passes_first() {}

#[wasm_bindgen_test]
fn is_an_error() -> Result<(), String> {
    Err("the reason".to_owned())
}

#[wasm_bindgen_test]
async fn is_an_error_later() -> Result<(), JsValue> {
    suites::pause(1).await?;
    reject().await?;
    Ok(())
}

#[wasm_bindgen_test]
fn talks_and_is_an_error() -> Result<(), String> {
    console_log!("first line\nsecond line");
    console_error!("trouble");
    talk();
    console_log!("third line");
    Err("after talking".to_owned())
}

#[wasm_bindgen_test]
fn throws() {
    fail();
}

#[wasm_bindgen_test]
fn throws_a_string() {
    fail_with(JsValue::from_str("just text"));
}

#[wasm_bindgen_test]
#[should_panic]
fn does_not_panic() {
    console_log!("all is well");
}

#[wasm_bindgen_test]
fn passes_last() {}
