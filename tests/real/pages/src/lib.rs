//! A site of pages, made from templates and Markdown.

use std::panic::AssertUnwindSafe;

use js_sys::Function;
use minijinja::{Environment, Error, ErrorKind, Value};
use pulldown_cmark::{Options, Parser, html};
use wasm_bindgen::prelude::*;

/// Templates, filters, and how many pages were made.
#[wasm_bindgen]
pub struct Site {
    // The host's functions are not unwind safe by themselves; nothing is half made when one of them fails.
    templates: AssertUnwindSafe<Environment<'static>>,
    made: u32,
}

/// A function of the host. The guest has one thread.
struct Host(Function);

unsafe impl Send for Host {}
unsafe impl Sync for Host {}

impl Host {
    fn call(&self, text: &str) -> Result<String, Error> {
        let failed = |reason: String| Error::new(ErrorKind::InvalidOperation, reason);
        let value = self.0.call1(&JsValue::NULL, &text.into());
        let value = value.map_err(|error| failed(format!("the host's filter threw {error:?}")))?;
        value.as_string().ok_or_else(|| failed("the host's filter returned no text".to_owned()))
    }
}

#[wasm_bindgen]
impl Site {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Site {
        let mut templates = Environment::new();
        templates.add_filter("markdown", |text: &str| Value::from_safe_string(markdown(text)));
        templates.add_function("fail", |reason: String| -> Result<Value, Error> { panic!("a template failed: {reason}") });
        Site { templates: AssertUnwindSafe(templates), made: 0 }
    }

    /// Adds or replaces a template.
    pub fn add(&mut self, name: String, source: String) -> Result<(), JsError> {
        Ok(self.templates.add_template_owned(name, source)?)
    }

    /// A filter that the host computes.
    #[wasm_bindgen(js_name = "addFilter")]
    pub fn add_filter(&mut self, name: String, filter: Function) {
        let host = Host(filter);
        self.templates.add_filter(name, move |text: &str| host.call(text));
    }

    /// Makes a page; `context` is JSON.
    pub fn render(&mut self, name: &str, context: &str) -> Result<String, JsError> {
        let context: serde_json::Value = serde_json::from_str(context)?;
        self.made += 1;
        Ok(self.templates.get_template(name)?.render(context)?)
    }

    /// Makes the page of each context.
    #[wasm_bindgen(js_name = "renderAll")]
    pub fn render_all(&mut self, name: &str, contexts: Vec<String>) -> Result<Vec<String>, JsError> {
        contexts.iter().map(|context| self.render(name, context)).collect()
    }

    #[wasm_bindgen(getter)]
    pub fn made(&self) -> u32 {
        self.made
    }
}

impl Default for Site {
    fn default() -> Site {
        Site::new()
    }
}

/// Markdown to HTML, tables and footnotes included.
#[wasm_bindgen]
pub fn markdown(text: &str) -> String {
    let mut page = String::new();
    html::push_html(&mut page, Parser::new_ext(text, Options::all()));
    page
}
