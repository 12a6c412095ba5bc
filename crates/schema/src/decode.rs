//! Metadata sections to [`Program`]s: framing, version check, bodies, duplicates.
//!
//! Sees only the payload bytes; that a module has no section although it should is for the caller to notice
//! ([`SchemaError::Stripped`]).

use std::collections::BTreeSet;
use std::ops::Range;

use crate::dialect::Dialect;
use crate::error::{SchemaError, WireError, WireProblem};
use crate::program::Program;
use crate::reader::Cursor;
use crate::version::{Header, agree};
use crate::wire::Wire;

/// Name of the custom sections that hold the metadata.
pub const SECTION_NAME: &str = "__wasm_bindgen_unstable";

/// All metadata of a module.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// How this guest names symbols and numbers opcodes; the newest one if there are no programs.
    pub dialect: Dialect,
    /// The programs in section order, each content once.
    pub programs: Vec<Program>,
}

/// Where a program's body is.
struct Blob {
    header: Header,
    body: Range<usize>,
}

/// Decodes the payloads of all sections named [`SECTION_NAME`].
///
/// Codegen units can repeat a program; a repeated body is dropped. No sections give no programs.
///
/// # Errors
/// [`SchemaError::Mismatch`] and [`SchemaError::Mixed`] before any body is looked at, [`SchemaError::Wire`] with the place of the
/// first byte that does not fit.
pub fn decode_program(sections: &[&[u8]]) -> Result<Decoded, SchemaError> {
    let mut headers = Vec::new();
    let mut framed = Vec::new();
    for (section, payload) in sections.iter().enumerate() {
        match frame(section, payload, headers.len()) {
            (blobs, None) => {
                headers.extend(blobs.iter().map(|blob| blob.header));
                framed.push(blobs);
            }
            (blobs, Some(error)) => {
                // An unknown version explains bytes that do not fit better than their offset does.
                headers.extend(blobs.iter().map(|blob| blob.header));
                agree(&headers)?;
                return Err(error.into());
            }
        }
    }
    let dialect = match agree(&headers)? {
        Some(header) => Dialect::new(header.schema, header.guest),
        None => Dialect::newest(),
    };

    let mut programs = Vec::new();
    let mut seen = BTreeSet::new();
    let mut number = 0;
    for (section, (payload, blobs)) in sections.iter().zip(framed).enumerate() {
        for blob in blobs {
            let body = &payload[blob.body.clone()];
            // By length first, so that hardly any two bodies are compared.
            if seen.insert((body.len(), body)) {
                let mut cursor = Cursor::new(section, payload).sub(blob.body, blob.header.schema);
                programs.push(cursor.program(number, |c| {
                    let program = Program::read(c)?;
                    c.finish()?;
                    Ok(program)
                })?);
            }
            number += 1;
        }
    }
    Ok(Decoded { dialect, programs })
}

/// Splits a payload into program blobs; on an error, those before it are returned too. `first` is the number of the first
/// program, for the record path.
fn frame(section: usize, payload: &[u8], first: usize) -> (Vec<Blob>, Option<WireError>) {
    let mut cursor = Cursor::new(section, payload);
    let mut blobs = Vec::new();
    while cursor.left() > 0 {
        let number = first + blobs.len();
        match cursor.program(number, |c| read_blob(c, &mut blobs)) {
            Ok(()) => {}
            Err(error) => return (blobs, Some(error)),
        }
    }
    (blobs, None)
}

fn read_blob(c: &mut Cursor<'_>, blobs: &mut Vec<Blob>) -> Result<(), WireError> {
    let header = c.field("header", |c| {
        let len = c.fixed_u32()? as usize;
        let at = c.offset();
        let bytes = c.take(len)?;
        let text =
            std::str::from_utf8(bytes).map_err(|error| c.error_at(at + error.valid_up_to(), WireProblem::NotUtf8))?;
        Header::parse(text).map_err(|problem| c.error_at(at, WireProblem::Header(problem)))
    })?;
    // Recorded before the body is known to fit: the version check wants the header even then.
    blobs.push(Blob { header, body: 0..0 });
    let body = c.field("body", |c| {
        let len = c.fixed_u32()? as usize;
        let start = c.offset();
        c.take(len)?;
        Ok(start..c.offset())
    })?;
    if let Some(blob) = blobs.last_mut() {
        blob.body = body;
    }
    Ok(())
}

/// A stable text form of a program, one field a line, for `--dump-stage` and snapshots.
pub fn dump(program: &Program) -> String {
    format!("{program:#?}\n")
}
