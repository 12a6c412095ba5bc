//! Which test executes what the tool promises: `tests/coverage.toml` has a row per promise, and each row names its tests.
//!
//! The names have to be true, every option, driver and command line case has to appear, and the page in the guide is made from the
//! table; `BLESS=1` writes it.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise of its own file system")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

#[path = "coverage/references.rs"]
mod references;

use references::{Reference, cases, drivers, read};

/// The page that is made from the table.
const PAGE: &str = "guide/src/internals/coverage.md";

/// Section whose rows are about options.
const OPTIONS: &str = "Options of the command line";

/// Section with a row for each known defect of the reference tool.
const DEFECTS: &str = "Defects of the reference tool";

/// Kinds of defects, and how many there are: in the failure model, of guests without exceptions, on Workers, of the interface.
const KINDS: [(char, usize); 4] = [('D', 21), ('P', 5), ('W', 5), ('S', 8)];

/// Drivers and command line cases there have to be.
const FEWEST: usize = 120;

/// The whole table.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    section: Vec<Section>,
    /// Tests that no row names, each with the reason.
    other: Vec<(String, String)>,
}

/// Promises about one topic.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    title: String,
    /// What is promised, then the tests that execute it.
    rows: Vec<Vec<String>>,
}

impl Table {
    fn read() -> Table {
        toml::from_str(&read("tests/coverage.toml")).unwrap()
    }

    /// All rows: section, text, tests.
    fn rows(&self) -> impl Iterator<Item = (&str, &str, &[String])> {
        let rows = self.section.iter().flat_map(|section| section.rows.iter().map(|row| (section.title.as_str(), row)));
        rows.map(|(title, row)| match row.split_first() {
            Some((text, tests)) => (title, text.as_str(), tests),
            None => (title, "", row.as_slice()),
        })
    }

    fn references(&self) -> impl Iterator<Item = Reference<'_>> {
        self.rows().flat_map(|(_, _, tests)| tests).filter_map(|test| Reference::parse(test))
    }
}

fn report(rule: &str, violations: &[String]) {
    assert!(violations.is_empty(), "{rule}:\n  {}\n", violations.join("\n  "));
}

#[test]
fn every_row_names_tests_that_exist() {
    let table = Table::read();
    let mut violations = Vec::new();
    let mut seen = BTreeSet::new();
    for (section, text, tests) in table.rows() {
        if text.is_empty() || tests.is_empty() {
            violations.push(format!("{section}: `{text}` has no test"));
        }
        if !seen.insert((section, text)) {
            violations.push(format!("{section}: `{text}` is there twice"));
        }
        for test in tests {
            match Reference::parse(test) {
                None => violations.push(format!("{section}: `{text}`: `{test}` is not a reference")),
                Some(reference) => {
                    violations
                        .extend(reference.check().err().map(|why| format!("{section}: `{text}`: `{test}`: {why}")));
                }
            }
        }
    }
    report("tests/coverage.toml: a row names tests, and they exist", &violations);
}

#[test]
fn every_option_has_a_row() {
    let table = Table::read();
    let usage = read("src/usage.txt");
    let options = usage.lines().filter_map(|line| line.strip_prefix("    ")).filter(|line| line.starts_with('-'));
    let names: Vec<&str> =
        options.flat_map(|line| line.split([' ', ',', '='])).filter(|word| word.starts_with('-')).collect();
    assert!(names.len() > 20, "only {} options in the usage text", names.len());
    let texts: Vec<&str> =
        table.rows().filter(|(section, _, _)| *section == OPTIONS).map(|(_, text, _)| text).collect();
    let missing = names.iter().filter(|name| !texts.iter().any(|text| text.contains(&format!("`{name}`"))));
    report(
        &format!("tests/coverage.toml: every option of the usage text has a row in `{OPTIONS}`"),
        &missing.map(|name| (*name).to_owned()).collect::<Vec<_>>(),
    );
}

