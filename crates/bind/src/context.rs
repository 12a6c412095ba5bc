//! What the steps of one run share: the inputs, the resolved definitions, and the bindings and problems so far.

use std::collections::BTreeMap;

use wbg_ir::diag::Diagnostics;
use wbg_ir::{Bindings, CoreFn};
use wbg_schema::dialect::PLACEHOLDER_MODULE;
use wbg_schema::program::Program;
use wbg_schema::signature::{Signature, Type};

use crate::check;
use crate::closures::Closures;
use crate::convert::Types;
use crate::imports::Bound;
use crate::modules::Modules;
use crate::paths::{Prefixes, vendor_prefixes};
use crate::resolve::{Definition, Kind, resolve};
use crate::{BindInput, exports::Named};

/// State of one run.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    /// The input.
    pub(crate) input: &'a BindInput<'a>,
    /// Distinct programs in section order.
    pub(crate) programs: Vec<&'a Program>,
    /// Definitions by kind, in id order.
    pub(crate) definitions: BTreeMap<Kind, Vec<Definition<'a>>>,
    /// Type conversion.
    pub(crate) types: Types<'a>,
    /// Exports so far, with their crates.
    pub(crate) exports: Vec<Named<'a>>,
    /// Imports so far, by import name.
    pub(crate) imports: BTreeMap<String, Bound>,
    /// Imports of the placeholder module by name.
    pub(crate) placeholder: BTreeMap<&'a str, CoreFn>,
    /// JS modules.
    pub(crate) modules: Modules<'a>,
    /// Vendor prefixes of global types.
    pub(crate) prefixes: Prefixes,
    /// Everything else.
    pub(crate) out: Bindings,
    /// Problems so far.
    pub(crate) diags: Diagnostics,
}

impl<'a> Context<'a> {
    /// Starts a run: definitions are resolved, nothing is bound.
    pub(crate) fn new(input: &'a BindInput<'a>, programs: Vec<&'a Program>) -> Self {
        let mut diags = Diagnostics::default();
        let (names, definitions) = resolve(&programs, &mut diags);
        let imported = input.facts.imported_functions.iter();
        let placeholder = imported.filter(|((module, _), _)| module == PLACEHOLDER_MODULE);
        let placeholder = placeholder.map(|((_, name), core)| (name.as_str(), *core)).collect();
        let prefixes = vendor_prefixes(&programs, &mut diags);
        let types = Types { names, facts: input.facts, closures: Closures::default() };
        Self {
            input,
            programs,
            definitions,
            types,
            exports: Vec::new(),
            imports: BTreeMap::new(),
            placeholder,
            modules: Modules::default(),
            prefixes,
            out: Bindings::default(),
            diags,
        }
    }

    /// Whole-program checks, then the bindings or all problems.
    pub(crate) fn finish(mut self) -> Result<Bindings, Diagnostics> {
        let mut sections: Vec<String> =
            self.programs.iter().flat_map(|p| p.typescript_custom_sections.iter().cloned()).collect();
        sections.sort();
        sections.dedup();
        self.out.typescript_sections = sections;
        let mut manifests: Vec<String> = self.programs.iter().filter_map(|p| p.package_json.clone()).collect();
        manifests.sort();
        manifests.dedup();
        self.out.package_manifests = manifests;

        self.exports
            .sort_by(|a, b| (&a.export.canonical, &a.export.symbol).cmp(&(&b.export.canonical, &b.export.symbol)));
        check::all(&mut self);
        for named in self.exports {
            self.out.exports.push(named.export);
        }
        for (name, bound) in self.imports {
            self.out.imports.push(wbg_ir::import::Import { core: bound.core, name, kind: bound.kind });
        }
        self.out.modules = self.modules.into_arena();
        self.out.closures = self.types.closures.into_arena();
        self.diags.into_result(self.out)
    }

    /// Exported function of the input module.
    pub(crate) fn exported(&self, symbol: &str) -> Option<CoreFn> {
        self.input.facts.exported_functions.get(symbol).copied()
    }

    /// Described function type of a wasm symbol.
    ///
    /// # Errors
    /// A sentence for the item's owner.
    pub(crate) fn described_function(&self, symbol: &str) -> Result<&'a Signature, String> {
        match self.input.described.get(symbol) {
            Some(Type::Function(signature)) => Ok(signature),
            Some(_) => Err(format!("the description of `{symbol}` is not that of a function; {REBUILD}")),
            None => Err(format!("the module has no description of `{symbol}`; {REBUILD}")),
        }
    }

    /// Described type of a wasm symbol that is not a function.
    ///
    /// # Errors
    /// A sentence for the item's owner.
    pub(crate) fn described_value(&self, symbol: &str) -> Result<&'a Type, String> {
        self.input
            .described
            .get(symbol)
            .ok_or_else(|| format!("the module has no description of `{symbol}`; {REBUILD}"))
    }

    /// Adds one problem per sentence.
    pub(crate) fn report(&mut self, subject: &str, problems: impl IntoIterator<Item = impl ToString>) {
        for problem in problems {
            self.diags.push(subject, problem.to_string());
        }
    }
}

/// Next step when metadata and module do not fit together.
pub(crate) const REBUILD: &str =
    "a tool removed or rewrote it after the module was linked, run this tool directly on the compiler's output";
