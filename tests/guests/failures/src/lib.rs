//! Everything that can go wrong in a call, one export each.

use js_sys::{Function, Promise};
use std::cell::Cell;
use wasm_bindgen::handler::set_on_abort;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{spawn_local, JsFuture};

#[wasm_bindgen]
extern "C" {
    /// Whatever the host likes: return, throw, call back.
    #[wasm_bindgen(js_namespace = failureHost)]
    fn act();

    #[wasm_bindgen(js_namespace = failureHost, js_name = act, catch)]
    fn act_caught() -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = failureHost)]
    fn note(text: &str) -> String;
}

thread_local!(static STEPS: Cell<u32> = const { Cell::new(0) });

#[wasm_bindgen]
pub fn healthy(x: u32) -> u32 {
    x + 1
}

#[wasm_bindgen]
pub fn greet(name: String) -> String {
    format!("hello {name}")
}

/// Steps that Rust code took after an import came back.
#[wasm_bindgen]
pub fn steps() -> u32 {
    STEPS.get()
}

#[inline(never)]
fn trap() -> ! {
    core::arch::wasm32::unreachable()
}

#[wasm_bindgen]
pub fn unreachable() -> u32 {
    trap()
}

/// Returns a string, which glue frees afterwards.
#[wasm_bindgen]
pub fn unreachable_text(text: String) -> String {
    if text.len() < 100 {
        trap()
    }
    text
}

#[wasm_bindgen]
pub fn out_of_memory() -> usize {
    // Three times 2 GiB are more than there can be.
    let blocks: Vec<Vec<u8>> = (0..3).map(|_| Vec::with_capacity(std::hint::black_box(0x7fff_fff0))).collect();
    std::hint::black_box(&blocks).len()
}

#[wasm_bindgen]
pub fn recurse(n: u32) -> u32 {
    let pad = std::hint::black_box([n; 4]);
    if n == u32::MAX { 0 } else { recurse(n + 1) + pad[0] }
}

#[wasm_bindgen]
pub fn process_abort() {
    std::process::abort()
}

#[wasm_bindgen]
pub fn panics() {
    panic!("a panic")
}

#[wasm_bindgen]
pub fn add(a: i32, b: i32) -> i32 {
    a.wrapping_add(b)
}

#[wasm_bindgen]
pub fn add_i64(a: i64, b: i64) -> i64 {
    a.wrapping_add(b)
}

/// Uses the stack around the import, then goes on.
#[wasm_bindgen]
pub fn through() -> u32 {
    let pad = std::hint::black_box([7u8; 4096]);
    act();
    STEPS.set(STEPS.get() + 1);
    u32::from(pad[5])
}

#[wasm_bindgen]
pub fn through_text(text: String) -> String {
    act();
    STEPS.set(STEPS.get() + 1);
    text + "!"
}

#[wasm_bindgen]
pub fn caught() -> bool {
    let failed = act_caught().is_err();
    STEPS.set(STEPS.get() + 1);
    failed
}

fn hook() {
    let answer = note("first");
    note(&answer);
    act();
    note("last");
}

#[wasm_bindgen]
pub fn set_hook() {
    set_on_abort(hook);
}

/// Panics when it is dropped while armed.
#[wasm_bindgen]
pub struct Bomb {
    armed: bool,
}

#[wasm_bindgen]
impl Bomb {
    #[wasm_bindgen(constructor)]
    pub fn new(armed: bool) -> Bomb {
        Bomb { armed }
    }

    pub fn is_armed(&self) -> bool {
        self.armed
    }

    pub fn trap(&self) {
        trap()
    }
}

impl Drop for Bomb {
    fn drop(&mut self) {
        note("drop");
        if self.armed {
            panic!("the bomb went off");
        }
    }
}

/// `how`: 0 returns, 1 panics, 2 traps.
fn fail(how: u32) -> u32 {
    match how {
        0 => 5,
        1 => panic!("closure panic"),
        _ => trap(),
    }
}

#[wasm_bindgen]
pub fn closure() -> JsValue {
    let bomb = Bomb { armed: false };
    Closure::<dyn Fn(u32) -> u32>::new(move |how| fail(how) + u32::from(bomb.armed)).into_js_value()
}

/// A panic leaves this one without having been caught inside.
#[wasm_bindgen]
pub fn aborting_closure() -> JsValue {
    Closure::<dyn Fn(u32) -> u32>::own_aborting(fail).into_js_value()
}

#[wasm_bindgen]
pub async fn wait(promise: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await
}

#[wasm_bindgen]
pub async fn wait_and_trap(promise: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await?;
    trap()
}

#[wasm_bindgen]
pub async fn wait_and_act(promise: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await?;
    act();
    Ok(JsValue::NULL)
}

/// A task nobody waits for.
#[wasm_bindgen]
pub fn spawn(promise: Promise) {
    spawn_local(async move {
        let _ = JsFuture::from(promise).await;
        STEPS.set(STEPS.get() + 1);
    });
}

#[wasm_bindgen]
pub fn apply(f: &Function) -> Result<JsValue, JsValue> {
    f.call0(&JsValue::NULL)
}
