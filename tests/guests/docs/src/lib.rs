//! What only shows in types and comments.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = r#"
export interface Point2 {
    x: number;
    y: number;
}
export type Handler = (event: string) => void;
"#;

#[wasm_bindgen(typescript_custom_section)]
const MORE_TYPES: &'static str = "export type Alias = Point2 | null;";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "Point2")]
    pub type Point2;

    #[wasm_bindgen(typescript_type = "Handler")]
    pub type Handler;

    #[wasm_bindgen(method, getter, structural)]
    fn x(this: &Point2) -> f64;

    #[wasm_bindgen(method, getter, structural)]
    fn y(this: &Point2) -> f64;
}

/// Adds two numbers.
///
/// # Example
///
/// ```js
/// add(1, 2) // 3
/// ```
#[wasm_bindgen]
pub fn add(a: i32, b: i32) -> i32 {
    a + b
}

/// Greets somebody.
/// @param name who to greet
/// @returns a greeting
#[wasm_bindgen(skip_jsdoc)]
pub fn greet(name: &str) -> String {
    format!("hi {name}")
}

/// Length of a point.
#[wasm_bindgen]
pub fn norm(p: &Point2) -> f64 {
    (p.x() * p.x() + p.y() * p.y()).sqrt()
}

#[wasm_bindgen(unchecked_return_type = "[number, number]", return_description = "the two halves")]
pub fn halves(
    #[wasm_bindgen(param_description = "what to halve")] x: f64,
    #[wasm_bindgen(unchecked_param_type = "1 | 2 | 3", param_description = "how")] mode: u32,
) -> Vec<f64> {
    vec![x / 2.0, x / 2.0 + mode as f64]
}

#[wasm_bindgen]
pub fn optional(
    required: u32,
    #[wasm_bindgen(js_name = "givenName")] name: Option<String>,
    #[wasm_bindgen(unchecked_optional_param_type = "Alias")] point: JsValue,
) -> String {
    format!("{required} {name:?} {}", point.is_undefined())
}

#[wasm_bindgen]
pub fn middle_optional(a: Option<u32>, b: u32, c: Option<bool>) -> f64 {
    a.unwrap_or(0) as f64 + b as f64 + c.map_or(0.5, |c| c as u8 as f64)
}

#[wasm_bindgen(unchecked_return_type = "Promise<never> | string")]
pub fn odd_type() -> JsValue {
    JsValue::from_str("odd")
}

#[wasm_bindgen(skip_typescript)]
pub fn untyped(x: u32) -> u32 {
    x
}

/// A class with documentation.
#[wasm_bindgen]
pub struct Documented {
    /// A documented field.
    pub field: u32,
    /// A read-only one.
    #[wasm_bindgen(readonly)]
    pub fixed: u32,
    #[wasm_bindgen(skip_typescript)]
    pub unseen: u32,
}

#[wasm_bindgen]
impl Documented {
    /// Makes one.
    #[wasm_bindgen(constructor)]
    pub fn new(#[wasm_bindgen(param_description = "first value")] field: u32) -> Documented {
        Documented { field, fixed: 1, unseen: 2 }
    }

    /// A method.
    #[wasm_bindgen(return_description = "twice the field")]
    pub fn twice(&self) -> u32 {
        self.field * 2
    }

    #[wasm_bindgen(skip_typescript)]
    pub fn untyped_method(&self) -> u32 {
        3
    }

    /// An accessor.
    #[wasm_bindgen(getter)]
    pub fn level(&self) -> Option<u32> {
        Some(self.field)
    }

    #[wasm_bindgen(setter)]
    pub fn set_level(&mut self, level: Option<u32>) {
        self.field = level.unwrap_or(0);
    }

    #[wasm_bindgen(getter, unchecked_return_type = "'a' | 'b'")]
    pub fn letter(&self) -> String {
        "a".into()
    }

    pub async fn later(x: u32) -> Option<u32> {
        Some(x)
    }
}

#[wasm_bindgen(skip_typescript)]
pub struct Untyped {
    pub x: u32,
}

#[wasm_bindgen]
impl Untyped {
    #[allow(clippy::new_without_default)]
    #[wasm_bindgen(constructor)]
    pub fn new() -> Untyped {
        Untyped { x: 4 }
    }
}

/// An enum with documentation.
#[wasm_bindgen]
#[derive(Clone, Copy)]
pub enum Mode {
    /// Not running.
    Off = 0,
    /// Running.
    On = 1,
}

/// A string enum with documentation.
#[wasm_bindgen]
#[derive(Clone, Copy)]
pub enum Theme {
    /// Bright.
    Light = "light",
    /// Dim.
    Dark = "dark",
}

#[wasm_bindgen]
pub fn theme_of(m: Mode) -> Theme {
    match m {
        Mode::Off => Theme::Dark,
        Mode::On => Theme::Light,
    }
}

#[wasm_bindgen(variadic)]
pub fn spread(first: &str, #[wasm_bindgen(param_description = "the others")] rest: Vec<String>) -> usize {
    first.len() + rest.len()
}

#[wasm_bindgen]
pub fn with_handler(h: Handler) -> bool {
    let v: JsValue = h.into();
    v.is_function()
}

/// Returns nothing, says something.
#[wasm_bindgen]
pub fn tricky() {}
