//! Builds and splits metadata payloads by hand, independently of the decoder.

#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses its part")]

/// A program blob with its header.
pub fn blob(schema: &str, version: &str, body: &[u8]) -> Vec<u8> {
    let header = format!(r#"{{"schema_version":"{schema}","version":"{version}"}}"#);
    let mut blob = part(header.as_bytes());
    blob.extend(part(body));
    blob
}

fn part(bytes: &[u8]) -> Vec<u8> {
    let mut part = u32::try_from(bytes.len()).unwrap().to_le_bytes().to_vec();
    part.extend(bytes);
    part
}

/// The bodies of a payload.
pub fn bodies(payload: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = payload;
    while let Some((len, tail)) = rest.split_first_chunk::<4>() {
        let (bytes, tail) = tail.split_at(u32::from_le_bytes(*len) as usize);
        parts.push(bytes);
        rest = tail;
    }
    parts.into_iter().skip(1).step_by(2).collect()
}

/// A repeatable stream of numbers.
pub struct Lcg(pub u64);

impl Lcg {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }
}
