//! The tests of `web` in a page.

mod web;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test::wasm_bindgen_test]
fn is_where_it_wants_to_be() {
    assert_eq!(web::scope(), "Window");
}

/// Never gives control back.
#[wasm_bindgen_test::wasm_bindgen_test]
#[ignore = "never ends"]
fn loops() {
    while std::hint::black_box(true) {}
}
