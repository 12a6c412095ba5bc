//! Differences between two tools, as lines a person can read and a pattern can match.

use std::collections::BTreeMap;
use std::fmt;

/// What was compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Names and members of the loaded module.
    JsExports,
    /// Declarations in the `.d.ts` file.
    Types,
    /// Exports of the wasm file.
    WasmExports,
    /// Imports of the wasm file.
    WasmImports,
    /// Custom sections of the wasm file.
    WasmSections,
    /// What the driver saw.
    Behaviour,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The guest.
    pub guest: String,
    /// What was compared.
    pub kind: Kind,
    /// `- x` where only upstream has `x`, `+ x` where only we have it; for behaviour `label: upstream x, ours y`.
    pub line: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}: {}", self.guest, self.kind, self.line)
    }
}

/// Compares without regard to order, counting repeated lines.
pub(super) fn sets(guest: &str, kind: Kind, theirs: &[String], ours: &[String]) -> Vec<Difference> {
    let mut balance: BTreeMap<&str, i64> = BTreeMap::new();
    for line in theirs {
        *balance.entry(line).or_default() -= 1;
    }
    for line in ours {
        *balance.entry(line).or_default() += 1;
    }
    let difference = |sign, line: &str| Difference { guest: guest.to_owned(), kind, line: format!("{sign} {line}") };
    let unequal = balance.into_iter().filter(|(_, count)| *count != 0);
    unequal.map(|(line, count)| difference(if count < 0 { '-' } else { '+' }, line)).collect()
}

/// Compares observations by label; the same label may occur several times.
pub(super) fn transcripts(guest: &str, theirs: &[(String, String)], ours: &[(String, String)]) -> Vec<Difference> {
    let mut pairs: BTreeMap<&str, [Vec<&str>; 2]> = BTreeMap::new();
    for (side, transcript) in [theirs, ours].into_iter().enumerate() {
        for (label, value) in transcript {
            pairs.entry(label).or_default()[side].push(value);
        }
    }
    let unequal = pairs.into_iter().filter(|(_, [theirs, ours])| theirs != ours);
    let line = |label, theirs: Vec<&str>, ours: Vec<&str>| {
        format!("{label}: upstream {}, ours {}", theirs.join(" / "), ours.join(" / "))
    };
    unequal
        .map(|(label, [theirs, ours])| Difference {
            guest: guest.to_owned(),
            kind: Kind::Behaviour,
            line: line(label, theirs, ours),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(found: &[Difference]) -> Vec<&str> {
        found.iter().map(|difference| difference.line.as_str()).collect()
    }

    #[test]
    fn sets_ignore_order_and_count_repeats() {
        let theirs = ["a", "b", "b"].map(str::to_owned);
        let ours = ["b", "c", "a"].map(str::to_owned);
        assert_eq!(lines(&sets("g", Kind::Types, &theirs, &ours)), ["- b", "+ c"]);
        assert!(sets("g", Kind::Types, &theirs, &theirs).is_empty());
    }

    #[test]
    fn transcripts_match_by_label() {
        let pair = |label: &str, value: &str| (label.to_owned(), value.to_owned());
        let theirs = [pair("x", "1"), pair("y", "2"), pair("y", "3")];
        let ours = [pair("y", "2"), pair("y", "4"), pair("x", "1"), pair("z", "0")];
        let found = transcripts("g", &theirs, &ours);
        assert_eq!(lines(&found), ["y: upstream 2 / 3, ours 2 / 4", "z: upstream , ours 0"]);
    }
}
