//! Classes that show their properties.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(inspectable)]
pub struct Shown {
    pub x: u32,
    pub flag: bool,
    hidden: u32,
}

#[wasm_bindgen]
impl Shown {
    #[wasm_bindgen(constructor)]
    pub fn new(x: u32) -> Shown {
        Shown { x, flag: true, hidden: 9 }
    }

    #[wasm_bindgen(getter)]
    pub fn computed(&self) -> String {
        format!("{}-{}", self.x, self.hidden)
    }

    #[wasm_bindgen(getter)]
    pub fn missing(&self) -> Option<u32> {
        None
    }

    pub fn method(&self) -> u32 {
        self.hidden
    }
}

#[wasm_bindgen(inspectable, getter_with_clone)]
pub struct Nested {
    pub name: String,
    pub values: Vec<u32>,
}

#[wasm_bindgen]
impl Nested {
    #[wasm_bindgen(constructor)]
    pub fn new(name: String) -> Nested {
        Nested { name, values: vec![1, 2] }
    }
}

/// Its own `toJSON` wins.
#[wasm_bindgen(inspectable)]
pub struct Custom {
    pub x: u32,
}

#[wasm_bindgen]
impl Custom {
    #[allow(clippy::new_without_default)]
    #[wasm_bindgen(constructor)]
    pub fn new() -> Custom {
        Custom { x: 1 }
    }

    #[wasm_bindgen(js_name = toJSON)]
    pub fn to_json(&self) -> String {
        "custom".into()
    }
}

#[wasm_bindgen]
pub struct Opaque {
    pub x: u32,
}

#[wasm_bindgen]
impl Opaque {
    #[allow(clippy::new_without_default)]
    #[wasm_bindgen(constructor)]
    pub fn new() -> Opaque {
        Opaque { x: 1 }
    }
}

/// Declares a class whose properties come from fields and from accessors.
macro_rules! ordered {
    ($($attribute:ident = $value:expr)?; $name:ident) => {
        #[wasm_bindgen(inspectable $(, $attribute = $value)?)]
        pub struct $name {
            pub z: u32,
            pub b: u32,
        }

        #[wasm_bindgen($($attribute = $value)?)]
        impl $name {
            #[wasm_bindgen(constructor)]
            pub fn new() -> $name {
                $name { z: 1, b: 2 }
            }

            #[wasm_bindgen(getter)]
            pub fn y(&self) -> u32 {
                3
            }

            #[wasm_bindgen(getter)]
            pub fn ax(&self) -> u32 {
                4
            }
        }
    };
}

// Before, at, between and behind what the symbols of fields begin with.
ordered!(; Alpha);
ordered!(; Get);
ordered!(; Middle);
ordered!(; Set);
ordered!(; Zoo);
ordered!(js_namespace = ["a", "b", "c"]; Spaced);
