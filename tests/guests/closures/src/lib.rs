//! Rust closures that JS keeps: `Fn`, `FnMut`, `FnOnce`, boxed, leaked, dropped, with many signatures.

use js_sys::Function;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

thread_local! {
    static DROPS: Cell<u32> = const { Cell::new(0) };
    static KEPT: RefCell<Option<Closure<dyn Fn(i32) -> i32>>> = const { RefCell::new(None) };
    static CALLS: Cell<u32> = const { Cell::new(0) };
}

/// Counts its own drops, to show when captured state goes away.
struct Captured(u32);

impl Captured {
    /// A method, so that a closure captures the whole and not just the number.
    fn get(&self) -> u32 {
        self.0
    }
}

impl Drop for Captured {
    fn drop(&mut self) {
        DROPS.set(DROPS.get() + 1);
    }
}

#[wasm_bindgen]
pub fn drops() -> u32 {
    DROPS.get()
}

#[wasm_bindgen]
pub fn calls() -> u32 {
    CALLS.get()
}

/// JS owns the closure; the collector frees it.
#[wasm_bindgen]
pub fn adder(by: i32) -> JsValue {
    let state = Captured(by as u32);
    Closure::<dyn Fn(i32) -> i32>::new(move |x| x + state.get() as i32).into_js_value()
}

#[wasm_bindgen]
pub fn counter() -> JsValue {
    let mut n = 0u32;
    Closure::<dyn FnMut() -> u32>::own_assert_unwind_safe(move || {
        n += 1;
        n
    })
    .into_js_value()
}

#[wasm_bindgen]
pub fn boxed(label: String) -> JsValue {
    Closure::wrap_assert_unwind_safe(Box::new(move |s: String| format!("{label}:{s}")) as Box<dyn Fn(String) -> String>)
        .into_js_value()
}

#[wasm_bindgen]
pub fn boxed_mut() -> JsValue {
    let mut log = Vec::new();
    Closure::wrap_aborting(Box::new(move |x: u32| {
        log.push(x);
        log.clone()
    }) as Box<dyn FnMut(u32) -> Vec<u32>>)
    .into_js_value()
}

#[wasm_bindgen]
pub fn once(text: String) -> JsValue {
    let state = Captured(1);
    Closure::once_assert_unwind_safe(move || {
        drop(state);
        text
    })
    .into_js_value()
}

#[wasm_bindgen]
pub fn once_self_freeing() -> JsValue {
    let state = Captured(2);
    Closure::once_into_js(move |x: u32| state.get() + x)
}

#[wasm_bindgen]
pub fn once_with_args() -> JsValue {
    Closure::once(|a: u32, b: String| format!("{a}{b}")).into_js_value()
}

#[wasm_bindgen]
pub fn forgotten() -> JsValue {
    let closure = Closure::<dyn Fn() -> u32>::new(|| 77);
    let value = closure.as_ref().clone();
    closure.forget();
    value
}

/// The closure is dropped before JS can call it.
#[wasm_bindgen]
pub fn dropped() -> JsValue {
    let state = Captured(0);
    let closure = Closure::<dyn Fn() -> u32>::new(move || state.get());
    closure.as_ref().clone()
}

/// Kept in Rust until `release`.
#[wasm_bindgen]
pub fn keep(by: i32) -> JsValue {
    let state = Captured(by as u32);
    let closure = Closure::<dyn Fn(i32) -> i32>::new(move |x| {
        CALLS.set(CALLS.get() + 1);
        x * state.get() as i32
    });
    let value = closure.as_ref().clone();
    KEPT.set(Some(closure));
    value
}

#[wasm_bindgen]
pub fn release() -> bool {
    KEPT.take().is_some()
}

/// Drops itself while running.
#[wasm_bindgen]
pub fn self_dropping() -> JsValue {
    let state = Captured(5);
    let closure = Closure::<dyn Fn(i32) -> i32>::new(move |x| {
        KEPT.take();
        x + state.get() as i32
    });
    let value = closure.as_ref().clone();
    KEPT.set(Some(closure));
    value
}

/// Calls the function it is given while it is itself borrowed mutably.
#[wasm_bindgen]
pub fn reentrant() -> JsValue {
    let mut depth = 0u32;
    Closure::<dyn FnMut(Function) -> u32>::own_assert_unwind_safe(move |f: Function| {
        depth += 1;
        let _ = f.call0(&JsValue::NULL);
        depth
    })
    .into_js_value()
}

