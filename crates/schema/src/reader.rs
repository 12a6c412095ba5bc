//! Bounds-checked cursor over the bytes of one metadata section.
//!
//! Knows the primitive encodings and keeps the record path for errors; knows no record (see `wire`).

use std::fmt::Write as _;

use crate::error::{WireError, WireProblem};
use crate::version::SchemaVersion;

/// Lists up to this length are allocated as announced.
const TRUSTED: usize = 8;

/// One step of a record path.
#[derive(Clone, Copy, Debug)]
enum Segment {
    /// Program number over all sections, from 0.
    Program(usize),
    /// A named field.
    Field(&'static str),
    /// An element of the list named before.
    Index(usize),
}

/// A position in a section, limited to a range of it.
#[derive(Debug)]
pub(crate) struct Cursor<'a> {
    bytes: &'a [u8],
    /// Absolute offset of the next byte; never beyond `end`.
    pos: usize,
    /// Absolute end of the readable range; never beyond `bytes.len()`.
    end: usize,
    section: usize,
    schema: SchemaVersion,
    path: Vec<Segment>,
}

impl<'a> Cursor<'a> {
    /// Starts at the beginning of the payload `bytes` of the metadata section numbered `section`.
    pub(crate) fn new(section: usize, bytes: &'a [u8]) -> Self {
        Self { bytes, pos: 0, end: bytes.len(), section, schema: SchemaVersion::NEWEST, path: Vec::new() }
    }

    /// Same section, limited to `range` (absolute offsets), to be read in the layout of `schema`.
    pub(crate) fn sub(&self, range: std::ops::Range<usize>, schema: SchemaVersion) -> Self {
        debug_assert!(range.start <= range.end && range.end <= self.bytes.len());
        Self {
            bytes: self.bytes,
            pos: range.start,
            end: range.end,
            section: self.section,
            schema,
            path: self.path.clone(),
        }
    }

    /// The layout being read.
    pub(crate) fn schema(&self) -> SchemaVersion {
        self.schema
    }

    /// Absolute offset of the next byte.
    pub(crate) fn offset(&self) -> usize {
        self.pos
    }

    /// Bytes left in the range.
    pub(crate) fn left(&self) -> usize {
        self.end - self.pos
    }

    /// An error at the next byte.
    pub(crate) fn error(&self, problem: WireProblem) -> WireError {
        self.error_at(self.pos, problem)
    }

    /// An error at an absolute offset.
    pub(crate) fn error_at(&self, offset: usize, problem: WireProblem) -> WireError {
        WireError { section: self.section, offset, path: self.render_path(), problem }
    }

    fn render_path(&self) -> String {
        let mut text = String::new();
        let last = self.path.len().wrapping_sub(1);
        for (i, segment) in self.path.iter().enumerate() {
            let result = match *segment {
                Segment::Program(n) => write!(text, "program {n}"),
                Segment::Index(n) => write!(text, "[{n}]"),
                Segment::Field(name) if i == 0 => write!(text, "{name}"),
                // The last step is usually a plain value of the record before it.
                Segment::Field(name) if i == last && i > 1 => write!(text, ".{name}"),
                Segment::Field(name) => write!(text, " > {name}"),
            };
            result.expect("writing to a string does not fail");
        }
        text
    }

    fn within<T>(
        &mut self,
        segment: Segment,
        read: impl FnOnce(&mut Self) -> Result<T, WireError>,
    ) -> Result<T, WireError> {
        self.path.push(segment);
        let result = read(self);
        self.path.pop();
        result
    }

    /// Reads program number `n` (over all sections).
    pub(crate) fn program<T>(
        &mut self,
        n: usize,
        read: impl FnOnce(&mut Self) -> Result<T, WireError>,
    ) -> Result<T, WireError> {
        self.within(Segment::Program(n), read)
    }

