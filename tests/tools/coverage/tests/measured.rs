//! Executes one side of one function three times, and another function once.

use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn one_side() {
    for x in 4..7 {
        assert_eq!(covered::used(x), x + 1);
    }
    assert_eq!(covered::once(), 7);
}
