//! Stacks that wait for promises: several at once, ended by errors, and with tasks of their own.

#![allow(deprecated)]

use js_sys::Promise;
use std::cell::Cell;
use std::hint::black_box;
use wasm_bindgen::prelude::*;

thread_local! {
    static RUNNING: Cell<u32> = const { Cell::new(0) };
    static DROPS: Cell<u32> = const { Cell::new(0) };
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(suspending, js_namespace = jspiHost)]
    fn wait(name: &str) -> JsValue;
    #[wasm_bindgen(suspending, js_namespace = jspiHost, js_name = wait)]
    fn pause(name: &str);
    #[wasm_bindgen(suspending, catch, js_namespace = jspiHost, js_name = wait)]
    fn try_wait(name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = jspiHost)]
    fn note(text: &str);
    #[wasm_bindgen(js_namespace = jspiHost)]
    fn reenter() -> u32;
}

struct Noted;

impl Drop for Noted {
    fn drop(&mut self) {
        DROPS.set(DROPS.get() + 1);
    }
}

/// Text of a value that may be none.
fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_else(|| format!("{value:?}"))
}

/// Puts a pattern on the stack, waits on top of it, and tells whether it is still there.
#[inline(never)]
fn nested(mark: u8, levels: u32, name: &str) -> Option<String> {
    let block = black_box([mark; 256]);
    let told = if levels == 0 { Some(text(&wait(name))) } else { nested(mark, levels - 1, name) };
    if block.iter().all(|byte| *byte == mark) { told } else { None }
}

/// Waits deep in the stack, with an object that JavaScript lent.
#[wasm_bindgen(jspi)]
pub fn hold(mark: u8, levels: u32, name: String, lent: &JsValue) -> String {
    RUNNING.set(RUNNING.get() + 1);
    let told = nested(mark, levels, &name).unwrap_or_else(|| "overwritten".to_string());
    RUNNING.set(RUNNING.get() - 1);
    format!("{name} {told} {}", text(lent))
}

/// Activations that have not ended.
#[wasm_bindgen]
pub fn running() -> u32 {
    RUNNING.get()
}

/// Uses the stack while others wait.
#[wasm_bindgen]
pub fn plain(value: u8, text: &str) -> String {
    let block = black_box([value; 300]);
    format!("{text}{}", block.iter().map(|byte| u32::from(*byte)).sum::<u32>())
}

/// Waits twice and gives the reason of a rejection to Rust.
#[wasm_bindgen(jspi)]
pub fn attempts(first: &str, second: &str) -> Result<String, JsValue> {
    let one = match try_wait(first) {
        Ok(value) => format!("got {}", text(&value)),
        Err(reason) => format!("refused {}", text(&reason)),
    };
    let two = try_wait(second)?;
    Ok(format!("{one}, got {}", text(&two)))
}

/// A rejection that Rust does not expect flies past.
#[wasm_bindgen(jspi)]
pub fn unexpected(name: &str) -> u32 {
    let _noted = Noted;
    let block = black_box([7u8; 64]);
    pause(name);
    u32::from(block[name.len()])
}

/// Panics before or after waiting.
#[wasm_bindgen(jspi)]
pub fn panics(name: Option<String>) -> u32 {
    let _noted = Noted;
    if let Some(name) = name {
        pause(&name);
    }
    panic!("over");
}

/// Ends the instance after waiting.
#[wasm_bindgen(jspi)]
pub fn traps(name: &str) {
    pause(name);
    std::process::abort();
}

/// Values that panics have dropped.
#[wasm_bindgen]
pub fn drops() -> u32 {
    DROPS.get()
}

/// Has JavaScript call back in the middle, before and after waiting.
#[wasm_bindgen(jspi)]
pub fn around(name: &str) -> u32 {
    let before = reenter();
    pause(name);
    before * 100 + reenter()
}

/// Waits for a promise it is given.
#[wasm_bindgen(jspi)]
pub fn block_on(promise: &Promise) -> Result<JsValue, JsValue> {
    js_sys::futures::jspi_block_on_promise(promise)
}

/// Spawns a task that waits in the middle of its poll.
#[wasm_bindgen(jspi)]
pub fn spawns(name: String) -> u32 {
    wasm_bindgen_futures::spawn_local(async move {
        let value = try_wait(&name);
        note(&format!("{name} {}", value.is_ok()));
    });
    note("spawned");
    1
}

/// An asynchronous function whose polls may wait.
#[wasm_bindgen(jspi)]
pub async fn mixed(name: String) -> String {
    text(&wait(&name))
}

/// Waits outside of any activation.
#[wasm_bindgen]
pub fn outside(name: &str) {
    pause(name);
}

/// An object whose method waits.
#[wasm_bindgen]
pub struct Keeper {
    value: u32,
}

#[wasm_bindgen]
impl Keeper {
    /// Keeps a number.
    #[wasm_bindgen(constructor)]
    pub fn new(value: u32) -> Keeper {
        Keeper { value }
    }

    /// The number, later.
    #[wasm_bindgen(jspi)]
    pub fn later(&self, name: &str) -> u32 {
        pause(name);
        self.value
    }

    /// Changes it, later.
    #[wasm_bindgen(jspi)]
    pub fn change(&mut self, name: &str) {
        pause(name);
        self.value += 1;
    }
}

/// Where the stack is.
#[wasm_bindgen]
#[inline(never)]
pub fn stack_address() -> *const u32 {
    let mut local = 0u32;
    black_box(&mut local)
}