    /// Reads a named field.
    pub(crate) fn field<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Self) -> Result<T, WireError>,
    ) -> Result<T, WireError> {
        self.within(Segment::Field(name), read)
    }

    /// Reads a counted list. Grows with the elements really read, never with the claimed count.
    pub(crate) fn list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, WireError>,
    ) -> Result<Vec<T>, WireError> {
        let at = self.pos;
        let count = self.leb_u32()?;
        let left = self.left();
        // Every element takes at least one byte.
        if count as usize > left {
            return Err(self.error_at(at, WireProblem::ListTooLong { count, left }));
        }
        // Short lists get what they need; long ones prove their length first.
        let mut list = Vec::with_capacity((count as usize).min(TRUSTED));
        for i in 0..count as usize {
            list.push(self.within(Segment::Index(i), &mut read)?);
        }
        list.shrink_to_fit();
        Ok(list)
    }

    /// The next `len` bytes.
    pub(crate) fn take(&mut self, len: usize) -> Result<&'a [u8], WireError> {
        let left = self.left();
        if len > left {
            return Err(self.error(WireProblem::Truncated { needed: len, left }));
        }
        let start = self.pos;
        self.pos += len;
        Ok(&self.bytes[start..self.pos])
    }

    /// One byte.
    pub(crate) fn byte(&mut self) -> Result<u8, WireError> {
        Ok(self.take(1)?[0])
    }

    /// A fixed four-byte little-endian length.
    pub(crate) fn fixed_u32(&mut self) -> Result<u32, WireError> {
        let bytes = self.take(4)?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    /// An unsigned LEB128 of at most five bytes; padded encodings are legal.
    pub(crate) fn leb_u32(&mut self) -> Result<u32, WireError> {
        let at = self.pos;
        let mut value = 0u64;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return u32::try_from(value).map_err(|_| self.error_at(at, WireProblem::NumberTooLarge));
            }
        }
        Err(self.error_at(at, WireProblem::NumberTooLarge))
    }

    /// A string with LEB128 length.
    pub(crate) fn string(&mut self) -> Result<&'a str, WireError> {
        let len = self.leb_u32()? as usize;
        let at = self.pos;
        std::str::from_utf8(self.take(len)?)
            .map_err(|error| self.error_at(at + error.valid_up_to(), WireProblem::NotUtf8))
    }

    /// The range must be used up.
    pub(crate) fn finish(&self) -> Result<(), WireError> {
        match self.left() {
            0 => Ok(()),
            n => Err(self.error(WireProblem::Trailing(n))),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn leb(bytes: &[u8]) -> Result<u32, WireProblem> {
        Cursor::new(0, bytes).leb_u32().map_err(|error| error.problem)
    }

    #[test]
    fn numbers() {
        assert_eq!(leb(&[0x7f]), Ok(127));
        assert_eq!(leb(&[0x80, 0x01]), Ok(128));
        assert_eq!(leb(&[0x85, 0x80, 0x80, 0x80, 0x00]), Ok(5));
        assert_eq!(leb(&[0xff, 0xff, 0xff, 0xff, 0x0f]), Ok(u32::MAX));
        assert_eq!(leb(&[0xff, 0xff, 0xff, 0xff, 0x1f]), Err(WireProblem::NumberTooLarge));
        assert_eq!(leb(&[0x80, 0x80, 0x80, 0x80, 0x80, 0x00]), Err(WireProblem::NumberTooLarge));
        assert_eq!(leb(&[0x80]), Err(WireProblem::Truncated { needed: 1, left: 0 }));
    }

    #[test]
    fn path_and_offset() {
        let mut cursor = Cursor::new(1, &[1, 3, b'a']);
        let error = cursor
            .program(3, |c| {
                c.field("imports", |c| c.list(|c| c.field("function", |c| c.field("name", |c| c.string()))))
            })
            .unwrap_err();
        assert_eq!(error.path, "program 3 > imports[0] > function.name");
        assert_eq!((error.section, error.offset), (1, 2));
        assert_eq!(error.problem, WireProblem::Truncated { needed: 3, left: 1 });
    }

    #[test]
    fn list_count_is_checked_before_reading() {
        let error = Cursor::new(0, &[0xff, 0xff, 0xff, 0xff, 0x0f, 0]).list(|c| c.byte()).unwrap_err();
        assert_eq!(error.problem, WireProblem::ListTooLong { count: u32::MAX, left: 1 });
        assert_eq!(error.offset, 0);
    }

    #[test]
    fn bad_utf8_offset() {
        let error = Cursor::new(0, &[3, b'a', 0xff, b'b']).string().unwrap_err();
        assert_eq!((error.offset, error.problem), (2, WireProblem::NotUtf8));
    }
}
