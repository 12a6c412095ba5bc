//! What the module is, for the stages that may not see it.
//!
//! Read once after the descriptors and markers are gone and before any pass runs: the exception dialect in particular must be
//! the guest's own.

use std::collections::BTreeMap;

use walrus::ir::{Try, TryTable, Visitor, dfs_in_order};
use walrus::{ConstExpr, ExportItem, FunctionId, GlobalKind, ImportKind, Module, RefType, ValType};
use wbg_ir::abi::PointerWidth;
use wbg_ir::facts::{CoreType, Exceptions, Features, MemoryFacts, RuntimeFn, Symbols};
use wbg_ir::value::Word;
use wbg_ir::{CoreFn, ModuleFacts};

use crate::error::WasmError;
use crate::features;
use crate::guest::Guest;
use crate::interp::{function_table_lookup, stack_pointer};

/// Reads the facts, handing out ids for every function that is imported, exported or in the main function table.
///
/// # Errors
/// A damaged `target_features` section or an element segment whose place cannot be computed.
pub fn facts(guest: &mut Guest) -> Result<ModuleFacts, WasmError> {
    let table = function_table_lookup(&guest.module)?;
    let Guest { module, map, exceptions: dialect } = guest;
    let mut table_entries = BTreeMap::new();
    for (index, function) in table.iter() {
        if let Ok(index) = u32::try_from(index) {
            table_entries.insert(index, map.core_fn(function));
        }
    }
    let mut exported_functions = BTreeMap::new();
    for export in module.exports.iter() {
        if let ExportItem::Function(function) = export.item {
            exported_functions.insert(export.name.clone(), map.core_fn(function));
        }
    }
    let mut imported_functions = BTreeMap::new();
    for import in module.imports.iter() {
        if let ImportKind::Function(function) = import.kind {
            let core = map.core_fn(function);
            imported_functions.entry((import.module.clone(), import.name.clone())).or_insert(core);
        }
    }
    let mut types = BTreeMap::new();
    let mut names = BTreeMap::new();
    let seen = table_entries.values().chain(exported_functions.values()).chain(imported_functions.values());
    for &core in seen {
        let function = module.funcs.get(map.function(core));
        types.insert(core, core_type(module, function.id()));
        if let Some(name) = &function.name {
            names.insert(core, name.clone());
        }
    }
    Ok(ModuleFacts {
        pointer: pointer_width(module),
        memory: memory(module),
        features: module_features(module)?,
        exceptions: dialect.unwrap_or_else(|| exceptions(module)),
        function_table: table.table().map(|id| map.core_table(id)),
        table_entries,
        symbols: symbols(module, &exported_functions),
        exported_functions,
        imported_functions,
        types,
        names,
    })
}

/// Address width of the memory; 32 bits without one.
pub(crate) fn pointer_width(module: &Module) -> PointerWidth {
    match module.memories.iter().next() {
        Some(memory) if memory.memory64 => PointerWidth::W64,
        _ => PointerWidth::W32,
    }
}

fn memory(module: &Module) -> Option<MemoryFacts> {
    let memory = module.memories.iter().next()?;
    let imported = memory.import.map(|id| {
        let import = module.imports.get(id);
        (import.module.clone(), import.name.clone())
    });
    Some(MemoryFacts { imported, shared: memory.shared, initial: memory.initial, maximum: memory.maximum })
}

/// Export whose presence betrays the externref table in a module without `target_features`.
const TABLE_ALLOC: &str = "__externref_table_alloc";

/// The features that matter, assuming the externref table for stripped modules that still export its allocator.
fn module_features(module: &Module) -> Result<Features, WasmError> {
    if let Some(features) = listed_features(module)? {
        return Ok(features);
    }
    let reference_types = module.exports.iter().any(|export| export.name == TABLE_ALLOC);
    if reference_types {
        log::warn!(
            "the `{}` section is missing, probably because of `strip = true`; assuming reference types because \
             `{TABLE_ALLOC}` is exported. Use `strip = \"debuginfo\"` to keep the section",
            features::SECTION
        );
    }
    Ok(Features { reference_types, ..Features::default() })
}

