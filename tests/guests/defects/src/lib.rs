//! What users of the reference tool have lost instances to, one small export for each.

use std::cell::Cell;
use wasm_bindgen::handler::set_on_abort;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Whatever the host likes: return, throw, call back.
    #[wasm_bindgen(js_namespace = defectHost)]
    fn act();

    #[wasm_bindgen(js_namespace = defectHost)]
    fn note(text: &str) -> String;
}

thread_local!(static STEPS: Cell<u32> = const { Cell::new(0) });

#[wasm_bindgen]
pub fn greet(name: &str) -> String {
    format!("hello {name}")
}

#[wasm_bindgen]
pub fn healthy(x: u32) -> u32 {
    STEPS.set(STEPS.get() + 1);
    x + 1
}

/// A big frame, left by whatever the host throws.
#[wasm_bindgen]
pub fn through() -> u32 {
    let pad = std::hint::black_box([7u8; 4096]);
    act();
    u32::from(pad[5])
}

/// The same with one value on the stack of borrowed handles.
#[wasm_bindgen]
pub fn through_value(value: &JsValue) -> bool {
    act();
    value.is_undefined()
}

/// Needs a good deal of stack.
#[wasm_bindgen]
pub fn deep(levels: u32) -> u32 {
    let pad = std::hint::black_box([levels; 256]);
    if levels == 0 { 1 } else { deep(levels - 1) + pad[3] / pad[7] }
}

/// Ends the stack.
#[wasm_bindgen]
pub fn bottomless(n: u32) -> u32 {
    let pad = std::hint::black_box([n; 64]);
    if n == u32::MAX { 0 } else { bottomless(n + 1) + pad[0] }
}

#[wasm_bindgen]
pub fn panics(text: String) -> usize {
    if text.len() < 100 {
        panic!("a panic");
    }
    text.len()
}

#[wasm_bindgen]
pub fn unreachable_text(text: String) -> String {
    if text.len() < 100 {
        core::arch::wasm32::unreachable()
    }
    text
}

fn hook() {
    let answer = note("first");
    note(&answer);
    note("last");
}

#[wasm_bindgen]
pub fn set_hook() {
    set_on_abort(hook);
}

#[wasm_bindgen]
pub struct Account {
    balance: u32,
}

#[wasm_bindgen]
impl Account {
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default)]
    pub fn new() -> Account {
        Account { balance: 0 }
    }

    /// Is in the middle of a change while the host acts.
    pub fn deposit(&mut self, amount: u32) -> u32 {
        self.balance += amount;
        act();
        self.balance
    }

    pub fn balance(&self) -> u32 {
        self.balance
    }
}
