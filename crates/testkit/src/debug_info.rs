//! What must hold of the debug information of a package: every function with code has the lines that the compiler gave it, in the
//! wasm itself or in the file it was split off to.

use crate::dwarf::{self, Functions, Place};
use crate::guests::Guest;
use crate::package::Tool;
use crate::{Error, Result, Target};
use std::collections::BTreeSet;
use std::path::Path;

/// The section that tells debuggers where the other file is.
const EXTERNAL: &str = "external_debug_info";

/// Makes a package whose debug information is in a file of its own, and compares that with the guest's.
///
/// # Errors
/// A sentence about the first thing that does not hold.
pub fn split(tool: &Tool, guest: &Guest, target: Target, dir: &Path) -> Result<()> {
    // Mangled names are those of the debug information.
    tool.generate_with(guest, target, &["--split-debug-info", "--no-demangle"], dir)?;
    let (main, debug) =
        (dir.join(format!("{}_bg.wasm", guest.name)), dir.join(format!("{}_bg.debug.wasm", guest.name)));
    let refuse = |path: &Path, problem: String| Err(Error::Content { path: path.to_path_buf(), problem });
    let sections = dwarf::custom_sections(&main)?;
    if let Some(left) = sections.keys().find(|name| name.starts_with(".debug")) {
        return refuse(&main, format!("still has `{left}`"));
    }
    let url = format!("{}_bg.debug.wasm", guest.name);
    // A name is written behind its length.
    if sections.get(EXTERNAL).map(|data| &data[1..]) != Some(url.as_bytes()) {
        return refuse(&main, format!("does not name `{url}` in `{EXTERNAL}`"));
    }
    match differences(&dwarf::functions(&guest.wasm)?, &dwarf::functions(&debug)?, &dwarf::names(&debug)?) {
        Ok(_) => Ok(()),
        Err(problem) => refuse(&debug, problem),
    }
}

/// Compares the tables of a guest and of its package, where the functions named `present` have code. Returns how many are equal.
fn differences(
    before: &Functions,
    after: &Functions,
    present: &BTreeSet<String>,
) -> std::result::Result<usize, String> {
    if before.is_empty() {
        return Err("the guest has no debug information to compare with".to_owned());
    }
    for (name, copies) in after {
        // Functions may have gone, and copies of one; what is there is as it was.
        let known = before.get(name).ok_or_else(|| format!("`{name}` is not in the guest"))?;
        if let Some(copy) = copies.iter().find(|copy| !known.iter().any(|known| same_lines(known, copy))) {
            return Err(format!("`{name}` has other lines than in the guest: {copy:?} instead of {known:?}"));
        }
    }
    match before.keys().find(|name| present.contains(*name) && !after.contains_key(*name)) {
        Some(lost) => Err(format!("`{lost}` has code, but no debug information any more")),
        None if after.is_empty() => Err("no function has debug information".to_owned()),
        None => Ok(after.len()),
    }
}

/// Whether a function has the lines it had. The last row may be missing: it belongs to code behind a jump at the end of a function,
/// which is never reached and not written again.
fn same_lines(before: &[Place], after: &[Place]) -> bool {
    before == after || before.split_last().is_some_and(|(_, rest)| rest == after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn functions(list: &[(&str, u64)]) -> Functions {
        let row = |line: u64| vec![vec![("lib.rs".to_owned(), line, 1), ("lib.rs".to_owned(), line + 1, 1)]];
        list.iter().map(|(name, line)| ((*name).to_owned(), row(*line))).collect()
    }

    #[test]
    fn code_keeps_its_lines() {
        let guest = functions(&[("kept", 1), ("gone", 2)]);
        let present = BTreeSet::from(["kept".to_owned(), "shim".to_owned()]);
        assert_eq!(differences(&guest, &functions(&[("kept", 1)]), &present), Ok(1));
        for (after, part) in [
            (functions(&[("kept", 3)]), "`kept` has other lines"),
            (functions(&[("gone", 2)]), "`kept` has code, but no debug information"),
            (functions(&[("kept", 1), ("new", 1)]), "`new` is not in the guest"),
        ] {
            assert!(differences(&guest, &after, &present).unwrap_err().contains(part));
        }
        assert!(differences(&Functions::new(), &guest, &present).is_err());
        assert!(differences(&guest, &Functions::new(), &BTreeSet::new()).is_err());
    }
}
