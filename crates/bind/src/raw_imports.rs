//! Imports that are not functions of the user's: values, string constants, `instanceof`, linked modules, and the raw imports of
//! structs and handles, whose words are fixed. Last, every placeholder import must have found its meaning.

use wbg_ir::func::Outbound;
use wbg_ir::import::ImportKind;
use wbg_ir::value::{Lower, LowerShape, Word, pointer_slot};
use wbg_ir::{ClassId, Id};
use wbg_schema::dialect::{DESCRIBE_IMPORT, GENERIC_MARKER_IMPORT};
use wbg_schema::program::{self, Import, ImportStatic, LinkedModule};

use crate::classes::original;
use crate::context::{Context, REBUILD};
use crate::crosscheck;
use crate::imports::{Bound, insert, live};
use crate::paths::path;
use crate::resolve::{Kind, Source};

/// New handle for the same value.
const OBJECT_CLONE: &str = "__wbindgen_object_clone_ref";
/// Releases a handle.
const OBJECT_DROP: &str = "__wbindgen_object_drop_ref";

/// Adds all of them.
pub(crate) fn bind(cx: &mut Context<'_>) {
    for (index, program) in cx.programs.clone().into_iter().enumerate() {
        for import in &program.imports {
            one(cx, index, import);
        }
        for linked in &program.linked_modules {
            link(cx, index, linked);
        }
    }
    classes(cx);
    // With a handle table the wasm stage turns them into local functions.
    raw(cx, "handle", OBJECT_CLONE, ImportKind::ObjectClone, &[Word::I32], &[Word::I32]);
    raw(cx, "handle", OBJECT_DROP, ImportKind::ObjectDrop, &[Word::I32], &[]);
    leftovers(cx);
}

fn one<'a>(cx: &mut Context<'a>, index: usize, import: &'a Import) {
    match &import.kind {
        program::ImportKind::Static(item) => static_value(cx, index, import, item),
        program::ImportKind::String(item) => {
            let kind = ImportKind::StaticString(item.string.clone());
            raw(cx, "static string", &item.shim, kind, &[], &[Word::I32]);
        }
        program::ImportKind::Type(item) => {
            if live(cx, &item.instanceof_shim).is_none() {
                return;
            }
            let subject = format!("import `{}`", item.name);
            match path(cx, index, import, &item.name) {
                Ok(path) => {
                    let kind = ImportKind::InstanceOf(path);
                    raw(cx, &subject, &item.instanceof_shim, kind, &[Word::I32], &[Word::I32]);
                }
                Err(e) => cx.diags.push(subject, e),
            }
        }
        program::ImportKind::Function(_) | program::ImportKind::Enum(_) | program::ImportKind::DynamicUnion(_) => {}
    }
}

fn static_value<'a>(cx: &mut Context<'a>, index: usize, import: &'a Import, item: &'a ImportStatic) {
    let Some(core) = live(cx, &item.shim) else { return };
    let subject = format!("import `{}`", item.name);
    let result = cx.described_value(&item.shim).and_then(|ty| cx.types.lower(ty).map_err(|e| e.to_string())).and_then(
        |result| {
            let mut call = Outbound { args: vec![], result };
            crosscheck::outbound(cx.input.facts, core, &mut call).map_err(|e| e.to_string())?;
            Ok((path(cx, index, import, &item.name)?, call.result))
        },
    );
    match result {
        Ok((path, result)) => {
            insert(cx, &subject, &item.shim, Bound { core, kind: ImportKind::Static { path, result } })
        }
        Err(e) => cx.diags.push(subject, e),
    }
}

fn link<'a>(cx: &mut Context<'a>, index: usize, linked: &'a LinkedModule) {
    let Some(core) = live(cx, &linked.link_function_name) else { return };
    let subject = format!("linked module `{}`", linked.link_function_name);
    let mut call = Outbound { args: vec![], result: Lower::new(LowerShape::String) };
    let result = crosscheck::outbound(cx.input.facts, core, &mut call)
        .map_err(|e| e.to_string())
        .and_then(|()| cx.modules.find(index, &linked.module));
    match result {
        Ok(id) => {
            insert(cx, &subject, &linked.link_function_name, Bound { core, kind: ImportKind::LinkedModule(id) });
        }
        Err(e) => cx.diags.push(subject, e),
    }
}

fn classes(cx: &mut Context<'_>) {
    let ptr = pointer_slot(cx.input.facts.pointer).word;
    let definitions = cx.definitions.get(&Kind::Struct).cloned().unwrap_or_default();
    for (index, definition) in definitions.iter().enumerate() {
        let Source::Struct(s) = definition.source else { continue };
        let symbols = cx.input.dialect.symbols(&definition.program.unique_crate_identifier);
        let name = original(s);
        let (id, subject) = (ClassId::from_index(index), format!("struct `{}`", name.replace("__", ".")));
        let (new, unwrap) = (symbols.struct_new(&name).mangled, symbols.struct_unwrap(&name).mangled);
        raw(cx, &subject, &new, ImportKind::ClassNew(id), &[ptr], &[Word::I32]);
        raw(cx, &subject, &unwrap, ImportKind::ClassUnwrap(id), &[Word::I32], &[ptr]);
    }
}

/// Adds an import with fixed words, if the module has it.
fn raw(cx: &mut Context<'_>, subject: &str, name: &str, kind: ImportKind, params: &[Word], results: &[Word]) {
    let Some(core) = live(cx, name) else { return };
    match crosscheck::words(cx.input.facts, core, params, results) {
        Ok(()) => insert(cx, subject, name, Bound { core, kind }),
        Err(e) => cx.diags.push(subject, format!("`{name}`: {e}")),
    }
}

fn leftovers(cx: &mut Context<'_>) {
    // Whatever was found to be wrong already would be reported a second time here.
    if !cx.diags.items().is_empty() {
        return;
    }
    // These vanish with the descriptors.
    let known = [DESCRIBE_IMPORT, GENERIC_MARKER_IMPORT];
    for &name in cx.placeholder.keys() {
        if !known.contains(&name) && !cx.imports.contains_key(name) {
            cx.diags.push(
                format!("wasm import `{name}`"),
                format!("no metadata says what it is; {REBUILD}, and link the crate that declares it"),
            );
        }
    }
}

#[cfg(test)]
#[path = "raw_imports_tests.rs"]
mod tests;
