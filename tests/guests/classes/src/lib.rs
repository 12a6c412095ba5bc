//! Exported structs: constructors, methods by every kind of `self`, statics, accessors.

use std::cell::Cell;
use wasm_bindgen::prelude::*;

thread_local!(static ALIVE: Cell<i32> = const { Cell::new(0) });

/// How many counters have been created and not dropped.
#[wasm_bindgen]
pub fn alive() -> i32 {
    ALIVE.get()
}

/// A counter.
#[wasm_bindgen]
pub struct Counter {
    count: i32,
    label: String,
}

impl Drop for Counter {
    fn drop(&mut self) {
        ALIVE.set(ALIVE.get() - 1);
    }
}

#[wasm_bindgen]
impl Counter {
    /// Starts counting at `start`.
    #[wasm_bindgen(constructor)]
    pub fn new(start: i32) -> Counter {
        ALIVE.set(ALIVE.get() + 1);
        Counter { count: start, label: String::new() }
    }

    /// A counter at zero.
    pub fn zero() -> Counter {
        Counter::new(0)
    }

    pub fn get(&self) -> i32 {
        self.count
    }

    pub fn add(&mut self, by: i32) -> i32 {
        self.count += by;
        self.count
    }

    /// Consumes the counter.
    pub fn finish(self) -> i32 {
        self.count
    }

    #[wasm_bindgen(js_name = addTwice)]
    pub fn add_twice(&mut self, by: i32) {
        self.count += by * 2;
    }

    #[wasm_bindgen(getter)]
    pub fn label(&self) -> String {
        self.label.clone()
    }

    #[wasm_bindgen(setter)]
    pub fn set_label(&mut self, label: String) {
        self.label = label;
    }

    #[wasm_bindgen(getter, js_name = isZero)]
    pub fn is_zero(&self) -> bool {
        self.count == 0
    }

    #[wasm_bindgen(setter, js_name = forced)]
    pub fn set_forced(&mut self, value: i32) {
        self.count = value;
    }

    #[wasm_bindgen(getter)]
    pub fn optional(&self) -> Option<i32> {
        (self.count != 0).then_some(self.count)
    }

    #[wasm_bindgen(setter)]
    pub fn set_optional(&mut self, value: Option<i32>) {
        self.count = value.unwrap_or(0);
    }

    pub fn checked_add(&mut self, by: i32) -> Result<i32, JsError> {
        self.count = self.count.checked_add(by).ok_or_else(|| JsError::new("overflow"))?;
        Ok(self.count)
    }

    pub fn describe(&self, prefix: &str, suffix: Option<String>) -> String {
        format!("{prefix}{}{}", self.count, suffix.unwrap_or_default())
    }

    #[wasm_bindgen(js_name = "maxOf")]
    pub fn max_of(a: &Counter, b: &Counter) -> i32 {
        a.count.max(b.count)
    }
}

/// Cannot be constructed from JS.
#[wasm_bindgen]
pub struct Ticket(u32);

#[wasm_bindgen]
impl Ticket {
    pub fn issue(n: u32) -> Ticket {
        Ticket(n)
    }

    pub fn number(&self) -> u32 {
        self.0
    }

    #[wasm_bindgen(js_name = "try")]
    pub fn try_issue(n: u32) -> Result<Ticket, JsError> {
        if n == 0 {
            Err(JsError::new("no ticket zero"))
        } else {
            Ok(Ticket(n))
        }
    }

    pub fn maybe(n: u32) -> Option<Ticket> {
        (n != 0).then_some(Ticket(n))
    }
}

/// The constructor may fail.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Even {
    n: u32,
}

#[wasm_bindgen]
impl Even {
    #[wasm_bindgen(constructor)]
    pub fn new(n: u32) -> Result<Even, JsValue> {
        if n % 2 == 1 {
            return Err(JsValue::from_str("odd"));
        }
        Ok(Even { n })
    }

    pub fn half(&self) -> u32 {
        self.n / 2
    }
}

/// Renamed, and with an impl block apart.
#[wasm_bindgen(js_name = Renamed)]
pub struct Original {
    x: f64,
}

#[wasm_bindgen(js_class = Renamed)]
impl Original {
    #[wasm_bindgen(constructor)]
    pub fn new(x: f64) -> Original {
        Original { x }
    }

    pub fn square(&self) -> f64 {
        self.x * self.x
    }
}

#[wasm_bindgen(js_class = Renamed)]
impl Original {
    #[wasm_bindgen(js_name = toString)]
    pub fn to_js_string(&self) -> String {
        format!("Renamed({})", self.x)
    }

    /// A class method named like a JS keyword.
    #[wasm_bindgen(js_name = delete)]
    pub fn delete(&self) -> f64 {
        -self.x
    }

    #[wasm_bindgen(js_name = "[Symbol.toPrimitive]")]
    pub fn to_primitive(&self, _hint: &str) -> f64 {
        self.x
    }
}

/// A class without any state.
#[wasm_bindgen]
pub struct Empty;

#[wasm_bindgen]
impl Empty {
    #[allow(clippy::new_without_default)]
    #[wasm_bindgen(constructor)]
    pub fn new() -> Empty {
        Empty
    }

    pub fn answer(&self) -> u32 {
        42
    }
}

#[wasm_bindgen]
pub struct Settings;

#[wasm_bindgen]
impl Settings {
    #[wasm_bindgen(getter)]
    pub fn version() -> u32 {
        3
    }

    #[wasm_bindgen(getter)]
    pub fn level() -> i32 {
        ALIVE.get()
    }

    #[wasm_bindgen(setter)]
    pub fn set_level(level: i32) {
        ALIVE.set(level);
    }
}
