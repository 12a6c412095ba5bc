//! Bytes to module: the only place that reads a guest's binary.
//!
//! Wrong inputs are told apart here (text, component, archive, truncated file) so that later stages
//! only see modules that decode and validate. Sections that belong to this tool are taken out, and
//! imports of the guest crate that several object files declared become one.

use crate::error::WasmError;
use crate::features;
use crate::passes::generic_imports::merge_duplicates;
use crate::sections;
use std::any::Any;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use walrus::{Module, ModuleConfig};

/// Custom section with the guest crate's metadata.
pub const METADATA_SECTION: &str = "__wasm_bindgen_unstable";
/// Custom section of guests for Emscripten.
pub const EMSCRIPTEN_MARKER: &str = "__wasm_bindgen_emscripten_marker";
/// Custom section of Emscripten guests whose JS suspension goes through hook exports.
pub const EMSCRIPTEN_JSPI_MARKER: &str = "__wasm_bindgen_emscripten_jspi_marker";

/// Whether something optional is kept in the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Retain {
    /// Write it.
    Keep,
    /// Leave it out.
    #[default]
    Drop,
}

/// Choices that must be made before the module is parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoadOptions {
    /// DWARF sections, converted to the new code offsets.
    pub debug_info: Retain,
    /// The name section. Names are always read; this decides whether they are written.
    pub names: Retain,
    /// The producers section.
    pub producers: Retain,
}

impl Default for LoadOptions {
    fn default() -> Self {
        LoadOptions { debug_info: Retain::Drop, names: Retain::Keep, producers: Retain::Keep }
    }
}

/// A module and what its own sections said.
#[derive(Debug)]
pub struct Loaded {
    /// The module, without the sections below.
    pub module: Module,
    /// Payloads of all metadata sections, in file order.
    pub metadata: Vec<Vec<u8>>,
    /// The module was linked for Emscripten.
    pub has_emscripten_marker: bool,
    /// Emscripten provides suspension hooks.
    pub has_emscripten_jspi_marker: bool,
    /// Features in use; none when the section was stripped (or never written).
    pub target_features: Option<BTreeSet<String>>,
}

/// Reads a module with the default [`LoadOptions`]; `name` is how errors call it.
pub fn load(bytes: &[u8], name: &str) -> Result<Loaded, WasmError> {
    load_with(bytes, name, LoadOptions::default())
}

/// Reads a module.
///
/// Fails on anything that is not one complete, valid core module with at most one memory.
pub fn load_with(bytes: &[u8], name: &str, options: LoadOptions) -> Result<Loaded, WasmError> {
    load_owned(bytes.to_vec(), name, options)
}

/// [`load_with`] for bytes that nobody needs afterwards: what will not be in the module is not parsed or copied.
pub fn load_owned(mut bytes: Vec<u8>, name: &str, options: LoadOptions) -> Result<Loaded, WasmError> {
    check_header(&bytes, name)?;
    let sections = sections::list(&bytes, name)?;
    let metadata = sections::cut(&mut bytes, &sections, options.debug_info);
    let module = parse(&bytes, name, options)?;
    drop(bytes);
    let mut loaded = from_module(module, name)?;
    loaded.metadata.extend(metadata);
    Ok(loaded)
}

/// Takes our sections out of an already parsed module and merges the guest crate's repeated imports.
///
/// Fails on more than one memory or a damaged `target_features` section.
pub fn from_module(mut module: Module, name: &str) -> Result<Loaded, WasmError> {
    let count = module.memories.iter().count();
    if count > 1 {
        return Err(WasmError::SeveralMemories { name: name.to_string(), count });
    }
    merge_duplicates(&mut module);
    let metadata =
        std::iter::from_fn(|| module.customs.remove_raw(METADATA_SECTION)).map(|section| section.data).collect();
    let mut present = |marker| std::iter::from_fn(|| module.customs.remove_raw(marker)).count() > 0;
    let has_emscripten_marker = present(EMSCRIPTEN_MARKER);
    let has_emscripten_jspi_marker = present(EMSCRIPTEN_JSPI_MARKER);
    let section = module.customs.iter().find(|(_, section)| section.name() == features::SECTION);
    let target_features =
        section.map(|(_, section)| features::parse(&section.data(&walrus::IdsToIndices::default()))).transpose()?;
    Ok(Loaded { module, metadata, has_emscripten_marker, has_emscripten_jspi_marker, target_features })
}

