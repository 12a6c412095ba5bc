//! Imports of user modules: specifiers, and the statements at the top of the file with the glue.

use std::collections::{BTreeMap, BTreeSet};

use wbg_ir::import::JsModule;
use wbg_ir::{Bindings, ModuleId};

use crate::js::ast::Expr;
use crate::js::name::{is_identifier, quote};
use crate::options::EmitOptions;
use crate::parts::HeaderImport;
use crate::target::loader::{in_literal, in_url};
use crate::target::names::FileNames;
use crate::target::spec::{ModuleSystem, spec};

/// The specifier of a user module, from the file with the glue.
pub fn specifier(module: &JsModule, names: &FileNames) -> String {
    match module {
        JsModule::External(text) => text.clone(),
        JsModule::Local { .. } | JsModule::Inline { .. } => {
            snippet(module).map_or(String::new(), |(path, _)| format!("{}{path}", names.snippets()))
        }
    }
}

/// Path below `snippets` and contents of a module that comes with the package.
pub fn snippet(module: &JsModule) -> Option<(String, &str)> {
    match module {
        JsModule::External(_) => None,
        JsModule::Local { path, contents, .. } => Some((path.clone(), contents)),
        JsModule::Inline { crate_id, index, contents } => Some((format!("{crate_id}/inline{index}.js"), contents)),
    }
}

/// Whether a module is only the target of a link, so that its contents may be part of the glue.
pub fn is_linked_only(module: &JsModule) -> bool {
    matches!(module, JsModule::Local { linked_only: true, .. })
}

/// The URL of a module, as the file with the glue can find it out: it comes with the package, or lies where its author says.
pub fn address(module: &JsModule, options: &EmitOptions) -> Expr {
    let specifier = specifier(module, &FileNames::of(options));
    // What the guest wrote itself is such a reference already.
    let external = matches!(module, JsModule::External(_));
    let reference = if external { specifier.clone() } else { in_url(&specifier) };
    let beside = |base| {
        let url = Expr::Str(reference.clone());
        Expr::New(Box::new(Expr::ident("URL")), vec![url, base]).member("href")
    };
    match spec(options.target).modules {
        // Bundlers recognise this very form, and move the file along.
        ModuleSystem::EsModule => beside(Expr::ident("import").member("meta").member("url")),
        ModuleSystem::CommonJs => {
            let url = Expr::ident("require").call([Expr::Str("url".to_owned())]);
            if external {
                return beside(url.member("pathToFileURL").call([Expr::ident("__filename")]));
            }
            let path = specifier.strip_prefix("./").unwrap_or(&specifier);
            let file = Expr::ident("__dirname").binary("+", Expr::Str(format!("/{path}")));
            url.member("pathToFileURL").call([file]).member("href")
        }
        ModuleSystem::Script => beside(Expr::ident("__wbg_default_path").call([])),
    }
}

/// The named imports, one statement per module, sorted by specifier and then by name.
pub fn named(bindings: &Bindings, imports: &[HeaderImport], names: &FileNames, modules: ModuleSystem) -> String {
    let mut grouped: BTreeMap<String, BTreeSet<(&str, &str)>> = BTreeMap::new();
    for import in imports {
        let specifier = specifier(module(bindings, import.module), names);
        grouped.entry(specifier).or_default().insert((&import.name, &import.local));
    }
    grouped.iter().map(|(specifier, items)| statement(specifier, items, modules)).collect()
}

fn module(bindings: &Bindings, id: ModuleId) -> &JsModule {
    &bindings.modules[id]
}

fn statement(specifier: &str, items: &BTreeSet<(&str, &str)>, modules: ModuleSystem) -> String {
    let rename = match modules {
        ModuleSystem::EsModule => " as ",
        ModuleSystem::CommonJs | ModuleSystem::Script => ": ",
    };
    let list: Vec<String> = items
        .iter()
        .map(|(name, local)| {
            let key = if is_identifier(name) { (*name).to_owned() } else { quote(name) };
            if name == local { key } else { format!("{key}{rename}{local}") }
        })
        .collect();
    let list = list.join(", ");
    match modules {
        ModuleSystem::EsModule => format!("import {{ {list} }} from '{}';\n", in_literal(specifier)),
        ModuleSystem::CommonJs => format!("const {{ {list} }} = require(`{}`);\n", in_literal(specifier)),
        // Refused before.
        ModuleSystem::Script => String::new(),
    }
}

/// A namespace import for each module whose items the wasm imports by itself, and the members of the import object.
pub fn whole<'a>(
    specifiers: impl Iterator<Item = &'a String>,
    modules: ModuleSystem,
) -> (String, Vec<(&'a str, String)>) {
    let mut text = String::new();
    let mut members = Vec::new();
    for (at, specifier) in specifiers.enumerate() {
        let local = format!("__wbg_module{at}");
        text.push_str(&match modules {
            ModuleSystem::EsModule => format!("import * as {local} from {};\n", quote(specifier)),
            ModuleSystem::CommonJs => format!("const {local} = require({});\n", quote(specifier)),
            ModuleSystem::Script => String::new(),
        });
        members.push((specifier.as_str(), local));
    }
    (text, members)
}
