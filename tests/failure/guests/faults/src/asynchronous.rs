//! Async functions and tasks.

use super::ways::{fail, fail_plainly};
use super::note;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{spawn_local, JsFuture};

async fn tick() {
    let _ = JsFuture::from(Promise::resolve(&JsValue::NULL)).await;
}

/// Waits as long as the host likes.
#[wasm_bindgen]
pub async fn wait(promise: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await
}

#[wasm_bindgen]
pub async fn before(way: u32, text: String) -> String {
    fail_plainly(way);
    tick().await;
    text + "!"
}

#[wasm_bindgen]
pub async fn after(way: u32, text: String) -> String {
    tick().await;
    fail_plainly(way);
    text + "!"
}

#[wasm_bindgen]
pub async fn after_or(way: u32, value: JsValue) -> Result<JsValue, JsValue> {
    tick().await;
    fail(way)?;
    Ok(value)
}

#[wasm_bindgen]
pub struct Worker {
    runs: u32,
}

#[wasm_bindgen]
impl Worker {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Worker {
        Worker { runs: 3 }
    }

    pub async fn work(self, way: u32) -> u32 {
        tick().await;
        fail_plainly(way);
        self.runs
    }
}

/// A task nobody waits for, and a sibling behind it in the same queue.
#[wasm_bindgen]
pub fn spawn(way: u32) {
    spawn_local(async move { fail_plainly(way) });
    spawn_local(async { drop(note("sibling ran")) });
}
