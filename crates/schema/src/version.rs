//! Schema versions: the supported range and the JSON header in front of every metadata program.
//!
//! The wire layout is chosen by the header's `schema_version`; `version` is the guest's crate and goes into messages. The
//! record table, the opcode table and [`crate::dialect`] are the only ones that compare versions.

use std::fmt;

use serde::Deserialize;

use crate::error::{SchemaError, VersionMismatch};

/// A `major.minor.patch` triple, of a schema or of a guest's crate. Ordered by age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaVersion {
    major: u32,
    minor: u32,
    patch: u32,
}

impl SchemaVersion {
    /// Oldest schema that can be read.
    pub const OLDEST: Self = Self::v0_2(130);
    /// Newest schema that can be read; also the version the command line reports.
    pub const NEWEST: Self = Self::v0_2(130);

    /// Version `0.2.<patch>`; every schema so far has this form.
    pub const fn v0_2(patch: u32) -> Self {
        Self { major: 0, minor: 2, patch }
    }

    /// Reads the leading `major.minor.patch` of a version text; anything that follows (a pre-release, a commit in
    /// brackets) is ignored. `None` when the text does not start with three numbers.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        let major = number(parts.next()?)?;
        let minor = number(parts.next()?)?;
        let rest = parts.next()?;
        let digits = rest.find(|c: char| !c.is_ascii_digit()).map_or(rest, |end| &rest[..end]);
        Some(Self { major, minor, patch: number(digits)? })
    }

    /// Whether programs of this schema can be read.
    pub fn is_supported(self) -> bool {
        (Self::OLDEST..=Self::NEWEST).contains(&self)
    }
}

/// A decimal number without sign; `u32::from_str` alone would accept a leading `+`.
fn number(digits: &str) -> Option<u32> {
    if digits.bytes().all(|b| b.is_ascii_digit()) { digits.parse().ok() } else { None }
}

impl fmt::Display for SchemaVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// What the header of one program says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// Identity of the wire format.
    pub(crate) schema: SchemaVersion,
    /// Version of the guest's crate.
    pub(crate) guest: SchemaVersion,
}

#[derive(Deserialize)]
struct RawHeader {
    schema_version: String,
    version: String,
}

impl Header {
    /// Parses the JSON text; unknown keys are ignored. The error is a sentence for the wire error.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let raw: RawHeader = serde_json::from_str(text).map_err(|error| format!("not a metadata header: {error}"))?;
        let parse = |key: &str, value: &str| {
            SchemaVersion::parse(value).ok_or_else(|| format!("`{key}` is `{}`, not a version", value.escape_debug()))
        };
        Ok(Self { schema: parse("schema_version", &raw.schema_version)?, guest: parse("version", &raw.version)? })
    }
}

/// All programs of a module must agree on one supported version.
///
/// Returns the common header, `None` without programs.
///
/// # Errors
/// [`SchemaError::Mixed`] when two differ, [`SchemaError::Mismatch`] when the common schema is not supported.
pub(crate) fn agree(headers: &[Header]) -> Result<Option<Header>, SchemaError> {
    let Some(&first) = headers.first() else {
        return Ok(None);
    };
    if let Some(&other) = headers.iter().find(|&&other| other != first) {
        return Err(SchemaError::Mixed {
            first: first.guest,
            first_schema: first.schema,
            second: other.guest,
            second_schema: other.schema,
        });
    }
    if !first.schema.is_supported() {
        return Err(SchemaError::Mismatch(VersionMismatch { guest: first.guest, schema: first.schema }));
    }
    Ok(Some(first))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn leading_semver() {
        let v = SchemaVersion::v0_2(130);
        assert_eq!(SchemaVersion::parse("0.2.130"), Some(v));
        assert_eq!(SchemaVersion::parse("0.2.130 (1da535d11)"), Some(v));
        assert_eq!(SchemaVersion::parse("0.2.130-rc.1"), Some(v));
        for bad in ["", "0.2", "0.2.", "a.b.c", "0.2.x", "+0.2.1", "0.2.+1", "0.2.99999999999"] {
            assert_eq!(SchemaVersion::parse(bad), None, "{bad}");
        }
        assert!(SchemaVersion::v0_2(99) < SchemaVersion::v0_2(100));
    }

    #[test]
    fn header_text() {
        let header = Header::parse(r#"{"schema_version":"0.2.130","version":"0.2.130 (abc)","more":[1]}"#);
        let v = SchemaVersion::v0_2(130);
        assert_eq!(header, Ok(Header { schema: v, guest: v }));
        for bad in [
            "",
            "{}",
            "[]",
            r#"{"schema_version":"0.2.130"}"#,
            r#"{"schema_version":"next","version":"0.2.130"}"#,
            r#"{"schema_version":130,"version":"0.2.130"}"#,
        ] {
            assert!(Header::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn agreement() {
        let at = |schema, guest| Header { schema: SchemaVersion::v0_2(schema), guest: SchemaVersion::v0_2(guest) };
        assert_eq!(agree(&[]), Ok(None));
        assert_eq!(agree(&[at(130, 130), at(130, 130)]), Ok(Some(at(130, 130))));
        assert!(matches!(agree(&[at(130, 130), at(128, 129)]), Err(SchemaError::Mixed { .. })));
        let text = agree(&[at(128, 129)]).unwrap_err().to_string();
        for part in [
            "0.2.129",
            "schema 0.2.128",
            "cargo update -p wasm-bindgen --precise 0.2.130",
            "cargo install -f wasm-bindgen-cli --version 0.2.129",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
}
