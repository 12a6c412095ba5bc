//! Sections of real guests: they decode, and the names computed from them are names in the module.
//!
//! The fixtures come from the crate's `metadata` example; the guests are those of the guest corpus with the same names.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use wbg_schema::dialect::{Dialect, PLACEHOLDER_MODULE, Symbols, qualified_name};
use wbg_schema::program::*;
use wbg_schema::{decode_program, dump};

struct Guest {
    dialect: Dialect,
    programs: Vec<Program>,
    symbols: BTreeSet<&'static str>,
}

macro_rules! guest {
    ($name:literal) => {
        guest(
            include_bytes!(concat!("fixtures/", $name, ".bin")),
            include_str!(concat!("fixtures/", $name, ".symbols.txt")),
        )
    };
}

fn guest(metadata: &[u8], symbols: &'static str) -> Guest {
    let decoded = decode_program(&[metadata]).unwrap();
    Guest { dialect: decoded.dialect, programs: decoded.programs, symbols: symbols.lines().collect() }
}

impl Guest {
    #[track_caller]
    fn has_export(&self, name: &str) {
        assert!(self.symbols.contains(format!("export {name}").as_str()), "{name}");
    }

    #[track_caller]
    fn has_described_export(&self, name: &str) {
        self.has_export(name);
        self.has_export(&self.dialect.descriptor(name));
    }

    /// Checks every export symbol that the programs imply; returns how many there were.
    fn check_exports(&self) -> usize {
        let mut count = 0;
        for program in &self.programs {
            let symbols = self.dialect.symbols(&program.unique_crate_identifier);
            for export in &program.exports {
                let name = &export.function.name;
                let namespace = export.js_namespace.as_deref();
                let symbol = match &export.class {
                    Some(class) => symbols.method(namespace, class, name),
                    None => symbols.function(namespace, name),
                };
                self.has_described_export(&symbol.mangled);
                count += 1;
            }
            for class in &program.structs {
                count += self.check_struct(symbols, class);
            }
            for import in &program.imports {
                if let ImportKind::DynamicUnion(union) = &import.kind {
                    for i in 0..union.variant_type_cnt {
                        self.has_export(&symbols.union_payload_descriptor(&union.name, i, &program.module_path));
                        count += 1;
                    }
                }
            }
        }
        count
    }

    fn check_struct(&self, symbols: Symbols<'_>, class: &Struct) -> usize {
        let name = qualified_name(class.js_namespace.as_deref(), &class.name);
        self.has_export(&symbols.free(&name).mangled);
        for field in &class.fields {
            self.has_described_export(&symbols.field_getter(&name, &field.name).mangled);
            if !field.readonly {
                self.has_export(&symbols.field_setter(&name, &field.name).mangled);
            }
        }
        if let Some(parent) = class.extends_js_class.as_ref().or(class.extends.as_ref()) {
            let parent = qualified_name(class.extends_js_namespace.as_deref(), parent);
            self.has_export(&symbols.upcast(&name, &parent).mangled);
        }
        1 + class.fields.len()
    }

    fn imports(&self) -> impl Iterator<Item = &Import> {
        self.programs.iter().flat_map(|program| &program.imports)
    }
}

#[test]
fn classes() {
    let guest = guest!("classes");
    assert_eq!(guest.programs.len(), 47);
    assert!(guest.check_exports() > 30);
    let constructor = guest
        .programs
        .iter()
        .flat_map(|program| &program.exports)
        .find(|export| export.function.name == "new" && export.class.as_deref() == Some("Counter"))
        .unwrap();
    assert_eq!(constructor.method_kind, MethodKind::Constructor);
    assert_eq!(constructor.function.args[0].name, "start");
    assert_eq!(constructor.comments, [" Starts counting at `start`."]);
    // The library crate's own imports are part of a whole section.
    assert!(
        guest.imports().any(|import| {
            matches!(&import.module, Some(ImportModule::RawNamed(name)) if name == PLACEHOLDER_MODULE)
        })
    );
}

#[test]
fn enums() {
    let guest = guest!("enums");
    assert!(guest.check_exports() > 10);
    let signed = guest
        .programs
        .iter()
        .flat_map(|program| &program.enums)
        .find(|definition| definition.name == "Signed")
        .unwrap();
    assert!(signed.signed);
    let values: Vec<i32> = signed.variants.iter().map(|variant| variant.value as i32).collect();
    assert_eq!(values, [-5, 0, 5]);
    let union = guest
        .imports()
        .find_map(|import| match &import.kind {
            ImportKind::DynamicUnion(union) => Some(union),
            _ => None,
        })
        .unwrap();
    assert_eq!((union.name.as_str(), union.variant_type_cnt), ("Either", 2));
    assert_eq!(union.variant_strings, ["auto"]);
    let direction = guest
        .imports()
        .find_map(|import| match &import.kind {
            ImportKind::Enum(definition) => Some(definition),
            _ => None,
        })
        .unwrap();
    assert_eq!(direction.variant_values, ["north", "south", "odd 'one'"]);
}

#[test]
fn inheritance() {
    let guest = guest!("inherit");
    assert!(guest.check_exports() > 10);
    let extending =
        guest.programs.iter().flat_map(|program| &program.structs).filter(|class| class.extends.is_some()).count();
    assert_eq!(extending, 2);
}

#[test]
fn snippets() {
    let guest = guest!("snippets");
    assert!(guest.check_exports() > 5);
    for import in guest.imports() {
        if let Some(ImportModule::Named(identifier)) = &import.module {
            let known = guest
                .programs
                .iter()
                .flat_map(|program| &program.local_modules)
                .any(|module| &module.identifier == identifier);
            assert!(known, "{identifier}");
        }
    }
    assert!(guest.programs.iter().any(|program| program.inline_js.len() == 1));
}

#[test]
fn dump_shows_every_field_by_name() {
    let text = dump(&guest!("inherit").programs[0]);
    for part in ["Program {", "unique_crate_identifier: \"inherit-", "linked_modules: []"] {
        assert!(text.contains(part), "{part} in {text}");
    }
}
