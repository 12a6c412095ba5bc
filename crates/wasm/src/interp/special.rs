//! Functions that a description calls but that are not simply executed.

use walrus::ir::Instr;
use walrus::{ExportItem, FunctionId, FunctionKind, ImportId, Module, TableId};

/// Import module of the guest crate's own imports.
pub const PLACEHOLDER: &str = "__wbindgen_placeholder__";
/// Import that reports one word.
pub const DESCRIBE: &str = "__wbindgen_describe";
/// Import that ends the description of a monomorphised function.
pub const MARKER: &str = "__wbindgen_describe_generic_import";
/// Export whose callees the linker injected.
pub const SKIP_EXPORT: &str = "__wbindgen_skip_interpret_calls";

/// Functions of the coverage run-time that describe nothing.
const PROFILE_PREFIXES: [&str; 2] = ["__llvm_profile_init", "__llvm_profile_register_function"];

/// What calling a function means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Callee {
    /// Execute it.
    Local,
    /// Append the argument to the words.
    Describe,
    /// End of the run.
    Marker,
    /// Nothing: constructors and destructors that the linker wraps around exports, coverage set-up.
    Skip,
    /// Call the function-table slot that the first argument names with the other arguments.
    Invoke,
    /// Any other import: not allowed.
    Import(ImportId),
}

/// The special functions of a module.
#[derive(Debug)]
pub struct Callees {
    /// By function index; functions beyond the end are plain local ones.
    special: Vec<Callee>,
    markers: Vec<FunctionId>,
    invoke_table: Option<TableId>,
}

impl Callees {
    /// Finds them by import names, by the linker-revealing export, and by function names.
    pub fn new(module: &Module) -> Self {
        let mut callees =
            Callees { special: Vec::new(), markers: Vec::new(), invoke_table: super::tables::main_table(module) };
        for func in module.funcs.iter() {
            let callee = match &func.kind {
                FunctionKind::Import(imported) => {
                    let import = module.imports.get(imported.import);
                    match (import.module.as_str(), import.name.as_str()) {
                        (PLACEHOLDER, DESCRIBE) => Callee::Describe,
                        (PLACEHOLDER, MARKER) => Callee::Marker,
                        ("env", name) if name.starts_with("invoke_") => Callee::Invoke,
                        _ => Callee::Import(imported.import),
                    }
                }
                _ => Callee::Local,
            };
            let named = func.name.as_deref().unwrap_or_default();
            if PROFILE_PREFIXES.iter().any(|prefix| named.starts_with(prefix)) {
                callees.set(func.id(), Callee::Skip);
            } else if callee != Callee::Local {
                callees.set(func.id(), callee);
            }
            if callee == Callee::Marker {
                callees.markers.push(func.id());
            }
        }
        for func in skipped(module) {
            callees.set(func, Callee::Skip);
        }
        callees
    }

    fn set(&mut self, func: FunctionId, callee: Callee) {
        let index = func.index();
        if index >= self.special.len() {
            self.special.resize(index + 1, Callee::Local);
        }
        self.special[index] = callee;
    }

    /// What calling `func` means.
    pub fn get(&self, func: FunctionId) -> Callee {
        self.special.get(func.index()).copied().unwrap_or(Callee::Local)
    }

    /// The table that [`Callee::Invoke`] indexes.
    pub fn invoke_table(&self) -> Option<TableId> {
        self.invoke_table
    }

    /// The imports that mark generic functions.
    pub fn markers(&self) -> &[FunctionId] {
        &self.markers
    }
}

/// Functions that the entry block of the empty [`SKIP_EXPORT`] function calls directly: in modules
/// with static constructors the linker wraps every export, this one included.
fn skipped(module: &Module) -> Vec<FunctionId> {
    let export = module.exports.iter().find_map(|export| match export.item {
        ExportItem::Function(func) if export.name == SKIP_EXPORT => Some(func),
        _ => None,
    });
    let Some(FunctionKind::Local(local)) = export.map(|func| &module.funcs.get(func).kind) else {
        return Vec::new();
    };
    let callee = |instr: &Instr| match instr {
        Instr::Call(call) => Some(call.func),
        Instr::ReturnCall(call) => Some(call.func),
        _ => None,
    };
    local.block(local.entry_block()).instrs.iter().filter_map(|(instr, _)| callee(instr)).collect()
}
