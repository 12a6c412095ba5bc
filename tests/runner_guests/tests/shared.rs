//! The tests of `web` in a shared worker.

mod web;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_shared_worker);

#[wasm_bindgen_test::wasm_bindgen_test]
fn is_where_it_wants_to_be() {
    assert_eq!(web::scope(), "SharedWorkerGlobalScope");
}
