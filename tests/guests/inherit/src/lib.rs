//! Exported structs that extend one another.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub struct Animal {
    name: String,
    pub legs: u32,
}

#[wasm_bindgen]
impl Animal {
    #[wasm_bindgen(constructor)]
    pub fn new(name: String) -> Animal {
        Animal { name, legs: 4 }
    }

    pub fn name(&self) -> String {
        self.name.clone()
    }

    pub fn rename(&mut self, name: String) {
        self.name = name;
    }

    pub fn speak(&self) -> String {
        format!("{} makes a sound", self.name)
    }

    pub fn kingdom() -> String {
        "animalia".into()
    }
}

#[wasm_bindgen(extends = Animal)]
pub struct Dog {
    tricks: u32,
}

#[wasm_bindgen]
impl Dog {
    #[wasm_bindgen(constructor)]
    pub fn new(name: String) -> Dog {
        Dog { parent: Animal::new(name).into(), tricks: 0 }
    }

    pub fn learn(&mut self) -> u32 {
        self.tricks += 1;
        self.tricks
    }

    /// Overrides the parent's method.
    pub fn speak(&self) -> String {
        format!("{} barks", self.parent.borrow().name)
    }
}

#[wasm_bindgen(extends = Dog)]
pub struct Puppy {
    pub age: u32,
}

#[wasm_bindgen]
impl Puppy {
    #[wasm_bindgen(constructor)]
    pub fn new(name: String, age: u32) -> Puppy {
        Puppy { parent: Dog::new(name).into(), age }
    }

    pub fn whole(&self) -> String {
        let dog = self.parent.borrow();
        format!("{}, {} months, {} tricks", dog.parent.borrow().name, self.age, dog.tricks)
    }
}

#[wasm_bindgen]
pub fn introduce(animal: &Animal) -> String {
    format!("this is {}", animal.name)
}

#[wasm_bindgen]
pub fn make_dog(name: String) -> Dog {
    Dog::new(name)
}
