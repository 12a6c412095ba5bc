//! Failures while arguments and results are converted, inside the guest.

use super::ways::fail_plainly;
use wasm_bindgen::convert::{FromWasmAbi, IntoWasmAbi};
use wasm_bindgen::describe::WasmDescribe;
use wasm_bindgen::prelude::*;

/// A number whose conversion from JavaScript fails in the way it names.
pub struct FragileIn(u32);

impl WasmDescribe for FragileIn {
    fn describe() {
        u32::describe();
    }
}

impl FromWasmAbi for FragileIn {
    type Abi = u32;

    unsafe fn from_abi(way: u32) -> Self {
        fail_plainly(way);
        FragileIn(way)
    }
}

/// The same on the way to JavaScript.
pub struct FragileOut(u32);

impl WasmDescribe for FragileOut {
    fn describe() {
        u32::describe();
    }
}

impl IntoWasmAbi for FragileOut {
    type Abi = u32;

    fn into_abi(self) -> u32 {
        fail_plainly(self.0);
        self.0
    }
}

#[wasm_bindgen]
pub fn fragile_in(text: &str, fragile: FragileIn, value: &JsValue) -> usize {
    text.len() + fragile.0 as usize + usize::from(value.is_null())
}

#[wasm_bindgen]
pub fn fragile_out(way: u32) -> FragileOut {
    FragileOut(way)
}

/// All that JavaScript converts by itself, where it may call back.
#[wasm_bindgen]
pub fn coerced(text: &str, number: f64, value: &JsValue) -> String {
    format!("{text} {number} {}", value.is_null())
}
