//! Runs the guest's type descriptions.
//!
//! A guest tells its types by code: small functions that report words through an import. This module
//! executes them on the parsed module, each from the module's initial state, and returns the words.
//! It must not know what the words mean (that is the schema crate's), and it never changes the module.
//!
//! Layout: `code` flattens bodies, `machine` has frames and calls, `step`, `ops`, `memory`, `tables`
//! and `globals` the instructions, `exceptions` unwinding, `special` the callees that are not simply
//! executed, `markers` the search for self-describing functions, `limits` the bounds.

mod code;
mod exceptions;
mod globals;
mod limits;
mod machine;
mod markers;
mod memory;
mod ops;
mod special;
mod step;
mod tables;
#[cfg(test)]
mod tests;
mod trap;
mod value;

pub(crate) use globals::Globals;
pub use globals::stack_pointer;
pub use limits::Limits;
pub use special::{DESCRIBE, MARKER, PLACEHOLDER, SKIP_EXPORT};
pub use tables::{FunctionTable, function_table_lookup};
pub use trap::{RunError, Trap};

use crate::error::WasmError;
use machine::Machine;
use special::Callees;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use walrus::{ExportItem, FunctionId, FunctionKind, Module};

/// Exports with this prefix are descriptions; the rest of the name is the wasm symbol described.
pub const DESCRIBE_PREFIX: &str = "__wbindgen_describe_";

/// All words the guest reported.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct DescribeOutput {
    /// Words by wasm symbol (the export name without [`DESCRIBE_PREFIX`]).
    pub named: BTreeMap<String, Vec<u32>>,
    /// Self-describing functions in module order.
    pub markers: Vec<Marker>,
}

/// A self-describing function: one monomorphisation of a generic import or a cast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// The function.
    pub func: FunctionId,
    /// Key string and signature, as words.
    pub words: Vec<u32>,
}

/// Runs every description of the module under the default [`Limits`].
///
/// Fails on the first description that cannot be run; the error names it, the function that was
/// executing, and what to do.
pub fn describe_exports(module: &Module) -> Result<DescribeOutput, WasmError> {
    describe_exports_within(module, Limits::default())
}

/// [`describe_exports`] under given limits.
pub fn describe_exports_within(module: &Module, limits: Limits) -> Result<DescribeOutput, WasmError> {
    let callees = Callees::new(module);
    let marker_functions = markers::find(module, callees.markers())?;
    let mut machine = Machine::new(module, callees, limits);
    // The linker folds equal descriptions, so many exports share a function: its words by position.
    let mut known: HashMap<FunctionId, usize> = HashMap::new();
    let mut named: Vec<(String, Vec<u32>)> = Vec::new();
    for export in module.exports.iter() {
        let Some(symbol) = export.name.strip_prefix(DESCRIBE_PREFIX) else { continue };
        let func = description(module, &export.name, export.item)?;
        let words = match known.entry(func) {
            Entry::Occupied(first) => named[*first.get()].1.clone(),
            Entry::Vacant(place) => {
                place.insert(named.len());
                run(&mut machine, func, &export.name)?
            }
        };
        named.push((symbol.to_string(), words));
    }
    let mut output = DescribeOutput { named: named.into_iter().collect(), markers: Vec::new() };
    for func in marker_functions {
        let words = run(&mut machine, func, &function_name(module, func))?;
        output.markers.push(Marker { func, words });
    }
    Ok(output)
}

fn description(module: &Module, name: &str, item: ExportItem) -> Result<FunctionId, WasmError> {
    let found = match item {
        ExportItem::Function(func) => match module.funcs.get(func).kind {
            FunctionKind::Local(_) => return Ok(func),
            _ => "an imported function",
        },
        ExportItem::Table(_) => "a table",
        ExportItem::Memory(_) => "a memory",
        ExportItem::Global(_) => "a global",
        ExportItem::Tag(_) => "a tag",
    };
    Err(WasmError::NotADescriptor { export: name.to_string(), found })
}

fn run(machine: &mut Machine<'_>, func: FunctionId, name: &str) -> Result<Vec<u32>, WasmError> {
    machine.describe(func).map_err(|(running, trap)| {
        let function = function_name(machine.module(), running);
        WasmError::from(Box::new(RunError { descriptor: name.to_string(), function, trap }))
    })
}

/// A function for error messages: its demangled name, if any, and its index in the input.
pub fn function_name(module: &Module, func: FunctionId) -> String {
    match &module.funcs.get(func).name {
        Some(name) => format!("`{:#}` (index {})", rustc_demangle::demangle(name), func.index()),
        None => format!("number {}", func.index()),
    }
}
