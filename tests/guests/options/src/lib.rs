//! `Option` and `Result` around every scalar.

use wasm_bindgen::prelude::*;

macro_rules! scalars {
    ($($t:ident $opt:ident $none:ident $res:ident;)*) => {$(
        #[wasm_bindgen]
        pub fn $opt(x: Option<$t>) -> Option<$t> { x }

        #[wasm_bindgen]
        pub fn $none(x: Option<$t>) -> bool { x.is_none() }

        #[wasm_bindgen]
        pub fn $res(x: $t, fail: bool) -> Result<$t, JsError> {
            if fail { Err(JsError::new(concat!("no ", stringify!($t)))) } else { Ok(x) }
        }
    )*};
}

/// A 128-bit `Option` does not fit beside the error in a return area.
macro_rules! both {
    ($($t:ident $both:ident;)*) => {$(
        #[wasm_bindgen]
        pub fn $both(x: Option<$t>, fail: bool) -> Result<Option<$t>, JsValue> {
            if fail { Err(JsValue::from_str(stringify!($t))) } else { Ok(x) }
        }
    )*};
}

scalars! {
    i8 opt_i8 none_i8 res_i8;
    u8 opt_u8 none_u8 res_u8;
    i16 opt_i16 none_i16 res_i16;
    u16 opt_u16 none_u16 res_u16;
    i32 opt_i32 none_i32 res_i32;
    u32 opt_u32 none_u32 res_u32;
    i64 opt_i64 none_i64 res_i64;
    u64 opt_u64 none_u64 res_u64;
    i128 opt_i128 none_i128 res_i128;
    u128 opt_u128 none_u128 res_u128;
    isize opt_isize none_isize res_isize;
    usize opt_usize none_usize res_usize;
    f32 opt_f32 none_f32 res_f32;
    f64 opt_f64 none_f64 res_f64;
    bool opt_bool none_bool res_bool;
    char opt_char none_char res_char;
}

both! {
    i8 both_i8;
    u8 both_u8;
    i16 both_i16;
    u16 both_u16;
    i32 both_i32;
    u32 both_u32;
    i64 both_i64;
    u64 both_u64;
    isize both_isize;
    usize both_usize;
    f32 both_f32;
    f64 both_f64;
    bool both_bool;
    char both_char;
}

#[wasm_bindgen]
pub fn opt_pointer(x: Option<*const u8>) -> Option<*const u8> {
    x
}

#[wasm_bindgen]
pub fn opt_value(x: Option<JsValue>) -> Option<JsValue> {
    x
}

#[wasm_bindgen]
pub fn res_value(x: JsValue, fail: bool) -> Result<JsValue, JsValue> {
    if fail {
        Err(x)
    } else {
        Ok(x)
    }
}

#[wasm_bindgen]
pub fn res_unit(fail: bool) -> Result<(), JsValue> {
    if fail {
        Err(JsValue::from_f64(13.0))
    } else {
        Ok(())
    }
}

/// Any `E: Into<JsValue>` will do.
#[wasm_bindgen]
pub fn res_text(code: u8) -> Result<u8, String> {
    match code {
        0 => Err("zero".into()),
        n => Ok(n),
    }
}

/// Standard errors turn into `JsError` through `?`.
#[wasm_bindgen]
pub fn parse(s: &str) -> Result<i32, JsError> {
    Ok(s.parse::<i32>()?)
}

#[wasm_bindgen]
pub fn first_some(a: Option<u32>, b: Option<f64>, c: Option<String>, d: Option<bool>) -> String {
    format!("{a:?} {b:?} {c:?} {d:?}")
}