fn parse(bytes: &[u8], name: &str, options: LoadOptions) -> Result<Module, WasmError> {
    let mut config = ModuleConfig::new();
    config
        .strict_validate(false)
        .generate_dwarf(options.debug_info == Retain::Keep)
        .generate_name_section(options.names == Retain::Keep)
        .generate_producers_section(options.producers == Retain::Keep);
    // The parser validates each operator before it builds anything from it, so bad input is an error
    // there. Catching panics only keeps that library's own defects from taking the caller down.
    match catch_unwind(AssertUnwindSafe(|| config.parse(bytes))) {
        Ok(Ok(module)) => Ok(module),
        Ok(Err(error)) => Err(WasmError::Malformed { name: name.to_string(), detail: format!("{error:#}") }),
        Err(panic) => Err(WasmError::ReaderPanicked { name: name.to_string(), detail: panic_text(panic.as_ref()) }),
    }
}

/// The message of a panic, as far as it has one.
pub(crate) fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message").to_string()
}

const MAGIC: [u8; 4] = *b"\0asm";

fn check_header(bytes: &[u8], name: &str) -> Result<(), WasmError> {
    let refuse = |found: String| Err(WasmError::NotWasm { name: name.to_string(), found });
    if bytes.is_empty() {
        return refuse("the file is empty; build the guest again".to_string());
    }
    if !bytes.starts_with(&MAGIC) {
        return refuse(looks_like(bytes));
    }
    match bytes.get(4..8) {
        Some([1, 0, 0, 0]) => Ok(()),
        // The second half of the version is the layer: 0 for modules, 1 for components.
        Some([_, _, 1, 0]) => refuse(
            "it is a WebAssembly component; pass the core module that rustc wrote for a \
             `wasm32-unknown-unknown` build"
                .to_string(),
        ),
        Some(version) => refuse(format!(
            "its binary version is {version:02x?} instead of [01, 00, 00, 00]; use a tool chain that \
             writes version 1"
        )),
        None => refuse("it ends after the magic number; build or copy the file again".to_string()),
    }
}

