//! Numeric slices and vectors of every element type, shared, exclusive and owned.

use wasm_bindgen::prelude::*;
use wasm_bindgen::Clamped;

macro_rules! slices {
    ($($t:ident $sum:ident $twice:ident $own:ident $range:ident $maybe:ident $boxed:ident;)*) => {$(
        #[wasm_bindgen]
        pub fn $sum(xs: &[$t]) -> $t {
            xs.iter().fold(0 as $t, |a, b| a + *b)
        }

        #[wasm_bindgen]
        pub fn $twice(xs: &mut [$t]) {
            for x in xs { *x = *x + *x; }
        }

        #[wasm_bindgen]
        pub fn $own(mut xs: Vec<$t>) -> Vec<$t> {
            xs.reverse();
            xs
        }

        #[wasm_bindgen]
        pub fn $range(n: usize) -> Vec<$t> {
            (0..n).map(|i| i as $t).collect()
        }

        #[wasm_bindgen]
        pub fn $maybe(xs: Option<Vec<$t>>) -> Option<Vec<$t>> {
            xs.map(|mut xs| { xs.push(7 as $t); xs })
        }

        #[wasm_bindgen]
        pub fn $boxed(xs: Box<[$t]>) -> Box<[$t]> {
            xs
        }
    )*};
}

slices! {
    i8 sum_i8 twice_i8 own_i8 range_i8 maybe_i8 boxed_i8;
    u8 sum_u8 twice_u8 own_u8 range_u8 maybe_u8 boxed_u8;
    i16 sum_i16 twice_i16 own_i16 range_i16 maybe_i16 boxed_i16;
    u16 sum_u16 twice_u16 own_u16 range_u16 maybe_u16 boxed_u16;
    i32 sum_i32 twice_i32 own_i32 range_i32 maybe_i32 boxed_i32;
    u32 sum_u32 twice_u32 own_u32 range_u32 maybe_u32 boxed_u32;
    i64 sum_i64 twice_i64 own_i64 range_i64 maybe_i64 boxed_i64;
    u64 sum_u64 twice_u64 own_u64 range_u64 maybe_u64 boxed_u64;
    isize sum_isize twice_isize own_isize range_isize maybe_isize boxed_isize;
    usize sum_usize twice_usize own_usize range_usize maybe_usize boxed_usize;
    f32 sum_f32 twice_f32 own_f32 range_f32 maybe_f32 boxed_f32;
    f64 sum_f64 twice_f64 own_f64 range_f64 maybe_f64 boxed_f64;
}

#[wasm_bindgen]
pub fn clamped(xs: Clamped<Vec<u8>>) -> Clamped<Vec<u8>> {
    Clamped(xs.0.iter().map(|x| 255 - x).collect())
}

#[wasm_bindgen]
pub fn option_slice(xs: Option<Box<[f64]>>) -> f64 {
    xs.map_or(-1.0, |xs| xs.iter().sum())
}

#[wasm_bindgen]
pub fn checked(xs: &[i32]) -> Result<Vec<i32>, JsError> {
    if xs.is_empty() {
        return Err(JsError::new("no elements"));
    }
    Ok(xs.iter().map(|x| x * x).collect())
}

#[wasm_bindgen]
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[wasm_bindgen]
pub fn copy_into(from: &[u16], into: &mut [u16]) -> usize {
    let n = from.len().min(into.len());
    into[..n].copy_from_slice(&from[..n]);
    n
}

#[wasm_bindgen]
extern "C" {
    /// Sees a slice borrowed from wasm memory.
    #[wasm_bindgen(js_namespace = sliceHost)]
    fn inspect(bytes: &[u8], floats: &[f32]) -> f64;
    #[wasm_bindgen(js_namespace = sliceHost)]
    fn fill(words: &mut [u32]);
    #[wasm_bindgen(js_namespace = sliceHost)]
    fn make(n: u32) -> Vec<i16>;
    #[wasm_bindgen(js_namespace = sliceHost)]
    fn take(xs: Vec<u64>) -> Box<[i64]>;
    #[wasm_bindgen(js_namespace = sliceHost, js_name = pixels)]
    fn pixels(xs: Clamped<&[u8]>) -> u32;
    #[wasm_bindgen(js_namespace = sliceHost, js_name = invert)]
    fn invert(xs: Clamped<&mut [u8]>);
}

#[wasm_bindgen]
pub fn through_host() -> f64 {
    inspect(&[1, 2, 3], &[0.5, 0.25])
}

#[wasm_bindgen]
pub fn pixels_through_host(mut xs: Vec<u8>) -> Vec<u8> {
    let n = pixels(Clamped(&xs));
    invert(Clamped(&mut xs));
    xs.push(n as u8);
    xs
}

#[wasm_bindgen]
pub fn filled_by_host(n: usize) -> Vec<u32> {
    let mut words = vec![1; n];
    fill(&mut words);
    words
}

#[wasm_bindgen]
pub fn made_by_host(n: u32) -> i32 {
    make(n).into_iter().map(i32::from).sum()
}

#[wasm_bindgen]
pub fn taken_by_host(xs: Vec<u64>) -> Vec<i64> {
    take(xs).into_vec()
}
