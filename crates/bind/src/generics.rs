//! Imports manufactured from marker functions: casts, and monomorphisations of generic imports.

use std::collections::BTreeMap;

use wbg_ir::import::ImportKind;
use wbg_schema::program::{self, Import, ImportFunction};

use crate::GenericImport;
use crate::context::Context;
use crate::crosscheck;
use crate::display::{call_text, type_text};
use crate::imports::{Bound, function_import, insert, subject};

/// Declarations by key, each with the position of its program.
type Declarations<'a> = BTreeMap<&'a str, Vec<(usize, &'a Import, &'a ImportFunction)>>;

/// Adds all manufactured imports.
pub(crate) fn bind(cx: &mut Context<'_>) {
    let declarations = declarations(cx);
    for generic in cx.input.generics {
        let subject = display(generic, &declarations);
        let kind = if generic.key.is_empty() { cast(cx, generic) } else { monomorphised(cx, generic, &declarations) };
        match kind {
            Ok(kind) => insert(cx, &subject, &generic.name, Bound { core: generic.core, kind }),
            Err(problems) => cx.report(&subject, problems),
        }
    }
}

fn declarations<'a>(cx: &Context<'a>) -> Declarations<'a> {
    let mut found = Declarations::new();
    for (index, program) in cx.programs.iter().enumerate() {
        for import in &program.imports {
            if let program::ImportKind::Function(function) = &import.kind
                && function.generic_per_mono
            {
                found.entry(&function.shim).or_default().push((index, import, function));
            }
        }
    }
    found
}

fn cast(cx: &mut Context<'_>, generic: &GenericImport) -> Result<ImportKind, Vec<String>> {
    let mut call = cx.types.outbound(&generic.signature)?;
    if call.args.len() != 1 {
        return Err(vec![format!(
            "a cast has one argument, this has {}; rebuild the crates together",
            call.args.len()
        )]);
    }
    crosscheck::outbound(cx.input.facts, generic.core, &mut call).map_err(|e| vec![e.to_string()])?;
    Ok(ImportKind::Cast(call))
}

fn monomorphised<'a>(
    cx: &mut Context<'a>,
    generic: &GenericImport,
    declarations: &Declarations<'a>,
) -> Result<ImportKind, Vec<String>> {
    let found = declarations.get(generic.key.as_str()).map_or(&[][..], Vec::as_slice);
    let mut result: Option<ImportKind> = None;
    for &(index, import, function) in found {
        let kind = function_import(cx, index, import, function, generic.core, &generic.signature)?;
        match &result {
            Some(other) if *other != kind => {
                return Err(vec![format!(
                    "key `{}` is declared twice with different meanings; rebuild the crates together",
                    generic.key
                )]);
            }
            _ => result = Some(kind),
        }
    }
    result.ok_or_else(|| {
        vec![format!(
            "no metadata declares the key `{}`; the crate that declares it must be linked into the module with its metadata",
            generic.key
        )]
    })
}

/// What messages call a manufactured import: its wasm name says nothing.
fn display(generic: &GenericImport, declarations: &Declarations<'_>) -> String {
    let signature = &generic.signature;
    if generic.key.is_empty() {
        let from = signature.args.first().map_or("nothing".to_owned(), type_text);
        return format!("conversion of `{from}` to `{}`", type_text(&signature.ret));
    }
    match declarations.get(generic.key.as_str()).and_then(|found| found.first()) {
        Some((_, import, function)) => format!("{} for `{}`", subject(import, function), call_text(signature)),
        None => format!("generic import for `{}`", call_text(signature)),
    }
}

#[cfg(test)]
#[path = "generics_tests.rs"]
mod tests;