#[wasm_bindgen]
pub fn reentrant_shared() -> JsValue {
    let depth = Rc::new(Cell::new(0u32));
    Closure::<dyn Fn(Function) -> u32>::own_assert_unwind_safe(move |f: Function| {
        depth.set(depth.get() + 1);
        let _ = f.call0(&JsValue::NULL);
        depth.get()
    })
    .into_js_value()
}

#[wasm_bindgen]
pub struct Payload {
    pub n: u32,
}

#[wasm_bindgen]
impl Payload {
    #[wasm_bindgen(constructor)]
    pub fn new(n: u32) -> Payload {
        Payload { n }
    }
}

#[wasm_bindgen]
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Up = 1,
    Down = 2,
}

/// One closure per signature, by name.
#[wasm_bindgen]
pub fn typed(name: &str) -> JsValue {
    match name {
        "i64" => Closure::<dyn Fn(i64, u64) -> i64>::new(|a, b| a + b as i64).into_js_value(),
        "i128" => Closure::<dyn Fn(i128) -> u128>::new(|a: i128| a.unsigned_abs()).into_js_value(),
        "f32" => Closure::<dyn Fn(f32, f64) -> f32>::new(|a, b| a + b as f32).into_js_value(),
        "bool" => Closure::<dyn Fn(bool) -> bool>::new(|a: bool| !a).into_js_value(),
        "char" => Closure::<dyn Fn(char) -> char>::new(|a: char| a.to_ascii_uppercase()).into_js_value(),
        "string" => Closure::<dyn Fn(String) -> String>::new(|a: String| a + "!").into_js_value(),
        "option" => Closure::<dyn Fn(Option<u32>) -> Option<String>>::new(|a: Option<u32>| a.map(|a| a.to_string()))
            .into_js_value(),
        "option64" => {
            Closure::<dyn Fn(Option<i64>) -> Option<f64>>::new(|a: Option<i64>| a.map(|a| a as f64)).into_js_value()
        }
        "result" => Closure::<dyn Fn(u32) -> Result<u32, JsValue>>::new(|a: u32| {
            if a == 0 {
                Err(JsValue::from_str("zero"))
            } else {
                Ok(a)
            }
        })
        .into_js_value(),
        "slice" => Closure::<dyn Fn(Vec<f64>) -> Vec<u8>>::new(|a: Vec<f64>| a.iter().map(|x| *x as u8).collect())
            .into_js_value(),
        "value" => Closure::<dyn Fn(JsValue) -> JsValue>::new(|a: JsValue| a).into_js_value(),
        "value-ref" => Closure::<dyn Fn(&JsValue) -> bool>::new(|a: &JsValue| a.is_string()).into_js_value(),
        "struct" => Closure::<dyn Fn(Payload) -> Payload>::new(|a: Payload| Payload { n: a.n + 1 }).into_js_value(),
        "enum" => Closure::<dyn Fn(Step) -> Step>::new(|a| match a {
            Step::Up => Step::Down,
            Step::Down => Step::Up,
        })
        .into_js_value(),
        "unit" => Closure::<dyn Fn()>::new(|| CALLS.set(CALLS.get() + 1)).into_js_value(),
        "eight" => Closure::<dyn Fn(u8, u8, u8, u8, u8, u8, u8, u8) -> u32>::new(
            |a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8| {
                [a, b, c, d, e, f, g, h].iter().map(|x| *x as u32).sum::<u32>()
            },
        )
        .into_js_value(),
        _ => JsValue::UNDEFINED,
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = closureHost)]
    fn register(f: &Closure<dyn FnMut(u32)>);
    #[wasm_bindgen(js_namespace = closureHost)]
    fn own(f: Closure<dyn Fn() -> u32>);
}

/// A closure lent to JS for later calls, dropped at the end.
#[wasm_bindgen]
pub fn registered(f: &Function) -> u32 {
    let total = Rc::new(Cell::new(0));
    let inner = total.clone();
    let closure = Closure::<dyn FnMut(u32)>::own_assert_unwind_safe(move |n| inner.set(inner.get() + n));
    register(&closure);
    let _ = f.call0(&JsValue::NULL);
    total.get()
}

#[wasm_bindgen]
pub fn given_away() {
    own(Closure::new(|| 5));
}
