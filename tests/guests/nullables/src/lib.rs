//! `Nullable`: null apart from undefined.

use wasm_bindgen::prelude::*;
use wasm_bindgen::Nullable;

macro_rules! nullables {
    ($($t:ty, $plain:ident $both:ident;)*) => {$(
        #[wasm_bindgen]
        pub fn $plain(x: Nullable<$t>) -> Nullable<$t> { x }

        #[wasm_bindgen]
        pub fn $both(x: Option<Nullable<$t>>) -> Option<Nullable<$t>> { x }
    )*};
}

nullables! {
    u8, null_u8 both_u8;
    i32, null_i32 both_i32;
    u32, null_u32 both_u32;
    i64, null_i64 both_i64;
    f32, null_f32 both_f32;
    f64, null_f64 both_f64;
    bool, null_bool both_bool;
    char, null_char both_char;
    String, null_string both_string;
    Vec<u8>, null_bytes both_bytes;
    Vec<String>, null_strings both_strings;
    JsValue, null_value both_value;
}

#[wasm_bindgen]
pub struct Thing {
    pub n: u32,
    pub maybe: Nullable<u32>,
}

#[wasm_bindgen]
impl Thing {
    #[wasm_bindgen(constructor)]
    pub fn new(n: u32) -> Thing {
        Thing { n, maybe: Nullable::Null }
    }
}

#[wasm_bindgen]
pub fn null_thing(x: Nullable<Thing>) -> Nullable<Thing> {
    x
}

#[wasm_bindgen]
pub fn both_thing(x: Option<Nullable<Thing>>) -> Option<Nullable<Thing>> {
    x
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = nullableHost)]
    fn swap(x: Nullable<u32>) -> Nullable<String>;
}

#[wasm_bindgen]
pub fn through_host(x: Nullable<u32>) -> Nullable<String> {
    swap(x)
}
