//! Exports that live in namespace objects.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(js_namespace = maths)]
pub fn add(a: i32, b: i32) -> i32 {
    a + b
}

#[wasm_bindgen(js_namespace = ["maths", "deep"], js_name = multiply)]
pub fn mul(a: i32, b: i32) -> i32 {
    a * b
}

#[wasm_bindgen(js_namespace = ["maths", "deep"])]
pub fn negate(a: i32) -> i32 {
    -a
}

/// Same name, no namespace.
#[wasm_bindgen(js_name = add)]
pub fn plain_add(a: String, b: String) -> String {
    a + &b
}

#[wasm_bindgen(js_namespace = shapes)]
#[derive(Clone)]
pub struct Square {
    pub side: f64,
}

#[wasm_bindgen(js_namespace = shapes)]
impl Square {
    #[wasm_bindgen(constructor)]
    pub fn new(side: f64) -> Square {
        Square { side }
    }

    pub fn area(&self) -> f64 {
        self.side * self.side
    }

    pub fn unit() -> Square {
        Square { side: 1.0 }
    }
}

#[wasm_bindgen(js_namespace = shapes)]
#[derive(Clone, Copy, Debug)]
pub enum Corner {
    Sharp = 0,
    Round = 1,
}

#[wasm_bindgen(js_namespace = shapes)]
pub fn grow(s: &Square, by: f64) -> Square {
    Square { side: s.side + by }
}

#[wasm_bindgen(js_namespace = shapes, js_name = cornerName)]
pub fn corner_name(c: Corner) -> String {
    format!("{c:?}")
}

/// Same class name outside the namespace.
#[wasm_bindgen(js_name = Square)]
pub struct OtherSquare(u32);

#[wasm_bindgen(js_class = Square)]
impl OtherSquare {
    #[wasm_bindgen(constructor)]
    pub fn new(n: u32) -> OtherSquare {
        OtherSquare(n)
    }

    pub fn value(&self) -> u32 {
        self.0
    }
}
