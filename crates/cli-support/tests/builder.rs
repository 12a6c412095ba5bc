//! The builder as existing callers use it: what it accepts, what the output offers, what ends up on disk.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fs;
use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::{Bindgen, EncodeInto, Error, GUEST_VERSION};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(format!("{name}.wasm"))
}

fn guest() -> Vec<u8> {
    fs::read(fixture("guest_unwind")).unwrap()
}

fn names(dir: &Path) -> Vec<String> {
    let mut all: Vec<String> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    all.sort();
    all
}

#[test]
fn the_two_versions_agree() {
    assert_eq!(GUEST_VERSION, wbg_schema::SchemaVersion::NEWEST.to_string());
}

#[test]
fn one_target_only() {
    let mut bindgen = Bindgen::new();
    bindgen.web(true).unwrap().web(true).unwrap().nodejs(false).unwrap();
    let error = bindgen.nodejs(true).unwrap_err().to_string();
    assert!(error.contains("`nodejs`") && error.contains("`web`"), "{error}");
    assert!(bindgen.browser(true).is_err());
    assert!(Bindgen::new().browser(true).is_ok());
    assert!(Bindgen::new().no_modules_global("x").is_err());
    assert!(Bindgen::new().no_modules(true).unwrap().no_modules_global("x").is_ok());
}

#[test]
fn stems() {
    let mut bindgen = Bindgen::new();
    assert!(matches!(bindgen.stem().unwrap_err().downcast_ref(), Some(Error::NoInput)));
    bindgen.input_path("dir/my.app.wasm");
    assert_eq!(bindgen.stem().unwrap(), "my.app");
    bindgen.out_name("other");
    assert_eq!(bindgen.stem().unwrap(), "other");
    // Names of modules in memory are chosen with the module.
    bindgen.input_bytes("third", vec![]);
    assert_eq!(bindgen.stem().unwrap(), "third");
}

#[test]
fn defaults_of_the_library() {
    let output = Bindgen::new().input_bytes("app", guest()).generate_output().unwrap();
    assert!(output.ts().is_none());
    assert!(output.js().contains("./app_bg.wasm"), "{}", output.js());
    assert!(output.start().unwrap().contains("export function __wbg_set_wasm(val)"));
    let mut web = Bindgen::new();
    let output = web.web(true).unwrap().typescript(true).input_bytes("app", guest()).generate_output().unwrap();
    assert!(output.start().is_none());
    assert!(!output.js().contains("new URL('app_bg.wasm', import.meta.url)"));
    assert!(output.ts().unwrap().contains("InitOutput"));
    let output = web.omit_default_module_path(false).generate_output().unwrap();
    assert!(output.js().contains("module_or_path = new URL('app_bg.wasm', import.meta.url);"));
}

#[test]
fn inputs_of_all_kinds_give_the_same_package() {
    let mut bindgen = Bindgen::new();
    bindgen.nodejs(true).unwrap().encode_into(EncodeInto::Test);
    let from_path = bindgen.input_path(fixture("guest_unwind")).out_name("app").generate_output().unwrap();
    let from_bytes = bindgen.input_bytes("app", guest()).generate_output().unwrap();
    assert_eq!(from_path.texts(), from_bytes.texts());
    let module = walrus::ModuleConfig::new().strict_validate(false).parse(&guest()).unwrap();
    let from_module = bindgen.input_module("app", module).generate_output().unwrap();
    assert_eq!(from_module.js(), from_bytes.js());
    // The module is used up, bytes and paths are not.
    assert!(bindgen.generate_output().is_err());
    bindgen.input_bytes("app", guest());
    assert_eq!(bindgen.generate_output().unwrap().js(), bindgen.generate_output().unwrap().js());
}

#[test]
fn output_is_the_same_every_time() {
    let once = || {
        let mut output = Bindgen::new().typescript(true).input_bytes("app", guest()).generate_output().unwrap();
        (output.texts().clone(), output.wasm_mut().emit_wasm())
    };
    assert_eq!(once(), once());
}