/// What the `target_features` section lists; none without the section.
pub(crate) fn listed_features(module: &Module) -> Result<Option<Features>, WasmError> {
    let section = module.customs.iter().find(|(_, section)| section.name() == features::SECTION);
    let Some((_, section)) = section else { return Ok(None) };
    let listed = features::parse(&section.data(&walrus::IdsToIndices::default()))?;
    Ok(Some(Features {
        reference_types: listed.contains("reference-types"),
        multivalue: listed.contains("multivalue"),
        bulk_memory: listed.contains("bulk-memory"),
    }))
}

/// The dialect of the guest's exception instructions; `try_table` wins when both occur.
pub(crate) fn exceptions(module: &Module) -> Exceptions {
    let mut scan = DialectScan::default();
    for (_, function) in module.funcs.iter_local() {
        dfs_in_order(&mut scan, function, function.entry_block());
        if scan.exnref {
            return Exceptions::Exnref;
        }
    }
    if scan.legacy { Exceptions::Legacy } else { Exceptions::None }
}

#[derive(Default)]
struct DialectScan {
    legacy: bool,
    exnref: bool,
}

impl<'instr> Visitor<'instr> for DialectScan {
    fn visit_try(&mut self, _: &Try) {
        self.legacy = true;
    }

    fn visit_try_table(&mut self, _: &TryTable) {
        self.exnref = true;
    }
}

/// The runtime functions the guest exports.
pub(crate) fn runtime_functions(module: &Module) -> BTreeMap<RuntimeFn, FunctionId> {
    let mut found = BTreeMap::new();
    for export in module.exports.iter() {
        if let ExportItem::Function(function) = export.item
            && let Some(&runtime) = RuntimeFn::GUEST.iter().find(|runtime| runtime.symbol() == export.name)
        {
            found.insert(runtime, function);
        }
    }
    found
}

/// A C-style `main`. Bindgen exports carry a crate hash in the input, so one of that name never counts.
pub(crate) fn c_main(module: &Module) -> Option<FunctionId> {
    let argv = match pointer_width(module) {
        PointerWidth::W32 => ValType::I32,
        PointerWidth::W64 => ValType::I64,
    };
    module.exports.iter().find_map(|export| match export.item {
        ExportItem::Function(function) if export.name == "main" => {
            let (params, results) = module.types.params_results(module.funcs.get(function).ty());
            (params == [ValType::I32, argv] && results == [ValType::I32]).then_some(function)
        }
        _ => None,
    })
}

fn symbols(module: &Module, exported: &BTreeMap<String, CoreFn>) -> Symbols {
    let by_name = |name: &str| exported.get(name).copied();
    let is_address = |name: &str| {
        module.exports.iter().any(|export| match export.item {
            ExportItem::Global(id) if export.name == name => {
                let global = module.globals.get(id);
                !global.mutable && matches!(global.kind, GlobalKind::Local(ConstExpr::Value(_)))
            }
            _ => false,
        })
    };
    let runtime = RuntimeFn::GUEST.iter().filter_map(|f| Some((*f, by_name(f.symbol())?))).collect();
    let stack_pointer = stack_pointer(module).is_some_and(|id| module.globals.get(id).mutable);
    let abort_words = is_address("__instance_terminated") && is_address("__abort_handler");
    let main = c_main(module).and_then(|_| by_name("main"));
    Symbols { runtime, stack_pointer, abort_words, main }
}

fn core_type(module: &Module, function: FunctionId) -> CoreType {
    let (params, results) = module.types.params_results(module.funcs.get(function).ty());
    let words = |types: &[ValType]| types.iter().copied().map(word).collect();
    CoreType { params: words(params), results: words(results) }
}

/// The word of a value type; none for references and vectors.
pub(crate) fn word(ty: ValType) -> Option<Word> {
    match ty {
        ValType::I32 => Some(Word::I32),
        ValType::I64 => Some(Word::I64),
        ValType::F32 => Some(Word::F32),
        ValType::F64 => Some(Word::F64),
        ValType::V128 | ValType::Ref(_) => None,
    }
}

/// The value type of a word.
pub(crate) fn val_type(word: Word) -> ValType {
    match word {
        Word::I32 => ValType::I32,
        Word::I64 => ValType::I64,
        Word::F32 => ValType::F32,
        Word::F64 => ValType::F64,
    }
}

/// `externref`.
pub(crate) const EXTERNREF: ValType = ValType::Ref(RefType::EXTERNREF);