#[test]
fn every_defect_of_the_reference_tool_has_a_test_of_its_name() {
    let table = Table::read();
    let rows: Vec<_> = table.rows().filter(|(section, _, _)| *section == DEFECTS).collect();
    let mut violations = Vec::new();
    for number in KINDS.into_iter().flat_map(|(kind, count)| (1..=count).map(move |n| format!("{kind}{n}"))) {
        let mut of = rows.iter().filter(|(_, text, _)| text.split(' ').next() == Some(&number));
        match (of.next(), of.next()) {
            (Some((_, text, tests)), None) => {
                let mut references = tests.iter().filter_map(|test| Reference::parse(test));
                if !references.any(|reference| reference.is_named_after(&number)) {
                    violations.push(format!("`{text}`: none of its tests is called {number}"));
                }
            }
            _ => violations.push(format!("{number} wants one row")),
        }
    }
    let total: usize = KINDS.iter().map(|(_, count)| count).sum();
    assert_eq!(rows.len(), total, "rows of `{DEFECTS}`");
    report(&format!("tests/coverage.toml: `{DEFECTS}` has a row for each"), &violations);
}

#[test]
fn every_driver_and_case_is_used() {
    let table = Table::read();
    let mut known = BTreeSet::new();
    known.extend(drivers().into_iter().map(|name| format!("run/{name}")));
    known.extend(cases().into_iter().map(|name| format!("cli/{name}")));
    assert!(known.len() >= FEWEST, "{} drivers and cases", known.len());
    let mut unused = known.clone();
    for reference in table.references() {
        unused.remove(&reference.test());
    }
    let mut violations = Vec::new();
    for (test, reason) in &table.other {
        if !unused.remove(test) {
            violations.push(format!("`{test}` needs no entry in `other`"));
        }
        if reason.is_empty() {
            violations.push(format!("`{test}` is in `other` without a reason"));
        }
    }
    violations.extend(unused.iter().map(|test| format!("`{test}`: name it in the row that it executes")));
    report("tests/coverage.toml: every driver and every command line case belongs to a row", &violations);
}

#[test]
fn the_page_is_made_from_the_table() {
    let page = page(&Table::read());
    let path = references::root().join(PAGE);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == page, "{PAGE} is out of date: BLESS=1 cargo test --test coverage");
    assert!(read("guide/src/SUMMARY.md").contains("(internals/coverage.md)"), "the summary does not name the page");
}

/// The page of the guide.
fn page(table: &Table) -> String {
    let mut out = read("tests/coverage/head.md");
    let all: Vec<_> = table.rows().collect();
    let tests: BTreeSet<String> = table.references().map(|reference| reference.test()).collect();
    writeln!(out, "\n{} rows name {} tests.", all.len(), tests.len()).unwrap();
    for section in &table.section {
        write!(out, "\n## {}\n\n| promise | executed by |\n|---|---|\n", section.title).unwrap();
        for (_, text, tests) in all.iter().filter(|(title, _, _)| *title == section.title) {
            let cells: Vec<String> = tests.iter().map(|test| code(test)).collect();
            writeln!(out, "| {} | {} |", text.replace('|', "\\|"), cells.join(", ")).unwrap();
        }
    }
    out += "\n## Tests without a row\n\n| test | why |\n|---|---|\n";
    for (test, reason) in &table.other {
        writeln!(out, "| {} | {reason} |", code(test)).unwrap();
    }
    out
}

/// Text of a test's name inside a table cell.
fn code(text: &str) -> String {
    let fence = if text.contains('`') { "``" } else { "`" };
    let gap = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{gap}{}{gap}{fence}", text.replace('|', "\\|"))
}

#[test]
fn references_that_are_wrong_are_told() {
    let wrong = |text: &str| match Reference::parse(text) {
        None => "no reference".to_owned(),
        Some(reference) => reference.check().unwrap_err(),
    };
    assert_eq!(wrong("run"), "no reference");
    assert_eq!(wrong("walk/imports"), "no reference");
    assert_eq!(wrong("run/no_such_driver"), "there is no tests/run/no_such_driver.mjs");
    assert_eq!(wrong("run/harness"), "`harness` is no driver");
    assert_eq!(wrong("run/imports: no such words"), "neither the driver nor its guest says so");
    assert_eq!(wrong("cli/no_such_case"), "there is no tests/cli/no_such_case/cmd");
    assert_eq!(wrong("test/tests/coverage.rs"), "which function?");
    assert_eq!(wrong("test/tests/coverage.rs::page"), "the file has no test of that name");
    assert_eq!(wrong("js/strings.test.mjs: no such title"), "the file has no test of that title");
    assert_eq!(wrong("dts/classes.ts: no such words"), "the file does not say so");
    assert_eq!(wrong("script/tests/run/load.mjs"), "which words of it?");
    assert_eq!(wrong("flags/no-such-flags"), "there is no tests/differential/flags/no-such-flags.toml");
}
