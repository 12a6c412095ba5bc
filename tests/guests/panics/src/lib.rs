//! Panics in every synchronous kind of export.

use js_sys::Function;
use std::cell::Cell;
use wasm_bindgen::prelude::*;

thread_local!(static DROPS: Cell<u32> = const { Cell::new(0) });

/// Counts destructors.
struct Tracker;

impl Drop for Tracker {
    fn drop(&mut self) {
        DROPS.set(DROPS.get() + 1);
    }
}

/// Destructors run since the last call.
#[wasm_bindgen]
pub fn take_drops() -> u32 {
    DROPS.replace(0)
}

#[wasm_bindgen]
pub fn healthy(x: u32) -> u32 {
    x + 1
}

#[wasm_bindgen]
pub fn plain(fail: bool) -> u32 {
    let _t = Tracker;
    if fail {
        panic!("plain panic");
    }
    1
}

#[wasm_bindgen]
pub fn formatted(n: u32) -> String {
    let _t = Tracker;
    let _kept = format!("kept {n}");
    if n > 10 {
        panic!("{n} is too big");
    }
    format!("ok {n}")
}

#[wasm_bindgen]
pub fn indexing(xs: &[u32], i: usize) -> u32 {
    let _t = Tracker;
    xs[i]
}

#[wasm_bindgen]
pub fn unwrapping(s: &str) -> i32 {
    let _t = Tracker;
    s.parse::<i32>().unwrap()
}

#[wasm_bindgen]
pub fn owned_args(s: String, v: Vec<u64>, n: Option<f64>) -> usize {
    let _t = Tracker;
    if n.is_none() {
        panic!("owned {s} {}", v.len());
    }
    s.len() + v.len()
}

#[wasm_bindgen]
pub fn mut_slice(xs: &mut [i32]) {
    let _t = Tracker;
    xs[0] += 1;
    if xs[0] > 1 {
        panic!("slice panic");
    }
}

#[wasm_bindgen]
pub fn borrowed_value(v: &JsValue) -> u32 {
    let _t = Tracker;
    if v.is_string() {
        panic!("borrowed value");
    }
    7
}

#[wasm_bindgen]
pub fn owned_value(v: JsValue) -> u32 {
    let _t = Tracker;
    if v.is_string() {
        panic!("owned value");
    }
    7
}

#[wasm_bindgen]
pub fn in_result(n: u32) -> Result<String, JsValue> {
    let _t = Tracker;
    match n {
        0 => panic!("in result"),
        1 => Err(JsValue::from_str("plain error")),
        n => Ok(n.to_string()),
    }
}

/// A payload that is a JS value.
#[wasm_bindgen]
pub fn value_payload() {
    std::panic::panic_any(JsValue::from_str("a value"));
}

#[wasm_bindgen]
pub fn odd_payload() {
    std::panic::panic_any(5u32);
}

#[wasm_bindgen]
pub struct Machine {
    runs: u32,
    _tracker: Tracker,
}

#[wasm_bindgen]
impl Machine {
    #[wasm_bindgen(constructor)]
    pub fn new(runs: u32) -> Machine {
        let tracker = Tracker;
        if runs > 100 {
            panic!("constructor panic");
        }
        Machine { runs, _tracker: tracker }
    }

    pub fn run(&mut self) -> u32 {
        let _t = Tracker;
        self.runs += 1;
        if self.runs == 3 {
            panic!("third run");
        }
        self.runs
    }

    pub fn peek(&self, fail: bool) -> u32 {
        let _t = Tracker;
        if fail {
            panic!("peek panic");
        }
        self.runs
    }

    pub fn finish(self, fail: bool) -> u32 {
        if fail {
            panic!("finish panic");
        }
        self.runs
    }

    #[wasm_bindgen(getter)]
    pub fn level(&self) -> u32 {
        if self.runs == 42 {
            panic!("getter panic");
        }
        self.runs
    }

    #[wasm_bindgen(setter)]
    pub fn set_level(&mut self, level: u32) {
        let _t = Tracker;
        if level == 13 {
            panic!("setter panic");
        }
        self.runs = level;
    }

    pub fn make(fail: bool) -> Machine {
        if fail {
            panic!("static panic");
        }
        Machine::new(0)
    }

    pub fn pair(&self, other: &mut Machine) -> u32 {
        other.runs += 1;
        if other.runs > 2 {
            panic!("pair panic");
        }
        self.runs + other.runs
    }
}

#[wasm_bindgen]
pub fn closure() -> JsValue {
    Closure::<dyn Fn(u32) -> u32>::new(|x| {
        let _t = Tracker;
        if x == 0 {
            panic!("closure panic");
        }
        x
    })
    .into_js_value()
}

#[wasm_bindgen]
pub fn closure_mut() -> JsValue {
    let mut n = 0;
    Closure::<dyn FnMut(bool) -> u32>::own_assert_unwind_safe(move |fail| {
        let _t = Tracker;
        n += 1;
        if fail {
            panic!("closure mut panic");
        }
        n
    })
    .into_js_value()
}

#[wasm_bindgen]
pub fn closure_once() -> JsValue {
    let captured = Tracker;
    Closure::once_into_js(move |fail: bool| {
        let _c = &captured;
        if fail {
            panic!("once panic");
        }
    })
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = panicHost, js_name = lend)]
    fn lend(f: &dyn Fn(u32) -> u32) -> u32;

    #[wasm_bindgen(js_namespace = panicHost, js_name = lendCaught, catch)]
    fn lend_caught(f: &dyn Fn(u32) -> u32) -> Result<u32, JsValue>;
}

/// Rust -> JS -> Rust closure that panics, JS catches.
#[wasm_bindgen]
pub fn lent(fail: bool) -> u32 {
    lend(&move |x| {
        let _t = Tracker;
        if fail {
            panic!("lent panic");
        }
        x
    })
}

/// The panic of the inner closure comes back as an error of the import.
#[wasm_bindgen]
pub fn lent_caught(fail: bool) -> String {
    match lend_caught(&move |x| {
        if fail {
            panic!("inner panic");
        }
        x
    }) {
        Ok(x) => format!("ok {x}"),
        Err(e) => {
            let name = js_sys::Reflect::get(&e, &"name".into()).unwrap_or_default();
            let message = js_sys::Reflect::get(&e, &"message".into()).unwrap_or_default();
            format!("{} {}", name.as_string().unwrap_or_default(), message.as_string().unwrap_or_default())
        }
    }
}

/// JS -> wasm -> JS -> wasm; `f` decides what happens inside.
#[wasm_bindgen]
pub fn nested(f: &Function) -> Result<JsValue, JsValue> {
    let _t = Tracker;
    f.call0(&JsValue::NULL)
}
