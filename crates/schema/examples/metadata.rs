//! Prints the decoded metadata of wasm files, or cuts a test fixture out of one: `metadata FILE…` or
//! `metadata --extract FILE STEM [CRATE…]`.
//!
//! A fixture is `STEM.bin`, the metadata, and `STEM.symbols.txt`, the module's export and import names; both only of the named
//! crates, if any. A developer's aid; not used by any stage.

use std::error::Error;
use std::fs;

use wasmparser::{Parser, Payload};
use wbg_schema::dialect::{crate_hash, crate_name};
use wbg_schema::{SECTION_NAME, decode_program, dump};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.as_slice() {
        [flag, input, stem, crates @ ..] if flag == "--extract" => extract(input, stem, crates),
        files => files.iter().try_for_each(|path| print(path, files.len() == 1)),
    }
}

fn print(path: &str, in_full: bool) -> Result<()> {
    let wasm = fs::read(path)?;
    let sections = sections(&wasm)?;
    let decoded = decode_program(&sections).map_err(|error| format!("{path}: {error}"))?;
    let size: usize = sections.iter().map(|payload| payload.len()).sum();
    println!(
        "{path}: {} programs, {size} bytes, schema {}, guest {}",
        decoded.programs.len(),
        decoded.dialect.schema(),
        decoded.dialect.guest()
    );
    if in_full {
        decoded.programs.iter().for_each(|program| print!("{}", dump(program)));
    }
    Ok(())
}

fn extract(input: &str, stem: &str, crates: &[String]) -> Result<()> {
    let wasm = fs::read(input)?;
    let mut kept = Vec::new();
    let mut hashes = Vec::new();
    for blob in sections(&wasm)?.into_iter().flat_map(blobs) {
        let decoded = decode_program(&[blob])?;
        let owner = &decoded.programs[0].unique_crate_identifier;
        if crates.is_empty() || crates.iter().any(|name| name == crate_name(owner)) {
            kept.extend_from_slice(blob);
            hashes.push(crate_hash(owner).to_owned());
        }
    }
    fs::write(format!("{stem}.bin"), kept)?;
    let mut symbols = symbols(&wasm)?;
    if !crates.is_empty() {
        symbols.retain(|line| hashes.iter().any(|hash| line.contains(hash)));
    }
    fs::write(format!("{stem}.symbols.txt"), symbols.concat())?;
    Ok(())
}

/// The program blobs of a payload that is known to decode: two length-prefixed parts each.
fn blobs(mut payload: &[u8]) -> Vec<&[u8]> {
    let part = |bytes: &[u8]| 4 + u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize;
    let mut blobs = Vec::new();
    while !payload.is_empty() {
        let header = part(payload);
        let (blob, rest) = payload.split_at(header + part(&payload[header..]));
        blobs.push(blob);
        payload = rest;
    }
    blobs
}

fn sections(wasm: &[u8]) -> Result<Vec<&[u8]>> {
    let mut found = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::CustomSection(section) = payload?
            && section.name() == SECTION_NAME
        {
            found.push(section.data());
        }
    }
    Ok(found)
}

/// One line per export (`export NAME`) and import (`import MODULE NAME`), sorted.
fn symbols(wasm: &[u8]) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ExportSection(exports) => {
                for export in exports {
                    lines.push(format!("export {}\n", export?.name));
                }
            }
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let import = import?;
                    lines.push(format!("import {} {}\n", import.module, import.name));
                }
            }
            _ => {}
        }
    }
    lines.sort();
    Ok(lines)
}
