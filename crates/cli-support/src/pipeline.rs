//! The whole run, stage by stage. Each stage is a value in and a value out; this file only names the order.
//!
//! Must not look into a value beyond what decides the next call.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use wbg_bind::{BindInput, GenericImport};
use wbg_emit::options::LinkedModules;
use wbg_emit::{EmitInput, Files};
use wbg_ir::import::JsModule;
use wbg_ir::{Abi, Bindings, CoreFn, FailureModel, ModuleFacts};
use wbg_schema::dialect::Dialect;
use wbg_schema::program::Program;
use wbg_schema::signature::{Signature, Type};
use wbg_schema::{Decoded, SchemaError, decode_marker, decode_program, decode_type};
use wbg_wasm::guest::Guest;
use wbg_wasm::interp::{self, DescribeOutput, Marker};
use wbg_wasm::load::{self, Loaded};
use wbg_wasm::passes;
use wbg_wasm::passes::generic_imports;
use wbg_wasm::prune;

use crate::error::Error;
use crate::options::Options;
use crate::output::Output;
use crate::stage::{Recorder, Stage, Stop};

/// The input, with the name that errors use.
#[derive(Debug)]
pub(crate) enum Source {
    /// As read.
    Bytes(String, Vec<u8>),
    /// As the caller parsed it.
    Loaded(Box<Loaded>),
}

/// Makes a package.
///
/// # Errors
/// The failure of a stage, or the value of the stage that `recorder` asks for.
pub(crate) fn run(source: Source, options: &Options, recorder: &Recorder) -> Result<Output, Stop> {
    let loaded = recorder.step("load", || load_source(source, options))?;
    refuse_emscripten(&loaded)?;
    let Loaded { module, metadata, .. } = loaded;
    let mut guest = Guest::new(module);
    // Descriptions are most of a large guest's code: once they have run, their memory serves the stages below.
    let words = recorder.step("run descriptors", || run_descriptors(&mut guest));
    // Bytes of another version explain more than what running them led to.
    let decoded = recorder.step("decode metadata", || decode(&metadata))?;
    drop(metadata);
    recorder.show(Stage::Programs, &decoded.programs)?;
    let DescribeOutput { named, markers } = words?;
    if decoded.programs.is_empty() && !named.is_empty() {
        return Err(Error::from(SchemaError::Stripped).into());
    }
    let described = recorder.step("decode types", || decode_types(&decoded.dialect, named))?;
    recorder.show(Stage::Descriptors, &described)?;
    let kinds = recorder.step("generic imports", || replace_markers(&mut guest, &decoded.dialect, &markers))?;
    let facts = recorder.step("facts", || Ok(wbg_wasm::facts(&mut guest)?))?;
    let generics = name_generics(kinds, &facts);
    recorder.show(Stage::Generics, &generics)?;
    recorder.show(Stage::Facts, &facts)?;
    refuse_stripped(&decoded.programs, &facts)?;
    let abi = Abi::resolve(&facts, options.abi);
    let bindings = recorder.step("bind", || {
        let Decoded { dialect, programs } = &decoded;
        let (described, generics, facts, abi) = (&described, generics.as_slice(), &facts, &abi);
        wbg_bind::bind(&BindInput { dialect, programs, described, generics, facts, abi }).map_err(Error::Bind)
    })?;
    let failure = FailureModel::resolve(options.failure, &facts, &bindings)?;
    recorder.show(Stage::Choices, &(abi, failure))?;
    recorder.show(Stage::Bindings, &bindings)?;
    let manifests = recorder.step("npm manifests", || read_manifests(&bindings))?;
    let linkage = recorder
        .step("transform", || Ok(passes::transform(&mut guest, &bindings, &abi, &failure, &options.transform)?))?;
    recorder.show(Stage::Linkage, &linkage)?;
    let files = recorder.step("emit", || {
        let (bindings, linkage, facts, abi, failure) = (&bindings, &linkage, &facts, &abi, &failure);
        let (options, package_manifests) = (&options.emit, manifests.as_slice());
        Ok(wbg_emit::emit(&EmitInput { bindings, linkage, facts, abi, failure, options, package_manifests })?)
    })?;
    recorder.show_text(Stage::Files, || files_text(&files))?;
    let wasm = recorder.step("write wasm", || Ok(guest.emit()?))?;
    let output = package(options, files, wasm, &bindings, &manifests);
    options.teardown.discard((guest, decoded, described, facts, bindings));
    Ok(output)
}

fn load_source(source: Source, options: &Options) -> Result<Loaded, Error> {
    match source {
        Source::Bytes(name, bytes) => Ok(load::load_owned(bytes, &name, options.load)?),
        Source::Loaded(loaded) => Ok(*loaded),
    }
}

fn refuse_emscripten(loaded: &Loaded) -> Result<(), Error> {
    if loaded.has_emscripten_marker || loaded.has_emscripten_jspi_marker {
        return Err(Error::Options(
            "the module was linked for Emscripten, which is not available in this version; build the guest for \
             `wasm32-unknown-unknown`"
                .into(),
        ));
    }
    Ok(())
}

