//! Public fields of exported structs.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub struct Plain {
    pub tiny: i8,
    pub word: u32,
    pub big: i64,
    pub wide: u128,
    pub ratio: f32,
    pub real: f64,
    pub flag: bool,
    pub letter: char,
    #[wasm_bindgen(readonly)]
    pub fixed: u16,
    #[wasm_bindgen(skip)]
    pub hidden: u32,
    #[wasm_bindgen(js_name = camelCase)]
    pub snake_case: i32,
    pub maybe: Option<u32>,
    pub maybe_real: Option<f64>,
    secret: u32,
}

#[wasm_bindgen]
impl Plain {
    #[allow(clippy::new_without_default)]
    #[wasm_bindgen(constructor)]
    pub fn new() -> Plain {
        Plain {
            tiny: -1,
            word: 2,
            big: -3,
            wide: 4,
            ratio: 0.5,
            real: 0.25,
            flag: true,
            letter: 'x',
            fixed: 7,
            hidden: 8,
            snake_case: 9,
            maybe: None,
            maybe_real: Some(1.5),
            secret: 10,
        }
    }

    pub fn secrets(&self) -> u32 {
        self.hidden + self.secret
    }
}

/// Fields that are not `Copy` are cloned by their getters.
#[wasm_bindgen(getter_with_clone)]
pub struct Cloned {
    pub name: String,
    pub tags: Vec<String>,
    pub bytes: Vec<u8>,
    pub value: JsValue,
    pub maybe: Option<String>,
    #[wasm_bindgen(readonly)]
    pub id: String,
    pub inner: Inner,
}

#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inner {
    pub n: u32,
}

#[wasm_bindgen]
impl Inner {
    #[wasm_bindgen(constructor)]
    pub fn new(n: u32) -> Inner {
        Inner { n }
    }
}

#[wasm_bindgen]
impl Cloned {
    #[wasm_bindgen(constructor)]
    pub fn new(name: String, value: JsValue) -> Cloned {
        Cloned {
            id: format!("id-{name}"),
            name,
            tags: vec!["a".into(), "b".into()],
            bytes: vec![1, 2, 3],
            value,
            maybe: None,
            inner: Inner { n: 5 },
        }
    }

    pub fn inner_n(&self) -> u32 {
        self.inner.n
    }
}

/// One cloned field only.
#[wasm_bindgen]
pub struct Mixed {
    pub plain: u32,
    #[wasm_bindgen(getter_with_clone)]
    pub text: String,
    pub copied: Inner,
    pub kind: Kind,
    pub mood: Mood,
    pub maybe_kind: Option<Kind>,
}

#[wasm_bindgen]
#[derive(Clone, Copy)]
pub enum Kind {
    First,
    Second,
}

#[wasm_bindgen]
#[derive(Clone, Copy)]
pub enum Mood {
    Calm = "calm",
    Wild = "wild",
}

#[wasm_bindgen]
impl Mixed {
    #[allow(clippy::new_without_default)]
    #[wasm_bindgen(constructor)]
    pub fn new() -> Mixed {
        Mixed {
            plain: 1,
            text: "text".into(),
            copied: Inner { n: 3 },
            kind: Kind::First,
            mood: Mood::Calm,
            maybe_kind: None,
        }
    }
}

/// Tuple struct: fields are `0` and `1`.
#[wasm_bindgen]
pub struct Pair(pub i32, pub f64);

#[wasm_bindgen]
pub fn pair(a: i32, b: f64) -> Pair {
    Pair(a, b)
}
