//! Every name of a package, decided before any code is built.
//!
//! Order of claims: globals that imports use keep their exact name; then public items, so that as many as possible keep theirs;
//! then items of JS modules; then the generator's own. Knows nothing of code.

mod needs;
mod order;
mod reserved;

pub use order::{Entry, Public};

use std::collections::{BTreeMap, BTreeSet};

use wbg_ir::doc::PublicName;
use wbg_ir::export::{ExportKind, Start};
use wbg_ir::import::{JsPath, JsRoot};
use wbg_ir::{Bindings, ClassId, ClosureId, EnumId, ExportId, Id, StringEnumId};

use crate::options::{EmitError, EmitInput};
use crate::parts::HeaderImport;
use crate::scope::Scope;

pub use needs::{ClassNeeds, Use};

/// The names and the order of everything in a package.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Public and private items in emission order, namespace members included.
    pub items: Vec<Public>,
    /// Named imports from JS modules, sorted.
    pub header: Vec<HeaderImport>,
    /// Vendor-prefixed globals and the constants that hold them.
    pub vendor: BTreeMap<JsRoot, String>,
    /// Module-level names that generated bodies mention: their locals avoid these.
    pub mentioned: BTreeSet<String>,
    /// What live code asks of each class.
    pub class_needs: BTreeMap<ClassId, ClassNeeds>,
    /// String enums whose texts live code looks up.
    pub used_string_enums: BTreeSet<StringEnumId>,
    exports: BTreeMap<ExportId, String>,
    classes: BTreeMap<ClassId, String>,
    enums: BTreeMap<EnumId, String>,
    string_enums: BTreeMap<StringEnumId, String>,
    namespaces: BTreeMap<String, String>,
    reexports: BTreeMap<usize, String>,
    roots: BTreeMap<JsRoot, String>,
    members: BTreeMap<ClassId, Vec<ExportId>>,
    in_family: BTreeSet<ClassId>,
}

impl Plan {
    /// Decides all names.
    ///
    /// # Errors
    /// Two items that want one public name.
    pub fn new(input: &EmitInput<'_>) -> Result<Self, EmitError> {
        let bindings = input.bindings;
        let mut plan = Plan { items: order::items(bindings)?, ..Plan::default() };
        let needs = needs::Needs::of(input);
        plan.class_needs = needs.classes;
        plan.used_string_enums = needs.string_enums;

        let mut scope = Scope::default();
        for name in reserved::names(input.options.target) {
            scope.reserve(*name);
        }
        let roots: BTreeSet<JsRoot> = live_paths(input).map(|path| path.root.clone()).collect();
        plan.claim_globals(&roots, &mut scope);
        plan.claim_items(bindings, &mut scope);
        plan.claim_modules(&roots, &mut scope);
        plan.claim_reexports(bindings, &mut scope);
        plan.claim_own(bindings, &roots, &mut scope);
        plan.members = order::members(bindings);
        plan.in_family = families(bindings);
        plan.collect_mentioned();
        Ok(plan)
    }

    fn claim_globals(&mut self, roots: &BTreeSet<JsRoot>, scope: &mut Scope<'_>) {
        for root in roots {
            match root {
                JsRoot::Global(name) => {
                    scope.reserve(name);
                    self.roots.insert(root.clone(), reserved::global(name));
                }
                JsRoot::VendorPrefixed { name, prefixes } => {
                    scope.reserve(name);
                    prefixes.iter().for_each(|prefix| scope.reserve(format!("{prefix}{name}")));
                }
                JsRoot::Module(..) => {}
            }
        }
    }

    fn claim_items(&mut self, bindings: &Bindings, scope: &mut Scope<'_>) {
        for item in &self.items {
            for (entry, public) in item.entries() {
                let local = match entry {
                    Entry::Reexport(_) => continue,
                    _ => scope.declare(&public.qualified()),
                };
                match entry {
                    Entry::Function(id) => drop(self.exports.insert(id, local)),
                    Entry::Class(id) => drop(self.classes.insert(id, local)),
                    Entry::Enum(id) => drop(self.enums.insert(id, local)),
                    Entry::Reexport(_) => {}
                }
            }
            if let Public::Namespace { root, onto: None, .. } = item {
                self.namespaces.insert(root.clone(), scope.declare(root));
            }
        }
        // Enums that are not public have no run-time value; classes always have.
        debug_assert!(self.classes.len() == bindings.classes.len());
    }

