//! Prints parts for one module system: declarations with their exports, and the imports in either form.

use wbg_ir::linkage::STRING_CONSTANTS;

use crate::contract;
use crate::glue::RECORD;
use crate::helpers::Helper;
use crate::js::ast::{Expr, Function, FunctionForm, Item, Property, Stmt};
use crate::js::name::{is_binding, is_identifier, quote};
use crate::js::print::{self, Keyword};
use crate::js::visit;
use crate::parts::{GlueImport, GlueImportValue, PartItem, PublicExport};
use crate::target::spec::ModuleSystem;

/// All items in order, each followed by the statements that make it public.
pub fn items(parts: &[PartItem], modules: ModuleSystem) -> String {
    let mut out = String::new();
    for part in parts {
        for item in &part.items {
            let keyword =
                if is_exported_in_place(item, &part.exports, modules) { Keyword::Export } else { Keyword::Local };
            out.push_str(&print::item(item, keyword));
        }
        for export in &part.exports {
            if !part.items.iter().any(|item| is_exported_in_place(item, std::slice::from_ref(export), modules)) {
                out.push_str(&export_statement(export, modules));
            }
        }
        out.push('\n');
    }
    out
}

/// Whether the `export` keyword of a declaration already gives it its public name.
fn is_exported_in_place(item: &Item, exports: &[PublicExport], modules: ModuleSystem) -> bool {
    let Some(local) = local_name(item) else { return false };
    modules == ModuleSystem::EsModule
        && exports.iter().any(|export| export.local == local && export.name == local && is_binding(local))
}

fn local_name(item: &Item) -> Option<&str> {
    match item {
        Item::Function { name, .. } | Item::Class { name, .. } | Item::Const { name, .. } => Some(name),
        Item::Stmt(_) => None,
    }
}

/// One statement per public name, at the start of a line.
pub fn export_statement(export: &PublicExport, modules: ModuleSystem) -> String {
    let PublicExport { local, name } = export;
    match modules {
        ModuleSystem::EsModule if local == name => format!("export {{ {local} }};\n"),
        ModuleSystem::EsModule => format!("export {{ {local} as {} }};\n", export_name(name)),
        ModuleSystem::CommonJs | ModuleSystem::Script if is_identifier(name) => format!("exports.{name} = {local};\n"),
        ModuleSystem::CommonJs | ModuleSystem::Script => format!("exports[{}] = {local};\n", quote(name)),
    }
}

/// A name in an export list.
pub fn export_name(name: &str) -> String {
    if is_identifier(name) { name.to_owned() } else { quote(name) }
}

/// The function that makes the import object, from what its parameters bring: the glue's own members under `module`, then string constants
/// for engines that do not know them, then whole modules.
pub fn import_object(
    imports: &[GlueImport],
    params: Vec<String>,
    module: &str,
    strings: &[String],
    whole: &[(&str, String)],
) -> String {
    let glue = imports.iter().map(member).collect();
    let mut modules = vec![Property::Value(module.to_owned(), Expr::ident(GLUE_IMPORTS))];
    if !strings.is_empty() {
        let constants = strings.iter().map(|text| Property::Value(text.clone(), Expr::Str(text.clone()))).collect();
        modules.push(Property::Value(STRING_CONSTANTS.to_owned(), Expr::Object(constants)));
    }
    modules.extend(whole.iter().map(|(specifier, local)| Property::Value((*specifier).to_owned(), Expr::ident(local))));
    // Most of the package is in here, so its lines are not indented more than they have to be.
    let mut body = vec![Stmt::constant(GLUE_IMPORTS, Expr::Object(glue)), Stmt::Return(Some(Expr::Object(modules)))];
    if visit::mentions(&body, RECORD) {
        body.insert(0, record());
    }
    let function = Function { form: FunctionForm::Plain, params, body };
    print::declaration(contract::GET_IMPORTS, &function, Keyword::Local)
}

/// What the glue itself provides, in the function that makes the import object.
const GLUE_IMPORTS: &str = "__wbg_imports";

fn record() -> Stmt {
    Stmt::constant(RECORD, Expr::Helper(Helper::Instance))
}

fn member(import: &GlueImport) -> Property {
    match &import.value {
        GlueImportValue::Function(function) if function.form == FunctionForm::Async => {
            Property::Method(import.name.clone(), function.clone())
        }
        GlueImportValue::Function(function) => {
            Property::Method(import.name.clone(), Function { form: FunctionForm::Plain, ..function.clone() })
        }
        GlueImportValue::Value(value) => Property::Value(import.name.clone(), value.clone()),
    }
}

fn uses_record(import: &GlueImport) -> bool {
    match &import.value {
        GlueImportValue::Function(function) => visit::mentions(&function.body, RECORD),
        GlueImportValue::Value(value) => visit::mentions(&[Stmt::Expr(value.clone())], RECORD),
    }
}

/// The glue's imports as exports of its own file, for wasm that imports that file.
pub fn import_exports(imports: &[GlueImport]) -> String {
    let fetched: &[Stmt] = if imports.iter().any(uses_record) { &[record()] } else { &[] };
    let mut out = print::stmts(fetched, 0);
    for import in imports {
        let direct = is_binding(&import.name);
        let keyword = if direct { Keyword::Export } else { Keyword::Local };
        let local = if direct {
            import.name.clone()
        } else {
            format!("__wbg_import_{}", crate::js::name::to_binding(&import.name))
        };
        out.push('\n');
        out.push_str(&match &import.value {
            GlueImportValue::Function(function) => {
                let form = if function.form == FunctionForm::Async { FunctionForm::Async } else { FunctionForm::Plain };
                print::declaration(&local, &Function { form, ..function.clone() }, keyword)
            }
            GlueImportValue::Value(value) => {
                print::item(&Item::Const { doc: String::new(), name: local.clone(), value: value.clone() }, keyword)
            }
        });
        if !direct {
            let export = PublicExport { local, name: import.name.clone() };
            out.push_str(&export_statement(&export, ModuleSystem::EsModule));
        }
    }
    out
}
