//! The list of allowed differences, each with its reason.

use super::compare::{Difference, Kind};
use crate::{Error, Result, paths};
use std::fmt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// One allowed difference.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allowance {
    /// Guest, `*` stands for any text.
    pub guest: String,
    /// What was compared.
    pub kind: Kind,
    /// The difference's line, `*` stands for any text.
    pub pattern: String,
    /// Why ours may differ.
    pub reason: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    allow: Vec<Allowance>,
}

/// The whole list, which remembers what was used.
#[derive(Debug)]
pub struct Allowances {
    entries: Vec<(Allowance, AtomicBool)>,
}

impl Allowances {
    /// Reads the list; a reason must not be empty.
    pub fn read(path: &Path) -> Result<Allowances> {
        Allowances::parse(&paths::read_text(path)?)
            .map_err(|problem| Error::Content { path: path.to_path_buf(), problem })
    }

    fn parse(text: &str) -> std::result::Result<Allowances, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        if let Some(entry) = file.allow.iter().find(|entry| entry.reason.trim().is_empty()) {
            return Err(format!("`{}` is allowed without a reason", entry.pattern));
        }
        Ok(Allowances { entries: file.allow.into_iter().map(|entry| (entry, AtomicBool::new(false))).collect() })
    }

    /// Is this difference in the list? Marks the matching entries as used.
    pub fn allow(&self, difference: &Difference) -> bool {
        let mut allowed = false;
        for (entry, used) in &self.entries {
            let hit = entry.kind == difference.kind
                && matches(&entry.guest, &difference.guest)
                && matches(&entry.pattern, &difference.line);
            if hit {
                used.store(true, Ordering::Relaxed);
                allowed = true;
            }
        }
        allowed
    }

    /// Entries that matched nothing so far.
    pub fn unused(&self) -> impl Iterator<Item = &Allowance> {
        self.entries.iter().filter(|(_, used)| !used.load(Ordering::Relaxed)).map(|(entry, _)| entry)
    }
}

impl fmt::Display for Allowance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}: {} (allowed because: {})", self.guest, self.kind, self.pattern, self.reason)
    }
}

/// Does `text` match a pattern in which `*` stands for any text?
fn matches(pattern: &str, text: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(head) else { return false };
    let mut parts = rest.split('*').collect::<Vec<_>>();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        match text.find(part) {
            Some(at) => text = &text[at + part.len()..],
            None => return false,
        }
    }
    text.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn difference(line: &str) -> Difference {
        Difference { guest: "docs".into(), kind: Kind::Types, line: line.into() }
    }

    #[test]
    fn stars_stand_for_any_text() {
        assert!(matches("*", "") && matches("*", "x") && matches("a*c", "abc") && matches("a*b*c", "a1b2b3c"));
        assert!(!matches("a*c", "abd") && !matches("a", "ab") && !matches("aba*aba", "aba"));
    }

    #[test]
    fn used_and_unused_entries() {
        let text = "
            [[allow]]\nguest = \"d*\"\nkind = \"types\"\npattern = \"+ export *\"\nreason = \"more\"\n
            [[allow]]\nguest = \"*\"\nkind = \"behaviour\"\npattern = \"*\"\nreason = \"never\"\n";
        let list = Allowances::parse(text).unwrap();
        assert!(list.allow(&difference("+ export x")));
        assert!(!list.allow(&difference("- export x")));
        assert_eq!(list.unused().map(|entry| entry.reason.as_str()).collect::<Vec<_>>(), ["never"]);
    }

    #[test]
    fn a_reason_is_required() {
        let text = "[[allow]]\nguest = \"*\"\nkind = \"types\"\npattern = \"p\"\nreason = \" \"\n";
        assert_eq!(Allowances::parse(text).unwrap_err(), "`p` is allowed without a reason");
        assert!(Allowances::parse("[[allow]]\nguest = \"*\"\n").is_err());
    }
}
