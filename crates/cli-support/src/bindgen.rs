//! The builder that tools call: collects choices, then runs the pipeline.
//!
//! Names, arguments and results are a contract with existing callers, which is why choices are `bool` here; they become enums in
//! `options`. Order of calls does not matter except where a method says so.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use walrus::Module;
use wbg_emit::options::{ArrayTypes, Checks, EncodeInto, LinkedModules, Part};
use wbg_wasm::load::Retain;
use wbg_wasm::passes::{Demangle, StaticStrings, UserStart};

use crate::error::Error;
use crate::options::{DebugFile, Mode, Options, Settings, Teardown, check_global};
use crate::output::Output;
use crate::pipeline::{self, Source};
use crate::stage::{Recorder, Stage, Stop};

/// Collects what to make from which module. Every method returns the builder.
#[derive(Debug)]
pub struct Bindgen {
    input: Input,
    settings: Settings,
}

#[derive(Debug)]
enum Input {
    None,
    Path(PathBuf),
    Bytes(String, Vec<u8>),
    Module(String, Box<Module>),
}

impl Default for Bindgen {
    fn default() -> Self {
        Self::new()
    }
}

impl Bindgen {
    /// Defaults: target `bundler`, no TypeScript, no default module path, demangled names, start functions run.
    ///
    /// Reads `WASM_BINDGEN_EXTERNREF`, `WASM_BINDGEN_ANYREF` and `WASM_BINDGEN_MULTI_VALUE`.
    pub fn new() -> Self {
        Self { input: Input::None, settings: Settings::from_env() }
    }

    /// Reads the module from a file when output is generated. The last input wins.
    pub fn input_path<P: AsRef<Path>>(&mut self, path: P) -> &mut Self {
        self.input = Input::Path(path.as_ref().to_owned());
        self
    }

    /// Uses these bytes; `name` is the basename of the package.
    pub fn input_bytes(&mut self, name: &str, bytes: Vec<u8>) -> &mut Self {
        self.input = Input::Bytes(name.to_owned(), bytes);
        self
    }

    /// Uses a parsed module; `name` is the basename of the package.
    pub fn input_module(&mut self, name: &str, module: Module) -> &mut Self {
        self.input = Input::Module(name.to_owned(), Box::new(module));
        self
    }

    /// Basename of the package in place of the input file's; only used with [`Bindgen::input_path`].
    pub fn out_name(&mut self, name: &str) -> &mut Self {
        self.settings.out_name = Some(name.to_owned());
        self
    }

    /// Checks in the glue, and the raw exports as `__wasm`.
    pub fn debug(&mut self, debug: bool) -> &mut Self {
        self.settings.checks = if debug { Checks::Debug } else { Checks::Release };
        self
    }

    /// The raw exports as `__wasm`, without the checks.
    pub fn export_wasm(&mut self, export: bool) -> &mut Self {
        self.settings.raw_exports = written(export);
        self
    }

    /// Writes `.d.ts` files.
    pub fn typescript(&mut self, typescript: bool) -> &mut Self {
        self.settings.typescript = written(typescript);
        self
    }

    /// Declares returned typed arrays with their buffer type.
    pub fn ts_typed_array_buffers(&mut self, buffers: bool) -> &mut Self {
        self.settings.array_types = if buffers { ArrayTypes::WithBuffer } else { ArrayTypes::Plain };
        self
    }

    /// Leaves out the named imports of user modules.
    pub fn omit_imports(&mut self, omit: bool) -> &mut Self {
        self.settings.header_imports = written(!omit);
        self
    }

    /// Leaves out the default URL of `init()`.
    pub fn omit_default_module_path(&mut self, omit: bool) -> &mut Self {
        self.settings.default_module_path = written(!omit);
        self
    }

    /// How strings reach memory.
    pub fn encode_into(&mut self, mode: EncodeInto) -> &mut Self {
        self.settings.encode_into = mode;
        self
    }

    /// Writes modules named by `link_to!` as files.
    pub fn split_linked_modules(&mut self, split: bool) -> &mut Self {
        self.settings.linked = if split { LinkedModules::Split } else { LinkedModules::Embed };
        self
    }

    /// Imports string constants from `wasm:js/string-constants`.
    pub fn js_string_builtins(&mut self, builtins: bool) -> &mut Self {
        self.settings.strings = if builtins { StaticStrings::Constants } else { StaticStrings::Glue };
        self
    }

