//! Where an imported item is found on the JS side: global or module root, then property accesses.

use std::collections::BTreeMap;

use wbg_ir::diag::Diagnostics;
use wbg_ir::import::{JsPath, JsRoot};
use wbg_schema::program::{Import, ImportKind, Program};

use crate::context::Context;

/// Vendor prefixes of global types, merged over all programs.
pub(crate) type Prefixes = BTreeMap<String, Vec<String>>;

/// Collects the prefixes; they only make sense for globals.
pub(crate) fn vendor_prefixes(programs: &[&Program], diags: &mut Diagnostics) -> Prefixes {
    let mut merged = Prefixes::new();
    for import in programs.iter().flat_map(|p| &p.imports) {
        let ImportKind::Type(ty) = &import.kind else { continue };
        if ty.vendor_prefixes.is_empty() {
            continue;
        }
        let namespaced = import.js_namespace.as_ref().is_some_and(|ns| !ns.is_empty());
        if import.module.is_some() || namespaced {
            diags.push(
                format!("import `{}`", ty.name),
                "`vendor_prefix` only works for global types; remove it, or remove `module` and `js_namespace`",
            );
            continue;
        }
        let prefixes = merged.entry(ty.name.clone()).or_default();
        for prefix in &ty.vendor_prefixes {
            if !prefixes.contains(prefix) {
                prefixes.push(prefix.clone());
            }
        }
    }
    merged
}

/// The place of item `name` of an import record of the `index`th program.
///
/// # Errors
/// A module the metadata does not contain.
pub(crate) fn path<'a>(cx: &mut Context<'a>, index: usize, import: &'a Import, name: &str) -> Result<JsPath, String> {
    let mut segments: Vec<String> = import.js_namespace.clone().unwrap_or_default();
    segments.extend(split(name));
    let first = segments.remove(0);
    let root = match &import.module {
        Some(module) => JsRoot::Module(cx.modules.find(index, module)?, first),
        None => match cx.prefixes.get(&first) {
            Some(prefixes) => JsRoot::VendorPrefixed { name: first, prefixes: prefixes.clone() },
            None => JsRoot::Global(first),
        },
    };
    Ok(JsPath { root, members: segments })
}

/// Splits at dots outside brackets; never empty.
fn split(name: &str) -> Vec<String> {
    let mut depth = 0usize;
    let mut parts = vec![String::new()];
    for c in name.chars() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if c == '.' && depth == 0 {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dotted_names_are_paths_and_computed_keys_stay_whole() {
        assert_eq!(split("setTimeout"), ["setTimeout"]);
        assert_eq!(split("Map.prototype.set"), ["Map", "prototype", "set"]);
        assert_eq!(split("Array[Symbol.species].of"), ["Array[Symbol.species]", "of"]);
        assert_eq!(split("[Symbol.iterator]"), ["[Symbol.iterator]"]);
        assert_eq!(split(""), [""]);
    }
}