/// What a file without wasm's magic number probably is, and what to pass instead.
fn looks_like(bytes: &[u8]) -> String {
    const KNOWN: [(&[u8], &str); 9] = [
        (b"\x7fELF", "an ELF file; build with `--target wasm32-unknown-unknown`"),
        (b"MZ", "a Windows executable; build with `--target wasm32-unknown-unknown`"),
        (b"\xcf\xfa\xed\xfe", "a macOS binary; build with `--target wasm32-unknown-unknown`"),
        (b"!<arch>", "a static library; pass the linked `.wasm` file of a `cdylib` or binary crate"),
        (b"BC\xc0\xde", "LLVM bitcode; pass the linked `.wasm` file"),
        (b"\x1f\x8b", "gzip data; unpack it first"),
        (b"\x28\xb5\x2f\xfd", "zstd data; unpack it first"),
        (b"PK", "a zip archive; unpack it first"),
        (b"<", "HTML or XML text, perhaps a saved error page; download the file again"),
    ];
    let start = bytes.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(0);
    let rest = &bytes[start..];
    if let Some((_, what)) = KNOWN.iter().find(|(magic, _)| rest.starts_with(magic)) {
        return format!("it looks like {what}");
    }
    if rest.starts_with(b"(module") || rest.starts_with(b"(component") || rest.starts_with(b";;") {
        return "it is WebAssembly text; assemble it to binary first".to_string();
    }
    let head = &bytes[..bytes.len().min(8)];
    if std::str::from_utf8(bytes).is_ok() {
        return "it is a text file; pass the `.wasm` file that cargo wrote".to_string();
    }
    format!("it starts with the bytes {head:02x?}; pass the `.wasm` file that cargo wrote")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(bytes: &[u8]) -> String {
        load(bytes, "in.wasm").unwrap_err().to_string()
    }

    fn wasm(text: &str) -> Vec<u8> {
        wat::parse_str(text).unwrap()
    }

    /// A module with the given custom sections in front of a memory.
    fn with_customs(sections: &[(&str, &[u8])]) -> Vec<u8> {
        let mut module = wasm_encoder::Module::new();
        for (name, data) in sections {
            module.section(&wasm_encoder::CustomSection { name: (*name).into(), data: (*data).into() });
        }
        module.finish()
    }

    #[test]
    fn wrong_files_are_told_apart() {
        let cases: [(&[u8], &str); 12] = [
            (b"", "the file is empty"),
            (b"\0asm", "it ends after the magic number"),
            (b"\0asm\x0d\0\x01\0", "it is a WebAssembly component; pass the core module"),
            (b"\0asm\x02\0\0\0", "its binary version is [02, 00, 00, 00] instead of [01, 00, 00, 00]"),
            (b"(module)", "it is WebAssembly text; assemble it to binary first"),
            (b"  ;; text\n(module)", "it is WebAssembly text"),
            (b"!<arch>\n", "it looks like a static library; pass the linked `.wasm` file"),
            (b"\x7fELF\x02", "it looks like an ELF file"),
            (b"\x1f\x8b\x08", "it looks like gzip data; unpack it first"),
            (b"<!DOCTYPE html>", "it looks like HTML or XML text"),
            (b"fn main() {}", "it is a text file; pass the `.wasm` file that cargo wrote"),
            (b"\xfe\xff\x00", "it starts with the bytes [fe, ff, 00]"),
        ];
        for (bytes, expected) in cases {
            let error = refusal(bytes);
            assert!(error.starts_with("`in.wasm` is not a WebAssembly module: "), "{error}");
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn truncation_names_the_section() {
        let bytes = wasm("(module (memory 1) (func (export \"f\") (result i32) (i32.const 1)))");
        let error = refusal(&bytes[..bytes.len() - 3]);
        assert!(error.contains("`in.wasm` is truncated: the code section at offset 0x"), "{error}");
        assert!(error.contains("needs 6 bytes, but only 3 are left"), "{error}");
        let ends: Vec<usize> = wasmparser::Parser::new(0)
            .parse_all(&bytes)
            .filter_map(|payload| Some(payload.unwrap().as_section()?.1.end))
            .collect();
        assert_eq!(ends.last(), Some(&bytes.len()));
        for end in (9..bytes.len()).filter(|end| !ends.contains(end)) {
            let error = refusal(&bytes[..end]);
            assert!(error.contains("is truncated") || error.contains("is damaged"), "{end}: {error}");
        }
        let error = refusal(b"\0asm\x01\0\0\0\x01\xff\xff\xff\xff\xff\xff");
        assert!(error.contains("the section header at offset 0x8 is damaged"), "{error}");
    }

    #[test]
    fn invalid_code_is_refused_with_an_offset() {
        // The function promises an i32 and returns nothing.
        let bytes = b"\0asm\x01\0\0\0\x01\x05\x01\x60\0\x01\x7f\x03\x02\x01\0\x0a\x04\x01\x02\0\x0b";
        let error = refusal(bytes);
        assert!(
            error.starts_with("`in.wasm` is not a valid WebAssembly module: failed to parse code section"),
            "{error}"
        );
        assert!(error.contains("(at offset 0x"), "{error}");
    }

    #[test]
    fn a_second_memory_is_refused() {
        let error = refusal(&wasm("(module (memory 1) (memory 1))"));
        assert!(error.contains("`in.wasm` has 2 memories"), "{error}");
    }

    #[test]
    fn own_sections_are_taken_out_in_order() {
        let bytes = with_customs(&[
            (METADATA_SECTION, b"one"),
            ("other", b"kept"),
            (EMSCRIPTEN_MARKER, &[1]),
            (METADATA_SECTION, b"two"),
            (features::SECTION, b"\x01+\x0abulk-memory"),
        ]);
        // A wrong length within the section: "bulk-memory" has eleven letters.
        assert!(load(&bytes, "in.wasm").unwrap_err().to_string().contains("1 bytes are left over"));
        let bytes = with_customs(&[
            (METADATA_SECTION, b"one"),
            ("other", b"kept"),
            (EMSCRIPTEN_MARKER, &[1]),
            (METADATA_SECTION, b"two"),
            (features::SECTION, b"\x01+\x0bbulk-memory"),
        ]);
        let mut loaded = load(&bytes, "in.wasm").unwrap();
        assert_eq!(loaded.metadata, [b"one".to_vec(), b"two".to_vec()]);
        assert!(loaded.has_emscripten_marker && !loaded.has_emscripten_jspi_marker);
        assert!(loaded.target_features.unwrap().contains("bulk-memory"));
        let written = loaded.module.emit_wasm();
        let find = |name: &str| written.windows(name.len()).any(|w| w == name.as_bytes());
        assert!(find("other") && find("target_features"));
        assert!(!find(METADATA_SECTION) && !find(EMSCRIPTEN_MARKER));
    }

    #[test]
    fn repeated_imports_of_the_guest_crate_become_one() {
        let import = "(import \"__wbindgen_placeholder__\" \"f\" (func))";
        let bytes = wasm(&format!("(module {import} {import} (func (call 0) (call 1)))"));
        assert_eq!(load(&bytes, "in.wasm").unwrap().module.imports.iter().count(), 1);
    }

    #[test]
    fn a_stripped_module_has_no_features() {
        let loaded = load(&with_customs(&[]), "in.wasm").unwrap();
        assert_eq!(loaded.target_features, None);
        assert!(loaded.metadata.is_empty() && !loaded.has_emscripten_marker);
    }

    #[test]
    fn options_decide_what_is_written() {
        let bytes = wasm("(module $m (@producers (language \"Rust\" \"1\")) (func $named (export \"f\")))");
        let written = |options| {
            let mut module = load_with(&bytes, "in.wasm", options).unwrap().module;
            assert!(module.funcs.by_name("named").is_some());
            let bytes = module.emit_wasm();
            let find = |name: &str| bytes.windows(name.len()).any(|w| w == name.as_bytes());
            (find("named"), find("producers"))
        };
        assert_eq!(written(LoadOptions::default()), (true, true));
        let dropped = LoadOptions { names: Retain::Drop, producers: Retain::Drop, ..LoadOptions::default() };
        assert_eq!(written(dropped), (false, false));
    }

    #[test]
    fn proposals_that_guests_use_are_accepted() {
        for text in [
            "(module (memory i64 1 2 shared) (func (drop (i32.atomic.load (i64.const 0)))))",
            "(module (tag $e) (func try (throw $e) catch_all end))",
            "(module (tag $e) (func (block $h (try_table (catch_all $h) (throw $e)))))",
            "(module (table i64 1 funcref) (table 1 externref) (func (param externref) (result externref) (local.get 0)))",
            "(module (func (result i32 i64) (i32.const 1) (i64.const 2)) (func (result i32 i64) (return_call 0)))",
            "(module (func (result v128) (i32x4.relaxed_trunc_f32x4_s (v128.const i32x4 0 0 0 0))))",
            "(module (import \"a\" \"b\" (global i32)) (global i32 (i32.add (global.get 0) (i32.const 1))))",
        ] {
            let result = load(&wasm(text), "in.wasm");
            assert!(result.is_ok(), "{text}: {}", result.unwrap_err());
        }
    }
}
