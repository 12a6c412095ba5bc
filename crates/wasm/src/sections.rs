//! The sections of a binary, before anything parses them.
//!
//! Finds truncation early, and cuts out what the module shall not have. Knows section headers and the names of custom sections
//! only.

use std::ops::Range;

use crate::error::WasmError;
use crate::load::{METADATA_SECTION, Retain};

/// Prefix of the custom sections that hold DWARF.
const DWARF_PREFIX: &str = ".debug";

const CUSTOM: u8 = 0;
const CODE: u8 = 10;

/// A section: its id, its bytes with header, and those of its content.
#[derive(Debug)]
pub(crate) struct Section {
    id: u8,
    start: usize,
    content: Range<usize>,
}

/// Walks the section headers, for a better message than "unexpected end".
///
/// # Errors
/// A damaged header, or a section that needs more bytes than are left.
pub(crate) fn list(bytes: &[u8], name: &str) -> Result<Vec<Section>, WasmError> {
    let mut sections = Vec::new();
    let mut offset = 8;
    while offset < bytes.len() {
        let mut reader = wasmparser::BinaryReader::new(&bytes[offset..], offset);
        let header = reader.read_u8().and_then(|id| Ok((id, reader.read_var_u32()?)));
        let (id, size) = header.map_err(|error| WasmError::Malformed {
            name: name.to_string(),
            detail: format!("the section header at offset {offset:#x} is damaged: {}", error.message()),
        })?;
        let left = reader.bytes_remaining();
        if u64::from(size) > left as u64 {
            return Err(WasmError::Truncated {
                name: name.to_string(),
                section: section_name(id),
                offset,
                needed: u64::from(size),
                left,
            });
        }
        let start = reader.original_position();
        let content = start..start + size as usize;
        let end = content.end;
        sections.push(Section { id, start: offset, content });
        offset = end;
    }
    Ok(sections)
}

/// Removes the metadata sections and gives their payloads, in file order; removes DWARF that is not kept.
///
/// Touches only custom sections behind the code, so that offsets in errors about code stay true.
pub(crate) fn cut(bytes: &mut Vec<u8>, sections: &[Section], debug_info: Retain) -> Vec<Vec<u8>> {
    let mut metadata = Vec::new();
    let behind = sections.iter().skip_while(|section| section.id != CODE);
    let mut kept = bytes.len();
    for section in behind {
        let taken = match custom(bytes, section) {
            Some((METADATA_SECTION, payload)) => {
                metadata.push(payload.to_vec());
                true
            }
            Some((name, _)) => debug_info == Retain::Drop && name.starts_with(DWARF_PREFIX),
            None => false,
        };
        if taken {
            kept = kept.min(section.start);
        } else if kept < section.start {
            bytes.copy_within(section.start..section.content.end, kept);
            kept += section.content.end - section.start;
        }
    }
    bytes.truncate(kept);
    bytes.shrink_to_fit();
    metadata
}

/// Name and payload of a custom section.
fn custom<'a>(bytes: &'a [u8], section: &Section) -> Option<(&'a str, &'a [u8])> {
    if section.id != CUSTOM {
        return None;
    }
    let mut reader = wasmparser::BinaryReader::new(&bytes[section.content.clone()], section.content.start);
    let name = reader.read_string().ok()?;
    Some((name, &bytes[reader.original_position()..section.content.end]))
}

fn section_name(id: u8) -> String {
    const NAMES: [&str; 14] = [
        "custom",
        "type",
        "import",
        "function",
        "table",
        "memory",
        "global",
        "export",
        "start",
        "element",
        "code",
        "data",
        "data count",
        "tag",
    ];
    match NAMES.get(usize::from(id)) {
        Some(name) => (*name).to_string(),
        None => format!("unknown ({id})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(customs: &[(&str, &[u8])]) -> Vec<u8> {
        let mut module = wasm_encoder::Module::new();
        module.section(&wasm_encoder::CodeSection::new());
        for (name, data) in customs {
            module.section(&wasm_encoder::CustomSection { name: (*name).into(), data: (*data).into() });
        }
        module.finish()
    }

    fn cut_from(mut bytes: Vec<u8>, debug_info: Retain) -> (Vec<u8>, Vec<Vec<u8>>) {
        let sections = list(&bytes, "in.wasm").unwrap();
        let metadata = cut(&mut bytes, &sections, debug_info);
        (bytes, metadata)
    }

    #[test]
    fn metadata_and_unwanted_dwarf_go_and_the_rest_stays_in_order() {
        let all: &[(&str, &[u8])] = &[
            ("first", b"1"),
            (METADATA_SECTION, b"one"),
            (".debug_info", b"dwarf"),
            ("second", b"2"),
            (METADATA_SECTION, b"two"),
            ("third", b"3"),
        ];
        let (bytes, metadata) = cut_from(module(all), Retain::Drop);
        assert_eq!(metadata, [b"one".to_vec(), b"two".to_vec()]);
        assert_eq!(bytes, module(&[all[0], all[3], all[5]]));
        let (bytes, _) = cut_from(module(all), Retain::Keep);
        assert_eq!(bytes, module(&[all[0], all[2], all[3], all[5]]));
    }

    #[test]
    fn sections_before_the_code_are_left_alone() {
        let mut bytes = module(&[]);
        let code = bytes.split_off(8);
        let custom = module(&[(METADATA_SECTION, b"one")]).split_off(8 + code.len());
        bytes.extend([custom, code].concat());
        assert_eq!(cut_from(bytes.clone(), Retain::Drop), (bytes, Vec::new()));
    }
}
