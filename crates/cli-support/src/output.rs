//! A finished package in memory.
//!
//! Accessors have the names existing callers use; the historical ones are explained where they are. Writing goes through `write`.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use anyhow::Result;
use walrus::{Module, ModuleConfig};
use wbg_emit::{Files, Target};
use wbg_wasm::debuginfo;
use wbg_wasm::load::{LoadOptions, Retain};

use crate::options::DEBUG_FILE_SUFFIX;
use crate::write;

/// A package: JavaScript, declarations, wasm, and what comes with them.
#[derive(Debug)]
pub struct Output {
    pub(crate) stem: String,
    pub(crate) target: Target,
    pub(crate) files: Files,
    pub(crate) wasm: Vec<u8>,
    /// Which optional sections the wasm has.
    pub(crate) load: LoadOptions,
    /// What the wasm calls the copy of it that has the debug information, if that is split off.
    pub(crate) debug_info_url: Option<String>,
    /// The wasm as a module, once a caller has asked for it; it may have been changed since.
    pub(crate) module: OnceCell<Module>,
    pub(crate) snippets: BTreeMap<String, Vec<String>>,
    pub(crate) local_modules: HashMap<String, String>,
    pub(crate) npm_dependencies: HashMap<String, (PathBuf, String)>,
}

impl Output {
    /// The file to import: all glue, or for `bundler` the small entry.
    pub fn js(&self) -> &str {
        self.text(".js").unwrap_or_default()
    }

    /// For `bundler` the glue behind the entry; nothing otherwise.
    pub fn start(&self) -> Option<&String> {
        match self.target {
            Target::Bundler => self.files.texts.get(&format!("{}_bg.js", self.stem)),
            _ => None,
        }
    }

    /// The declarations of [`Output::js`], if they were asked for.
    pub fn ts(&self) -> Option<&str> {
        self.text(".d.ts")
    }

    /// Inline snippets in order, by crate id; to be served as `snippets/<crate id>/inline<index>.js`.
    pub fn snippets(&self) -> &BTreeMap<String, Vec<String>> {
        &self.snippets
    }

    /// Files of guest crates by path below `snippets`.
    pub fn local_modules(&self) -> &HashMap<String, String> {
        &self.local_modules
    }

    /// npm packages: name to the manifest that asks for it and the version range.
    pub fn npm_dependencies(&self) -> &HashMap<String, (PathBuf, String)> {
        &self.npm_dependencies
    }

    /// The wasm as a module.
    ///
    /// The first call parses it; [`Output::emit`] does not need that.
    pub fn wasm(&self) -> &Module {
        self.module.get_or_init(|| {
            let mut config = ModuleConfig::new();
            config
                .strict_validate(false)
                .generate_dwarf(self.load.debug_info == Retain::Keep)
                .generate_name_section(self.load.names == Retain::Keep)
                .generate_producers_section(self.load.producers == Retain::Keep);
            config.parse(&self.wasm).expect("the module was written by the same library")
        })
    }

    /// The wasm as a module to change; [`Output::emit`] writes the changed one.
    pub fn wasm_mut(&mut self) -> &mut Module {
        self.wasm();
        self.module.get_mut().expect("the line above filled the cell")
    }

    /// The text files by relative path.
    pub fn texts(&self) -> &BTreeMap<String, String> {
        &self.files.texts
    }

    /// Writes the package into a folder, which is made when missing.
    ///
    /// # Errors
    /// The path that cannot be written; nothing is left behind then.
    pub fn emit<P: AsRef<Path>>(&mut self, dir: P) -> Result<()> {
        let name = format!("{}_bg.wasm", self.stem);
        let changed = self.module.get_mut().map(Module::emit_wasm);
        let full = changed.as_deref().unwrap_or(&self.wasm);
        let debug_name = format!("{}{DEBUG_FILE_SUFFIX}", self.stem);
        let split = self.debug_info_url.as_deref().map(|url| debuginfo::split(full, url)).transpose()?;
        let texts = self.files.texts.iter().map(|(path, text)| (path.as_str(), text.as_bytes()));
        let mut entries: Vec<write::Entry<'_>> = texts.collect();
        match &split {
            None => entries.push((&name, full)),
            Some(main) => entries.extend([(name.as_str(), main.as_slice()), (debug_name.as_str(), full)]),
        }
        write::write_all(dir.as_ref(), &entries)?;
        Ok(())
    }

    fn text(&self, suffix: &str) -> Option<&str> {
        self.files.texts.get(&format!("{}{suffix}", self.stem)).map(String::as_str)
    }
}
