//! Constructors, methods, accessors, destructors.

use super::note;
use super::ways::{fail, fail_plainly};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub struct Thing {
    number: u32,
}

#[wasm_bindgen]
impl Thing {
    #[wasm_bindgen(constructor)]
    pub fn new(way: u32, number: u32) -> Thing {
        fail_plainly(way);
        Thing { number }
    }

    pub fn make(way: u32, number: u32) -> Result<Thing, JsValue> {
        fail(way)?;
        Ok(Thing { number })
    }

    pub fn number(&self) -> u32 {
        self.number
    }

    pub fn peek(&self, way: u32) -> u32 {
        fail_plainly(way);
        self.number
    }

    pub fn bump(&mut self, way: u32) -> u32 {
        self.number += 1;
        fail_plainly(way);
        self.number
    }

    pub fn rename(&mut self, way: u32, name: &str) -> Result<String, JsValue> {
        fail(way)?;
        self.number += 1;
        Ok(format!("{name} {}", self.number))
    }

    pub fn finish(self, way: u32) -> u32 {
        fail_plainly(way);
        self.number
    }

    /// Fails in the way that the object's number names.
    #[wasm_bindgen(getter)]
    pub fn risk(&self) -> u32 {
        fail_plainly(self.number);
        self.number
    }

    #[wasm_bindgen(setter)]
    pub fn set_risk(&mut self, way: u32) {
        fail_plainly(way);
        self.number = way;
    }
}

/// Fails when it is copied or dropped, as the host has set it.
#[wasm_bindgen]
pub struct Fuse {
    on_clone: u32,
    on_drop: u32,
}

#[wasm_bindgen]
impl Fuse {
    #[wasm_bindgen(constructor)]
    pub fn new(on_clone: u32, on_drop: u32) -> Fuse {
        Fuse { on_clone, on_drop }
    }

    /// Without a destructor of its own that could fail.
    pub fn defuse(&mut self) -> u32 {
        self.on_drop = 0;
        self.on_clone
    }
}

impl Clone for Fuse {
    fn clone(&self) -> Fuse {
        fail_plainly(self.on_clone);
        Fuse { on_clone: 0, on_drop: 0 }
    }
}

impl Drop for Fuse {
    fn drop(&mut self) {
        note("dropped");
        fail_plainly(self.on_drop);
    }
}

/// A public field, whose accessors run code of the field's type.
#[wasm_bindgen]
pub struct Holder {
    #[wasm_bindgen(getter_with_clone)]
    pub fuse: Fuse,
}

#[wasm_bindgen]
impl Holder {
    #[wasm_bindgen(constructor)]
    pub fn new(on_clone: u32, on_drop: u32) -> Holder {
        Holder { fuse: Fuse { on_clone, on_drop } }
    }
}
