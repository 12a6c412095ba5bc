//! What the suites share.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &js_sys::Function, milliseconds: u32);
}

/// A promise that resolves after a while.
pub fn pause(milliseconds: u32) -> wasm_bindgen_futures::JsFuture {
    js_sys::Promise::new(&mut |resolve, _| set_timeout(&resolve, milliseconds)).into()
}

/// Calls a closure from the event loop, outside of every test's own frames.
pub fn later(callback: fn()) {
    set_timeout(Closure::once_into_js(move || callback()).unchecked_ref(), 0);
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn unit_tests_of_a_library_run() {
        assert_eq!(1 + 1, 2);
    }
}
