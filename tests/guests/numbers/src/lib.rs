//! Exported functions over every number type, `bool` and `char`.

use wasm_bindgen::prelude::*;

macro_rules! ints {
    ($($t:ident $echo:ident $next:ident $min:ident $max:ident;)*) => {$(
        #[wasm_bindgen]
        pub fn $echo(x: $t) -> $t { x }

        #[wasm_bindgen]
        pub fn $next(x: $t) -> $t { x.wrapping_add(1) }

        #[wasm_bindgen]
        pub fn $min() -> $t { $t::MIN }

        #[wasm_bindgen]
        pub fn $max() -> $t { $t::MAX }
    )*};
}

ints! {
    i8 echo_i8 next_i8 min_i8 max_i8;
    u8 echo_u8 next_u8 min_u8 max_u8;
    i16 echo_i16 next_i16 min_i16 max_i16;
    u16 echo_u16 next_u16 min_u16 max_u16;
    i32 echo_i32 next_i32 min_i32 max_i32;
    u32 echo_u32 next_u32 min_u32 max_u32;
    i64 echo_i64 next_i64 min_i64 max_i64;
    u64 echo_u64 next_u64 min_u64 max_u64;
    i128 echo_i128 next_i128 min_i128 max_i128;
    u128 echo_u128 next_u128 min_u128 max_u128;
    isize echo_isize next_isize min_isize max_isize;
    usize echo_usize next_usize min_usize max_usize;
}

#[wasm_bindgen]
pub fn echo_f32(x: f32) -> f32 {
    x
}

#[wasm_bindgen]
pub fn echo_f64(x: f64) -> f64 {
    x
}

#[wasm_bindgen]
pub fn hypot_f32(a: f32, b: f32) -> f32 {
    (a * a + b * b).sqrt()
}

#[wasm_bindgen]
pub fn hypot_f64(a: f64, b: f64) -> f64 {
    (a * a + b * b).sqrt()
}

#[wasm_bindgen]
pub fn echo_bool(x: bool) -> bool {
    x
}

#[wasm_bindgen]
pub fn not(x: bool) -> bool {
    !x
}

#[wasm_bindgen]
pub fn echo_char(x: char) -> char {
    x
}

#[wasm_bindgen]
pub fn next_char(x: char) -> char {
    char::from_u32(x as u32 + 1).unwrap_or('\0')
}

#[wasm_bindgen]
pub fn char_code(x: char) -> u32 {
    x as u32
}

/// Nothing in, nothing out.
#[wasm_bindgen]
pub fn unit() {}

/// Each argument lands in its own wasm parameter, 128-bit ones in two.
#[wasm_bindgen]
#[allow(clippy::too_many_arguments)]
pub fn weigh(a: i8, b: u16, c: i32, d: u64, e: i128, f: u128, g: f32, h: f64, i: bool, j: char) -> f64 {
    a as f64
        + 2.0 * b as f64
        + 3.0 * c as f64
        + 4.0 * d as f64
        + 5.0 * e as f64
        + 6.0 * f as f64
        + 7.0 * g as f64
        + 8.0 * h
        + 9.0 * i as u8 as f64
        + 10.0 * j as u32 as f64
}

/// Raw pointers are plain numbers in JS.
#[wasm_bindgen]
pub fn pointer_offset(base: *const u8, by: usize) -> *const u8 {
    base.wrapping_add(by)
}

#[wasm_bindgen]
pub fn null_mut() -> *mut u32 {
    core::ptr::null_mut()
}

#[wasm_bindgen]
pub fn non_null(p: core::ptr::NonNull<u32>) -> core::ptr::NonNull<u32> {
    p
}
