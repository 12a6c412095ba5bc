//! JS errors made in, thrown by and passing through Rust.

use js_sys::{Error, Function, RangeError, TypeError};
use wasm_bindgen::prelude::*;
use wasm_bindgen::{throw_str, throw_val, JsCast, UnwrapThrowExt};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = errorHost, js_name = explode)]
    fn explode(what: &JsValue);

    #[wasm_bindgen(js_namespace = errorHost, js_name = explode, catch)]
    fn explode_caught(what: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = errorHost, js_name = explode, catch)]
    fn explode_typed(what: &JsValue) -> Result<(), Error>;
}

/// The very value that JS threw leaves Rust again.
#[wasm_bindgen]
pub fn pass_through(what: &JsValue) -> u32 {
    explode(what);
    0
}

#[wasm_bindgen]
pub fn caught(what: &JsValue) -> String {
    match explode_caught(what) {
        Ok(()) => "nothing".into(),
        Err(e) => format!("{e:?}"),
    }
}

#[wasm_bindgen]
pub fn rethrown(what: &JsValue) -> Result<u32, JsValue> {
    explode_caught(what)?;
    Ok(1)
}

#[wasm_bindgen]
pub fn typed_message(what: &JsValue) -> String {
    match explode_typed(what) {
        Ok(()) => "nothing".into(),
        Err(e) => format!("{}: {}", String::from(e.name()), String::from(e.message())),
    }
}

#[wasm_bindgen]
pub fn throws_str() {
    throw_str("thrown from Rust");
}

#[wasm_bindgen]
pub fn throws_val(v: JsValue) {
    throw_val(v);
}

#[wasm_bindgen]
pub fn unwrap_throw(x: Option<u32>) -> u32 {
    x.expect_throw("nothing there")
}

#[wasm_bindgen]
pub fn js_error(message: &str) -> Result<(), JsError> {
    Err(JsError::new(message))
}

#[wasm_bindgen]
pub fn from_std(s: &str) -> Result<f64, JsError> {
    Ok(s.parse::<f64>()?)
}

#[wasm_bindgen]
pub fn type_error() -> Result<(), JsValue> {
    Err(TypeError::new("bad type").into())
}

#[wasm_bindgen]
pub fn range_error() -> Result<(), RangeError> {
    Err(RangeError::new("bad range"))
}

#[wasm_bindgen]
pub fn with_cause(cause: JsValue) -> Error {
    let e = Error::new("outer");
    e.set_cause(&cause);
    e
}

/// An exported struct as the error.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Failure {
    code: i32,
}

#[wasm_bindgen]
impl Failure {
    #[wasm_bindgen(getter)]
    pub fn code(&self) -> i32 {
        self.code
    }
}

#[wasm_bindgen]
pub fn struct_error(code: i32) -> Result<i32, Failure> {
    if code == 0 {
        Ok(0)
    } else {
        Err(Failure { code })
    }
}

/// Calls `f` and says what came out.
#[wasm_bindgen]
pub fn observe(f: &Function) -> String {
    match f.call0(&JsValue::UNDEFINED) {
        Ok(v) => format!("returned {v:?}"),
        Err(e) => match e.dyn_ref::<Error>() {
            Some(e) => format!("error {}", String::from(e.message())),
            None => format!("threw {e:?}"),
        },
    }
}

#[wasm_bindgen]
pub fn healthy() -> u32 {
    1
}