    /// Runs `#[wasm_bindgen(start)]` functions when the package is loaded.
    pub fn emit_start(&mut self, emit: bool) -> &mut Self {
        self.settings.start = if emit { UserStart::Emit } else { UserStart::Suppress };
        self
    }

    /// Demangles Rust names in the name section.
    pub fn demangle(&mut self, demangle: bool) -> &mut Self {
        self.settings.demangle = if demangle { Demangle::Yes } else { Demangle::No };
        self
    }

    /// Keeps `__heap_base`, `__data_end` and `__indirect_function_table` exported.
    pub fn keep_lld_exports(&mut self, keep: bool) -> &mut Self {
        self.settings.lld_exports = retained(keep);
        self
    }

    /// Keeps DWARF sections.
    pub fn keep_debug(&mut self, keep: bool) -> &mut Self {
        self.settings.load.debug_info = retained(keep);
        self
    }

    /// Writes the wasm with its DWARF as `<name>_bg.debug.wasm`, and without beside it.
    pub fn split_debug_info(&mut self, split: bool) -> &mut Self {
        self.settings.debug_file = if split { DebugFile::Split } else { DebugFile::None };
        self
    }

    /// Where debuggers will find that file; needs [`Bindgen::split_debug_info`].
    pub fn debug_info_url(&mut self, url: &str) -> &mut Self {
        self.settings.debug_info_url = Some(url.to_owned());
        self
    }

    /// Writes no name section.
    pub fn remove_name_section(&mut self, remove: bool) -> &mut Self {
        self.settings.load.names = retained(!remove);
        self
    }

    /// Writes no producers section.
    pub fn remove_producers_section(&mut self, remove: bool) -> &mut Self {
        self.settings.load.producers = retained(!remove);
        self
    }

    /// Passes JS values as `externref` although the module does not ask for it.
    pub fn reference_types(&mut self, force: bool) -> &mut Self {
        self.settings.abi.force_externref |= force;
        self
    }

    /// Exports `__wbg_reset_state`.
    pub fn reset_state_function(&mut self, export: bool) -> &mut Self {
        self.settings.failure.reset_function = export;
        self
    }

    /// Detects aborts in `panic=abort` guests too.
    pub fn force_enable_abort_handler(&mut self, force: bool) -> &mut Self {
        self.settings.failure.force_abort_handler = force;
        self
    }

    /// The process ends soon after the package is made: memory of finished stages need not be given back.
    pub fn exit_after(&mut self, exit: bool) -> &mut Self {
        self.settings.teardown = if exit { Teardown::AtExit } else { Teardown::Drop };
        self
    }

    /// Target `bundler`; `false` changes nothing.
    ///
    /// # Errors
    /// Another target was chosen before.
    pub fn bundler(&mut self, choose: bool) -> Result<&mut Self> {
        self.switch(Mode::Bundler, choose)
    }

    /// Target `web`; `false` changes nothing.
    ///
    /// # Errors
    /// Another target was chosen before.
    pub fn web(&mut self, choose: bool) -> Result<&mut Self> {
        self.switch(Mode::Web, choose)
    }

    /// Target `nodejs`; `false` changes nothing.
    ///
    /// # Errors
    /// Another target was chosen before.
    pub fn nodejs(&mut self, choose: bool) -> Result<&mut Self> {
        self.switch(Mode::Nodejs, choose)
    }

    /// Target `experimental-nodejs-module`; `false` changes nothing.
    ///
    /// # Errors
    /// Another target was chosen before.
    pub fn nodejs_module(&mut self, choose: bool) -> Result<&mut Self> {
        self.switch(Mode::NodejsModule, choose)
    }

    /// Target `no-modules`; `false` changes nothing.
    ///
    /// # Errors
    /// Another target was chosen before.
    pub fn no_modules(&mut self, choose: bool) -> Result<&mut Self> {
        self.switch(Mode::NoModules, choose)
    }

    /// Target `deno`, which has `encodeInto`; `false` changes nothing.
    ///
    /// # Errors
    /// Another target was chosen before.
    pub fn deno(&mut self, choose: bool) -> Result<&mut Self> {
        self.switch(Mode::Deno, choose)?;
        if choose {
            self.settings.encode_into = EncodeInto::Always;
        }
        Ok(self)
    }

    /// Target `module`; `false` changes nothing.
    ///
    /// # Errors
    /// Another target was chosen before.
    pub fn module(&mut self, choose: bool) -> Result<&mut Self> {
        self.switch(Mode::Module, choose)
    }

