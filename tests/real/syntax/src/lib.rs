//! Formats and surveys Rust source text.

use syn::visit::{self, Visit};
use wasm_bindgen::prelude::*;

/// Formatted text of a file; an error tells the place.
#[wasm_bindgen]
pub fn format(source: &str) -> Result<String, JsError> {
    let file = parse(source)?;
    Ok(prettyplease::unparse(&file))
}

/// What a file consists of.
#[wasm_bindgen(inspectable)]
#[derive(Default)]
pub struct Survey {
    pub functions: usize,
    pub structs: usize,
    pub closures: usize,
    names: Vec<String>,
}

#[wasm_bindgen]
impl Survey {
    /// Counts the items of a file at any depth.
    #[wasm_bindgen(constructor)]
    pub fn new(source: &str) -> Result<Survey, JsError> {
        let file = parse(source)?;
        let mut survey = Survey::default();
        survey.visit_file(&file);
        Ok(survey)
    }

    /// Names of the functions in the order of the file.
    #[wasm_bindgen(getter)]
    pub fn names(&self) -> Vec<String> {
        self.names.clone()
    }

    /// The name at a place; there has to be one.
    pub fn name_at(&self, index: usize) -> String {
        self.names[index].clone()
    }
}

impl<'ast> Visit<'ast> for Survey {
    fn visit_ident(&mut self, _: &'ast proc_macro2::Ident) {}

    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        self.functions += 1;
        self.names.push(signature.ident.to_string());
        visit::visit_signature(self, signature);
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.structs += 1;
        visit::visit_item_struct(self, item);
    }

    fn visit_expr_closure(&mut self, closure: &'ast syn::ExprClosure) {
        self.closures += 1;
        visit::visit_expr_closure(self, closure);
    }
}

fn parse(source: &str) -> Result<syn::File, JsError> {
    syn::parse_file(source).map_err(|error| {
        let start = error.span().start();
        JsError::new(&format!("{}:{}: {error}", start.line, start.column))
    })
}
