//! Debug information in a file of its own.
//!
//! Works on finished bytes: DWARF refers to offsets in the code section, so no section in front of it may move within itself.

use std::borrow::Cow;

use wasm_encoder::{CustomSection, Encode, RawSection};
use wasmparser::{Parser, Payload};

use crate::error::WasmError;

const EXTERNAL: &str = "external_debug_info";

/// The module without its DWARF sections, and with a section that tells debuggers where the full module is.
///
/// `url` is written as it is; relative ones are meant from where the module was loaded.
///
/// # Errors
/// The bytes are not a module.
pub fn split(wasm: &[u8], url: &str) -> Result<Vec<u8>, WasmError> {
    let mut out = wasm_encoder::Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.map_err(|error| WasmError::Malformed {
            name: "the finished module".to_string(),
            detail: error.to_string(),
        })?;
        if matches!(&payload, Payload::CustomSection(section) if section.name().starts_with(".debug_")) {
            continue;
        }
        if let Some((id, range)) = payload.as_section() {
            out.section(&RawSection { id, data: &wasm[range] });
        }
    }
    let mut data = Vec::new();
    url.encode(&mut data);
    out.section(&CustomSection { name: EXTERNAL.into(), data: Cow::Owned(data) });
    Ok(out.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sections(wasm: &[u8]) -> Vec<(String, Vec<u8>)> {
        let customs = Parser::new(0).parse_all(wasm).filter_map(|payload| match payload.unwrap() {
            Payload::CustomSection(section) => Some((section.name().to_string(), section.data().to_vec())),
            _ => None,
        });
        customs.collect()
    }

    #[test]
    fn dwarf_goes_and_the_address_comes() {
        let text = r#"(module (func (export "f")) (@custom ".debug_info" "abc") (@custom "other" "x"))"#;
        let full = wat::parse_str(text).unwrap();
        let main = split(&full, "m.wasm").unwrap();
        let expected = [("other", b"x".to_vec()), (EXTERNAL, b"\x06m.wasm".to_vec())];
        assert_eq!(sections(&main), expected.map(|(name, data)| (name.to_string(), data)));
        wasmparser::Validator::new().validate_all(&main).unwrap();
        let code = |wasm: &[u8]| wasm.windows(4).position(|window| window == [10, 4, 1, 2]);
        assert!(code(&full).is_some());
        assert_eq!(code(&main), code(&full), "the code section did not move");
    }

    #[test]
    fn other_bytes_are_an_error() {
        assert!(split(b"not wasm", "m.wasm").unwrap_err().to_string().contains("the finished module"));
    }
}
