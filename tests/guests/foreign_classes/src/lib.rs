//! Imported classes: constructors, methods, statics, accessors, indexing, inheritance, casts.

use wasm_bindgen::prelude::*;
use wasm_bindgen::JsCast;

#[wasm_bindgen]
extern "C" {
    pub type Shape;

    #[wasm_bindgen(constructor)]
    fn new(name: &str) -> Shape;

    #[wasm_bindgen(method)]
    fn area(this: &Shape) -> f64;

    #[wasm_bindgen(method, final, js_name = label)]
    fn label_final(this: &Shape, prefix: &str) -> String;

    #[wasm_bindgen(method, structural, js_name = label)]
    fn label_structural(this: &Shape, prefix: &str) -> String;

    #[wasm_bindgen(method, catch, js_name = fail)]
    fn fail(this: &Shape, why: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, variadic, js_name = addAll)]
    fn add_all(this: &Shape, xs: &[f64]) -> f64;

    #[wasm_bindgen(static_method_of = Shape)]
    fn unit() -> Shape;

    #[wasm_bindgen(static_method_of = Shape, js_name = compareAll)]
    fn compare(a: &Shape, b: &Shape) -> i32;

    #[wasm_bindgen(method, getter)]
    fn name(this: &Shape) -> String;

    #[wasm_bindgen(method, setter)]
    fn set_name(this: &Shape, name: &str);

    #[wasm_bindgen(method, getter, js_name = fullSize)]
    fn full_size(this: &Shape) -> f64;

    #[wasm_bindgen(method, setter, js_name = fullSize)]
    fn set_full_size(this: &Shape, size: f64);

    #[wasm_bindgen(method, getter, final, js_name = secret)]
    fn secret_final(this: &Shape) -> u32;

    #[wasm_bindgen(method, setter, final, js_name = secret)]
    fn set_secret_final(this: &Shape, v: u32);

    #[wasm_bindgen(static_method_of = Shape, getter, js_name = count)]
    fn count() -> u32;

    #[wasm_bindgen(static_method_of = Shape, setter, js_name = count)]
    fn set_count(n: u32);

    #[wasm_bindgen(method, indexing_getter)]
    fn get(this: &Shape, key: &str) -> JsValue;

    #[wasm_bindgen(method, indexing_setter)]
    fn set(this: &Shape, key: &str, value: JsValue);

    #[wasm_bindgen(method, indexing_deleter)]
    fn delete(this: &Shape, key: &str);

    #[wasm_bindgen(method, getter, js_name = "odd-name")]
    fn odd_name(this: &Shape) -> Option<u32>;

    #[wasm_bindgen(method, js_name = "[Symbol.iterator]")]
    fn iterate(this: &Shape) -> JsValue;

    #[wasm_bindgen(extends = Shape)]
    pub type Circle;

    #[wasm_bindgen(constructor)]
    fn with_radius(radius: f64) -> Circle;

    #[wasm_bindgen(method, getter)]
    fn radius(this: &Circle) -> f64;

    #[wasm_bindgen(js_namespace = ["classHost", "inner"], js_name = Point)]
    pub type Position;

    #[wasm_bindgen(constructor, js_namespace = ["classHost", "inner"], js_class = "Point")]
    fn at(x: f64, y: f64) -> Position;

    #[wasm_bindgen(method, js_class = "Point", js_name = norm)]
    fn norm(this: &Position) -> f64;

    #[wasm_bindgen(static_method_of = Position, js_namespace = ["classHost", "inner"], js_class = "Point")]
    fn origin() -> Position;

    #[wasm_bindgen(constructor, catch, js_namespace = classHost, js_class = "Fussy")]
    fn try_new(ok: bool) -> Result<Fussy, JsValue>;
    #[wasm_bindgen(js_namespace = classHost)]
    pub type Fussy;
    #[wasm_bindgen(method, getter, js_class = "Fussy")]
    fn ok(this: &Fussy) -> bool;

    /// Any object that has the property will do.
    #[wasm_bindgen(typescript_type = "{ size: number }")]
    pub type Sized_;

    #[wasm_bindgen(method, getter, structural)]
    fn size(this: &Sized_) -> f64;

    #[wasm_bindgen(vendor_prefix = webkit)]
    pub type Prefixed;

    #[wasm_bindgen(constructor)]
    fn prefixed() -> Prefixed;

    #[wasm_bindgen(method)]
    fn hello(this: &Prefixed) -> String;
}

