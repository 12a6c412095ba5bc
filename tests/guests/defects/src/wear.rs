//! What a call uses up if nobody puts it back: both stacks, memory, slots of the handle table.

use crate::{act, fail};
use js_sys::Function;
use wasm_bindgen::convert::IntoWasmAbi;
use wasm_bindgen::prelude::*;

/// Where both stacks are: the address of a local, and the slot of a value that the caller lent.
#[wasm_bindgen]
#[inline(never)]
pub fn stacks(value: &JsValue) -> Vec<usize> {
    let local = std::hint::black_box(0u8);
    vec![std::ptr::from_ref(&local) as usize, value.into_abi() as usize]
}

/// Borrows one argument of each kind, in a frame of 4 KiB, and fails.
#[wasm_bindgen]
pub fn wear(value: &JsValue, text: &str, numbers: &[f64], changed: &mut [u8], how: &str) -> u32 {
    let pad = std::hint::black_box([7u8; 4096]);
    changed[0] = pad[text.len() % 9];
    fail(how);
    numbers.len() as u32 + u32::from(pad[5]) + u32::from(value.is_object())
}

/// Lends a closure to JavaScript, keeps another one, and panics while both of them live.
#[wasm_bindgen]
pub fn panic_with_closures(f: &Function, text: String) -> Result<JsValue, JsValue> {
    let kept = Closure::<dyn Fn() -> usize>::new(move || text.len());
    let result = f.call1(&JsValue::NULL, kept.as_ref())?;
    act();
    if result.is_truthy() {
        panic!("a panic");
    }
    Ok(result)
}
