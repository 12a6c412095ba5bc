//! Packages for every target from hand-written parts: textual forms that tools rely on, and that the files load and start in Node.

mod given;
mod memories;

use std::fs;
use std::path::Path;
use std::process::Command;

use wbg_emit::js::ast::Expr;
use wbg_emit::options::{EmitOptions, Files, Part};
use wbg_emit::parts::{HeaderImport, PartItem, Parts, PublicExport};
use wbg_emit::target::assemble;
use wbg_emit::{EmitError, Target};
use wbg_ir::import::JsModule;

use given::Given;

fn package(target: Target) -> Files {
    assembled(&Given::new(EmitOptions::new(target, "tiny")))
}

fn assembled(given: &Given) -> Files {
    assemble(&given.input(), given::parts()).expect("the parts suit every target")
}

fn text<'a>(files: &'a Files, name: &str) -> &'a str {
    files.texts.get(name).unwrap_or_else(|| panic!("no `{name}` among {:?}", files.texts.keys()))
}

fn lines(text: &str, wanted: &[&str]) {
    let mut rest = text.lines();
    for line in wanted {
        assert!(rest.any(|found| found == *line), "no line `{line}`, or not in this order, in:\n{text}");
    }
}

#[test]
fn web_keeps_the_lines_tools_look_for() {
    let files = package(Target::Web);
    lines(
        text(&files, "tiny.js"),
        &[
            "/* @ts-self-types=\"./tiny.d.ts\" */",
            "export function add(a, b) {",
            "export { _delete as delete };",
            "function __wbg_get_imports() {",
            "    return { \"./tiny_bg.js\": __wbg_imports };",
            "let wasm;",
            "    wasm.__wbindgen_start();",
            "        module_or_path = new URL('tiny_bg.wasm', import.meta.url);",
            "export { initSync, __wbg_init as default };",
        ],
    );
    assert!(text(&files, "tiny.js").ends_with("export { initSync, __wbg_init as default };\n"));
    assert_eq!(files.texts.keys().collect::<Vec<_>>(), ["tiny.d.ts", "tiny.js", "tiny_bg.wasm.d.ts"]);
}

#[test]
fn bundler_has_an_entry_and_glue_with_the_imports_as_exports() {
    let files = package(Target::Bundler);
    assert_eq!(
        text(&files, "tiny.js"),
        "/* @ts-self-types=\"./tiny.d.ts\" */\n\
         import * as wasm from \"./tiny_bg.wasm\";\n\
         import { __wbg_set_wasm } from \"./tiny_bg.js\";\n\n\
         __wbg_set_wasm(wasm);\n\
         wasm.__wbindgen_start();\n\n\
         export {\n    add, delete, started\n} from \"./tiny_bg.js\";\n"
    );
    lines(
        text(&files, "tiny_bg.js"),
        &[
            "export function add(a, b) {",
            "export function __wbg_host_1(x) {",
            "let wasm;",
            "export function __wbg_set_wasm(val) {",
        ],
    );
}

#[test]
fn nodejs_exports_each_item_after_its_definition() {
    let files = package(Target::Nodejs);
    lines(
        text(&files, "tiny.js"),
        &[
            "function add(a, b) {",
            "exports.add = add;",
            "exports.delete = _delete;",
            "const wasmPath = `${__dirname}/tiny_bg.wasm`;",
            "wasm.__wbindgen_start();",
        ],
    );
}

#[test]
fn user_modules_are_imported_by_specifier_and_snippets_written() {
    let mut given = Given::new(EmitOptions::new(Target::Web, "tiny"));
    let npm = given.bindings.modules.push(JsModule::External("some-npm".into()));
    let local = given.bindings.modules.push(JsModule::Local {
        path: "guest-1/js/a.js".into(),
        contents: "export const b = 1;\n".into(),
        linked_only: false,
    });
    let header = |module, name: &str, local: &str| HeaderImport { module, name: name.into(), local: local.into() };
    let parts = Parts {
        header: vec![
            header(npm, "x-y", "x_y"),
            header(npm, "a", "a"),
            header(npm, "default", "_default"),
            header(local, "b", "b2"),
        ],
        ..given::parts()
    };
    let web = assemble(&given.input(), parts.clone()).expect("imports are fine everywhere");
    let expected = [
        "import { b as b2 } from './snippets/guest-1/js/a.js';",
        "import { a, default as _default, \"x-y\" as x_y } from 'some-npm';",
    ];
    lines(text(&web, "tiny.js"), &expected);
    assert_eq!(text(&web, "snippets/guest-1/js/a.js"), "export const b = 1;\n");

    given.options.target = Target::Nodejs;
    let node = assemble(&given.input(), parts.clone()).expect("imports are fine everywhere");
    let expected = [
        "const { b: b2 } = require(`./snippets/guest-1/js/a.js`);",
        "const { a, default: _default, \"x-y\": x_y } = require(`some-npm`);",
    ];
    lines(text(&node, "tiny.js"), &expected);

    given.options.header_imports = Part::Omit;
    let without = assemble(&given.input(), parts).expect("imports are fine everywhere");
    assert!(!text(&without, "tiny.js").contains("some-npm"));
}