#[test]
fn a_changed_module_is_what_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let mut output = Bindgen::new().input_bytes("app", guest()).generate_output().unwrap();
    output.emit(dir.path()).unwrap();
    assert_eq!(names(dir.path()), ["app.js", "app_bg.js", "app_bg.wasm"]);
    let plain = fs::read(dir.path().join("app_bg.wasm")).unwrap();
    assert!(output.wasm().exports.iter().any(|export| export.name == "memory"));
    let memory = output.wasm().memories.iter().next().unwrap().id();
    output.wasm_mut().exports.add("extra_memory", memory);
    output.emit(dir.path()).unwrap();
    let changed = fs::read(dir.path().join("app_bg.wasm")).unwrap();
    let has = |bytes: &[u8]| bytes.windows(12).any(|part| part == b"extra_memory");
    assert!(!has(&plain) && has(&changed));
}

#[test]
fn snippets_are_offered_by_crate() {
    let mut bindgen = Bindgen::new();
    let mut output =
        bindgen.web(true).unwrap().input_path(fixture("guest_links")).out_name("app").generate_output().unwrap();
    let (id, texts) = output.snippets().iter().next().expect("the guest has an inline snippet");
    assert!(id.starts_with("links-"), "{id}");
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("snippets").join(id).join("inline0.js");
    let text = texts[0].clone();
    output.emit(dir.path()).unwrap();
    assert_eq!(fs::read_to_string(file).unwrap(), text);
    assert!(output.local_modules().is_empty() && output.npm_dependencies().is_empty());
}

#[test]
fn stages_can_be_shown() {
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes("app", guest());
    for name in wasm_bindgen_cli_support::STAGE_NAMES {
        assert!(!bindgen.dump_stage(name).unwrap().is_empty(), "{name}");
    }
    assert!(bindgen.dump_stage("facts").unwrap().contains("exceptions: Legacy"));
    assert!(bindgen.dump_stage("nothing").is_err());
}

#[test]
fn names_of_modules_in_memory_are_checked() {
    for name in ["", "../app", "a\nb"] {
        assert!(Bindgen::new().input_bytes(name, guest()).generate_output().is_err(), "{name:?}");
    }
}

/// What a platform wrapper finds when it reads the file line by line: functions, renamed exports, classes.
fn entry_points(js: &str) -> Vec<String> {
    let name = |line: &str| {
        let words = ["export function ", "export async function ", "export class "];
        let declared = words.iter().find_map(|word| line.strip_prefix(word));
        let renamed = line.strip_prefix("export {").and_then(|list| list.split_once(" as "));
        let name = declared.or(renamed.map(|(_, name)| name))?;
        Some(name.split(|c: char| !(c.is_alphanumeric() || "_$".contains(c))).next()?.to_owned())
    };
    let mut names: Vec<String> = js.lines().filter_map(name).collect();
    names.sort();
    names
}

#[test]
fn wrappers_of_modules_find_the_items_of_the_guest_and_nothing_else() {
    for fixture in ["guest_unwind", "guest_abort"] {
        let package = |bindgen: &mut Bindgen| {
            let bytes = fs::read(self::fixture(fixture)).unwrap();
            bindgen.input_bytes("index", bytes).export_wasm(true).generate_output().unwrap().js().to_owned()
        };
        let js = package(Bindgen::new().module(true).unwrap());
        let nodejs = package(Bindgen::new().nodejs(true).unwrap());
        let public = nodejs.lines().filter_map(|line| line.strip_prefix("exports.")?.split_once(" = "));
        let ours = ["__wasm", "PanicError"];
        let mut public: Vec<&str> = public.map(|(name, _)| name).filter(|name| !ours.contains(name)).collect();
        public.sort_unstable();
        assert!(!public.is_empty());
        assert_eq!(entry_points(&js), public, "{fixture}");
        assert_eq!(js.matches("import source ").count(), 1);
        assert!(
            js.contains("\nimport source wasmModule from \"./index_bg.wasm\";\n") || js.starts_with("import source ")
        );
        assert!(!js.contains("import.meta"));
    }
}

#[test]
fn modules_for_node_come_with_a_manifest_and_scripts_with_their_global() {
    let dir = tempfile::tempdir().unwrap();
    Bindgen::new().nodejs_module(true).unwrap().input_bytes("app", guest()).generate(dir.path()).unwrap();
    assert_eq!(names(dir.path()), ["app.js", "app_bg.wasm", "package.json"]);
    let mut script = Bindgen::new();
    script.no_modules(true).unwrap().no_modules_global("myApp").unwrap().typescript(true);
    let output = script.input_bytes("app", guest()).generate_output().unwrap();
    assert!(output.js().starts_with("let myApp = (function(exports) {\n"));
    assert!(output.ts().unwrap().contains("\ndeclare namespace myApp {\n"));
}
