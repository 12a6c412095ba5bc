//! What the survey of the reference tool found (S, its interface; D, its defects), by its numbers, as far as the command line tells it. What only running
//! packages show is in `tests/run/survey.mjs`.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise of its own file system")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use wasmparser::{Parser, Payload};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn tool(dir: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wasm-bindgen"));
    command.current_dir(dir).env_remove("RUST_BACKTRACE").args(args).output().unwrap()
}

fn made(dir: &Path, args: &[&str]) {
    let output = tool(dir, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn refused(dir: &Path, args: &[&str]) -> String {
    let output = tool(dir, args);
    assert_eq!(output.status.code(), Some(1), "{args:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// Runs a script beside the packages.
fn node(dir: &Path, script: &str) {
    fs::write(dir.join("script.cjs"), script).unwrap();
    let output = Command::new("node").arg("script.cjs").current_dir(dir).output().unwrap();
    assert!(output.status.success(), "{script}\n{}", String::from_utf8_lossy(&output.stderr));
}

/// A module without the custom sections of some names.
fn without(wasm: &[u8], names: &[&str]) -> Vec<u8> {
    let mut out = wasm[..8].to_vec();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.unwrap();
        let dropped = matches!(&payload, Payload::CustomSection(section) if names.contains(&section.name()));
        if let (Some((id, range)), false) = (payload.as_section(), dropped) {
            out.push(id);
            let mut size = range.len();
            while size > 0x7f {
                out.push(size as u8 | 0x80);
                size >>= 7;
            }
            out.push(size as u8);
            out.extend(&wasm[range]);
        }
    }
    out
}

/// Uses the classes of the fixture.
const USE: &str = "
    const assert = require('node:assert/strict');
    const pkg = require(PATH);
    const shown = new pkg.Shown(4);
    assert.equal(shown.x, 4);
    assert.deepEqual(new pkg.Nested('né').name, 'né');
    assert.equal(JSON.parse(shown.toString()).x, 4);";

#[test]
fn s1_a_default_export_is_refused_for_the_web_where_init_has_that_name() {
    let dir = tempfile::tempdir().unwrap();
    let wasm = wat::parse_str(r#"(module (func (export "default")))"#).unwrap();
    fs::write(dir.path().join("app.wasm"), wasm).unwrap();
    for target in ["web", "no-modules"] {
        let output = tool(dir.path(), &["app.wasm", "--target", target, "--out-dir", target]);
        // A classic script has no default export, and a property of that name hurts nobody.
        assert_eq!(output.status.success(), target == "no-modules", "{target}");
    }
    let text = refused(dir.path(), &["app.wasm", "--target", "web", "--out-dir", "web"]);
    assert!(text.contains("`default`") && text.contains("choose another target"), "{text}");
    assert!(!dir.path().join("web").exists());
}

#[test]
fn s2_packages_with_dots_and_folders_in_their_name_load() {
    let dir = tempfile::tempdir().unwrap();
    fs::copy(fixture("guest_unwind.wasm"), dir.path().join("my.app.v2.wasm")).unwrap();
    made(dir.path(), &["my.app.v2.wasm", "--target", "nodejs", "--out-dir", "out"]);
    made(dir.path(), &["my.app.v2.wasm", "--target", "nodejs", "--out-dir", "out", "--out-name", "sub/a.b"]);
    for path in ["./out/my.app.v2.js", "./out/sub/a.b.js"] {
        node(dir.path(), &USE.replace("PATH", &format!("'{path}'")));
    }
}

#[test]
fn d19_a_guest_with_dots_in_its_name_finds_its_wasm() {
    let dir = tempfile::tempdir().unwrap();
    fs::copy(fixture("guest_unwind.wasm"), dir.path().join("lab.legacy.wasm")).unwrap();
    for target in ["bundler", "web", "nodejs", "no-modules", "deno", "module", "experimental-nodejs-module"] {
        made(dir.path(), &["lab.legacy.wasm", "--target", target, "--out-dir", target]);
        let out = dir.path().join(target);
        assert!(out.join("lab.legacy_bg.wasm").is_file(), "{target}");
        // Whatever the scripts name is there.
        let scripts: Vec<String> = ["lab.legacy.js", "lab.legacy_bg.js"]
            .iter()
            .filter_map(|name| fs::read_to_string(out.join(name)).ok())
            .collect();
        let text = scripts.concat();
        let named: Vec<&str> = text.split(['"', '\'', '`']).filter(|part| part.contains("_bg.wasm")).collect();
        assert!(!named.is_empty(), "{target}: {text}");
        if target == "no-modules" {
            // It asks the page for its own address.
            assert_eq!(named, ["_bg.wasm"]);
            continue;
        }
        for name in named {
            let name = name.rsplit('/').next().unwrap();
            assert_eq!(name, "lab.legacy_bg.wasm", "{target}");
        }
    }
    node(dir.path(), &USE.replace("PATH", "'./nodejs/lab.legacy.js'"));
    node(dir.path(), "import('./experimental-nodejs-module/lab.legacy.js').then((pkg) => new pkg.Shown(4).free());");
}

#[test]
fn d21_the_memory_of_several_threads_is_never_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let wasm = wat::parse_str(r#"(module (import "env" "memory" (memory 1 2 shared)) (func (export "f")))"#).unwrap();
    fs::write(dir.path().join("app.wasm"), wasm).unwrap();
    for flag in ["--experimental-reset-state-function", "--reset-state-function"] {
        for target in ["nodejs", "web", "bundler"] {
            let text = refused(dir.path(), &["app.wasm", flag, "--target", target, "--out-dir", "out"]);
            assert!(text.contains("shared between threads cannot be replaced; remove"), "{flag}: {text}");
            assert!(!dir.path().join("out").exists());
        }
    }
}

#[test]
fn s5_abort_detection_and_reset_fit_a_guest_without_exceptions() {
    let dir = tempfile::tempdir().unwrap();
    fs::copy(fixture("guest_abort.wasm"), dir.path().join("app.wasm")).unwrap();
    let both = ["--experimental-reset-state-function", "--force-enable-abort-handler"];
    made(dir.path(), &[&["app.wasm", "--target", "nodejs", "--out-dir", "out"] as &[&str], &both].concat());
    let reset = "
        pkg.__wbg_reset_state();
        assert.throws(() => shown.method());
        assert.equal(new pkg.Shown(5).x, 5);";
    node(dir.path(), &(USE.replace("PATH", "'./out/app.js'") + reset));
}

#[test]
fn s8_guests_stripped_of_names_and_features_work() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["guest_unwind.wasm", "guest_abort.wasm"] {
        let full = fs::read(fixture(name)).unwrap();
        let bare = without(&full, &["name", "producers", "target_features"]);
        assert!(bare.len() < full.len());
        fs::write(dir.path().join("app.wasm"), bare).unwrap();
        made(dir.path(), &["app.wasm", "--target", "nodejs", "--out-dir", "out"]);
        node(dir.path(), &USE.replace("PATH", "'./out/app.js'"));
    }
}

#[test]
fn s8_damaged_metadata_is_an_error_that_says_where() {
    let dir = tempfile::tempdir().unwrap();
    let wasm = fs::read(fixture("guest_abort.wasm")).unwrap();
    let sections = Parser::new(0).parse_all(&wasm).filter_map(|payload| match payload.unwrap() {
        Payload::CustomSection(section) if section.name() == "__wasm_bindgen_unstable" => Some(section.data_offset()),
        _ => None,
    });
    let start = sections.min().expect("the fixture has metadata");
    // Behind the version header, whose damage has its own message.
    for at in [start + 200, start + 300, start + 400] {
        let mut damaged = wasm.clone();
        damaged[at..at + 8].fill(0xff);
        fs::write(dir.path().join("app.wasm"), damaged).unwrap();
        let text = refused(dir.path(), &["app.wasm", "--out-dir", "out"]);
        assert!(text.starts_with("error: ") && !text.contains("panicked"), "{text}");
        assert!(text.contains("offset") || text.contains('`'), "{text}");
        assert!(!dir.path().join("out").exists());
    }
}
