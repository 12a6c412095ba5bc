//! The finished module from outside: its imports in order, its exports with their types.

use std::collections::{BTreeMap, BTreeSet};

use walrus::{ExportItem, FunctionKind, Import, ImportKind, Module, ValType};
use wbg_ir::linkage::{ExternKind, FinalExport, OuterType, STRING_CONSTANTS};

use crate::facts::word;

/// Puts exported tags behind all other exports. Readers that know no tags, webpack's among them, stop at the first one.
pub(crate) fn tags_last(module: &mut Module) {
    let tags = module.exports.iter().filter(|export| matches!(export.item, ExportItem::Tag(_)));
    let tags: Vec<_> = tags.map(|export| (export.id(), export.name.clone(), export.item)).collect();
    for (id, name, item) in tags {
        module.exports.delete(id);
        module.exports.add(&name, item);
    }
}

/// Puts the functions imported from one module into name order, after everything else.
pub(crate) fn sort_imports(module: &mut Module, from: &str) {
    let mut functions: Vec<_> = module
        .imports
        .iter()
        .filter_map(|import| match import.kind {
            ImportKind::Function(function) if import.module == from => {
                Some((import.name.clone(), import.id(), function))
            }
            _ => None,
        })
        .collect();
    functions.sort();
    for (name, old, function) in functions {
        module.imports.delete(old);
        let new = module.imports.add(from, &name, function);
        if let FunctionKind::Import(import) = &mut module.funcs.get_mut(function).kind {
            import.import = new;
        }
    }
}

/// Whether there is an import of a name.
pub(crate) fn imports(module: &Module, name: &str) -> bool {
    module.imports.iter().any(|import| import.name == name)
}

/// Imports that glue does not provide, by module.
pub(crate) fn passthrough(
    module: &Module,
    glue_module: &str,
    strings: &[String],
) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let provided = |import: &&Import| {
        import.module == glue_module || (import.module == STRING_CONSTANTS && strings.contains(&import.name))
    };
    for import in module.imports.iter().filter(|import| !provided(import)) {
        found.entry(import.module.clone()).or_default().insert(import.name.clone());
    }
    found
}

/// Every export with its type, in order.
pub(crate) fn exports(module: &Module) -> Vec<FinalExport> {
    let kind = |item| match item {
        ExportItem::Function(function) => {
            let (params, results) = module.types.params_results(module.funcs.get(function).ty());
            let outer = |types: &[ValType]| types.iter().map(|ty| outer_type(*ty)).collect();
            ExternKind::Func { params: outer(params), results: outer(results) }
        }
        ExportItem::Table(_) => ExternKind::Table,
        ExportItem::Memory(_) => ExternKind::Memory,
        ExportItem::Global(_) => ExternKind::Global,
        ExportItem::Tag(_) => ExternKind::Tag,
    };
    module.exports.iter().map(|export| FinalExport { name: export.name.clone(), kind: kind(export.item) }).collect()
}

fn outer_type(ty: ValType) -> OuterType {
    word(ty).map_or(OuterType::Other, OuterType::Word)
}
