//! The tests of `web` in a worker of a page.

mod web;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[wasm_bindgen_test::wasm_bindgen_test]
fn is_where_it_wants_to_be() {
    assert_eq!(web::scope(), "DedicatedWorkerGlobalScope");
}
