//! What a finished wasm file offers to users and needs from hosts.

use crate::{Error, Result};
use std::collections::BTreeMap;
use std::path::Path;
use wasmparser::{ExternalKind, Parser, Payload, TypeRef};

/// Beginnings of export names that belong to the glue and its wasm only: allocator and table helpers, closure
/// adapters (upstream names them after Rust functions), the failure model's words.
const INTERNAL: [&str; 8] = [
    "__wbindgen_",
    "__wbg_closure",
    "__externref_",
    "wasm_bindgen__",
    "wasm_bindgen_",
    "js_sys__",
    "__instance_terminated",
    "__abort_handler",
];

/// Whole names that are internal as well: the panic tag, what our glue rewinds stacks, reads panics and ends instances with, and the number
/// of imports that are running.
const INTERNAL_WHOLE: [&str; 6] =
    ["__wbg_stack_pointer", "__cpp_exception", "__wbg_stack", "__wbg_rewind", "__wbg_failure", "__wbg_outside"];

/// Sorted lines, one per export or import kind.
#[derive(Debug)]
pub(super) struct Summary {
    /// `function greet`, without internal ones.
    pub exports: Vec<String>,
    /// `2 memory imports`; functions and tags are each tool's own business.
    pub imports: Vec<String>,
    /// Names of custom sections, and which names of Rust functions the name section has.
    pub sections: Vec<String>,
}

impl Summary {
    /// Reads a wasm file.
    pub(super) fn read(path: &Path) -> Result<Summary> {
        let bytes = std::fs::read(path).map_err(Error::io("read", path))?;
        Summary::of(&bytes).map_err(|source| Error::Wasm { path: path.to_path_buf(), source })
    }

    fn of(bytes: &[u8]) -> std::result::Result<Summary, wasmparser::BinaryReaderError> {
        let (mut exports, mut sections) = (Vec::new(), Vec::new());
        let mut imports: BTreeMap<&str, usize> = BTreeMap::new();
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export?;
                        if !is_internal(export.name) {
                            exports.push(format!("{} {}", kind(export.kind), export.name));
                        }
                    }
                }
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let name = match import?.ty {
                            TypeRef::Memory(_) => "memory",
                            TypeRef::Table(_) => "table",
                            TypeRef::Global(_) => "global",
                            _ => continue,
                        };
                        *imports.entry(name).or_default() += 1;
                    }
                }
                Payload::CustomSection(section) => sections.push(section.name().to_owned()),
                _ => {}
            }
        }
        sections.sort();
        exports.sort();
        Ok(Summary {
            exports,
            sections,
            imports: imports.into_iter().map(|(name, n)| format!("{n} {name} imports")).collect(),
        })
    }
}

/// Does a name, or the beginning of a text that starts with one, belong to the glue only?
pub(super) fn is_internal(name: &str) -> bool {
    INTERNAL.iter().any(|prefix| name.starts_with(prefix))
        || INTERNAL_WHOLE.contains(&name.split(':').next().unwrap_or(name))
}

fn kind(kind: ExternalKind) -> &'static str {
    match kind {
        ExternalKind::Func | ExternalKind::FuncExact => "function",
        ExternalKind::Table => "table",
        ExternalKind::Memory => "memory",
        ExternalKind::Global => "global",
        ExternalKind::Tag => "tag",
    }
}
