//! TypeScript identifiers of everything that is bound: the qualified name, made an identifier, made unique.

use std::collections::BTreeSet;

use wbg_ir::doc::PublicName;
use wbg_ir::export::ExportKind;
use wbg_ir::{Bindings, ClassId, EnumId, ExportId, Id, StringEnumId, UnionId};

use crate::js::name::{is_binding, to_binding};

/// Identifiers by id. They are those of the JavaScript wherever that file has no clash of its own.
#[derive(Clone, Debug, Default)]
pub struct Names {
    classes: Vec<String>,
    enums: Vec<String>,
    string_enums: Vec<String>,
    unions: Vec<String>,
    exports: Vec<Option<String>>,
}

impl Names {
    /// Names for all of the bindings. Module-level items whose name is an identifier keep it; the others choose after them.
    pub fn of(bindings: &Bindings) -> Self {
        let mut taken: BTreeSet<String> =
            publics(bindings).filter(|public| keeps_name(public)).map(|public| public.name.clone()).collect();
        taken.extend(bindings.reexports.iter().map(|reexport| reexport.name.clone()));
        let mut one = |public: &PublicName| {
            if keeps_name(public) { public.name.clone() } else { unique(&mut taken, to_binding(&public.qualified())) }
        };
        Self {
            classes: bindings.classes.iter().map(|(_, class)| one(&class.public)).collect(),
            enums: bindings.enums.iter().map(|(_, item)| one(&item.public)).collect(),
            // Types are not members of namespace objects.
            string_enums: bindings.string_enums.iter().map(|(_, item)| one(&bare(&item.public))).collect(),
            unions: bindings.unions.iter().map(|(_, item)| one(&bare(&item.public))).collect(),
            exports: bindings.exports.iter().map(|(_, export)| function_name(&export.kind).map(&mut one)).collect(),
        }
    }

    /// Identifier of a class.
    pub fn class(&self, id: ClassId) -> &str {
        &self.classes[id.index()]
    }

    /// Identifier of a numeric enum.
    pub fn numeric_enum(&self, id: EnumId) -> &str {
        &self.enums[id.index()]
    }

    /// Identifier of a string enum.
    pub fn string_enum(&self, id: StringEnumId) -> &str {
        &self.string_enums[id.index()]
    }

    /// Identifier of a dynamic union.
    pub fn union(&self, id: UnionId) -> &str {
        &self.unions[id.index()]
    }

    /// Identifier of a free function; none for members of classes.
    pub fn function(&self, id: ExportId) -> Option<&str> {
        self.exports[id.index()].as_deref()
    }
}

fn bare(public: &PublicName) -> PublicName {
    PublicName { namespace: vec![], name: public.name.clone() }
}

fn keeps_name(public: &PublicName) -> bool {
    public.namespace.is_empty() && is_binding(&public.name)
}

/// Public name of a free function.
pub fn function_name(kind: &ExportKind) -> Option<&PublicName> {
    match kind {
        ExportKind::Function(public) | ExportKind::FunctionWithThis(public) => Some(public),
        ExportKind::Constructor(_) | ExportKind::Member { .. } => None,
    }
}

fn publics(bindings: &Bindings) -> impl Iterator<Item = &PublicName> {
    let classes = bindings.classes.iter().map(|(_, item)| &item.public);
    let enums = bindings.enums.iter().map(|(_, item)| &item.public);
    let string_enums = bindings.string_enums.iter().map(|(_, item)| &item.public);
    let unions = bindings.unions.iter().map(|(_, item)| &item.public);
    let functions = bindings.exports.iter().filter_map(|(_, item)| function_name(&item.kind));
    classes.chain(enums).chain(string_enums).chain(unions).chain(functions)
}

fn unique(taken: &mut BTreeSet<String>, wanted: String) -> String {
    let mut name = wanted.clone();
    let mut number = 2u32;
    while !taken.insert(name.clone()) {
        name = format!("{wanted}{number}");
        number += 1;
    }
    name
}
