//! What a test suite's wasm tells of itself: its tests, and where they want to run.
//!
//! The `wasm-bindgen-test` crate writes both: exports with certain names, and a custom section. Knows nothing of selections.

use anyhow::{Context, Result};
use serde::Serialize;
use wasmparser::{ExternalKind, Parser, Payload};

use super::args::Kind;

/// Section of `wasm_bindgen_test_configure!`.
const CONFIGURATION: &str = "__wasm_bindgen_test_unstable";

/// Marks the export of an ignored test, among the modifiers.
const IGNORED: char = '$';

/// What was found in a module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suite {
    /// In the order of the exports.
    pub tests: Vec<Test>,
    /// Content of the configuration section; there may be none.
    pub configuration: Option<Vec<u8>>,
}

/// One test or benchmark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Test {
    /// Name of the wasm export.
    pub export: String,
    /// Path that people see, without the crate.
    pub name: String,
    /// Is it marked `#[ignore]`?
    pub ignored: bool,
}

/// Reads a module.
///
/// # Errors
/// Bytes that are no wasm module.
pub fn read(bytes: &[u8], kind: Kind) -> Result<Suite> {
    let mut suite = Suite::default();
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.context("this is not a readable wasm module; give the file that cargo built")? {
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export.context("the exports of the module are damaged; build it again")?;
                    if matches!(export.kind, ExternalKind::Func | ExternalKind::FuncExact) {
                        suite.tests.extend(test(export.name, kind));
                    }
                }
            }
            Payload::CustomSection(section) if section.name() == CONFIGURATION => {
                suite.configuration.get_or_insert_default().extend(section.data());
            }
            _ => {}
        }
    }
    Ok(suite)
}

/// The test behind an export named prefix, modifiers, underscore, path with the crate.
fn test(export: &str, kind: Kind) -> Option<Test> {
    let prefix = match kind {
        Kind::Tests => "__wbgt_",
        Kind::Benches => "__wbgb_",
    };
    let (modifiers, path) = export.strip_prefix(prefix)?.split_once('_')?;
    let (_, name) = path.split_once("::")?;
    Some(Test { export: export.to_owned(), name: name.to_owned(), ignored: modifiers.contains(IGNORED) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{CustomSection, ExportKind, ExportSection, Module};

    fn module(exports: &[&str], configuration: &[&[u8]]) -> Vec<u8> {
        let mut section = ExportSection::new();
        for name in exports {
            section.export(name, ExportKind::Func, 0);
        }
        section.export("__wbgt__a::memory", ExportKind::Memory, 0);
        let mut module = Module::new();
        module.section(&section);
        for data in configuration {
            module.section(&CustomSection { name: CONFIGURATION.into(), data: (*data).into() });
        }
        module.finish()
    }

    #[test]
    fn names_lose_prefix_and_crate() {
        let bytes =
            module(&["main", "__wbgt__app::a", "__wbgt_$_app::b::c_d", "__wbgt__odd", "__wbgb__app::fast"], &[]);
        let suite = read(&bytes, Kind::Tests).unwrap();
        let found: Vec<_> = suite.tests.iter().map(|test| (test.name.as_str(), test.ignored)).collect();
        assert_eq!(found, [("a", false), ("b::c_d", true)]);
        assert_eq!(suite.tests[1].export, "__wbgt_$_app::b::c_d");
        assert_eq!(suite.configuration, None);
        assert_eq!(read(&bytes, Kind::Benches).unwrap().tests[0].name, "fast");
    }

    #[test]
    fn configurations_add_up() {
        assert_eq!(read(&module(&[], &[&[1], &[2, 3]]), Kind::Tests).unwrap().configuration, Some(vec![1, 2, 3]));
    }

    #[test]
    fn other_bytes_are_refused() {
        let whole = module(&["__wbgt__a::b"], &[]);
        for bytes in [b"" as &[u8], b"text", &whole[..whole.len() - 3]] {
            let error = format!("{:#}", read(bytes, Kind::Tests).unwrap_err());
            assert!(error.contains("not a readable wasm module"), "{error}");
        }
    }
}
