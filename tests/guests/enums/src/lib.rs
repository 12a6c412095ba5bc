//! Numeric enums, string enums and unions.

use js_sys::Date;
use wasm_bindgen::prelude::*;

/// Counts from zero.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Color {
    /// Like a rose.
    Red,
    Green,
    Blue,
}

/// With gaps.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sparse {
    One = 1,
    Two = 2,
    Ten = 10,
    Max = 255,
}

/// With negative discriminants.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Signed {
    Minus = -5,
    Zero = 0,
    Plus = 5,
}

/// The hole is not zero here.
#[wasm_bindgen(js_name = RenamedEnum)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Packed {
    A = 0,
    B = 1,
    C = 3,
}

#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Direction {
    North = "north",
    South = "south",
    Odd = "odd 'one'",
}

/// A string, a number or a date.
#[wasm_bindgen]
pub enum Either {
    Auto = "auto",
    Number(f64),
    Date(Date),
}

#[wasm_bindgen]
pub fn next_color(c: Color) -> Color {
    match c {
        Color::Red => Color::Green,
        Color::Green => Color::Blue,
        Color::Blue => Color::Red,
    }
}

#[wasm_bindgen]
pub fn color_name(c: Color) -> String {
    format!("{c:?}")
}

#[wasm_bindgen]
pub fn maybe_color(c: Option<Color>) -> Option<Color> {
    c.map(next_color)
}

#[wasm_bindgen]
pub fn res_color(n: u32) -> Result<Color, JsError> {
    match n {
        0 => Ok(Color::Red),
        1 => Ok(Color::Green),
        _ => Err(JsError::new("no such colour")),
    }
}

#[wasm_bindgen]
pub fn echo_sparse(s: Sparse) -> Sparse {
    s
}

#[wasm_bindgen]
pub fn maybe_sparse(s: Option<Sparse>) -> Option<Sparse> {
    s
}

#[wasm_bindgen]
pub fn echo_signed(s: Signed) -> Signed {
    s
}

#[wasm_bindgen]
pub fn maybe_signed(s: Option<Signed>) -> Option<Signed> {
    s
}

#[wasm_bindgen]
pub fn signed_value(s: Signed) -> i32 {
    s as i32
}

#[wasm_bindgen]
pub fn maybe_packed(s: Option<Packed>) -> Option<Packed> {
    s
}

#[wasm_bindgen]
pub fn echo_direction(d: Direction) -> Direction {
    d
}

#[wasm_bindgen]
pub fn opposite(d: Option<Direction>) -> Option<Direction> {
    match d {
        Some(Direction::North) => Some(Direction::South),
        Some(Direction::South) => Some(Direction::North),
        _ => None,
    }
}

#[wasm_bindgen]
pub fn is_known(d: Direction) -> bool {
    d.to_str() == "north" || d.to_str() == "south"
}

#[wasm_bindgen]
pub fn parse_direction(s: &str) -> Option<Direction> {
    Direction::from_str(s)
}

#[wasm_bindgen]
pub fn direction_value(d: Direction) -> JsValue {
    d.into()
}

#[wasm_bindgen]
pub fn direction_from_value(v: JsValue) -> Option<Direction> {
    Direction::from_js_value(&v)
}

#[wasm_bindgen]
pub fn describe_either(e: Either) -> String {
    match e {
        Either::Auto => "auto".into(),
        Either::Number(n) => format!("number {n}"),
        Either::Date(d) => format!("date {}", d.get_time()),
    }
}

#[wasm_bindgen]
pub fn make_either(kind: u32) -> Either {
    match kind {
        0 => Either::Auto,
        1 => Either::Number(2.5),
        _ => Either::Date(Date::new(&JsValue::from_f64(0.0))),
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = enumHost)]
    fn paint(c: Color) -> Color;
    #[wasm_bindgen(js_namespace = enumHost)]
    fn turn(d: Direction) -> Option<Direction>;
    #[wasm_bindgen(js_namespace = enumHost)]
    fn maybe_paint(c: Option<Color>) -> Option<Color>;
}

#[wasm_bindgen]
pub fn paint_through_host(c: Color) -> Color {
    paint(c)
}

#[wasm_bindgen]
pub fn turn_through_host(d: Direction) -> Option<Direction> {
    turn(d)
}

#[wasm_bindgen]
pub fn maybe_paint_through_host(c: Option<Color>) -> Option<Color> {
    maybe_paint(c)
}
