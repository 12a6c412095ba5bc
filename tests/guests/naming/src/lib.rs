//! Names that need care: keywords, odd characters, computed members, private and renamed items.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(js_name = camelCase)]
pub fn snake_case(first_arg: u32) -> u32 {
    first_arg
}

/// Argument names that clash with identifiers of the generated code.
#[wasm_bindgen]
pub fn clashing(wasm: u32, ret: &str, ptr0: String, len0: u32, arguments: u32, class: u32) -> String {
    format!("{wasm}{ret}{ptr0}{len0}{arguments}{class}")
}

#[wasm_bindgen]
pub fn keyword_args(new: u32, delete: &str, function: Option<u32>, this: bool) -> String {
    format!("{new}{delete}{function:?}{this}")
}

/// Named like a global that the generated code uses.
#[wasm_bindgen(js_name = TextDecoderish)]
pub fn globalish() -> u32 {
    1
}

#[wasm_bindgen]
pub struct Range_ {
    next: u32,
    end: u32,
}

#[wasm_bindgen]
impl Range_ {
    #[wasm_bindgen(constructor)]
    pub fn new(end: u32) -> Range_ {
        Range_ { next: 0, end }
    }

    #[wasm_bindgen(js_name = "[Symbol.iterator]")]
    pub fn iterator(&self) -> Steps {
        Steps { next: self.next, end: self.end }
    }

    #[wasm_bindgen(getter, js_name = "[Symbol.toStringTag]")]
    pub fn tag(&self) -> String {
        "Range".into()
    }

    pub fn r#in(&self) -> u32 {
        8
    }
}

#[wasm_bindgen(getter_with_clone)]
pub struct Step {
    pub value: Option<u32>,
    pub done: bool,
}

#[wasm_bindgen]
pub struct Steps {
    next: u32,
    end: u32,
}

#[wasm_bindgen]
impl Steps {
    pub fn next(&mut self) -> Step {
        if self.next == self.end {
            return Step { value: None, done: true };
        }
        self.next += 1;
        Step { value: Some(self.next - 1), done: false }
    }
}

/// Not exported at run time.
#[wasm_bindgen(private)]
pub struct Hidden {
    pub n: u32,
}

#[wasm_bindgen]
pub fn hidden(n: u32) -> Hidden {
    Hidden { n }
}

#[wasm_bindgen]
pub struct Object_;

#[wasm_bindgen]
impl Object_ {
    #[wasm_bindgen(js_name = prototypeName)]
    pub fn prototype_name() -> String {
        "Object_".into()
    }
}

/// Called with its JS `this`.
#[wasm_bindgen]
pub fn with_this(#[wasm_bindgen(js_name = "self")] this_: &JsValue, x: u32) -> String {
    format!("{} {x}", this_.is_undefined())
}

#[wasm_bindgen(js_name = delete)]
pub fn delete_() -> u32 {
    5
}

#[wasm_bindgen]
extern "C" {
    /// Its JS name is that of one of our exports.
    #[wasm_bindgen(js_namespace = namingHost, js_name = camelCase)]
    fn host_camel(x: u32) -> u32;

    fn namingGlobal(x: u32) -> u32;
}

#[wasm_bindgen]
pub fn through_host(x: u32) -> u32 {
    host_camel(x) + namingGlobal(x)
}
