//! Searches structured data of the host.

use jaq_core::load::{Arena, File, Loader};
use jaq_core::{Compiler, Ctx, Vars, data, unwrap_valr};
use jaq_json::Val;
use js_sys::Function;
use regex::{Captures, Regex};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

/// One match of a pattern.
#[derive(Serialize)]
struct Found {
    start: usize,
    text: String,
    groups: Vec<Option<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Options {
    ignore_case: bool,
    limit: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { ignore_case: false, limit: usize::MAX }
    }
}

/// All matches as plain objects.
#[wasm_bindgen]
pub fn find(pattern: &str, text: &str, options: JsValue) -> Result<JsValue, JsError> {
    let options: Options = if options.is_undefined() { Options::default() } else { serde_wasm_bindgen::from_value(options)? };
    let pattern = regex::RegexBuilder::new(pattern).case_insensitive(options.ignore_case).build()?;
    let found: Vec<Found> = pattern.captures_iter(text).take(options.limit).map(found).collect();
    Ok(serde_wasm_bindgen::to_value(&found)?)
}

fn found(captures: Captures<'_>) -> Found {
    let whole = captures.get_match();
    let groups = captures.iter().skip(1).map(|group| group.map(|group| group.as_str().to_owned())).collect();
    Found { start: whole.start(), text: whole.as_str().to_owned(), groups }
}

/// A compiled pattern.
#[wasm_bindgen]
pub struct Pattern(Regex);

#[wasm_bindgen]
impl Pattern {
    /// An invalid pattern is the caller's mistake: it panics.
    #[wasm_bindgen(constructor)]
    pub fn new(pattern: &str) -> Pattern {
        Pattern(Regex::new(pattern).expect("a valid pattern"))
    }

    /// Replaces each match with what `f` makes of it; `f` may throw.
    pub fn replace(&self, text: &str, f: &Function) -> Result<String, JsValue> {
        let mut failed = None;
        let out = self.0.replace_all(text, |captures: &Captures<'_>| {
            let answer = f.call1(&JsValue::NULL, &captures[0].into());
            answer.map(|answer| answer.as_string().unwrap_or_default()).unwrap_or_else(|error| {
                failed.get_or_insert(error);
                String::new()
            })
        });
        failed.map_or(Ok(out.into_owned()), Err)
    }
}

/// Runs a jq program on JSON text; the outputs as JSON text.
#[wasm_bindgen]
pub fn jq(program: &str, json: &str) -> Result<Vec<String>, JsError> {
    let fail = |what: String| JsError::new(&what);
    let input: Val = jaq_json::read::parse_single(json.as_bytes()).map_err(|error| fail(error.to_string()))?;
    let defs = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
    let funs = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs());
    let arena = Arena::default();
    let file = File { code: program, path: () };
    let modules = Loader::new(defs).load(&arena, file).map_err(|errors| fail(format!("{errors:?}")))?;
    let compiler = Compiler::default().with_funs(funs);
    let filter = compiler.compile(modules).map_err(|errors| fail(format!("{errors:?}")))?;
    let ctx = Ctx::<data::JustLut<Val>>::new(&filter.lut, Vars::new([]));
    let outputs = filter.id.run((ctx, input)).map(unwrap_valr);
    outputs.map(|output| output.map(|value| value.to_string()).map_err(|error| fail(error.to_string()))).collect()
}