fn decode(metadata: &[Vec<u8>]) -> Result<Decoded, Error> {
    let sections: Vec<&[u8]> = metadata.iter().map(Vec::as_slice).collect();
    Ok(decode_program(&sections)?)
}

fn run_descriptors(guest: &mut Guest) -> Result<DescribeOutput, Error> {
    let words = interp::describe_exports(&guest.module)?;
    prune::descriptions(guest, words.markers.iter().map(|marker| marker.func));
    Ok(words)
}

fn decode_types(dialect: &Dialect, named: BTreeMap<String, Vec<u32>>) -> Result<BTreeMap<String, Type>, Error> {
    let decode = |(symbol, words): (String, Vec<u32>)| match decode_type(dialect, &words) {
        Ok(ty) => Ok((symbol, ty)),
        Err(source) => Err(Error::Signature { what: format!("`{symbol}`"), source }),
    };
    named.into_iter().map(decode).collect()
}

/// Key, types and function of one generic import.
type GenericKind = (String, Signature, CoreFn);

/// Replaces marker functions by imports: one per key and signature, in module order.
fn replace_markers(guest: &mut Guest, dialect: &Dialect, markers: &[Marker]) -> Result<Vec<GenericKind>, Error> {
    let mut kinds: Vec<(String, Signature)> = Vec::new();
    let mut known = BTreeMap::new();
    let mut groups = Vec::new();
    for marker in markers {
        let kind = decode_marker(dialect, &marker.words)
            .map_err(|source| Error::Signature { what: interp::function_name(&guest.module, marker.func), source })?;
        let group = *known.entry(kind.clone()).or_insert_with(|| {
            kinds.push(kind);
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(marker.func);
    }
    let imports = generic_imports::run(&mut guest.module, &groups)?;
    let with_id = |((key, signature), func)| (key, signature, guest.map.core_fn(func));
    Ok(kinds.into_iter().zip(imports).map(with_id).collect())
}

/// The same imports, with the names that the module now has for them.
fn name_generics(kinds: Vec<GenericKind>, facts: &ModuleFacts) -> Vec<GenericImport> {
    let names: BTreeMap<CoreFn, &String> =
        facts.imported_functions.iter().map(|((_, name), core)| (*core, name)).collect();
    let named = |(key, signature, core)| {
        let name = names.get(&core).map(|name| (*name).clone()).unwrap_or_default();
        GenericImport { core, name, key, signature }
    };
    kinds.into_iter().map(named).collect()
}

/// A module that wants glue but says nothing about it.
fn refuse_stripped(programs: &[Program], facts: &ModuleFacts) -> Result<(), Error> {
    let wants_glue = facts.imported_functions.keys().any(|(module, _)| module == interp::PLACEHOLDER);
    if programs.is_empty() && wants_glue {
        return Err(SchemaError::Stripped.into());
    }
    Ok(())
}

fn read_manifests(bindings: &Bindings) -> Result<Vec<(String, String)>, Error> {
    let read = |path: &String| match std::fs::read_to_string(path) {
        Ok(text) => Ok((path.clone(), text)),
        Err(source) => Err(Error::Manifest { path: PathBuf::from(path), source }),
    };
    bindings.package_manifests.iter().map(read).collect()
}

fn files_text(files: &Files) -> String {
    files.texts.iter().map(|(path, text)| format!("==== {path}\n{text}\n")).collect()
}

fn package(
    options: &Options,
    files: Files,
    wasm: Vec<u8>,
    bindings: &Bindings,
    manifests: &[(String, String)],
) -> Output {
    let mut snippets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut local_modules = HashMap::new();
    for (_, module) in bindings.modules.iter() {
        match module {
            JsModule::External(_) => {}
            JsModule::Local { linked_only: true, .. } if options.emit.linked == LinkedModules::Embed => {}
            JsModule::Local { path, contents, .. } => {
                local_modules.insert(path.clone(), contents.clone());
            }
            JsModule::Inline { crate_id, index, contents } => {
                let list = snippets.entry(crate_id.clone()).or_default();
                let index = *index as usize;
                list.resize(list.len().max(index + 1), String::new());
                list[index].clone_from(contents);
            }
        }
    }
    Output {
        stem: options.emit.stem.clone(),
        target: options.emit.target,
        files,
        wasm,
        load: options.load,
        debug_info_url: options.debug_info_url.clone(),
        module: OnceCell::new(),
        snippets,
        local_modules,
        npm_dependencies: npm_dependencies(manifests),
    }
}

/// The `dependencies` of manifests that emission has accepted.
fn npm_dependencies(manifests: &[(String, String)]) -> HashMap<String, (PathBuf, String)> {
    let mut all = HashMap::new();
    for (path, text) in manifests {
        let json = serde_json::from_str::<serde_json::Value>(text).unwrap_or_default();
        for (name, range) in json["dependencies"].as_object().into_iter().flatten() {
            all.insert(name.clone(), (PathBuf::from(path), range.as_str().unwrap_or_default().to_owned()));
        }
    }
    all
}
