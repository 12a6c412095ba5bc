//! Addresses above 4 GiB in both directions, where addresses have 64 bits; elsewhere the same with small ones.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = wideHost)]
    fn look(text: &str, bytes: &[u8], halves: &[u16]);
    #[wasm_bindgen(js_namespace = wideHost, js_name = ended)]
    fn note_end();
}

/// Reserves what nobody will use, so that whatever comes later lies behind it; returns where that is.
#[wasm_bindgen]
pub fn reserve(gib: u32) -> *const u8 {
    let block: Vec<u8> = Vec::with_capacity(gib as usize * (1usize << 30));
    let end = block.as_ptr().wrapping_add(block.capacity());
    std::mem::forget(block);
    end
}

/// A large text there and back.
#[wasm_bindgen]
pub fn echo(text: String) -> String {
    text + "!"
}

/// A large array there and back.
#[wasm_bindgen]
pub fn double(mut numbers: Vec<f64>) -> Vec<f64> {
    numbers.iter_mut().for_each(|number| *number *= 2.0);
    numbers
}

/// Lends what lies behind.
#[wasm_bindgen]
pub fn lend(size: usize) -> *const u8 {
    let text = "é".repeat(size);
    look(&text[..100], &text.as_bytes()[..4], &[1, 2, 65535]);
    text.as_ptr()
}

/// An object whose address is a large number.
#[wasm_bindgen]
pub struct Far {
    /// More than any free gap before.
    block: Box<[u8]>,
    shared: Arc<AtomicU32>,
}

#[wasm_bindgen]
impl Far {
    /// Fills its block.
    #[wasm_bindgen(constructor)]
    pub fn new(size: usize, value: u8) -> Far {
        Far { block: vec![value; size].into_boxed_slice(), shared: Arc::default() }
    }

    /// A closure that owns part of it.
    pub fn counter(&self) -> Closure<dyn FnMut(u32) -> u32> {
        let shared = self.shared.clone();
        Closure::new(move |by| shared.fetch_add(by, Ordering::Relaxed) + by)
    }

    /// Sum of some of it.
    pub fn sum(&self, from: usize) -> Option<usize> {
        self.block.get(from..)?.iter().map(|byte| usize::from(*byte)).reduce(|a, b| a + b)
    }
}

/// Has the end noted.
#[wasm_bindgen]
pub fn note() {
    wasm_bindgen::handler::set_on_abort(note_end_now);
}

fn note_end_now() {
    note_end();
}

/// Ends the instance.
#[wasm_bindgen]
pub fn abort() {
    std::process::abort();
}
