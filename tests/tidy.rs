//! House rules that a machine can check, on the sources as they lie in the checkout.
//!
//! Each rule is one test that lists every violation. Lists of exceptions may only shrink: an exception that is no longer needed is a
//! failure too.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise of its own file system")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[path = "tidy/source.rs"]
mod source;

use source::{Source, rust_sources, texts};

/// Longest file without an exception.
const LONGEST: usize = 400;

/// Regular tables that may be longer, with the length they must not exceed.
const LONG_FILES: &[(&str, usize)] = &[];

/// Places outside the wasm stage that may name the module library: the public library shows its types.
const FACADE: &[&str] = &["crates/cli-support/src/bindgen.rs", "crates/cli-support/src/output.rs"];

/// Longest string literal with braces: more is code in another language, which belongs into a file of that language.
const BRACED_STRING: usize = 6;

fn report(rule: &str, violations: &[String]) {
    assert!(violations.is_empty(), "{rule}:\n  {}\n", violations.join("\n  "));
}

fn products() -> Vec<Source> {
    rust_sources(&["src", "crates"])
}

#[test]
fn files_are_short() {
    let mut violations = Vec::new();
    let mut unused: BTreeSet<&str> = LONG_FILES.iter().map(|(path, _)| *path).collect();
    let scripts = texts(&["crates"]).into_iter().filter(|file| file.path.ends_with(".js"));
    for file in products().into_iter().chain(scripts) {
        let lines = file.text.lines().count();
        let exception = LONG_FILES.iter().find(|(path, _)| *path == file.path);
        let limit = exception.map_or(LONGEST, |(_, limit)| *limit);
        if lines > limit {
            violations.push(format!("{}: {lines} lines, the limit is {limit}", file.path));
        }
        if lines > LONGEST {
            unused.remove(file.path.as_str());
        }
    }
    violations.extend(unused.iter().map(|path| format!("{path}: no longer long, remove the exception")));
    report("files have at most 400 lines, except regular tables", &violations);
}

#[test]
fn modules_say_what_they_are_for() {
    let mut violations = Vec::new();
    for file in rust_sources(&["src", "crates", "tests", "xtask"]) {
        // A long table says that it is one in a line above.
        let text = if file.text.starts_with("// ") { file.text.split_once('\n').unwrap().1 } else { &file.text };
        let inner = file.is_test && file.path.starts_with("crates/");
        if !text.starts_with("//! ") && !inner && !file.path.starts_with("tests/guests/") {
            violations.push(file.path);
        }
    }
    report("a module opens with `//!`", &violations);
}

#[test]
fn no_unwrap_outside_tests() {
    let mut violations = Vec::new();
    for file in products().iter().filter(|file| !file.is_test && !file.path.starts_with("crates/testkit/")) {
        violations.extend(file.places(|line| line.contains(".unwrap()") || line.contains(".unwrap_err()")));
    }
    report("`expect` names the invariant", &violations);
}

#[test]
fn the_module_library_stays_in_the_wasm_stage() {
    let mut violations = Vec::new();
    let mut unused: BTreeSet<&str> = FACADE.iter().copied().collect();
    for file in products().into_iter().filter(|file| !file.is_test) {
        let places = file.places(|line| line.contains("walrus"));
        if file.path.starts_with("crates/wasm/") || places.is_empty() {
            continue;
        }
        if !unused.remove(file.path.as_str()) {
            violations.extend(places);
        }
    }
    violations.extend(unused.iter().map(|path| format!("{path}: no longer needed, remove the exception")));
    report("`walrus` is named in crates/wasm and the public facade only", &violations);
}

#[test]
fn stages_do_no_input_or_output() {
    let stages = ["crates/schema/src", "crates/ir/src", "crates/bind/src", "crates/wasm/src", "crates/emit/src"];
    let forbidden = ["std::fs", "std::env", "std::process", "std::net", "println!(", "print!("];
    let mut violations = Vec::new();
    for file in rust_sources(&stages).iter().filter(|file| !file.is_test) {
        violations.extend(file.places(|line| forbidden.iter().any(|word| line.contains(word))));
    }
    report("stages are values in, values out", &violations);
}

