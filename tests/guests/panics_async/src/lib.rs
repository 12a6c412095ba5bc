//! Panics in asynchronous exports, before and after the first suspension.

use js_sys::Promise;
use std::cell::Cell;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::Arc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{future_to_promise, spawn_local, JsFuture};

thread_local!(static DROPS: Cell<u32> = const { Cell::new(0) });

/// Counts destructors.
struct Tracker;

impl Drop for Tracker {
    fn drop(&mut self) {
        DROPS.set(DROPS.get() + 1);
    }
}

#[wasm_bindgen]
pub fn take_drops() -> u32 {
    DROPS.replace(0)
}

#[wasm_bindgen]
pub fn healthy(x: u32) -> u32 {
    x + 1
}

#[wasm_bindgen]
pub async fn before(fail: bool) -> u32 {
    let _t = Tracker;
    if fail {
        panic!("before await");
    }
    JsFuture::from(Promise::resolve(&JsValue::NULL)).await.ok();
    1
}

#[wasm_bindgen]
pub async fn after(fail: bool) -> u32 {
    let _t = Tracker;
    JsFuture::from(Promise::resolve(&JsValue::NULL)).await.ok();
    if fail {
        panic!("after await");
    }
    2
}

#[wasm_bindgen]
pub async fn fallible(p: Promise, fail: bool) -> Result<JsValue, JsValue> {
    let _t = Tracker;
    let value = JsFuture::from(p).await?;
    if fail {
        panic!("fallible");
    }
    Ok(value)
}

#[wasm_bindgen]
pub struct Worker {
    done: Arc<AtomicU32>,
}

#[wasm_bindgen]
impl Worker {
    #[allow(clippy::new_without_default)]
    #[wasm_bindgen(constructor)]
    pub fn new() -> Worker {
        Worker { done: Arc::default() }
    }

    pub fn work(&self, fail: bool) -> Promise {
        let done = self.done.clone();
        future_to_promise(AssertUnwindSafe(async move {
            let _t = Tracker;
            JsFuture::from(Promise::resolve(&JsValue::NULL)).await.ok();
            if fail {
                panic!("work panic");
            }
            Ok((done.fetch_add(1, Ordering::Relaxed) + 1).into())
        }))
    }

    /// Panics while a future owns the object.
    pub async fn finish(self, fail: bool) -> u32 {
        let _t = Tracker;
        JsFuture::from(Promise::resolve(&JsValue::NULL)).await.ok();
        if fail {
            panic!("finish panic");
        }
        self.done.load(Ordering::Relaxed)
    }

    pub fn done(&self) -> u32 {
        self.done.load(Ordering::Relaxed)
    }
}

/// A healthy task beside failing ones.
#[wasm_bindgen]
pub fn spawn_ok(done: js_sys::Function) {
    spawn_local(async move {
        JsFuture::from(Promise::resolve(&JsValue::NULL)).await.ok();
        let _ = done.call0(&JsValue::NULL);
    });
}