    /// A hint without effect.
    ///
    /// # Errors
    /// A target other than `bundler` was chosen before.
    pub fn browser(&mut self, hint: bool) -> Result<&mut Self> {
        if hint && self.settings.mode != Mode::Bundler {
            return Err(exclusive("browser", self.settings.mode));
        }
        Ok(self)
    }

    /// Name of the global of target `no-modules`, which must be chosen before.
    ///
    /// # Errors
    /// Another target, or a name that is no identifier.
    pub fn no_modules_global(&mut self, name: &str) -> Result<&mut Self> {
        check_global(self.settings.mode, name)?;
        self.settings.no_modules_global = Some(name.to_owned());
        Ok(self)
    }

    /// Basename of the package.
    ///
    /// # Errors
    /// No input yet, or a file name that is not UTF-8.
    pub fn stem(&self) -> Result<&str> {
        Ok(self.basename()?)
    }

    /// Makes the package in memory. A module given as [`Bindgen::input_module`] is used up.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn generate_output(&mut self) -> Result<Output> {
        match self.run(None) {
            Ok(output) => Ok(output),
            Err(Stop::Failed(error)) => Err(error.into()),
            Err(Stop::Shown(_)) => Err(anyhow!("a stage was shown that nobody asked for")),
        }
    }

    /// Makes the package in a folder, which is made when missing.
    ///
    /// # Errors
    /// See [`Error`]; nothing is left behind then.
    pub fn generate<P: AsRef<Path>>(&mut self, path: P) -> Result<()> {
        self.generate_output()?.emit(path)
    }

    /// The value of one stage as text, for people who debug a guest or this library. The form may change at any time.
    ///
    /// # Errors
    /// An unknown name (see [`crate::STAGE_NAMES`]), or a failure before that stage.
    pub fn dump_stage(&mut self, name: &str) -> Result<String> {
        let stage = Stage::named(name)?;
        match self.run(Some(stage)) {
            Err(Stop::Shown(text)) => Ok(text),
            Err(Stop::Failed(error)) => Err(error.into()),
            Ok(_) => Err(anyhow!("the run ended before stage `{name}`")),
        }
    }

    fn basename(&self) -> Result<&str, Error> {
        match &self.input {
            Input::None => Err(Error::NoInput),
            Input::Bytes(name, _) | Input::Module(name, _) => Ok(name),
            Input::Path(path) => match &self.settings.out_name {
                Some(name) => Ok(name),
                None => path.file_stem().and_then(|stem| stem.to_str()).ok_or_else(|| {
                    let path = path.display();
                    Error::Options(format!("`{path}` has no usable file name; choose one with `--out-name`"))
                }),
            },
        }
    }

    fn run(&mut self, wanted: Option<Stage>) -> Result<Output, Stop> {
        let stem = self.basename()?.to_owned();
        let options = Options::resolve(&self.settings, &stem)?;
        let recorder = Recorder::new(wanted);
        let source = match std::mem::replace(&mut self.input, Input::None) {
            Input::None => return Err(Stop::Failed(Error::NoInput)),
            Input::Path(path) => {
                let bytes = recorder
                    .step("read", || std::fs::read(&path).map_err(|source| Error::Read { path: path.clone(), source }));
                let name = path.display().to_string();
                self.input = Input::Path(path);
                Source::Bytes(name, bytes?)
            }
            Input::Bytes(name, bytes) => {
                self.input = Input::Bytes(name.clone(), bytes.clone());
                Source::Bytes(name, bytes)
            }
            Input::Module(name, module) => {
                Source::Loaded(Box::new(wbg_wasm::load::from_module(*module, &name).map_err(Error::from)?))
            }
        };
        pipeline::run(source, &options, &recorder)
    }

    fn switch(&mut self, mode: Mode, choose: bool) -> Result<&mut Self> {
        if choose && self.settings.mode != mode {
            if self.settings.mode != Mode::Bundler {
                return Err(exclusive(mode.name(), self.settings.mode));
            }
            self.settings.mode = mode;
        }
        Ok(self)
    }
}

fn exclusive(wanted: &str, chosen: Mode) -> anyhow::Error {
    anyhow!("cannot choose `{wanted}`: the target is already `{}`; keep one of them", chosen.name())
}

fn written(yes: bool) -> Part {
    if yes { Part::Write } else { Part::Omit }
}

fn retained(yes: bool) -> Retain {
    if yes { Retain::Keep } else { Retain::Drop }
}
