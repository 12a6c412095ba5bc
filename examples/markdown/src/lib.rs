//! A Markdown desk: keeps documents, renders them, and gives JS live previews.
//!
//! Written the way applications are: it indexes slices and unwraps options, so wrong input panics. With `panic=unwind` such a
//! panic is one failed call; the desk and everything on it stay as they were.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;

use js_sys::{Function, Promise};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS)
}

/// Renders Markdown to HTML.
#[wasm_bindgen]
pub fn render(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut out, parser(markdown));
    out
}

/// Renders what a loader promises: `loader(name)` returns a promise of Markdown text.
#[wasm_bindgen(js_name = renderFrom)]
pub async fn render_from(loader: Function, name: String) -> Result<String, JsValue> {
    let promise: Promise = loader.call1(&JsValue::NULL, &name.into())?.dyn_into()?;
    let text = JsFuture::from(promise).await?;
    Ok(render(&text.as_string().expect("the loader promises text")))
}

/// One document with its headings.
struct Document {
    text: String,
    headings: Vec<String>,
}

impl Document {
    fn new(text: String) -> Self {
        let mut headings = Vec::new();
        let mut current: Option<String> = None;
        for event in parser(&text) {
            match event {
                Event::Start(Tag::Heading { .. }) => current = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => headings.extend(current.take()),
                Event::Text(part) | Event::Code(part) => {
                    if let Some(heading) = &mut current {
                        heading.push_str(&part);
                    }
                }
                _ => {}
            }
        }
        Self { text, headings }
    }
}

/// Documents by name. Lives as long as the page does.
#[wasm_bindgen]
#[derive(Default)]
pub struct Desk {
    documents: BTreeMap<String, Document>,
    edits: u32,
}

#[wasm_bindgen]
impl Desk {
    /// An empty desk.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a document on the desk, replacing one of the same name.
    pub fn put(&mut self, name: String, text: String) {
        self.edits += 1;
        self.documents.insert(name, Document::new(text));
    }

    /// The document as HTML, or nothing if there is no such document.
    pub fn html(&self, name: &str) -> Option<String> {
        self.documents.get(name).map(|document| render(&document.text))
    }

    /// The `index`-th heading of a document. Panics when either does not exist.
    pub fn heading(&mut self, name: &str, index: usize) -> String {
        self.edits += 1;
        let heading = self.documents[name].headings[index].clone();
        self.edits -= 1;
        heading
    }

    /// Names of the documents, in order.
    pub fn names(&self) -> Vec<String> {
        self.documents.keys().cloned().collect()
    }

    /// How often the desk was written to.
    #[wasm_bindgen(getter)]
    pub fn edits(&self) -> u32 {
        self.edits
    }
}

/// A live preview: a function that renders what it is given and numbers its renderings. Panics on text with a NUL in it.
#[wasm_bindgen(js_name = livePreview)]
pub fn live_preview() -> JsValue {
    let mut count = AssertUnwindSafe(0u32);
    Closure::<dyn FnMut(String) -> String>::new(move |text: String| {
        assert!(!text.contains('\0'), "text has a NUL in it");
        *count += 1;
        format!("<!-- {} -->{}", *count, render(&text))
    })
    .into_js_value()
}
