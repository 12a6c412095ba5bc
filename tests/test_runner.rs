//! The test runner's command line where no engine is needed: questions, listings, refusals.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise of its own file system")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

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
fn browsers_that_cannot_be_had() {
    let dir = suite(Some(1));
    std::fs::write(dir.path().join("list.json"), "[]").unwrap();
    std::fs::write(dir.path().join("odd.json"), r#"{ "goog:chromeOptions": 1 }"#).unwrap();
    let driver = |path| ("CHROMEDRIVER", path);
    for (env, part) in [
        (vec![("PATH", "")], "no driver of a browser found; install `chromedriver`"),
        (vec![driver("/no/such/driver")], "cannot start the driver `/no/such/driver`"),
        (vec![driver("/bin/false")], "ended at once"),
        (vec![driver("/bin/false"), ("CHROMEDRIVER_ARGS", "'")], "`CHROMEDRIVER_ARGS` has an open quote"),
        (vec![("CHROMEDRIVER_REMOTE", "http://127.0.0.1:1")], "opens no browser"),
        (
            vec![driver("/bin/false"), ("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "soon")],
            "`WASM_BINDGEN_TEST_DRIVER_TIMEOUT`",
        ),
        (vec![driver("/bin/false"), ("WASM_BINDGEN_TEST_ADDRESS", "here")], "is `here`, which is no address"),
        (vec![driver("/bin/false"), ("WASM_BINDGEN_TEST_WEBDRIVER_JSON", "none.json")], "cannot read `none.json`"),
        (
            vec![driver("/bin/false"), ("WASM_BINDGEN_TEST_WEBDRIVER_JSON", "list.json")],
            "`list.json` is no JSON object",
        ),
        (
            vec![driver("/bin/false"), ("WASM_BINDGEN_TEST_WEBDRIVER_JSON", "odd.json")],
            "`goog:chromeOptions` in `odd.json`",
        ),
    ] {
        let (code, _, error) = run(&["suite.wasm"], &env, dir.path());
        assert_eq!(code, 1, "{env:?}");
        assert!(error.starts_with("Error: ") && error.contains(part), "{env:?}: {error}");
    }
}

/// A runner that serves until it is dropped.
struct Serving(Child, String);

impl Drop for Serving {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Serving {
    fn start(dir: &Path, env: &[(&str, &str)]) -> Serving {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wasm-bindgen-test-runner"));
        command.arg("suite.wasm").current_dir(dir).stdout(Stdio::piped());
        command.env("NO_HEADLESS", "1").env("WASM_BINDGEN_TEST_ADDRESS", "127.0.0.1:0").envs(env.iter().copied());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
        Serving(child, address)
    }

    /// Sends a request; the whole answer, its head in lower case.
    fn ask(&self, head: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.1).unwrap();
        let length = body.len();
        write!(stream, "{head} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nModule-Signature: 77\r\nContent-Length: {length}\r\n\r\n{body}")
            .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        format!("{}\n\n{body}", head.to_lowercase())
    }
}

#[test]
fn files_for_a_browser() {
    let dir = suite(Some(1));
    std::fs::create_dir(dir.path().join("tests")).unwrap();
    std::fs::write(dir.path().join("tests/helper.js"), "export const helper = 1;").unwrap();
    let server = Serving::start(dir.path(), &[]);
    let page = server.ask("GET /", "");
    assert!(
        page.starts_with("http/1.1 200") && page.contains("text/html") && page.contains("<pre id=\"output\">"),
        "{page}"
    );
    assert!(page.contains("cross-origin-opener-policy: same-origin"), "{page}");
    assert!(page.contains("cross-origin-embedder-policy: require-corp"), "{page}");
    for (path, part) in [
        ("/wasm-bindgen-test_bg.wasm", "content-type: application/wasm"),
        ("/wasm-bindgen-test.js", "content-type: text/javascript"),
        ("/wasm-bindgen-test", "content-type: text/javascript"),
        ("/plan.json", "__wbgt__app::inner::adds"),
        ("/tests/helper.js?x=1", "export const helper"),
        ("/tests/helper", "export const helper"),
    ] {
        let answer = server.ask(&format!("GET {path}"), "");
        assert!(answer.starts_with("http/1.1 200") && answer.contains(part), "{path}: {answer}");
    }
    for path in
        ["/none.js", "/../suite.wasm", "/..%2f..%2fetc/passwd", "/tests", "/__wasm_bindgen/bench/fetch", "//etc/passwd"]
    {
        let answer = server.ask(&format!("GET {path}"), "");
        assert!(answer.starts_with("http/1.1 4") || answer.starts_with("http/1.1 3"), "{path}: {answer}");
    }
    let open = Serving::start(dir.path(), &[("WASM_BINDGEN_TEST_NO_ORIGIN_ISOLATION", "1")]);
    assert!(!open.ask("GET /", "").contains("cross-origin"));
}

#[test]
fn what_a_browser_sends_back_is_kept() {
    let dir = suite(Some(1));
    let env = [("LLVM_PROFILE_FILE", "made/%m.profraw"), ("WASM_BINDGEN_BENCH_RESULT", "made/bench.json")];
    let server = Serving::start(dir.path(), &env);
    std::fs::create_dir(dir.path().join("made")).unwrap();
    std::fs::write(dir.path().join("made/77_0.profraw"), "of an earlier run").unwrap();
    for (body, all) in [("one", "one"), ("two", "onetwo")] {
        let answer = server.ask("POST /__wasm_bindgen/coverage", body);
        assert!(answer.starts_with("http/1.1 200"), "{answer}");
        assert_eq!(std::fs::read_to_string(dir.path().join("made/77_0.profraw")).unwrap(), all);
    }
    assert!(server.ask("POST /__wasm_bindgen/bench/dump", "results").starts_with("http/1.1 200"));
    assert!(server.ask("GET /__wasm_bindgen/bench/fetch", "").ends_with("\n\nresults"));
    std::fs::remove_dir_all(dir.path().join("made")).unwrap();
    std::fs::write(dir.path().join("made"), "a file").unwrap();
    let answer = server.ask("POST /__wasm_bindgen/coverage", "three");
    assert!(answer.starts_with("http/1.1 500") && answer.contains("cannot write `made/77_0.profraw`"), "{answer}");
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
