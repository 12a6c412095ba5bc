//! The test runner's command line where no engine is needed: questions, listings, refusals.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise of its own file system")]

use std::path::Path;
use std::process::Command;

use wasm_encoder::{
    CodeSection, CustomSection, ExportKind, ExportSection, Function, FunctionSection, Module, TypeSection,
};

/// Exit code, output, errors.
fn run(args: &[&str], env: &[(&str, &str)], dir: &Path) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wasm-bindgen-test-runner"));
    command.args(args).current_dir(dir).env_remove("RUST_BACKTRACE").env_remove("RUST_LOG");
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("WASM_BINDGEN_")) {
        command.env_remove(name);
    }
    let output = command.envs(env.iter().copied()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// A folder with a suite of three tests and a benchmark, configured as given.
fn suite(configuration: Option<u8>) -> tempfile::TempDir {
    let names = ["__wbgt__app::adds", "__wbgt_$_app::sleeps", "__wbgt__app::inner::adds", "__wbgb__app::fast"];
    let (mut types, mut functions) = (TypeSection::new(), FunctionSection::new());
    let (mut exports, mut code) = (ExportSection::new(), CodeSection::new());
    types.ty().function([wasm_encoder::ValType::I32], []);
    for (index, name) in (0..).zip(names) {
        functions.function(0);
        exports.export(name, ExportKind::Func, index);
        let mut function = Function::new([]);
        function.instructions().end();
        code.function(&function);
    }
    let mut module = Module::new();
    module.section(&types).section(&functions).section(&exports).section(&code);
    if let Some(value) = configuration {
        module
            .section(&CustomSection { name: "__wasm_bindgen_test_unstable".into(), data: (&[value] as &[u8]).into() });
    }
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("suite.wasm"), module.finish()).unwrap();
    dir
}

#[test]
fn questions() {
    let dir = tempfile::tempdir().unwrap();
    for flag in ["--version", "-V"] {
        assert_eq!(run(&[flag], &[], dir.path()), (0, "wasm-bindgen-test-runner 0.2.130\n".to_owned(), String::new()));
    }
    let (code, help, _) = run(&["--help"], &[], dir.path());
    assert_eq!(code, 0);
    assert_eq!(help, include_str!("../src/test_runner/usage.txt"));
}

#[test]
fn listings() {
    let dir = suite(None);
    for (args, wanted) in [
        (&["suite.wasm", "--list"] as &[&str], "adds: test\nsleeps: test\ninner::adds: test\n"),
        (&["suite.js", "--list", "inner"], "inner::adds: test\n"),
        (&["suite.wasm", "--list", "--exact", "adds"], "adds: test\n"),
        (&["suite.wasm", "--list", "--bench"], "fast: benchmark\n"),
        (&["suite.wasm", "--list", "none"], ""),
        (&["suite.wasm", "none"], "no tests to run!\n"),
    ] {
        assert_eq!(run(args, &[], dir.path()), (0, wanted.to_owned(), String::new()), "{args:?}");
    }
}

#[test]
fn refusals() {
    let dir = suite(Some(6));
    std::fs::write(dir.path().join("text.wasm"), "no wasm").unwrap();
    let two = &[("WASM_BINDGEN_USE_DENO", "1"), ("WASM_BINDGEN_USE_BROWSER", "1")] as &[_];
    let plain = suite(None);
    for (folder, args, env, part) in [
        (&dir, &[] as &[&str], &[] as &[(&str, &str)], "no input"),
        (&dir, &["missing.wasm"], &[], "cannot read `missing.wasm`"),
        (&dir, &["text.wasm"], &[], "cannot use `text.wasm`"),
        (&dir, &["suite.wasm", "--no-such"], &[], "unknown option `--no-such`"),
        (&dir, &["suite.wasm"], &[], "asks for Emscripten"),
        (&plain, &["suite.wasm"], two, "keep one of them"),
        (&plain, &["suite.wasm"], &[("PATH", "")], "cannot start `node`; install Node 20"),
        (
            &plain,
            &["suite.wasm"],
            &[("PATH", ""), ("WASM_BINDGEN_USE_DENO", "")],
            "cannot start `deno`; install Deno 2",
        ),
    ] {
        let (code, out, error) = run(args, env, folder.path());
        assert_eq!((code, out.as_str()), (1, ""), "{args:?}: {error}");
        assert!(error.starts_with("Error: ") && error.contains(part), "{args:?}: {error}");
        assert!(!error.contains("panicked"), "{error}");
    }
}

#[test]
fn the_package_is_kept_when_asked() {
    let dir = suite(None);
    let env = [("PATH", ""), ("WASM_BINDGEN_KEEP_TEST_BUILD", "1"), ("TMPDIR", dir.path().to_str().unwrap())];
    let (_, out, _) = run(&["suite.wasm", "inner"], &env, dir.path());
    let kept = out.strip_prefix("Retaining temporary build output folder: ").unwrap().trim_end();
    let plan = std::fs::read_to_string(Path::new(kept).join("plan.json")).unwrap();
    assert!(plan.contains("__wbgt__app::inner::adds") && !plan.contains("sleeps"), "{plan}");
    assert!(Path::new(kept).join("wasm-bindgen-test_bg.wasm").is_file());
    let (_, out, _) = run(&["suite.wasm"], &[("PATH", ""), env[2]], dir.path());
    assert_eq!(out, "");
    let folders = std::fs::read_dir(dir.path()).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_dir());
    assert_eq!(folders.count(), 1, "only the kept one is left");
}
