//! Imported values that our JS exports again; they stay even if Rust never uses them.

use std::collections::BTreeMap;

use wbg_ir::import::Reexport;
use wbg_schema::program::{Import, ImportKind};

use crate::context::Context;
use crate::paths::path;

/// Adds all re-exports, sorted by public name.
pub(crate) fn bind(cx: &mut Context<'_>) {
    let mut found: BTreeMap<&str, Reexport> = BTreeMap::new();
    for (index, program) in cx.programs.clone().into_iter().enumerate() {
        for import in &program.imports {
            let Some(name) = &import.reexport else { continue };
            let subject = format!("re-export `{name}`");
            let reexport = match item_name(import).ok_or_else(|| {
                "only imported types, functions and values can be exported again; remove `reexport`".to_owned()
            }) {
                Ok(item) => path(cx, index, import, item),
                Err(e) => Err(e),
            };
            let reexport = match reexport {
                Ok(path) => Reexport { path, name: name.clone(), typescript: import.generate_typescript },
                Err(e) => {
                    cx.diags.push(subject, e);
                    continue;
                }
            };
            match found.get_mut(name.as_str()) {
                None => {
                    found.insert(name, reexport);
                }
                Some(other) if other.path == reexport.path => other.typescript |= reexport.typescript,
                Some(_) => cx.diags.push(
                    subject,
                    "two different imports are exported again under this name; rename one with `reexport = \"…\"`",
                ),
            }
        }
    }
    cx.out.reexports = found.into_values().collect();
}

fn item_name(import: &Import) -> Option<&str> {
    match &import.kind {
        ImportKind::Function(f) => Some(f.method.as_ref().map_or(&f.function.name, |m| &m.class)),
        ImportKind::Static(s) => Some(&s.name),
        ImportKind::Type(t) => Some(&t.name),
        ImportKind::String(_) | ImportKind::Enum(_) | ImportKind::DynamicUnion(_) => None,
    }
}
