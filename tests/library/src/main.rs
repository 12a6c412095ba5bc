//! Uses every public item of `wasm-bindgen-cli-support`, with its types spelled out.
//!
//!     library-api INPUT.wasm OUT_DIR
//!
//! Prints what the library answers, so that two libraries can be compared.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use anyhow::Error;
use walrus::Module;
use wasm_bindgen_cli_support::{wasm2es6js, Bindgen, EncodeInto, Output};

fn main() -> Result<(), Error> {
    let mut args = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(input), Some(out)) = (args.next(), args.next()) else {
        anyhow::bail!("usage: library-api INPUT.wasm OUT_DIR");
    };
    switches()?;
    targets()?;
    encode_into(EncodeInto::Test);
    inputs(&input)?;
    outputs(&input, &out)?;
    es6js(&std::fs::read(&input)?)
}

/// Every builder method that takes a switch gives the builder back.
fn switches() -> Result<(), Error> {
    let mut bindgen = Bindgen::new();
    let chained: &mut Bindgen = bindgen
        .debug(true)
        .typescript(true)
        .omit_imports(true)
        .demangle(false)
        .keep_lld_exports(true)
        .keep_debug(true)
        .split_debug_info(true)
        .debug_info_url("https://example.org/app.wasm")
        .remove_name_section(true)
        .remove_producers_section(true)
        .omit_default_module_path(false)
        .ts_typed_array_buffers(true)
        .split_linked_modules(true)
        .js_string_builtins(true)
        .reset_state_function(true)
        .force_enable_abort_handler(true)
        .export_wasm(true)
        .emit_start(false)
        .encode_into(EncodeInto::Always)
        .out_name("other");
    #[allow(deprecated)]
    let chained: &mut Bindgen = chained.reference_types(true);
    chained.browser(true)?.bundler(true)?.web(false)?;
    Ok(())
}

/// One target per builder; a second one is an error that anyhow can carry.
fn targets() -> Result<(), Error> {
    type Choose = fn(&mut Bindgen, bool) -> Result<&mut Bindgen, Error>;
    let choices: [(&str, Choose); 7] = [
        ("bundler", Bindgen::bundler),
        ("web", Bindgen::web),
        ("nodejs", Bindgen::nodejs),
        ("nodejs_module", Bindgen::nodejs_module),
        ("no_modules", Bindgen::no_modules),
        ("deno", Bindgen::deno),
        ("module", Bindgen::module),
    ];
    for (first, choose_first) in choices {
        for (second, choose_second) in choices.into_iter().filter(|(second, _)| *second != first) {
            let mut bindgen = Bindgen::new();
            choose_first(&mut bindgen, true)?;
            let refused: bool = choose_second(&mut bindgen, true).is_err();
            println!("{first} then {second}: {}", if refused { "refused" } else { "accepted" });
        }
    }
    let mut script = Bindgen::new();
    println!("global too early: {}", script.no_modules_global("app").is_err());
    let script: &mut Bindgen = script.no_modules(true)?.no_modules_global("app")?;
    println!("odd global: {}", script.no_modules_global("a.b").is_err());
    Ok(())
}

fn encode_into(mode: EncodeInto) {
    match mode {
        EncodeInto::Test | EncodeInto::Always | EncodeInto::Never => {}
    }
}

/// Paths, bytes and modules; the last one wins.
fn inputs(path: &Path) -> Result<(), Error> {
    let bytes: Vec<u8> = std::fs::read(path)?;
    let mut bindgen = Bindgen::new();
    println!("stem without input: {}", bindgen.stem().is_err());
    bindgen.nodejs(true)?.input_path(path).out_name("named");
    let stem: &str = bindgen.stem()?;
    println!("stem of a path: {stem}");
    bindgen.input_bytes("bytes", bytes);
    println!("stem of bytes: {}", bindgen.stem()?);
    let module: Module = walrus::ModuleConfig::new().strict_validate(false).parse_file(path)?;
    bindgen.input_module("module", module);
    println!("stem of a module: {}", bindgen.stem()?);
    let output: Output = bindgen.generate_output()?;
    println!("from a module: {}", !output.js().is_empty());
    Ok(())
}

/// What a package in memory offers, and that it can be written.
fn outputs(input: &Path, out: &Path) -> Result<(), Error> {
    let mut bindgen = Bindgen::new();
    let result: Result<Output, Error> = bindgen.input_path(input).typescript(true).web(true)?.generate_output();
    let mut output = result?;
    let js: &str = output.js();
    let ts: Option<&str> = output.ts();
    let start: Option<&String> = output.start();
    println!("web: js {}, ts {}, start {}", js.contains("__wbg_init"), ts.is_some(), start.is_some());
    let snippets: &BTreeMap<String, Vec<String>> = output.snippets();
    // A crate without inline snippets may be listed or not.
    let inline: Vec<usize> = snippets.values().map(Vec::len).filter(|count| *count > 0).collect();
    let modules: &HashMap<String, String> = output.local_modules();
    let npm: &HashMap<String, (PathBuf, String)> = output.npm_dependencies();
    println!("snippets {inline:?}, modules {}, packages {}", modules.len(), npm.len());
    let wasm: &Module = output.wasm();
    println!("memories {}", wasm.memories.iter().count());
    let changed: &mut Module = output.wasm_mut();
    changed.customs.add(walrus::RawCustomSection { name: "mark".to_owned(), data: vec![1] });
    output.emit(out.join("emitted"))?;
    println!("emitted {:?}", listing(&out.join("emitted"))?);
    Bindgen::new().input_path(input).generate(out.join("generated"))?;
    println!("generated {:?}", listing(&out.join("generated"))?);
    let entry = Bindgen::new().input_path(input).generate_output()?;
    println!("bundler: start {}", entry.start().is_some());
    let missing: Result<(), Error> = Bindgen::new().input_path("missing.wasm").generate(out);
    println!("missing input: {}", format!("{:#}", missing.unwrap_err()).contains("missing.wasm"));
    Ok(())
}

fn listing(dir: &Path) -> Result<Vec<String>, Error> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(dir)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name != "snippets" {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// A wasm module as an ES module.
fn es6js(wasm: &[u8]) -> Result<(), Error> {
    let output: wasm2es6js::Output = wasm2es6js::Config::new().base64(true).generate(wasm)?;
    let types: String = output.typescript()?;
    let (js, bytes): (String, Option<Vec<u8>>) = output.js_and_wasm()?;
    println!("base64: {} {} {}", types.contains("booted"), js.contains("booted"), bytes.is_some());
    let output = wasm2es6js::Config::new().fetch(Some("app.wasm".to_owned())).generate(wasm)?;
    let (js, bytes) = output.js_and_wasm()?;
    println!("fetch: {} {}", js.contains("app.wasm"), bytes.is_some());
    println!("neither: {}", wasm2es6js::Config::new().generate(wasm).is_err());
    Ok(())
}
