//! The `wasm2es6js` command: what it writes, that the modules run in Node, and what it refuses.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise of its own file system")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const MODULE: &str = r#"(module
    (import "./host.mjs" "note" (func $note (param i32)))
    (import "./host.mjs" "seven" (global $seven i32))
    (memory (export "memory") 1)
    (func $start (call $note (i32.const 99)))
    (start $start)
    (func (export "add") (param i32 i64) (result f32)
        (call $note (local.get 0)) (f32.convert_i32_s (i32.add (global.get $seven) (i32.wrap_i64 (local.get 1)))))
    (func (export "odd-name") (result i32 i32) (i32.const 1) (i32.const 2)))"#;

/// Uses the module in `m.js`.
const USER: &str = r#"
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
globalThis.fetch = async (path) => new Response(readFileSync(new URL(path, import.meta.url)));
const { notes } = await import('./host.mjs');
const m = await import('./m.mjs');
assert.equal(m.add, undefined);
assert.equal(await m.booted, true);
assert.deepEqual(notes, [99]);
assert.equal(m.add(5, 3n), 10);
assert.deepEqual(notes, [99, 5]);
assert.deepEqual(m['odd-name'](), [1, 2]);
assert.ok(m.memory instanceof WebAssembly.Memory);
"#;

const HOST: &str = "export const notes = [];\nexport const note = (x) => notes.push(x);\nexport const seven = 7;\n";

fn tool(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wasm2es6js")).current_dir(dir).args(args).output().unwrap()
}

fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("m.wasm"), wat::parse_str(MODULE).unwrap()).unwrap();
    fs::write(dir.path().join("host.mjs"), HOST).unwrap();
    fs::write(dir.path().join("user.mjs"), USER).unwrap();
    dir
}

fn error(dir: &Path, args: &[&str]) -> String {
    let output = tool(dir, args);
    assert_eq!(output.status.code(), Some(1), "{args:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn modules_run_in_node_with_their_wasm_inside_or_fetched() {
    for source in [&["--base64"] as &[&str], &["--fetch", "./m.wasm"]] {
        let dir = folder();
        let output = tool(dir.path(), &[&["m.wasm", "-o", "m.mjs", "--typescript"], source].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stdout.is_empty());
        let run = Command::new("node").arg("user.mjs").current_dir(dir.path()).output().unwrap();
        assert!(run.status.success(), "{source:?}: {}", String::from_utf8_lossy(&run.stderr));
        let types = fs::read_to_string(dir.path().join("m.d.ts")).unwrap();
        for line in [
            "export const memory: WebAssembly.Memory;",
            "export const add: (a: number, b: bigint) => number;",
            "export const booted: Promise<boolean>;",
        ] {
            assert!(types.contains(line), "{types}");
        }
    }
}

#[test]
fn files_go_where_they_are_wanted() {
    let dir = folder();
    assert!(tool(dir.path(), &["m.wasm", "--fetch", "x.wasm", "--out-dir", "out"]).status.success());
    let mut names: Vec<_> = fs::read_dir(dir.path().join("out")).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["m.js", "m.wasm"]);
    let printed = tool(dir.path(), &["--base64", "m.wasm"]);
    assert!(String::from_utf8(printed.stdout).unwrap().contains("export const booted"));
    let version = tool(dir.path(), &["--version"]);
    assert_eq!(String::from_utf8(version.stdout).unwrap(), "wasm2es6js 0.2.130\n");
    assert!(String::from_utf8(tool(dir.path(), &["-h"]).stdout).unwrap().contains("--fetch <path>"));
}

#[test]
fn refusals_say_what_to_do() {
    let dir = folder();
    fs::write(dir.path().join("booted.wasm"), wat::parse_str(r#"(module (func (export "booted")))"#).unwrap()).unwrap();
    fs::write(dir.path().join("text.wasm"), "no wasm").unwrap();
    for (args, part) in [
        (&["m.wasm"] as &[&str], "`--base64` or `--fetch`"),
        (&["m.wasm", "--base64", "--fetch", "x"], "cannot be used together"),
        (&["m.wasm", "--base64", "-o", "a.js", "--out-dir", "d"], "cannot be used together"),
        (&["m.wasm", "--base64", "--typescript"], "needs `--output`"),
        (&["gone.wasm", "--base64"], "cannot read `gone.wasm`"),
        (&["text.wasm", "--base64"], "cannot convert `text.wasm`"),
        (&["booted.wasm", "--base64", "-o", "b.js"], "rename the export"),
        (&["--nonsense"], "`wasm2es6js --help`"),
    ] {
        let text = error(dir.path(), args);
        assert!(text.starts_with("error: ") && text.contains(part), "{args:?}: {text}");
    }
    assert!(!dir.path().join("b.js").exists() && !dir.path().join("d").exists());
}
