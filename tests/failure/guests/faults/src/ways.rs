//! The ways to fail. Numbers are those of `tests/failure/matrix/ways.mjs`.

use super::{act, act_caught};
use std::hint::black_box;
use wasm_bindgen::prelude::*;

const NAMES: [&str; 22] = [
    "nothing",
    "panic",
    "panic while unwinding",
    "panic in a nounwind frame",
    "unreachable",
    "out of bounds",
    "bad table call",
    "division by zero",
    "allocation failure",
    "memory limit",
    "end of the shadow stack",
    "end of the engine's stack",
    "process::abort",
    "throw_str",
    "throw_val",
    "Err",
    "act",
    "caught act",
    "bad index",
    "panic with a value",
    "act beside destructors",
    "throw_str beside destructors",
];

pub fn name(way: u32) -> &'static str {
    NAMES.get(way as usize).copied().unwrap_or("unknown")
}

/// Fails in the given way, or does nothing. Only an `Err` comes back. Each way has a function of its own where it has anything to
/// drop, so that none runs into the destructors of another.
#[inline(never)]
pub fn fail(way: u32) -> Result<(), JsValue> {
    match way {
        0 => {}
        1 => panic!("a panic"),
        2 => panic_twice(),
        3 => nounwind(),
        4 => core::arch::wasm32::unreachable(),
        5 => out_of_bounds(),
        6 => bad_table_call(),
        7 => division(),
        8 => allocation_failure(),
        9 => memory_limit(),
        10 => _ = shadow_stack(black_box(0)),
        11 => _ = engine_stack(black_box(0)),
        12 => std::process::abort(),
        13 => wasm_bindgen::throw_str("thrown text"),
        14 => wasm_bindgen::throw_val(JsValue::from_f64(5.5)),
        15 => return Err(JsValue::from_str("an Err")),
        16 => act(),
        17 => act_caught()?,
        18 => _ = black_box([1, 2, 3])[black_box(7)],
        19 => panic_with_a_value(),
        20 => beside_destructors(1),
        21 => beside_destructors(2),
        other => panic!("no way {other}"),
    }
    Ok(())
}

/// The same where no `Err` can be returned; the tables ask for none there.
pub fn fail_plainly(way: u32) {
    if let Err(error) = fail(way) {
        std::mem::forget(error);
        panic!("an Err at a place that has none");
    }
}

struct PanicsInDrop;

impl Drop for PanicsInDrop {
    fn drop(&mut self) {
        panic!("a second panic");
    }
}

#[inline(never)]
fn panic_twice() {
    let _dropped_while_unwinding = PanicsInDrop;
    panic!("a first panic");
}

#[inline(never)]
fn nounwind() {
    extern "C" fn frame(n: u32) -> u32 {
        if black_box(n) == 1 {
            panic!("in a nounwind frame");
        }
        n
    }
    black_box(frame as extern "C" fn(u32) -> u32)(1);
}

#[inline(never)]
fn out_of_bounds() {
    let address = black_box(0xffff_fff0_usize) as *const u32;
    // SAFETY: none; the engine traps.
    black_box(unsafe { address.read_volatile() });
}

#[inline(never)]
fn bad_table_call() {
    // SAFETY: none; the engine traps.
    let function: fn() = unsafe { std::mem::transmute(black_box(0x00ff_ffff_usize)) };
    black_box(function)();
}

#[inline(never)]
fn division() {
    let zero = black_box(0_u32);
    // SAFETY: none; the promise removes Rust's own check, so that the engine's is met.
    unsafe { std::hint::assert_unchecked(zero != 0) };
    black_box(black_box(7_u32) / zero);
}

#[inline(never)]
fn allocation_failure() {
    drop(black_box(Vec::<u8>::with_capacity(black_box(0x7fff_fff0))));
}

#[inline(never)]
fn panic_with_a_value() {
    std::panic::panic_any(JsValue::from_str("a value"));
}

/// The compiler believes that imports throw nothing, and puts their calls in among code whose destructors have nothing to do with
/// them.
#[inline(never)]
fn beside_destructors(which: u32) {
    match black_box(which) {
        1 => act(),
        2 => wasm_bindgen::throw_str("thrown text"),
        3 => {
            let _dropped_while_unwinding = PanicsInDrop;
            panic!("a first panic");
        }
        4 => {
            let mut blocks = Vec::new();
            while black_box(blocks.len()) < 9 {
                blocks.push(vec![1_u8; black_box(16)]);
            }
        }
        5 => _ = black_box([1, 2, 3])[black_box(7)],
        _ => drop(black_box(Vec::<u8>::with_capacity(black_box(16)))),
    }
}

#[inline(never)]
fn memory_limit() {
    let mut blocks = Vec::new();
    loop {
        blocks.push(vec![1_u8; black_box(1 << 16)]);
        black_box(&blocks);
    }
}

/// Large frames, so that the guest's own stack ends first.
#[inline(never)]
fn shadow_stack(depth: u32) -> u32 {
    let frame = black_box([depth as u8; 1 << 16]);
    let deeper = if depth == u32::MAX { 0 } else { shadow_stack(depth + 1) };
    deeper + u32::from(black_box(&frame)[5])
}

/// No frame on the guest's own stack, so that the engine's ends first.
#[inline(never)]
fn engine_stack(depth: u32) -> u32 {
    if depth == u32::MAX { 0 } else { engine_stack(depth + 1).wrapping_mul(3) ^ depth }
}