    fn claim_modules(&mut self, roots: &BTreeSet<JsRoot>, scope: &mut Scope<'_>) {
        for root in roots {
            if let JsRoot::Module(module, name) = root {
                let local = scope.declare(name);
                self.header.push(HeaderImport { module: *module, name: name.clone(), local: local.clone() });
                self.roots.insert(root.clone(), local);
            }
        }
        self.header.sort();
    }

    fn claim_reexports(&mut self, bindings: &Bindings, scope: &mut Scope<'_>) {
        for (at, reexport) in bindings.reexports.iter().enumerate() {
            self.reexports.insert(at, scope.declare(&reexport.name));
        }
    }

    fn claim_own(&mut self, bindings: &Bindings, roots: &BTreeSet<JsRoot>, scope: &mut Scope<'_>) {
        for (id, item) in bindings.string_enums.iter() {
            let local = scope.declare_ours(&format!("__wbindgen_enum_{}", item.public.qualified()));
            self.string_enums.insert(id, local);
        }
        for root in roots {
            if let JsRoot::VendorPrefixed { name, .. } = root {
                let local = scope.declare_ours(&format!("__wbg_vendor_{name}"));
                self.vendor.insert(root.clone(), local.clone());
                self.roots.insert(root.clone(), local);
            }
        }
    }

    fn collect_mentioned(&mut self) {
        self.mentioned = reserved::MENTIONED.iter().map(|name| (*name).to_owned()).collect();
        self.mentioned.extend(self.classes.values().cloned());
        self.mentioned.extend(self.roots.values().cloned());
    }

    /// Local name of a free function.
    pub fn function(&self, id: ExportId) -> &str {
        self.exports.get(&id).map_or("", String::as_str)
    }

    /// Local name of a class.
    pub fn class(&self, id: ClassId) -> &str {
        self.classes.get(&id).map_or("", String::as_str)
    }

    /// Local name of a numeric enum; none when it has no run-time value.
    pub fn numeric_enum(&self, id: EnumId) -> Option<&str> {
        self.enums.get(&id).map(String::as_str)
    }

    /// Name of the array of a string enum's texts.
    pub fn string_enum(&self, id: StringEnumId) -> &str {
        self.string_enums.get(&id).map_or("", String::as_str)
    }

    /// Name of the factory of JS functions for a closure.
    pub fn closure(&self, id: ClosureId) -> String {
        format!("__wbg_closure_{}", id.index())
    }

    /// Local name of a namespace object.
    pub fn namespace(&self, root: &str) -> &str {
        self.namespaces.get(root).map_or("", String::as_str)
    }

    /// Binding that holds a reexported value which is not simply an import, by its position.
    pub fn reexport(&self, at: usize) -> &str {
        self.reexports.get(&at).map_or("", String::as_str)
    }

    /// Name under which the first segment of a path is in scope.
    pub fn root(&self, root: &JsRoot) -> &str {
        self.roots.get(root).map_or("", String::as_str)
    }

    /// The constant that holds the finalizer of a class.
    pub fn finalizer(&self, id: ClassId) -> String {
        format!("__wbg_finalizer_{}", self.class(id))
    }

    /// Members of a class in emission order, its constructor included.
    pub fn members(&self, id: ClassId) -> &[ExportId] {
        self.members.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Whether a class extends another exported class or is extended by one.
    pub fn in_family(&self, id: ClassId) -> bool {
        self.in_family.contains(&id)
    }
}

/// Classes that extend one another.
fn families(bindings: &Bindings) -> BTreeSet<ClassId> {
    let pairs = bindings.classes.iter().filter_map(|(id, class)| class.extends.map(|parent| [id, parent]));
    pairs.flatten().collect()
}

/// Paths that live imports and reexports evaluate.
fn live_paths<'a>(input: &EmitInput<'a>) -> impl Iterator<Item = &'a JsPath> {
    let bindings = input.bindings;
    let imports = input.linkage.imports.keys().filter_map(|id| bindings.imports.get(*id));
    let paths = imports.filter_map(|import| needs::path(&import.kind));
    paths.chain(bindings.reexports.iter().map(|reexport| &reexport.path))
}

/// Whether an export becomes public.
pub fn is_public(kind: &ExportKind, start: Start) -> Option<&PublicName> {
    match kind {
        ExportKind::Function(name) | ExportKind::FunctionWithThis(name) if start != Start::Private => Some(name),
        _ => None,
    }
}
