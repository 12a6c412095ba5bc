//! What users of the reference tool have lost instances to, one small export for each.

use js_sys::{Function, Promise};
use std::cell::Cell;
use wasm_bindgen::handler::set_on_abort;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{spawn_local, JsFuture};

mod wear;

#[wasm_bindgen]
extern "C" {
    /// Whatever the host likes: return, throw, call back.
    #[wasm_bindgen(js_namespace = defectHost)]
    fn act();

    #[wasm_bindgen(js_namespace = defectHost)]
    fn note(text: &str) -> String;

    /// How to start.
    #[wasm_bindgen(js_namespace = defectHost)]
    fn starting() -> String;

    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(f: &JsValue, ms: i32) -> JsValue;
}

#[wasm_bindgen(start)]
pub fn start() {
    fail(&starting());
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

#[wasm_bindgen]
pub fn panic_value(value: &JsValue) -> bool {
    if value.is_object() {
        panic!("a panic");
    }
    true
}

#[wasm_bindgen]
pub fn wide(x: i64) -> i64 {
    x
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

/// Takes every kind of argument, owned and borrowed, and panics.
#[wasm_bindgen]
#[allow(clippy::too_many_arguments)]
pub fn panic_with_all(
    owned: String,
    text: &str,
    numbers: Vec<f64>,
    changed: &mut [i32],
    value: JsValue,
    borrowed: &JsValue,
    maybe: Option<String>,
    values: Vec<JsValue>,
    account: &mut Account,
) -> Vec<String> {
    changed[0] += 1;
    account.balance += 1;
    if borrowed.is_object() {
        panic!("{owned}{text}{}{}{}{}", numbers.len(), value.is_string(), maybe.is_some(), values.len());
    }
    vec![owned]
}

/// Pages of memory, and values in the handle table.
#[wasm_bindgen]
pub fn footprint() -> Vec<u32> {
    vec![core::arch::wasm32::memory_size(0) as u32, wasm_bindgen::externref_heap_live_count()]
}

/// What a call or a task does: `act`s, panics, traps, or nothing.
fn fail(how: &str) {
    match how {
        "act" => act(),
        "panic" => panic!("a panic"),
        "trap" => core::arch::wasm32::unreachable(),
        _ => {}
    }
}

#[wasm_bindgen]
pub async fn before_await(how: String) -> u32 {
    fail(&how);
    5
}

#[wasm_bindgen]
pub async fn after_await(promise: Promise, how: String) -> Result<JsValue, JsValue> {
    let value = JsFuture::from(promise).await?;
    fail(&how);
    Ok(value)
}

/// Waits for two promises at once; what it does with the first may leave it waiting for the second.
#[wasm_bindgen]
pub async fn after_first(first: Promise, second: Promise, how: String) -> Result<JsValue, JsValue> {
    let waiting = JsFuture::from(second);
    let value = JsFuture::from(first).await?;
    fail(&how);
    waiting.await?;
    Ok(value)
}

/// A task that nobody waits for.
#[wasm_bindgen]
pub fn spawn(how: String) {
    spawn_local(async move {
        fail(&how);
        note("spawned");
    });
}

/// Calls Rust back later.
#[wasm_bindgen]
pub fn later(ms: i32) {
    set_timeout(&Closure::<dyn Fn()>::new(|| drop(note("later"))).into_js_value(), ms);
}

#[wasm_bindgen]
pub fn apply(f: &Function) -> Result<JsValue, JsValue> {
    f.call0(&JsValue::NULL)
}

/// Fails when it is dropped.
#[wasm_bindgen]
pub struct Bomb {
    how: String,
    #[wasm_bindgen(getter_with_clone)]
    pub fuse: Fuse,
}

#[wasm_bindgen]
impl Bomb {
    #[wasm_bindgen(constructor)]
    pub fn new(how: String) -> Bomb {
        Bomb { fuse: Fuse { how: how.clone() }, how }
    }
}

impl Drop for Bomb {
    fn drop(&mut self) {
        note("drop");
        fail(&self.how);
    }
}

/// Fails when it is copied, as getters do.
#[wasm_bindgen]
pub struct Fuse {
    how: String,
}

impl Clone for Fuse {
    fn clone(&self) -> Fuse {
        fail(&self.how);
        Fuse { how: self.how.clone() }
    }
}

/// A closure that does not catch panics itself.
#[wasm_bindgen]
pub fn aborting_closure() -> JsValue {
    Closure::<dyn Fn(String)>::own_aborting(|how: String| fail(&how)).into_js_value()
}

#[wasm_bindgen]
pub fn payload(how: u32) {
    match how {
        0 => panic!("text"),
        1 => panic!("{}", "formatted"),
        2 => std::panic::panic_any(JsValue::from_str("a value")),
        _ => std::panic::panic_any(5u32),
    }
}