#[test]
fn modules_the_wasm_imports_by_itself_are_passed_through() {
    let mut given = Given::new(EmitOptions::new(Target::Web, "tiny"));
    given.linkage.passthrough.insert("env".into(), ["f".to_owned()].into());
    lines(
        text(&assembled(&given), "tiny.js"),
        &[
            "import * as __wbg_module0 from \"env\";",
            "    return { \"./tiny_bg.js\": __wbg_imports, env: __wbg_module0 };",
        ],
    );
}

#[test]
fn options_remove_lines() {
    let mut given = Given::new(EmitOptions::new(Target::Web, "tiny"));
    given.options.typescript = Part::Omit;
    given.options.default_module_path = Part::Omit;
    given.options.raw_exports = Part::Write;
    given.linkage.start = None;
    let files = assembled(&given);
    let js = text(&files, "tiny.js");
    assert_eq!(files.texts.len(), 1);
    assert!(!js.contains("@ts-self-types") && !js.contains("import.meta") && !js.contains("__wbindgen_start"));
    lines(js, &["export {", "    wasm as __wasm", "};", "export { initSync, __wbg_init as default };"]);
}

#[test]
fn names_of_the_loader_are_refused() {
    let export = PublicExport { local: "_default".into(), name: "default".into() };
    let parts = || Parts { items: vec![PartItem { items: vec![], exports: vec![export.clone()] }], ..Parts::default() };
    let web = Given::new(EmitOptions::new(Target::Web, "tiny"));
    let error = assemble(&web.input(), parts()).expect_err("the default export is init");
    assert!(matches!(&error, EmitError::Name { subject, .. } if subject == "export `default`"), "{error}");
    let bundler = Given::new(EmitOptions::new(Target::Bundler, "tiny"));
    assemble(&bundler.input(), parts()).expect("a bundler's default export is free");
}

#[test]
fn odd_basenames_are_quoted() {
    let given = Given::new(EmitOptions::new(Target::Nodejs, "it's `${x}`"));
    let files = assembled(&given);
    let js = text(&files, "it's `${x}`.js");
    lines(js, &["const wasmPath = `${__dirname}/it\\'s \\`\\${x}\\`_bg.wasm`;"]);
}

#[test]
fn modules_for_platforms_keep_the_lines_wrappers_look_for() {
    let mut given = Given::new(EmitOptions::new(Target::Module, "index"));
    given.options.raw_exports = Part::Write;
    let files = assembled(&given);
    let js = text(&files, "index.js");
    lines(
        js,
        &[
            "/* @ts-self-types=\"./index.d.ts\" */",
            "import source wasmModule from \"./index_bg.wasm\";",
            "export function add(a, b) {",
            "export { _delete as delete };",
            "let wasm = wasmInstance.exports;",
            "wasm.__wbindgen_start();",
        ],
    );
    // A wrapper makes an entry point of each of these lines; nothing of ours may look like them.
    let entries: Vec<&str> = js
        .lines()
        .filter(|line| {
            let function = line.starts_with("export function ") || line.starts_with("export async function ");
            function || line.starts_with("export class ") || (line.starts_with("export {") && line.contains(" as "))
        })
        .collect();
    assert_eq!(
        entries,
        ["export function add(a, b) {", "export { _delete as delete };", "export function started() {"]
    );
    assert_eq!(js.matches("import source ").count(), 1);
    assert!(!js.contains("import.meta"));
}

#[test]
fn modules_for_node_say_what_they_are() {
    let files = package(Target::NodejsModule);
    lines(
        text(&files, "tiny.js"),
        &[
            "import { readFileSync as __wbg_read_file } from 'node:fs';",
            "export function add(a, b) {",
            "const wasmUrl = new URL('tiny_bg.wasm', import.meta.url);",
        ],
    );
    let given = Given::new(EmitOptions::new(Target::NodejsModule, "tiny"));
    let emitted = wbg_emit::emit(&given.input()).expect("nothing is bound");
    assert_eq!(text(&emitted, "package.json"), "{\n  \"type\": \"module\"\n}");
    let given = Given::new(EmitOptions::new(Target::Deno, "tiny"));
    let emitted = wbg_emit::emit(&given.input()).expect("nothing is bound");
    assert!(!emitted.texts.contains_key("package.json"));
}

