//! Threads: what all agents share, what each has for itself, and failures that stay where they happen or end all of them.

use std::cell::{Cell, RefCell};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::prelude::*;

static TOTAL: AtomicU32 = AtomicU32::new(0);
static STARTS: AtomicU32 = AtomicU32::new(0);
static DROPS: AtomicU32 = AtomicU32::new(0);
static NAMES: Mutex<Vec<String>> = Mutex::new(Vec::new());

thread_local! {
    static MINE: Cell<u32> = const { Cell::new(7) };
    static LAZY: RefCell<Vec<u32>> = RefCell::new(vec![1, 2, 3]);
}

/// Runs in the first thread only.
#[wasm_bindgen(start)]
fn start() {
    STARTS.fetch_add(1, Ordering::SeqCst);
}

/// How often the start function ran.
#[wasm_bindgen]
pub fn starts() -> u32 {
    STARTS.load(Ordering::SeqCst)
}

/// Adds one to the shared counter `times` times, and to the thread's own.
#[wasm_bindgen]
pub fn count(times: u32) -> u32 {
    for _ in 0..times {
        TOTAL.fetch_add(1, Ordering::Relaxed);
        MINE.with(|mine| mine.set(mine.get() + 1));
    }
    MINE.with(Cell::get)
}

/// The shared counter.
#[wasm_bindgen]
pub fn total() -> u32 {
    TOTAL.load(Ordering::SeqCst)
}

/// The thread's own list, which it makes when first asked.
#[wasm_bindgen]
pub fn lazy(next: u32) -> Vec<u32> {
    LAZY.with(|lazy| {
        lazy.borrow_mut().push(next);
        lazy.borrow().clone()
    })
}

/// Adds a text to the list of all threads.
#[wasm_bindgen]
pub fn remember(name: &str) {
    NAMES.lock().unwrap().push(name.to_string());
}

/// The list of all threads, sorted.
#[wasm_bindgen]
pub fn names() -> String {
    let mut names = NAMES.lock().unwrap().clone();
    names.sort();
    names.join(",")
}

/// Long and short, ASCII and not.
#[wasm_bindgen]
pub fn echo(text: &str) -> String {
    format!("<{text}>")
}

/// Leaks zeroes, so that the memory grows; returns the sum of a vector made afterwards.
#[wasm_bindgen]
pub fn grow(bytes: usize) -> Vec<u8> {
    std::mem::forget(vec![1u8; bytes]);
    vec![1, 2, 3]
}

/// Uses much of the stack and checks that nobody else does.
#[wasm_bindgen]
pub fn deep(levels: u32, mark: u8) -> u32 {
    let block = std::hint::black_box([mark; 256]);
    let below = if levels == 0 { 0 } else { deep(levels - 1, mark) };
    below + u32::from(block.iter().all(|byte| *byte == mark))
}

struct Noted;

impl Drop for Noted {
    fn drop(&mut self) {
        DROPS.fetch_add(1, Ordering::SeqCst);
    }
}

/// Panics with something on the stack that has to be dropped.
#[wasm_bindgen]
pub fn panics(text: &str) {
    let _noted = Noted;
    panic!("{text}");
}

/// Values that panics have dropped, in all threads.
#[wasm_bindgen]
pub fn drops() -> u32 {
    DROPS.load(Ordering::SeqCst)
}

/// Ends all instances.
#[wasm_bindgen]
pub fn abort() {
    std::process::abort();
}

/// Tells JavaScript of the end, in whichever thread it runs.
#[wasm_bindgen]
pub fn set_hook() {
    wasm_bindgen::handler::set_on_abort(|| drop(host("the hook")));
}

/// Ends all instances as soon as this many threads want it.
#[wasm_bindgen]
pub fn abort_together(threads: u32) {
    static READY: AtomicU32 = AtomicU32::new(0);
    READY.fetch_add(1, Ordering::SeqCst);
    while READY.load(Ordering::SeqCst) < threads {
        std::hint::spin_loop();
    }
    std::process::abort();
}

/// Ends all instances while it has the lock of the list of names; the host is asked before.
#[wasm_bindgen]
pub fn abort_with_lock(text: &str) {
    let _names = NAMES.lock().unwrap();
    host(text);
    std::process::abort();
}

/// Waits for something that never happens.
#[wasm_bindgen]
pub async fn never() {
    std::future::pending::<()>().await;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = threadsHost)]
    fn host(text: &str) -> u32;
}

/// Calls back into JavaScript in the middle of its work.
#[wasm_bindgen]
pub fn ask(text: &str) -> u32 {
    host(text) + 1
}

/// What a thread hands to the next.
#[wasm_bindgen]
pub fn parts() -> handing::Parts {
    handing::Parts::new()
}

mod handing {
    use wasm_bindgen::prelude::*;

    /// Module and memory, as the guest knows them.
    #[wasm_bindgen]
    pub struct Parts {
        module: JsValue,
        memory: JsValue,
    }

    impl Parts {
        pub(crate) fn new() -> Self {
            Self { module: wasm_bindgen::module(), memory: wasm_bindgen::memory() }
        }
    }

    #[wasm_bindgen]
    impl Parts {
        /// The compiled module.
        #[wasm_bindgen(getter)]
        pub fn module(&self) -> JsValue {
            self.module.clone()
        }

        /// The memory of all threads.
        #[wasm_bindgen(getter)]
        pub fn memory(&self) -> JsValue {
            self.memory.clone()
        }
    }
}
