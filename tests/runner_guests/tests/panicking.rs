//! Panics: each test fails alone, and those after it find what they would have found alone.

use std::cell::RefCell;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

thread_local! {
    static SHARED: RefCell<u32> = const { RefCell::new(7) };
}

/// Fails if an earlier test left the value borrowed.
fn shared() -> u32 {
    SHARED.with(|shared| *shared.borrow_mut())
}

#[wasm_bindgen_test]
fn a_finds_it_whole() {
    assert_eq!(shared(), 7);
}

#[wasm_bindgen_test]
fn b_panics_with_a_borrow() {
    console_log!("about to panic");
    SHARED.with(|shared| {
        let _held = shared.borrow_mut();
        panic!("with a borrow");
    })
}

#[wasm_bindgen_test]
fn c_finds_it_whole() {
    assert_eq!(shared(), 7);
}

#[wasm_bindgen_test]
async fn d_panics_later() {
    suites::pause(1).await.unwrap();
    let borrowed = SHARED.with(|shared| shared.borrow_mut().checked_add(1));
    panic!("later: {borrowed:?}");
}

#[wasm_bindgen_test]
#[should_panic(expected = "something else")]
fn e_panics_with_another_message() {
    panic!("not that");
}

#[wasm_bindgen_test]
#[should_panic(expected = "with a borrow")]
fn f_panics_as_it_should_with_a_borrow() {
    SHARED.with(|shared| {
        let _held = shared.borrow_mut();
        panic!("with a borrow");
    })
}

#[wasm_bindgen_test]
async fn g_finds_it_whole() {
    suites::pause(1).await.unwrap();
    assert_eq!(shared(), 7);
}
