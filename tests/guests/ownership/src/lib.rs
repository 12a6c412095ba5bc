//! Who owns an exported object: by value, by reference, by exclusive reference, optional, in vectors, freed.

use js_sys::Function;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

thread_local!(static DROPPED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) });

/// Names of the objects dropped since the last call.
#[wasm_bindgen]
pub fn take_dropped() -> Vec<String> {
    DROPPED.take()
}

#[wasm_bindgen]
pub struct Crate {
    name: String,
    weight: u32,
}

impl Drop for Crate {
    fn drop(&mut self) {
        let name = std::mem::take(&mut self.name);
        DROPPED.with_borrow_mut(|d| d.push(name));
    }
}

#[wasm_bindgen]
impl Crate {
    #[wasm_bindgen(constructor)]
    pub fn new(name: String, weight: u32) -> Crate {
        Crate { name, weight }
    }

    pub fn name(&self) -> String {
        self.name.clone()
    }

    pub fn weight(&self) -> u32 {
        self.weight
    }

    pub fn absorb(&mut self, other: Crate) {
        self.weight += other.weight;
    }

    pub fn absorb_ref(&mut self, other: &Crate) {
        self.weight += other.weight;
    }

    pub fn swap(&mut self, other: &mut Crate) {
        std::mem::swap(&mut self.weight, &mut other.weight);
    }

    pub fn into_truck(self, capacity: u32) -> Truck {
        Truck { capacity, cargo: vec![self] }
    }

    /// Calls back while `self` is borrowed.
    pub fn lend(&self, f: &Function) -> u32 {
        f.call0(&JsValue::NULL).expect_throw("the callback failed");
        self.weight
    }

    /// Calls back while `self` is borrowed exclusively.
    pub fn lend_mut(&mut self, f: &Function) -> u32 {
        f.call0(&JsValue::NULL).expect_throw("the callback failed");
        self.weight += 1;
        self.weight
    }
}

#[wasm_bindgen]
pub struct Truck {
    capacity: u32,
    cargo: Vec<Crate>,
}

#[wasm_bindgen]
impl Truck {
    #[wasm_bindgen(constructor)]
    pub fn new(capacity: u32) -> Truck {
        Truck { capacity, cargo: Vec::new() }
    }

    pub fn load(&mut self, item: Crate) -> Result<u32, Crate> {
        let used: u32 = self.cargo.iter().map(|c| c.weight).sum();
        if used + item.weight > self.capacity {
            return Err(item);
        }
        self.cargo.push(item);
        Ok(self.cargo.len() as u32)
    }

    pub fn unload(&mut self) -> Option<Crate> {
        self.cargo.pop()
    }

    pub fn unload_all(&mut self) -> Vec<Crate> {
        std::mem::take(&mut self.cargo)
    }

    pub fn fits(&self, item: &Crate) -> bool {
        item.weight <= self.capacity
    }

    pub fn len(&self) -> usize {
        self.cargo.len()
    }

    #[wasm_bindgen(getter)]
    pub fn is_empty(&self) -> bool {
        self.cargo.is_empty()
    }
}

#[wasm_bindgen]
pub fn consume(item: Crate) -> u32 {
    item.weight
}

#[wasm_bindgen]
pub fn consume_maybe(item: Option<Crate>) -> u32 {
    item.map_or(0, |c| c.weight)
}

#[wasm_bindgen]
pub fn consume_all(items: Vec<Crate>) -> u32 {
    items.iter().map(|c| c.weight).sum()
}

#[wasm_bindgen]
pub fn heavier(a: &Crate, b: &Crate) -> bool {
    a.weight > b.weight
}

#[wasm_bindgen]
pub fn merge(a: Crate, b: &mut Crate, c: &Crate) -> Crate {
    b.weight += 1;
    Crate { name: format!("{}+{}+{}", a.name, b.name, c.name), weight: a.weight + b.weight + c.weight }
}

#[wasm_bindgen]
pub fn maybe_crate(make: bool) -> Option<Crate> {
    make.then(|| Crate::new("maybe".into(), 1))
}

#[wasm_bindgen]
pub fn as_value(item: Crate) -> JsValue {
    item.into()
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ownershipHost)]
    fn inspect(item: Crate) -> u32;
    #[wasm_bindgen(js_namespace = ownershipHost)]
    fn produce(weight: u32) -> Crate;
    #[wasm_bindgen(js_namespace = ownershipHost)]
    fn maybe_produce(weight: u32) -> Option<Crate>;
}

/// Hands an object to JS, which keeps it.
#[wasm_bindgen]
pub fn export_crate(weight: u32) -> u32 {
    inspect(Crate::new("exported".into(), weight))
}

/// Takes an object made by JS through the exported constructor.
#[wasm_bindgen]
pub fn import_crate(weight: u32) -> u32 {
    produce(weight).weight
}

#[wasm_bindgen]
pub fn import_maybe(weight: u32) -> i64 {
    maybe_produce(weight).map_or(-1, |c| c.weight as i64)
}
