//! The `target_features` custom section: which proposals the guest was compiled for.
//!
//! Knows the section's bytes only; what a feature means for the output is decided elsewhere.

use crate::error::WasmError;
use std::collections::BTreeSet;
use walrus::{Module, RawCustomSection};

/// Name of the section.
pub const SECTION: &str = "target_features";

/// Prefix of a feature that the code uses.
const USED: u8 = b'+';

/// The features in use. Entries with other prefixes (such as "must not be linked in") are skipped;
/// a payload that ends early or has bytes left over is an error.
pub fn parse(payload: &[u8]) -> Result<BTreeSet<String>, WasmError> {
    let mut features = BTreeSet::new();
    for (prefix, name) in entries(payload)? {
        if prefix == USED {
            features.insert(name);
        }
    }
    Ok(features)
}

/// Adds a feature to the module's section, creating the section if there is none.
pub fn enable(module: &mut Module, feature: &str) -> Result<(), WasmError> {
    let mut listed = match module.customs.remove_raw(SECTION) {
        Some(section) => entries(&section.data)?,
        None => Vec::new(),
    };
    if !listed.iter().any(|(prefix, name)| *prefix == USED && name == feature) {
        listed.retain(|(_, name)| name != feature);
        listed.push((USED, feature.to_string()));
    }
    let mut data = Vec::new();
    write_u32(&mut data, listed.len());
    for (prefix, name) in &listed {
        data.push(*prefix);
        write_u32(&mut data, name.len());
        data.extend_from_slice(name.as_bytes());
    }
    module.customs.add(RawCustomSection { name: SECTION.to_string(), data });
    Ok(())
}

fn entries(payload: &[u8]) -> Result<Vec<(u8, String)>, WasmError> {
    let mut reader = wasmparser::BinaryReader::new(payload, 0);
    let damaged =
        |offset: usize, problem: String| WasmError::CustomSection { section: SECTION.to_string(), offset, problem };
    let mut read = || -> wasmparser::Result<Vec<(u8, String)>> {
        let count = reader.read_var_u32()?;
        let mut entries = Vec::new();
        for _ in 0..count {
            let prefix = reader.read_u8()?;
            entries.push((prefix, reader.read_string()?.to_string()));
        }
        Ok(entries)
    };
    let entries = read().map_err(|e| damaged(e.offset(), e.message().to_string()))?;
    if !reader.eof() {
        let left = reader.bytes_remaining();
        return Err(damaged(payload.len() - left, format!("{left} bytes are left over")));
    }
    Ok(entries)
}

fn write_u32(out: &mut Vec<u8>, value: usize) {
    let value = u32::try_from(value).expect("a section has fewer than 2^32 entries or bytes");
    wasm_encoder::Encode::encode(&value, out);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(listed: &[(u8, &str)]) -> Vec<u8> {
        let mut data = vec![listed.len() as u8];
        for (prefix, name) in listed {
            data.push(*prefix);
            data.push(name.len() as u8);
            data.extend_from_slice(name.as_bytes());
        }
        data
    }

    #[test]
    fn lists_used_features_only() {
        let data = section(&[(b'+', "multivalue"), (b'-', "atomics"), (b'+', "bulk-memory")]);
        let features = parse(&data).unwrap();
        assert_eq!(features.into_iter().collect::<Vec<_>>(), ["bulk-memory", "multivalue"]);
    }

    #[test]
    fn truncation_is_an_error_with_a_place() {
        let data = section(&[(b'+', "multivalue"), (b'+', "bulk-memory")]);
        for end in 0..data.len() {
            let error = parse(&data[..end]).unwrap_err().to_string();
            assert!(error.contains("`target_features` is damaged at byte"), "{error}");
        }
        let mut longer = data;
        longer.push(0);
        assert!(parse(&longer).unwrap_err().to_string().contains("1 bytes are left over"));
    }

    #[test]
    fn enabling_replaces_a_ban_and_keeps_the_rest() {
        let mut module = Module::default();
        let data = section(&[(b'-', "reference-types"), (b'+', "simd128")]);
        module.customs.add(RawCustomSection { name: SECTION.to_string(), data });
        enable(&mut module, "reference-types").unwrap();
        enable(&mut module, "reference-types").unwrap();
        let section = module.customs.remove_raw(SECTION).unwrap();
        assert_eq!(entries(&section.data).unwrap().len(), 2);
        let features = parse(&section.data).unwrap();
        assert!(features.contains("reference-types") && features.contains("simd128"));
    }
}
