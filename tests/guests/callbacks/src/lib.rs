//! Closures lent to an imported function for the time of one call.

use std::cell::Cell;
use std::panic::AssertUnwindSafe;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = callbackHost, js_name = callTwice)]
    fn call_twice(f: &dyn Fn(i32) -> i32) -> i32;

    #[wasm_bindgen(js_namespace = callbackHost, js_name = callMut)]
    fn call_mut(f: &mut dyn FnMut(String));

    #[wasm_bindgen(js_namespace = callbackHost, js_name = callBoth)]
    fn call_both(f: &dyn Fn() -> String, g: &mut dyn FnMut(u32) -> bool) -> String;

    #[wasm_bindgen(js_namespace = callbackHost, js_name = callThrowing, catch)]
    fn call_throwing(f: &mut dyn FnMut()) -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = callbackHost, js_name = keepIt)]
    fn keep_it(f: &dyn Fn() -> u32);

    #[wasm_bindgen(js_namespace = callbackHost, js_name = reenter)]
    fn reenter(f: &mut dyn FnMut() -> u32) -> String;

    #[wasm_bindgen(js_namespace = callbackHost, js_name = callValue)]
    fn call_value(f: &dyn Fn(&JsValue) -> JsValue) -> JsValue;

    #[wasm_bindgen(js_namespace = callbackHost, js_name = callMany)]
    fn call_many(f: &dyn Fn(i64, Option<f64>, Vec<u8>) -> Option<String>) -> Option<String>;

    #[wasm_bindgen(js_namespace = callbackHost, js_name = fallible)]
    fn fallible(f: &dyn Fn(u32) -> Result<u32, JsValue>) -> String;

    #[wasm_bindgen(js_namespace = callbackHost, js_name = nest)]
    fn nest(depth: u32, f: &dyn Fn(u32) -> u32) -> u32;

    type Looper;
    #[wasm_bindgen(constructor, js_class = "CallbackLooper")]
    fn new(n: u32) -> Looper;
    #[wasm_bindgen(method)]
    fn each(this: &Looper, f: &mut dyn FnMut(u32));
}

#[wasm_bindgen]
pub fn twice(by: i32) -> i32 {
    call_twice(&move |x| x + by)
}

#[wasm_bindgen]
pub fn collect() -> Vec<String> {
    let mut out = Vec::new();
    {
        let mut f = AssertUnwindSafe(|s: String| out.push(s));
        call_mut(&mut move |s: String| {
            let f = &mut f;
            (f.0)(s)
        });
    }
    out
}

#[wasm_bindgen]
pub fn both() -> String {
    let count = AssertUnwindSafe(Cell::new(0));
    let count = &count;
    call_both(&|| "f".to_owned(), &mut move |n| {
        count.set(count.get() + n);
        count.get() > 3
    })
}

/// The import throws after having called the closure.
#[wasm_bindgen]
pub fn throwing() -> Result<u32, JsValue> {
    let calls = AssertUnwindSafe(Cell::new(0));
    let calls_ref = &calls;
    let result = call_throwing(&mut move || calls_ref.set(calls_ref.get() + 1));
    result.map(|()| calls.get())
}

/// JS keeps the function beyond its life.
#[wasm_bindgen]
pub fn leave_behind() {
    keep_it(&|| 3);
}

#[wasm_bindgen]
pub fn recursive() -> String {
    let depth = AssertUnwindSafe(Cell::new(0u32));
    let depth = &depth;
    reenter(&mut move || {
        depth.set(depth.get() + 1);
        depth.get()
    })
}

#[wasm_bindgen]
pub fn value() -> JsValue {
    call_value(&|v: &JsValue| v.clone())
}

#[wasm_bindgen]
pub fn many() -> Option<String> {
    call_many(&|a, b, c| b.map(|b| format!("{a} {b} {c:?}")))
}

#[wasm_bindgen]
pub fn results() -> String {
    fallible(&|x| {
        if x > 1 {
            Err(JsValue::from_str("too big"))
        } else {
            Ok(x + 1)
        }
    })
}

/// JS -> wasm -> JS -> wasm, `depth` times.
#[wasm_bindgen]
pub fn nested(depth: u32) -> u32 {
    fn go(depth: u32) -> u32 {
        if depth == 0 {
            return 0;
        }
        nest(depth, &|d| go(d) + 1)
    }
    go(depth)
}

#[wasm_bindgen]
pub fn looped(n: u32) -> u32 {
    let sum = AssertUnwindSafe(Cell::new(0));
    let sum_ref = &sum;
    Looper::new(n).each(&mut move |x| sum_ref.set(sum_ref.get() + x));
    sum.get()
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = callbackHost, js_name = callScoped)]
    fn call_scoped(f: &ScopedClosure<dyn Fn(u32) -> u32>) -> u32;

    #[wasm_bindgen(js_namespace = callbackHost, js_name = callScopedMut)]
    fn call_scoped_mut(f: &ScopedClosure<dyn FnMut(u32)>);
}

/// A closure that borrows from its surroundings; JS keeps the function, which ends with the scope.
#[wasm_bindgen]
pub fn scoped(by: u32) -> u32 {
    let factors = [by, by + 1];
    let f = |x: u32| factors.iter().sum::<u32>() * x;
    let closure = ScopedClosure::borrow(&f);
    call_scoped(&closure)
}

#[wasm_bindgen]
pub fn scoped_mut() -> Vec<u32> {
    let mut seen = Vec::new();
    {
        let mut f = |x: u32| seen.push(x);
        let closure = ScopedClosure::borrow_mut_assert_unwind_safe(&mut f);
        call_scoped_mut(&closure);
    }
    seen
}

#[wasm_bindgen]
pub fn scoped_aborting() -> u32 {
    let f = |x: u32| x + 1;
    let closure = ScopedClosure::borrow_aborting(&f);
    call_scoped(&closure)
}
