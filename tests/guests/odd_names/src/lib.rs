//! Names that are not plain ASCII identifiers, or that generated code likes to use itself.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub struct Odd {
    #[wasm_bindgen(js_name = "data-field")]
    pub field: u32,
    end: u32,
}

#[wasm_bindgen]
impl Odd {
    #[wasm_bindgen(constructor)]
    pub fn new(end: u32) -> Odd {
        Odd { field: 1, end }
    }

    #[wasm_bindgen(js_name = "kebab-method")]
    pub fn kebab(&self) -> u32 {
        self.end
    }

    #[wasm_bindgen(js_name = "static method")]
    pub fn fixed() -> u32 {
        7
    }

    #[wasm_bindgen(getter, js_name = "odd prop")]
    pub fn odd(&self) -> u32 {
        self.end + 1
    }

    #[wasm_bindgen(setter, js_name = "odd prop")]
    pub fn set_odd(&mut self, value: u32) {
        self.end = value;
    }
}

#[wasm_bindgen(js_name = "free-function")]
pub fn free_function(x: u32) -> u32 {
    x + 1
}

#[wasm_bindgen(js_name = "$dollar")]
pub fn dollar() -> u32 {
    2
}

#[wasm_bindgen(js_name = "ünïcode")]
pub fn unicode() -> u32 {
    3
}

#[wasm_bindgen(js_name = getObject)]
pub fn get_object() -> u32 {
    4
}

#[wasm_bindgen(js_name = addHeapObject)]
pub fn add_heap_object(x: &JsValue) -> JsValue {
    x.clone()
}

#[wasm_bindgen(js_name = passStringToWasm0)]
pub fn pass_string(s: &str) -> usize {
    s.len()
}

/// Functions have a read-only property of this name, which matters where the module is a function.
#[wasm_bindgen]
pub fn length(s: &str) -> usize {
    s.chars().count()
}

#[wasm_bindgen]
pub fn name() -> String {
    "odd_names".into()
}
