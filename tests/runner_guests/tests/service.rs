//! The tests of `web` in a service worker.

mod web;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_service_worker);

#[wasm_bindgen_test::wasm_bindgen_test]
fn is_where_it_wants_to_be() {
    assert_eq!(web::scope(), "ServiceWorkerGlobalScope");
}
