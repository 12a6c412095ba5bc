//! What options of the command line do to real guests: to files, to names in the wasm, and to what packages do in Node.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise of its own file system")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use wbg_testkit::guests::{self, Guest};
use wbg_testkit::node::Node;
use wbg_testkit::suite::{Observed, Verdict, run_driver};
use wbg_testkit::toolchain::Toolchain;
use wbg_testkit::{Flavour, Result, Target, Tool, ToolKind, dwarf, paths};

fn tool() -> Tool {
    Tool { kind: ToolKind::Ours, path: env!("CARGO_BIN_EXE_wasm-bindgen").into() }
}

fn guest(name: &str) -> Result<Guest> {
    let guests = guests::build(&Toolchain::find()?, Flavour::Abort)?;
    Ok(guests.into_iter().find(|guest| guest.name == name).expect("the corpus has it"))
}

/// The folder of a package made with flags.
fn package(case: &str, guest: &Guest, target: Target, flags: &[&str]) -> Result<PathBuf> {
    let dir = paths::target_dir().join("options").join(case).join(&guest.name);
    tool().generate_with(guest, target, flags, &dir)?;
    Ok(dir)
}

fn read(dir: &Path, name: &str) -> String {
    fs::read_to_string(dir.join(name)).unwrap()
}

fn wasm(dir: &Path, guest: &Guest) -> PathBuf {
    dir.join(format!("{}_bg.wasm", guest.name))
}

fn passes(guest: &Guest, target: Target, dir: &Path) -> Result<()> {
    let Observed { verdict, .. } = run_driver(&Node::system()?, ToolKind::Ours, guest, target, dir)?;
    assert_eq!(verdict, Verdict::Passed, "{} in {}", guest.name, dir.display());
    Ok(())
}

/// Runs a script that finds the package in `pkg`.
fn node(dir: &Path, guest: &Guest, script: &str) {
    let text = format!(
        "const assert = require('node:assert/strict');\nconst load = () => require('./{}.js');\n{script}",
        guest.name
    );
    fs::write(dir.join("script.cjs"), text).unwrap();
    let output = Command::new("node").arg("script.cjs").current_dir(dir).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn omitted_imports_are_lines_that_the_user_may_write_back() -> Result<()> {
    let guest = guest("esm_snippets")?;
    let whole = package("imports", &guest, Target::Web, &[])?;
    let bare = package("no_imports", &guest, Target::Web, &["--omit-imports"])?;
    let (whole, bare) = (read(&whole, "esm_snippets.js"), read(&bare, "esm_snippets.js"));
    let left_out: Vec<&str> = whole.lines().filter(|line| !bare.lines().any(|other| other == *line)).collect();
    assert!(left_out.len() >= 2 && left_out.iter().all(|line| line.starts_with("import {")), "{left_out:?}");
    assert!(!bare.contains("\nimport {"));
    let (first, rest) = bare.split_once('\n').unwrap();
    let restored = format!("{first}\n{}\n{rest}", left_out.join("\n"));
    let lines = |text: &str| text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&restored), lines(&whole));
    Ok(())
}

#[test]
fn what_glue_itself_needs_is_not_omitted() -> Result<()> {
    // Classes that are inspectable in Node ask `util` for a symbol.
    let guest = guest("inspect")?;
    let dir = package("no_imports", &guest, Target::Nodejs, &["--omit-imports"])?;
    passes(&guest, Target::Nodejs, &dir)
}

#[test]
fn the_browser_hint_changes_nothing() -> Result<()> {
    let guest = guest("strings")?;
    let plain = package("plain", &guest, Target::Bundler, &[])?;
    let dir = paths::target_dir().join("options/browser");
    paths::fresh_dir(&dir)?;
    let output =
        Command::new(tool().path).arg("--browser").arg("--out-dir").arg(&dir).arg(&guest.wasm).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for entry in fs::read_dir(&plain).unwrap() {
        let name = entry.unwrap().file_name();
        assert_eq!(fs::read(plain.join(&name)).unwrap(), fs::read(dir.join(&name)).unwrap(), "{name:?}");
    }
    Ok(())
}

#[test]
fn function_names_are_readable_mangled_or_absent() -> Result<()> {
    let guest = guest("closures")?;
    let mangled = |names: &std::collections::BTreeSet<String>| {
        names.iter().filter(|name| name.starts_with("_R") || name.starts_with("_ZN")).count()
    };
    let dir = package("names", &guest, Target::Nodejs, &[])?;
    let readable = dwarf::names(&wasm(&dir, &guest))?;
    assert!(readable.len() > 100 && mangled(&readable) == 0, "{readable:?}");
    let dir = package("mangled", &guest, Target::Nodejs, &["--no-demangle"])?;
    let names = dwarf::names(&wasm(&dir, &guest))?;
    assert!(mangled(&names) > 50, "{names:?}");
    passes(&guest, Target::Nodejs, &dir)?;
    let dir = package("bare", &guest, Target::Nodejs, &["--remove-name-section", "--remove-producers-section"])?;
    let sections = dwarf::custom_sections(&wasm(&dir, &guest))?;
    assert!(!sections.contains_key("name") && !sections.contains_key("producers"), "{:?}", sections.keys());
    passes(&guest, Target::Nodejs, &dir)
}

#[test]
fn exports_of_the_linker_are_kept_on_request() -> Result<()> {
    let guest = guest("closures")?;
    let names = "['__heap_base', '__data_end']";
    let dir = package("linker", &guest, Target::Nodejs, &["--keep-lld-exports", "--debug"])?;
    let script = format!(
        "const wasm = load().__wasm;
        for (const name of {names}) assert.ok(name in wasm, name);
        assert.ok(wasm.__heap_base.value >= wasm.__data_end.value);"
    );
    node(&dir, &guest, &script);
    let dir = package("no_linker", &guest, Target::Nodejs, &["--debug"])?;
    node(&dir, &guest, &format!("for (const name of {names}) assert.ok(!(name in load().__wasm), name);"));
    Ok(())
}

#[test]
fn strings_are_encoded_as_asked() -> Result<()> {
    let guest = guest("strings")?;
    let long = "'naïve 🦀 '.repeat(500)";
    let works = format!("assert.equal(load().echo({long}), {long});");
    let spy = "let used = 0;
        const real = TextEncoder.prototype.encodeInto;
        TextEncoder.prototype.encodeInto = function (...args) { used++; return real.apply(this, args); };\n";
    let broken = "TextEncoder.prototype.encodeInto = () => { throw new Error('must not be used'); };\n";
    let absent = "delete TextEncoder.prototype.encodeInto;\n";
    for (mode, script) in [
        ("test", format!("{absent}{works}")),
        ("test", format!("{spy}{works} assert.ok(used > 0);")),
        ("never", format!("{broken}{works}")),
        ("always", format!("{spy}{works} assert.ok(used > 0);")),
        // The one that does not look fails where there is none.
        ("always", format!("{absent}assert.throws(() => load().echo({long}));")),
    ] {
        let dir = package(&format!("encode_{mode}"), &guest, Target::Nodejs, &["--encode-into", mode])?;
        node(&dir, &guest, &script);
    }
    Ok(())
}