#[test]
fn scripts_are_one_function_with_a_global_of_the_users_choice() {
    let mut given = Given::new(EmitOptions::new(Target::NoModules, "tiny"));
    given.options.global = "app".to_owned();
    let files = assembled(&given);
    let js = text(&files, "tiny.js");
    assert!(js.starts_with("let app = (function(exports) {\n"), "{js}");
    assert!(js.ends_with("})({ __proto__: null });\n"), "{js}");
    assert!(!js.contains("import.meta") && !js.contains("export ") && !js.contains("ts-self-types"), "{js}");
    lines(js, &["exports.add = add;", "exports.delete = _delete;", "exports.initSync = initSync;"]);
    let declared = text(&files, "tiny.d.ts");
    lines(declared, &["declare namespace app {", "declare interface InitOutput {", "declare namespace app {"]);
    assert!(declared.contains("\ndeclare function app (module_or_path?: {"), "{declared}");
    given.options.default_module_path = Part::Omit;
    let files = assembled(&given);
    assert!(!text(&files, "tiny.js").contains("document"));
    assert!(text(&files, "tiny.d.ts").contains("\ndeclare function app (module_or_path: {"));
}

#[test]
fn scripts_cannot_import() {
    let mut given = Given::new(EmitOptions::new(Target::NoModules, "tiny"));
    let npm = given.bindings.modules.push(JsModule::External("some-npm".into()));
    let header = vec![HeaderImport { module: npm, name: "a".into(), local: "a".into() }];
    let error = assemble(&given.input(), Parts { header, ..given::parts() }).expect_err("a script").to_string();
    assert!(error.starts_with("module `some-npm`: the guest imports from it, but a classic script"), "{error}");
    given.linkage.passthrough.insert("env".into(), ["f".to_owned()].into());
    let error = assemble(&given.input(), given::parts()).expect_err("a script").to_string();
    assert!(error.starts_with("module `env`"), "{error}");
}

/// Writes a package with its wasm and runs a scenario on it.
fn run(target: Target, scenario: &str) {
    run_files(&package(target), target, scenario);
}

/// Does nothing when there is no Node.
fn run_files(files: &Files, target: Target, scenario: &str) {
    if Command::new("node").arg("--version").output().is_err() {
        eprintln!("skipped: there is no `node` on the path");
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, contents: &[u8]| fs::write(folder.path().join(name), contents).expect("a writable folder");
    for (name, contents) in &files.texts {
        write(name, contents.as_bytes());
    }
    write("tiny_bg.wasm", &given::wasm());
    let kind = if matches!(target, Target::Nodejs | Target::NoModules) { "commonjs" } else { "module" };
    write("package.json", format!("{{\"type\": \"{kind}\"}}").as_bytes());
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/targets").join(scenario);
    let output = Command::new("node")
        .arg("--experimental-wasm-modules")
        .arg(scenario)
        .arg(folder.path())
        .output()
        .expect("node was there a moment ago");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn web_starts_once_however_it_is_asked() {
    run(Target::Web, "web.mjs");
}

#[test]
fn bundler_starts_while_it_is_loaded() {
    run(Target::Bundler, "bundler.mjs");
}

#[test]
fn nodejs_starts_while_it_is_loaded() {
    run(Target::Nodejs, "nodejs.mjs");
}

#[test]
fn modules_for_node_start_while_they_are_loaded() {
    run(Target::NodejsModule, "nodejs_module.mjs");
}

#[test]
fn modules_for_platforms_start_while_they_are_loaded() {
    run(Target::Module, "module.mjs");
}

#[test]
fn modules_for_deno_fetch_what_lies_beside_them() {
    run(Target::Deno, "deno.mjs");
}

#[test]
fn scripts_find_their_wasm_and_take_any_name() {
    let mut given = Given::new(EmitOptions::new(Target::NoModules, "tiny"));
    given.options.raw_exports = Part::Write;
    let mut parts = given::parts();
    parts.items.extend([
        given::function("name_", "name", &[], Expr::Str("a name".into())),
        given::function("length_", "length", &[], Expr::int(0)),
    ]);
    let files = assemble(&given.input(), parts).expect("the parts suit every target");
    run_files(&files, Target::NoModules, "no_modules.mjs");
}
