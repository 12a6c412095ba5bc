//! Instances that are replaced: state, handles and closures of the old one, and resets asked for by the guest.

use js_sys::Promise;
use std::cell::Cell;
use wasm_bindgen::handler::{schedule_reinit, set_on_abort};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = recoveryHost)]
    fn act();

    #[wasm_bindgen(js_namespace = recoveryHost)]
    fn note(text: &str);

    #[wasm_bindgen(js_namespace = recoveryHost)]
    fn starting();
}

thread_local!(static COUNT: Cell<u32> = const { Cell::new(0) });

#[wasm_bindgen(start)]
pub fn start() {
    starting();
}

/// State of the instance.
#[wasm_bindgen]
pub fn count() -> u32 {
    COUNT.set(COUNT.get() + 1);
    COUNT.get()
}

#[wasm_bindgen]
pub fn greet(name: String) -> String {
    format!("hello {name}")
}

#[wasm_bindgen]
pub fn unreachable() {
    core::arch::wasm32::unreachable()
}

#[wasm_bindgen]
pub fn through(text: String) -> String {
    act();
    text + "!"
}

#[wasm_bindgen]
pub fn reinit_soon(text: String) -> String {
    schedule_reinit();
    text + "!"
}

fn hook() {
    note("aborted");
    schedule_reinit();
    note("scheduled");
}

#[wasm_bindgen]
pub fn set_hook() {
    set_on_abort(hook);
}

#[wasm_bindgen]
pub struct Item {
    id: u32,
}

#[wasm_bindgen]
impl Item {
    #[wasm_bindgen(constructor)]
    pub fn new(id: u32) -> Item {
        Item { id }
    }

    pub fn id(&self) -> u32 {
        self.id
    }

    #[wasm_bindgen(getter)]
    pub fn double(&self) -> u32 {
        self.id * 2
    }

    pub fn consume(self) -> u32 {
        self.id
    }
}

impl Drop for Item {
    fn drop(&mut self) {
        note("drop");
    }
}

#[wasm_bindgen]
pub fn id_of(item: &Item) -> u32 {
    item.id
}

#[wasm_bindgen]
pub fn take(item: Item) -> u32 {
    item.id
}

#[wasm_bindgen]
pub fn closure() -> JsValue {
    Closure::<dyn Fn() -> u32>::new(|| COUNT.get()).into_js_value()
}

#[wasm_bindgen]
pub fn closure_once() -> JsValue {
    Closure::once_into_js(|| COUNT.get())
}

/// Waits for the host.
#[wasm_bindgen]
pub async fn wait(promise: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await
}
