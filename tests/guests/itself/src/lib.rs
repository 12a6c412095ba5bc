//! What a module can learn about itself: the compiled module and the instance.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn own_module() -> JsValue {
    wasm_bindgen::module()
}

#[wasm_bindgen]
pub fn own_instance() -> JsValue {
    wasm_bindgen::instance()
}
