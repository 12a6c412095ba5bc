//! Aborts and errors outside of a test's own frames: the test at hand fails, the rest runs in a fresh instance.

use std::cell::Cell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

#[wasm_bindgen(inline_js = "
    export function fail_later() { setTimeout(() => { throw new Error('out of the blue'); }, 0); }
    export function reject_later() { Promise.reject(new Error('nobody listens')); }
")]
extern "C" {
    fn fail_later();
    fn reject_later();
}

thread_local! {
    static RUNS: Cell<u32> = const { Cell::new(0) };
}

/// How many tests ran in this instance so far, this one included.
fn runs() -> u32 {
    RUNS.with(|runs| {
        runs.set(runs.get() + 1);
        runs.get()
    })
}

#[wasm_bindgen_test]
fn a_runs_after_an_error_of_the_event_loop() {
    assert_eq!(runs(), 1);
}

#[wasm_bindgen_test]
async fn b_closure_panics_while_it_waits() {
    suites::later(|| panic!("in a closure"));
    suites::pause(10_000).await.unwrap();
}

#[wasm_bindgen_test]
async fn c_error_of_the_event_loop() {
    fail_later();
    suites::pause(10_000).await.unwrap();
}

#[wasm_bindgen_test]
async fn d_rejection_that_nobody_handles() {
    reject_later();
    suites::pause(10_000).await.unwrap();
}

#[wasm_bindgen_test]
fn e_runs_after_an_abort() {
    assert_eq!(runs(), 1);
}

#[wasm_bindgen_test]
fn f_aborts() {
    console_log!("before the end");
    std::process::abort();
}

#[wasm_bindgen_test]
async fn g_traps_later() {
    suites::pause(1).await.unwrap();
    core::arch::wasm32::unreachable();
}

#[wasm_bindgen_test]
fn h_exhausts_the_stack() {
    #[allow(unconditional_recursion)]
    fn deeper(depth: u64) -> u64 {
        std::hint::black_box(depth) + std::hint::black_box(deeper(depth + 1))
    }
    deeper(0);
}

#[wasm_bindgen_test]
async fn hh_waits_for_nothing() {
    std::future::pending::<()>().await;
}

#[wasm_bindgen_test]
fn i_shares_its_instance() {
    assert_eq!(runs(), 2);
}

#[wasm_bindgen_test]
fn j_comes_first() {
    assert_eq!(runs(), 1);
}