#[test]
fn stages_know_only_what_they_may() {
    let allowed: [(&str, &[&str]); 5] = [
        ("schema", &[]),
        ("ir", &[]),
        ("bind", &["wbg-ir", "wbg-schema"]),
        ("wasm", &["wbg-ir", "wbg-schema"]),
        ("emit", &["wbg-ir"]),
    ];
    let mut violations = Vec::new();
    for (name, allowed) in allowed {
        let manifest = fs::read_to_string(source::root().join("crates").join(name).join("Cargo.toml")).unwrap();
        let runtime = manifest.split("[dev-dependencies]").next().unwrap().split("[dependencies]").nth(1).unwrap();
        let ours =
            runtime.lines().filter_map(|line| line.split([' ', '.']).next()).filter(|word| word.starts_with("wbg-"));
        violations.extend(ours.filter(|word| !allowed.contains(word)).map(|word| format!("{name} depends on {word}")));
    }
    report("the direction of dependencies", &violations);
}

#[test]
fn javascript_lies_in_files() {
    let mut violations = Vec::new();
    for file in products().iter().filter(|file| !file.is_test && !file.path.starts_with("crates/testkit/")) {
        for (line, text) in file.strings() {
            if text.lines().count() > BRACED_STRING && text.contains('{') && text.contains('}') {
                violations.push(format!("{}:{line}: {} lines", file.path, text.lines().count()));
            }
        }
    }
    report("a long string with braces is a file", &violations);
}

#[test]
fn nothing_is_left_for_later() {
    let words = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];
    let mut violations = Vec::new();
    for file in texts(&["src", "crates", "tests", "xtask", "guide", "benches"]) {
        for (number, line) in file.text.lines().enumerate() {
            if words.iter().any(|word| line.contains(word)) {
                violations.push(format!("{}:{}", file.path, number + 1));
            }
        }
    }
    report("open work is in the issue tracker, not in comments", &violations);
}

/// Folders of the machine a file was made on, and hosts of package registries: neither belongs into a source or a fixture.
#[test]
fn nothing_names_a_machine() {
    let words = [
        concat!("/ro", "ot/"),
        concat!("/wo", "rk/main"),
        concat!("/wo", "rk/shared"),
        concat!("index.cra", "tes.io"),
        concat!("static.cra", "tes.io"),
        concat!("registry.npm", "js.org"),
        concat!("py", "pi.org"),
    ];
    let mut violations = Vec::new();
    source::walk(&["src", "crates", "tests", "xtask", "guide", "benches", "examples"], &mut |path, bytes| {
        let found = words.iter().filter(|word| bytes.windows(word.len()).any(|part| part == word.as_bytes()));
        violations.extend(found.map(|word| format!("{path}: {word}")));
    });
    report("no folder of one machine and no registry host in any file", &violations);
}

#[test]
fn dependencies_have_reasons() {
    let manifest = fs::read_to_string(source::root().join("Cargo.toml")).unwrap();
    let section = manifest.split("[workspace.dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let mut violations = Vec::new();
    let mut above = "";
    for line in section.lines() {
        let external = line.contains(" = ") && !line.starts_with('#') && !line.contains("path = ");
        if external && !above.starts_with("# ") {
            violations.push(line.to_owned());
        }
        above = line;
    }
    report("a comment above each dependency says why it is there", &violations);
}

#[test]
fn the_changelog_has_a_place_for_the_next_change() {
    let text = fs::read_to_string(source::root().join("CHANGELOG.md")).unwrap();
    assert!(text.lines().any(|line| line.starts_with("## ") && line.contains("Unreleased")), "no section `Unreleased`");
}

#[test]
fn licences_are_there() {
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        assert!(Path::new(&source::root()).join(name).is_file(), "{name} is missing");
    }
}
