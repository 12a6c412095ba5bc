//! The guest `failure_bench` in an instance with 16 MiB of memory.

#[path = "../../failure_bench/src/lib.rs"]
mod failure_bench;

use wasm_bindgen::prelude::*;

/// Memory that the instance has from its start.
static ROOM: [std::sync::atomic::AtomicU8; 15 << 20] = [const { std::sync::atomic::AtomicU8::new(0) }; 15 << 20];

/// Keeps the memory from being optimised away.
#[wasm_bindgen]
pub fn room(at: usize) -> u8 {
    ROOM[at % ROOM.len()].fetch_add(1, std::sync::atomic::Ordering::Relaxed)
}
