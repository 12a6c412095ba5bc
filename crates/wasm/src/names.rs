//! What the module says about itself: function names, producers, target features.

use std::collections::HashMap;

use walrus::Module;
use wbg_ir::Abi;
use wbg_ir::abi::{HandleMode, ResultMode};

use crate::error::WasmError;
use crate::features;
use crate::load::Retain;
use crate::passes::{Demangle, TransformOptions};

/// What shims have at the end of their name.
pub(crate) const SHIM_SUFFIX: &str = " shim";

/// Finishes the descriptive sections.
///
/// # Errors
/// A damaged `target_features` section.
pub(crate) fn finish(module: &mut Module, abi: &Abi, options: &TransformOptions) -> Result<(), WasmError> {
    match (options.name_section, options.demangle) {
        (Retain::Drop, _) => drop_names(module),
        (Retain::Keep, Demangle::Yes) => demangle(module),
        (Retain::Keep, Demangle::No) => {}
    }
    match options.producers_section {
        Retain::Keep => module.producers.add_processed_by("wasm-bindgen", &options.version),
        Retain::Drop => module.producers.clear(),
    }
    // A stripped module has no list; one that names our features only would make tools refuse the rest of the module.
    if module.customs.iter().any(|(_, section)| section.name() == features::SECTION) {
        if abi.handles == HandleMode::ExternrefTable {
            features::enable(module, "reference-types")?;
        }
        if abi.results == ResultMode::MultiValue {
            features::enable(module, "multivalue")?;
        }
    }
    Ok(())
}

/// Makes rustc's symbols readable; a text that is already in use gets a number.
fn demangle(module: &mut Module) {
    let mut uses: HashMap<String, usize> = HashMap::new();
    for function in module.funcs.iter_mut() {
        let Some(name) = &function.name else { continue };
        let (symbol, suffix) = match name.strip_suffix(SHIM_SUFFIX) {
            Some(symbol) => (symbol, SHIM_SUFFIX),
            None => (name.as_str(), ""),
        };
        let Ok(readable) = rustc_demangle::try_demangle(symbol) else { continue };
        let text = format!("{readable:#}{suffix}");
        let count = uses.entry(text.clone()).or_default();
        function.name = Some(if *count == 0 { text } else { format!("{text}[{count}]") });
        *count += 1;
    }
}

fn drop_names(module: &mut Module) {
    module.name = None;
    for function in module.funcs.iter_mut() {
        function.name = None;
    }
    for table in module.tables.iter_mut() {
        table.name = None;
    }
    for memory in module.memories.iter_mut() {
        memory.name = None;
    }
    for tag in module.tags.iter_mut() {
        tag.name = None;
    }
    let globals: Vec<_> = module.globals.iter().map(walrus::Global::id).collect();
    for id in globals {
        module.globals.get_mut(id).name = None;
    }
    let locals: Vec<_> = module.locals.iter().map(walrus::ir::Local::id).collect();
    for id in locals {
        module.locals.get_mut(id).name = None;
    }
    let types: Vec<_> = module.types.iter().map(walrus::Type::id).collect();
    for id in types {
        module.types.get_mut(id).name = None;
    }
    let elements: Vec<_> = module.elements.iter().map(walrus::Element::id).collect();
    for id in elements {
        module.elements.get_mut(id).name = None;
    }
    let data: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    for id in data {
        module.data.get_mut(id).name = None;
    }
}
