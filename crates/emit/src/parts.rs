//! What glue generation hands to target assembly: trees, not text.

use std::collections::BTreeSet;

use wbg_ir::ModuleId;

use crate::helpers::Helper;
use crate::js::ast::{Expr, Function, Item};

/// All varying code of one package, independent of the target's module system.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// Public and private items in emission order.
    pub items: Vec<PartItem>,
    /// Members of the import object under the glue module, sorted by name.
    pub imports: Vec<GlueImport>,
    /// Named imports from JS modules, sorted by module specifier, then name.
    pub header: Vec<HeaderImport>,
    /// Runtime helpers used, dependencies not yet included.
    pub helpers: BTreeSet<Helper>,
}

/// One public or private thing: a function, a class with its finalizer, an enum, a namespace object.
#[derive(Clone, Debug, PartialEq)]
pub struct PartItem {
    /// Declarations, in order.
    pub items: Vec<Item>,
    /// What becomes public; empty for private items.
    pub exports: Vec<PublicExport>,
}

/// One public name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicExport {
    /// Local binding.
    pub local: String,
    /// Name users import; `default` and non-identifiers included.
    pub name: String,
}

/// One function or value that the wasm imports from the glue.
///
/// The body refers to the instance record through the identifier [`crate::glue::RECORD`]: assembly binds it, either as parameter
/// of the function that makes the import object or as the module's record.
#[derive(Clone, Debug, PartialEq)]
pub struct GlueImport {
    /// wasm import name.
    pub name: String,
    /// What it is.
    pub value: GlueImportValue,
}

/// Kinds of [`GlueImport`].
#[derive(Clone, Debug, PartialEq)]
pub enum GlueImportValue {
    /// A function written here.
    Function(Function),
    /// A value made elsewhere, e.g. a module's function wired directly.
    Value(Expr),
}

/// `import { name as local } from module`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeaderImport {
    /// The module.
    pub module: ModuleId,
    /// Name in the module; `default` included.
    pub name: String,
    /// Local binding.
    pub local: String,
}
