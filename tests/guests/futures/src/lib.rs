//! Asynchronous exports and imports.

use js_sys::{Array, Function, Promise};
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{future_to_promise, spawn_local, JsFuture};

thread_local!(static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) });

fn log(line: impl Into<String>) {
    LOG.with_borrow_mut(|l| l.push(line.into()));
}

#[wasm_bindgen]
pub fn take_log() -> Vec<String> {
    LOG.take()
}

#[wasm_bindgen]
extern "C" {
    /// Resolves with `value` after a few ticks.
    #[wasm_bindgen(js_namespace = futureHost)]
    fn later(value: &JsValue) -> Promise;

    #[wasm_bindgen(js_namespace = futureHost, js_name = laterText)]
    async fn later_text(value: &str) -> JsValue;

    #[wasm_bindgen(js_namespace = futureHost, js_name = laterFail, catch)]
    async fn later_fail(fail: bool) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = futureHost, js_name = laterUnit)]
    async fn later_unit();
}

#[wasm_bindgen]
pub async fn ready(x: u32) -> u32 {
    x + 1
}

#[wasm_bindgen]
pub async fn unit() {}

#[wasm_bindgen]
pub async fn text(s: String) -> String {
    format!("{s}?")
}

#[wasm_bindgen]
pub async fn maybe(x: Option<f64>) -> Option<f64> {
    x.map(|x| x * 2.0)
}

#[wasm_bindgen]
pub async fn big(x: u64) -> u64 {
    x + 1
}

#[wasm_bindgen]
pub async fn bytes(n: u8) -> Vec<u8> {
    (0..n).collect()
}

#[wasm_bindgen]
pub async fn fallible(fail: bool) -> Result<u32, JsValue> {
    if fail {
        Err(JsValue::from_str("asked to fail"))
    } else {
        Ok(5)
    }
}

#[wasm_bindgen]
pub async fn js_error(fail: bool) -> Result<(), JsError> {
    if fail {
        Err(JsError::new("a js error"))
    } else {
        Ok(())
    }
}

/// Waits for a promise made by JS.
#[wasm_bindgen]
pub async fn await_promise(p: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(p).await
}

#[wasm_bindgen]
pub async fn await_all(ps: Vec<Promise>) -> Result<Array, JsValue> {
    let out = Array::new();
    for p in ps {
        out.push(&JsFuture::from(p).await?);
    }
    Ok(out)
}

#[wasm_bindgen]
pub async fn call_later(v: JsValue) -> Result<JsValue, JsValue> {
    let first = JsFuture::from(later(&v)).await?;
    JsFuture::from(later(&first)).await
}

#[wasm_bindgen]
pub async fn call_later_text(s: String) -> Option<String> {
    later_text(&s).await.as_string()
}

#[wasm_bindgen]
pub async fn call_later_fail(fail: bool) -> String {
    match later_fail(fail).await {
        Ok(v) => format!("ok {v:?}"),
        Err(e) => format!("err {:?}", e.as_string()),
    }
}

#[wasm_bindgen]
pub async fn call_later_unit() -> bool {
    later_unit().await;
    true
}

/// Runs after the caller has returned.
#[wasm_bindgen]
pub fn spawn(name: String, steps: u32, done: Function) {
    spawn_local(async move {
        for i in 0..steps {
            log(format!("{name}{i}"));
            let _ = JsFuture::from(later(&JsValue::NULL)).await;
        }
        let _ = done.call1(&JsValue::NULL, &JsValue::from_str(&name));
    });
    log("spawned");
}

#[wasm_bindgen]
pub fn make_promise(x: u32) -> Promise {
    future_to_promise(async move {
        if x == 0 {
            Err(JsValue::from_str("zero"))
        } else {
            Ok(JsValue::from(x))
        }
    })
}

/// Yields once by waking itself.
struct Yield(bool);

impl Future for Yield {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.0 {
            return Poll::Ready(());
        }
        self.0 = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

#[wasm_bindgen]
pub async fn yields(n: u32) -> u32 {
    for _ in 0..n {
        Yield(false).await;
    }
    n
}

#[wasm_bindgen]
pub struct Session {
    count: u32,
}

#[wasm_bindgen]
impl Session {
    #[allow(clippy::new_without_default)]
    #[wasm_bindgen(constructor)]
    pub fn new() -> Session {
        Session { count: 0 }
    }

    pub async fn open(start: u32) -> Result<Session, JsValue> {
        if start == 0 {
            return Err(JsValue::from_str("closed"));
        }
        Yield(false).await;
        Ok(Session { count: start })
    }

    pub async fn close(self) -> u32 {
        Yield(false).await;
        self.count
    }

    pub fn count(&self) -> u32 {
        self.count
    }
}

/// A future that holds a borrow of `self` is not unwind safe, so these exist in aborting builds only.
#[cfg(panic = "abort")]
#[wasm_bindgen]
impl Session {
    pub async fn bump(&mut self, by: u32) -> u32 {
        Yield(false).await;
        self.count += by;
        self.count
    }

    pub async fn read(&self) -> u32 {
        Yield(false).await;
        self.count
    }
}
