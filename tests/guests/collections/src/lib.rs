//! Arrays, maps, sets, objects, reflection, iteration.

use js_sys::{Array, Function, Iterator, Map, Object, Reflect, Set, Symbol, WeakMap};
use wasm_bindgen::prelude::*;
use wasm_bindgen::JsCast;

#[wasm_bindgen]
pub fn make_array(n: u32) -> Array {
    (0..n).map(JsValue::from).collect()
}

#[wasm_bindgen]
pub fn array_tour(a: &Array) -> Array {
    let out = Array::new();
    out.push(&JsValue::from(a.length()));
    out.push(&a.get(0));
    out.push(&a.slice(1, 3));
    out.push(&a.concat(&Array::of1(&JsValue::from_str("end"))));
    out.push(&JsValue::from(a.index_of(&JsValue::from(2), 0)));
    out.push(&JsValue::from(a.includes(&JsValue::from(9), 0)));
    out.push(&a.join("-"));
    out.push(&a.map(&mut |v, i, _| JsValue::from(v.as_f64().unwrap_or(-1.0) * i as f64)));
    out.push(&a.filter(&mut |v, _, _| v.as_f64().is_some_and(|v| v > 1.0)));
    out.push(&a.reduce(
        &mut |acc, v, _, _| JsValue::from(acc.as_f64().unwrap_or(0.0) + v.as_f64().unwrap_or(0.0)),
        &JsValue::from(0),
    ));
    out.push(&JsValue::from(a.some(&mut |v| v.is_string())));
    out.push(&JsValue::from(a.every(&mut |v, _, _| v.is_truthy())));
    out.push(&a.find(&mut |v, _, _| v == 2));
    out
}

#[wasm_bindgen]
pub fn mutate(a: &Array) -> JsValue {
    a.push(&JsValue::from_str("pushed"));
    a.unshift(&JsValue::from_str("first"));
    a.set(1, JsValue::NULL);
    let popped = a.pop();
    a.reverse();
    popped
}

#[wasm_bindgen]
pub fn sum_iter(a: &Array) -> f64 {
    a.iter().filter_map(|v| v.as_f64()).sum()
}

#[wasm_bindgen]
pub fn from_vec(xs: Vec<f64>) -> Array {
    xs.into_iter().map(JsValue::from_f64).collect()
}

#[wasm_bindgen]
pub fn for_each(a: &Array) -> String {
    let mut out = String::new();
    a.for_each(&mut |v, i, _| out.push_str(&format!("{i}={v:?};")));
    out
}

#[wasm_bindgen]
pub fn map_tour() -> Map {
    let map = Map::new();
    map.set(&JsValue::from_str("a"), &JsValue::from(1));
    map.set(&JsValue::from(2), &JsValue::from_str("b"));
    map.delete(&JsValue::from_str("zzz"));
    map
}

#[wasm_bindgen]
pub fn map_keys(map: &Map) -> Result<Vec<String>, JsValue> {
    let mut out = Vec::new();
    for key in map.keys() {
        out.push(format!("{:?}", key?));
    }
    Ok(out)
}

#[wasm_bindgen]
pub fn map_sum(map: &Map) -> f64 {
    let mut sum = 0.0;
    map.for_each(&mut |value, _key| sum += value.as_f64().unwrap_or(0.0));
    sum
}

#[wasm_bindgen]
pub fn map_get(map: &Map, key: &JsValue) -> JsValue {
    if map.has(key) {
        map.get(key)
    } else {
        JsValue::from_str("absent")
    }
}

#[wasm_bindgen]
pub fn set_tour(values: &JsValue) -> Set {
    let set = Set::new(values);
    set.add(&JsValue::from_str("added"));
    set
}

#[wasm_bindgen]
pub fn weak(key: &Object, value: &JsValue) -> bool {
    let map = WeakMap::new();
    map.set(key, value);
    map.has(key) && map.get(key) == *value
}

#[wasm_bindgen]
pub fn make_object(name: &str, value: &JsValue) -> Result<Object, JsValue> {
    let object = Object::new();
    Reflect::set(&object, &JsValue::from_str(name), value)?;
    Ok(object)
}

#[wasm_bindgen]
pub fn object_keys(o: &Object) -> Array {
    let out = Array::new();
    out.push(&Object::keys(o));
    out.push(&Object::values(o));
    out.push(&Object::entries(o));
    out
}

#[wasm_bindgen]
pub fn assign(target: &Object, source: &Object) -> Object {
    Object::assign(target, source)
}

#[wasm_bindgen]
pub fn frozen(o: &Object) -> bool {
    Object::is_frozen(&Object::freeze(o))
}

#[wasm_bindgen]
pub fn same(a: &JsValue, b: &JsValue) -> bool {
    Object::is(a, b)
}

#[wasm_bindgen]
pub fn reflect_get(o: &JsValue, key: &JsValue) -> Result<JsValue, JsValue> {
    Reflect::get(o, key)
}

#[wasm_bindgen]
pub fn reflect_set(o: &JsValue, key: &JsValue, value: &JsValue) -> Result<bool, JsValue> {
    Reflect::set(o, key, value)
}

#[wasm_bindgen]
pub fn reflect_has(o: &JsValue, key: &JsValue) -> Result<bool, JsValue> {
    Reflect::has(o, key)
}

#[wasm_bindgen]
pub fn reflect_delete(o: &Object, key: &JsValue) -> Result<bool, JsValue> {
    Reflect::delete_property(o, key)
}

#[wasm_bindgen]
pub fn own_keys(o: &JsValue) -> Result<Array, JsValue> {
    Reflect::own_keys(o)
}

#[wasm_bindgen]
pub fn construct(class: &Function, args: &Array) -> Result<JsValue, JsValue> {
    Reflect::construct(class, args)
}

#[wasm_bindgen]
pub fn call(f: &Function, this: &JsValue, args: &Array) -> Result<JsValue, JsValue> {
    f.apply(this, args)
}

#[wasm_bindgen]
pub fn call_two(f: &Function, a: &JsValue, b: &JsValue) -> Result<JsValue, JsValue> {
    f.call2(&JsValue::UNDEFINED, a, b)
}

#[wasm_bindgen]
pub fn bound(f: &Function, this: &JsValue) -> Function {
    f.bind0(this)
}

/// Drives any iterable.
#[wasm_bindgen]
pub fn drain(iterable: &JsValue) -> Result<Vec<JsValue>, JsValue> {
    let Some(iterator) = js_sys::try_iter(iterable)? else {
        return Err(JsValue::from_str("not iterable"));
    };
    iterator.collect()
}

/// Steps an iterator by hand.
#[wasm_bindgen]
pub fn first_of(iterator: &Iterator) -> Result<JsValue, JsValue> {
    let next = iterator.next()?;
    Ok(if next.done() { JsValue::from_str("done") } else { next.value() })
}

#[wasm_bindgen]
pub fn iterator_symbol() -> Symbol {
    Symbol::iterator()
}

#[wasm_bindgen]
pub fn global_has(name: &str) -> bool {
    let global = js_sys::global();
    Reflect::has(&global, &JsValue::from_str(name)).unwrap_or(false)
}

#[wasm_bindgen]
pub fn class_of(v: &JsValue) -> String {
    if v.is_instance_of::<Array>() {
        "Array".into()
    } else if v.is_instance_of::<Map>() {
        "Map".into()
    } else if v.is_instance_of::<Function>() {
        "Function".into()
    } else if v.is_instance_of::<Object>() {
        "Object".into()
    } else {
        "other".into()
    }
}
