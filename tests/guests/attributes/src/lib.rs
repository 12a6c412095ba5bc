//! Attributes that change what a declaration means, one use of each.

use std::cell::Cell;
use wasm_bindgen::convert::{FromWasmAbi, IntoWasmAbi};
use wasm_bindgen::prelude::*;
use wasm_bindgen::JsCast;

thread_local!(static STARTS: Cell<u32> = const { Cell::new(0) });

/// Runs once the module is there, and is nobody else's business.
#[wasm_bindgen(start, private)]
pub fn begin() {
    STARTS.set(STARTS.get() + 1);
}

#[wasm_bindgen]
pub fn starts() -> u32 {
    STARTS.get()
}

/// The caller's `this` comes first.
#[wasm_bindgen(this)]
pub fn whoami(this: &JsValue, suffix: &str) -> String {
    this.unchecked_ref::<Named>().name() + suffix
}

#[wasm_bindgen]
extern "C" {
    type Named;
    #[wasm_bindgen(method, getter, structural)]
    fn name(this: &Named) -> String;

    /// What its arguments are on the other side.
    #[wasm_bindgen(js_namespace = attributeHost, js_name = kinds)]
    fn slices(
        #[wasm_bindgen(slice = view)] a: &[u8],
        #[wasm_bindgen(slice = copy)] b: &[u8],
        #[wasm_bindgen(slice = array)] c: &[u8],
    ) -> String;
    #[wasm_bindgen(js_namespace = attributeHost, js_name = kinds, vec = array)]
    fn vectors(a: Vec<u16>, #[wasm_bindgen(vec = copy)] b: Vec<u16>, c: Box<[f64]>) -> String;
    #[wasm_bindgen(js_namespace = attributeHost, js_name = kinds, slice_to_array)]
    fn old_slices(a: &[i32], b: Option<&[i32]>) -> String;

    #[wasm_bindgen(js_namespace = attributeHost, js_name = same, experimental_generic_mono)]
    fn same<T: IntoWasmAbi + FromWasmAbi>(value: T) -> T;

    #[wasm_bindgen(js_name = "Array.prototype.slice.call")]
    fn slice_of(list: &JsValue, from: u32) -> JsValue;

    #[wasm_bindgen(js_name = AttributeTable)]
    type Table;
    #[wasm_bindgen(static_method_of = Table, js_class = "AttributeTable", indexing_getter)]
    fn get(key: &str) -> Option<u32>;
    #[wasm_bindgen(static_method_of = Table, js_class = "AttributeTable", indexing_setter)]
    fn set(key: &str, value: u32);
    #[wasm_bindgen(static_method_of = Table, js_class = "AttributeTable", indexing_deleter)]
    fn delete(key: &str);
    #[wasm_bindgen(static_method_of = Table, js_class = "AttributeTable", getter, final)]
    fn size() -> u32;
    #[wasm_bindgen(static_method_of = Table, js_class = "AttributeTable", setter, final)]
    fn set_size(size: u32);

    /// A type that is told by a predicate.
    #[wasm_bindgen(is_type_of = JsValue::is_bigint, typescript_type = "bigint")]
    type Big;
}

#[wasm_bindgen]
pub fn slice_kinds() -> String {
    slices(&[1, 2], &[3, 4], &[5, 6])
}

#[wasm_bindgen]
pub fn vector_kinds() -> String {
    vectors(vec![1, 65535], vec![2], Box::new([0.5]))
}

#[wasm_bindgen]
pub fn old_slice_kinds() -> String {
    old_slices(&[-1, 2], Some(&[3])) + &old_slices(&[], None)
}

/// Each type is a function of its own on the other side.
#[wasm_bindgen]
pub fn generic(word: String, value: JsValue) -> Vec<JsValue> {
    vec![same(7u32).into(), same(-1i64).into(), same(true).into(), same(word).into(), same(value)]
}

#[wasm_bindgen]
pub fn rest_of(list: &JsValue, from: u32) -> JsValue {
    slice_of(list, from)
}

#[wasm_bindgen]
pub fn table_tour() -> Vec<u32> {
    Table::set("a", 5);
    let first = Table::get("a");
    Table::delete("a");
    vec![first.unwrap_or(0), Table::get("a").unwrap_or(99)]
}

#[wasm_bindgen]
pub fn final_statics() -> u32 {
    Table::set_size(Table::size() + 1);
    Table::size()
}

#[wasm_bindgen]
pub fn is_big(value: &JsValue) -> bool {
    value.has_type::<Big>()
}

#[wasm_bindgen]
pub struct Made {
    pub n: u32,
}

/// Its constructor makes something else.
#[wasm_bindgen]
pub struct Maker;

#[wasm_bindgen]
impl Maker {
    #[allow(clippy::new_ret_no_self)]
    #[wasm_bindgen(constructor)]
    pub fn new(n: u32) -> Made {
        Made { n }
    }
}

/// Known by its values only.
#[wasm_bindgen(private)]
#[derive(Clone, Copy)]
pub enum Side {
    Left,
    Right,
}

#[wasm_bindgen]
pub fn other_side(side: Side) -> Side {
    match side {
        Side::Left => Side::Right,
        Side::Right => Side::Left,
    }
}

/// Known by its texts only.
#[wasm_bindgen(private)]
#[derive(Clone, Copy)]
pub enum Switch {
    On = "on",
    Off = "off",
}

#[wasm_bindgen]
pub fn toggle(switch: Switch) -> Switch {
    match switch {
        Switch::On => Switch::Off,
        _ => Switch::On,
    }
}
