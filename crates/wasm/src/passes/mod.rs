//! The rewrites of the wasm stage, in their order.
//!
//! Each pass is one function over the module. Nothing here knows JS; what glue will call is asked of `wbg_ir::needs`.

pub(crate) mod address;
pub(crate) mod check;
pub(crate) mod env;
pub(crate) mod exports;
pub(crate) mod failure;
pub mod generic_imports;
pub(crate) mod handles;
pub(crate) mod imports;
pub(crate) mod jspi;
pub(crate) mod memory;
pub(crate) mod patience;
pub(crate) mod shims;
pub(crate) mod stack;
pub(crate) mod start;
#[cfg(test)]
mod tests;
pub(crate) mod threads;

use wbg_ir::{Abi, Bindings, FailureModel, Linkage};

use crate::error::WasmError;
use crate::facts;
use crate::guest::Guest;
use crate::interp::function_table_lookup;
use crate::load::Retain;
use crate::{link, names};
use env::Env;

/// Choices for [`transform`] that neither the module nor the bindings decide.
#[derive(Clone, Debug)]
pub struct TransformOptions {
    /// Import module of everything glue provides, such as `./stem_bg.js`.
    pub glue_module: String,
    /// Whether function names become readable.
    pub demangle: Demangle,
    /// `__heap_base`, `__data_end` and `__indirect_function_table`.
    pub lld_exports: Retain,
    /// The name section.
    pub name_section: Retain,
    /// The producers section.
    pub producers_section: Retain,
    /// The guest's own start functions and `main`.
    pub start: UserStart,
    /// Static strings.
    pub strings: StaticStrings,
    /// Version that the producers section names.
    pub version: String,
}

/// Whether function names become readable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Demangle {
    /// Demangle them.
    #[default]
    Yes,
    /// Keep the symbols.
    No,
}

/// How static strings get into the handle table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StaticStrings {
    /// Glue puts them there.
    #[default]
    Glue,
    /// The wasm imports them as constants and puts them there itself.
    Constants,
}

/// Whether the guest's own start functions run at start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UserStart {
    /// They do.
    #[default]
    Emit,
    /// Somebody else calls them, or nobody; initialisation of memory and handle table still runs.
    Suppress,
}

impl Default for TransformOptions {
    fn default() -> Self {
        Self {
            glue_module: "./index_bg.js".to_string(),
            demangle: Demangle::default(),
            lld_exports: Retain::Drop,
            name_section: Retain::Keep,
            producers_section: Retain::Keep,
            start: UserStart::default(),
            strings: StaticStrings::default(),
            version: "0.2.130".to_string(),
        }
    }
}

/// Turns a described guest into the module that glue loads.
///
/// Runs after [`crate::facts()`] and after descriptors and markers are gone. Afterwards everything the linkage names is exported,
/// every import is either in the linkage or the user's, and dead code is gone.
///
/// # Errors
/// A guest that needs what this version cannot do, or whose bindings do not fit its wasm; each message names the item.
pub fn transform(
    guest: &mut Guest,
    bindings: &Bindings,
    abi: &Abi,
    failure: &FailureModel,
    options: &TransformOptions,
) -> Result<Linkage, WasmError> {
    let features = facts::listed_features(&guest.module)?.unwrap_or_default();
    let Guest { module, map, .. } = guest;
    failure::tags::adopt_cpp_exception(module);
    let outside = failure::outside::prepare(module, failure);
    let mut env = Env {
        abi: *abi,
        unwind: failure.unwind(),
        guard: failure.guard(),
        rewind: failure.rewind(),
        bulk_memory: features.bulk_memory,
        stack_pointer: env::mutable_stack_pointer(module),
        function_table: function_table_lookup(module)?.table(),
        handles: None,
        outside,
        borrows: None,
        runtime: facts::runtime_functions(module),
        module,
        map,
    };
    failure::landing_pads::run(&mut env);
    let threads = threads::prepare(&mut env)?;
    memory::import_from(&mut env, &options.glue_module);
    let start = start::plan(&mut env, bindings, options.start, threads)?;
    let inherited = exports::take(&mut env, bindings, options.lld_exports);
    let mut pending = handles::lower(&mut env)?;
    let bound = imports::run(&mut env, bindings, &options.glue_module, &mut pending)?;
    env.borrows = failure::borrows::prepare(&mut env, bindings);
    failure::tasks::run(&mut env, bindings, &options.glue_module);
    let failure = failure::end::function(&mut env, &inherited);
    let parts = link::Parts { failure, inherited, pending, bound, start };
    let linkage = link::run(&mut env, bindings, parts, options)?;
    names::finish(env.module, abi, options)?;
    Ok(linkage)
}
