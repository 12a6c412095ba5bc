//! Every kind of closure.

use super::classes::Fuse;
use super::ways::{fail, fail_plainly};
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = faultHost)]
    fn lend(f: &dyn Fn(u32) -> u32) -> u32;

    #[wasm_bindgen(js_namespace = faultHost, js_name = lend)]
    fn lend_mut(f: &mut dyn FnMut(u32) -> u32) -> u32;

    #[wasm_bindgen(js_namespace = faultHost, js_name = lend, catch)]
    fn lend_caught(f: &dyn Fn(u32) -> u32) -> Result<u32, JsValue>;

    #[wasm_bindgen(js_namespace = faultHost)]
    fn keep(f: &Closure<dyn Fn(u32) -> u32>);
}

#[wasm_bindgen]
pub fn adder(by: u32) -> JsValue {
    Closure::<dyn Fn(u32) -> u32>::new(move |x| x + by).into_js_value()
}

#[wasm_bindgen]
pub fn closure() -> JsValue {
    let captured = String::from("captured");
    Closure::<dyn Fn(u32) -> u32>::new(move |way| {
        fail_plainly(way);
        captured.len() as u32
    })
    .into_js_value()
}

#[wasm_bindgen]
pub fn closure_mut() -> JsValue {
    let mut calls = 0;
    Closure::<dyn FnMut(u32) -> u32>::own_assert_unwind_safe(move |way| {
        calls += 1;
        fail_plainly(way);
        calls
    })
    .into_js_value()
}

#[wasm_bindgen]
pub fn closure_once() -> JsValue {
    let captured = String::from("captured");
    Closure::once_into_js(move |way: u32| {
        fail_plainly(way);
        captured.len() as u32
    })
}

/// Catches no panic inside.
#[wasm_bindgen]
pub fn closure_aborting() -> JsValue {
    Closure::<dyn Fn(u32) -> u32>::own_aborting(|way| {
        fail_plainly(way);
        8
    })
    .into_js_value()
}

#[wasm_bindgen]
pub fn closure_text() -> JsValue {
    Closure::<dyn Fn(u32, String) -> String>::new(|way, text: String| {
        fail_plainly(way);
        text + "!"
    })
    .into_js_value()
}

#[wasm_bindgen]
pub fn closure_or() -> JsValue {
    Closure::<dyn Fn(u32, JsValue) -> Result<JsValue, JsValue>>::new(|way, value| {
        fail(way)?;
        Ok(value)
    })
    .into_js_value()
}

/// The host calls what it is lent.
#[wasm_bindgen]
pub fn lent(way: u32) -> u32 {
    lend(&move |x| {
        fail_plainly(way);
        x
    })
}

#[wasm_bindgen]
pub fn lent_mut(way: u32) -> u32 {
    let calls = AtomicU32::new(1);
    lend_mut(&mut |x| {
        fail_plainly(way);
        calls.fetch_add(1, Ordering::Relaxed) + x
    })
}

/// What the host lets through comes back as an `Err`.
#[wasm_bindgen]
pub fn lent_caught(way: u32) -> Result<u32, JsValue> {
    lend_caught(&move |x| {
        fail_plainly(way);
        x
    })
}

/// Rust drops a closure whose captured value fails at that.
#[wasm_bindgen]
pub fn closure_dropped(way: u32) -> u32 {
    let fuse = Fuse::new(0, way);
    let closure = Closure::<dyn Fn(u32) -> u32>::new(move |x| {
        let _captured = &fuse;
        x
    });
    keep(&closure);
    drop(closure);
    6
}

/// JavaScript's collector drops this one.
#[wasm_bindgen]
pub fn closure_with_fuse(way: u32) -> JsValue {
    let fuse = Fuse::new(0, way);
    Closure::<dyn Fn() -> u32>::new(move || {
        let _captured = &fuse;
        4
    })
    .into_js_value()
}