#[wasm_bindgen]
pub fn make_shape(name: &str) -> Shape {
    Shape::new(name)
}

#[wasm_bindgen]
pub fn area_of(s: &Shape) -> f64 {
    s.area()
}

#[wasm_bindgen]
pub fn labels(s: &Shape) -> Vec<String> {
    vec![s.label_final("f:"), s.label_structural("s:")]
}

#[wasm_bindgen]
pub fn failing(s: &Shape) -> String {
    match s.fail("because") {
        Ok(_) => "no error".into(),
        Err(e) => e.unchecked_into::<Named>().message(),
    }
}

#[wasm_bindgen]
extern "C" {
    type Named;
    #[wasm_bindgen(method, getter, structural)]
    fn message(this: &Named) -> String;
}

#[wasm_bindgen]
pub fn add_all(s: &Shape, xs: Vec<f64>) -> f64 {
    s.add_all(&xs)
}

#[wasm_bindgen]
pub fn unit_area() -> f64 {
    Shape::unit().area()
}

#[wasm_bindgen]
pub fn compare_shapes(a: &Shape, b: &Shape) -> i32 {
    Shape::compare(a, b)
}

#[wasm_bindgen]
pub fn rename(s: &Shape, suffix: &str) -> String {
    s.set_name(&format!("{}{suffix}", s.name()));
    s.name()
}

#[wasm_bindgen]
pub fn double_size(s: &Shape) -> f64 {
    s.set_full_size(s.full_size() * 2.0);
    s.full_size()
}

#[wasm_bindgen]
pub fn bump_secret(s: &Shape) -> u32 {
    s.set_secret_final(s.secret_final() + 1);
    s.secret_final()
}

#[wasm_bindgen]
pub fn bump_count() -> u32 {
    Shape::set_count(Shape::count() + 10);
    Shape::count()
}

#[wasm_bindgen]
pub fn index_get(s: &Shape, key: &str) -> JsValue {
    s.get(key)
}

#[wasm_bindgen]
pub fn index_set(s: &Shape, key: &str, value: JsValue) {
    s.set(key, value);
}

#[wasm_bindgen]
pub fn index_delete(s: &Shape, key: &str) {
    s.delete(key);
}

#[wasm_bindgen]
pub fn odd(s: &Shape) -> Option<u32> {
    s.odd_name()
}

#[wasm_bindgen]
pub fn iterator_of(s: &Shape) -> JsValue {
    s.iterate()
}

#[wasm_bindgen]
pub fn circle(radius: f64) -> Circle {
    Circle::with_radius(radius)
}

/// Methods of the parent through deref.
#[wasm_bindgen]
pub fn circle_report(c: &Circle) -> String {
    format!("{} {} {}", c.name(), c.radius(), c.area())
}

#[wasm_bindgen]
pub fn cast_report(v: &JsValue) -> String {
    format!(
        "shape:{} circle:{} position:{}",
        v.is_instance_of::<Shape>(),
        v.has_type::<Circle>(),
        v.dyn_ref::<Position>().is_some()
    )
}

#[wasm_bindgen]
pub fn into_circle(v: JsValue) -> Result<Circle, JsValue> {
    v.dyn_into::<Circle>()
}

#[wasm_bindgen]
pub fn point_norm(x: f64, y: f64) -> f64 {
    Position::at(x, y).norm() + Position::origin().norm()
}

#[wasm_bindgen]
pub fn fussy(ok: bool) -> Result<bool, JsValue> {
    Ok(Fussy::try_new(ok)?.ok())
}

#[wasm_bindgen]
pub fn size_of(x: &Sized_) -> f64 {
    x.size()
}

#[wasm_bindgen]
pub fn maybe_shape(s: Option<Shape>) -> Option<Shape> {
    s
}

#[wasm_bindgen]
pub fn maybe_shape_ref(s: Option<Shape>) -> String {
    s.map_or_else(|| "none".into(), |s| s.name())
}

#[wasm_bindgen]
pub fn shapes(xs: Vec<Shape>) -> Vec<Shape> {
    xs.into_iter().rev().collect()
}

#[wasm_bindgen]
pub fn vendor() -> String {
    Prefixed::prefixed().hello()
}
