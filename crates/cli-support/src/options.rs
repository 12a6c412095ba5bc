//! Choices, checked against each other. Cross-flag rules live here and nowhere else.
//!
//! [`Settings`] is what the caller said, in any order; [`Options::resolve`] turns it into what the stages are given, or into a
//! sentence that names the flag to change. Must not look at the module: what depends on it is decided in `pipeline`.

use wbg_emit::options::{ArrayTypes, Checks, DEFAULT_GLOBAL, EmitOptions, EncodeInto, LinkedModules, Part, Target};
use wbg_ir::abi::AbiRequest;
use wbg_ir::failure::{Exports, FailureRequest};
use wbg_ir::linkage::GLUE_MODULE_SUFFIX;
use wbg_wasm::load::{LoadOptions, Retain};
use wbg_wasm::passes::{Demangle, StaticStrings, TransformOptions, UserStart};

use crate::error::Error;

/// Ways to load a package.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mode {
    #[default]
    Bundler,
    Web,
    Nodejs,
    NodejsModule,
    NoModules,
    Deno,
    Module,
}

impl Mode {
    /// Value of `--target`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Mode::Bundler => "bundler",
            Mode::Web => "web",
            Mode::Nodejs => "nodejs",
            Mode::NodejsModule => "experimental-nodejs-module",
            Mode::NoModules => "no-modules",
            Mode::Deno => "deno",
            Mode::Module => "module",
        }
    }

    fn target(self) -> Target {
        match self {
            Mode::Bundler => Target::Bundler,
            Mode::Web => Target::Web,
            Mode::Nodejs => Target::Nodejs,
            Mode::NodejsModule => Target::NodejsModule,
            Mode::NoModules => Target::NoModules,
            Mode::Deno => Target::Deno,
            Mode::Module => Target::Module,
        }
    }
}

/// Where debug information goes, if the wasm has any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DebugFile {
    /// It stays in the wasm, or is dropped with what is not kept.
    #[default]
    None,
    /// To a copy of the wasm, which the wasm names.
    Split,
}

/// What happens to the memory of stages that are done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Teardown {
    /// It is given back.
    #[default]
    Drop,
    /// It is left to the end of the process, which is near.
    AtExit,
}

impl Teardown {
    /// Ends the life of a value.
    pub(crate) fn discard<T>(self, value: T) {
        match self {
            Teardown::Drop => drop(value),
            Teardown::AtExit => std::mem::forget(value),
        }
    }
}

/// What the caller said so far.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) mode: Mode,
    pub(crate) out_name: Option<String>,
    pub(crate) no_modules_global: Option<String>,
    pub(crate) debug_file: DebugFile,
    pub(crate) debug_info_url: Option<String>,
    pub(crate) typescript: Part,
    pub(crate) header_imports: Part,
    pub(crate) default_module_path: Part,
    pub(crate) raw_exports: Part,
    pub(crate) array_types: ArrayTypes,
    pub(crate) encode_into: EncodeInto,
    pub(crate) checks: Checks,
    pub(crate) linked: LinkedModules,
    pub(crate) strings: StaticStrings,
    pub(crate) start: UserStart,
    pub(crate) demangle: Demangle,
    pub(crate) load: LoadOptions,
    pub(crate) lld_exports: Retain,
    pub(crate) abi: AbiRequest,
    pub(crate) failure: FailureRequest,
    pub(crate) teardown: Teardown,
}

impl Settings {
    /// The library's defaults, with the environment's wishes for the ABI.
    pub(crate) fn from_env() -> Self {
        let set = |name: &str| std::env::var_os(name).is_some();
        Self {
            mode: Mode::default(),
            out_name: None,
            no_modules_global: None,
            debug_file: DebugFile::default(),
            debug_info_url: None,
            typescript: Part::Omit,
            header_imports: Part::Write,
            default_module_path: Part::Omit,
            raw_exports: Part::Omit,
            array_types: ArrayTypes::default(),
            encode_into: EncodeInto::default(),
            checks: Checks::default(),
            linked: LinkedModules::default(),
            strings: StaticStrings::default(),
            start: UserStart::default(),
            demangle: Demangle::default(),
            load: LoadOptions::default(),
            lld_exports: Retain::Drop,
            abi: AbiRequest {
                force_externref: set("WASM_BINDGEN_EXTERNREF") || set("WASM_BINDGEN_ANYREF"),
                force_multi_value: set("WASM_BINDGEN_MULTI_VALUE"),
            },
            failure: FailureRequest::default(),
            teardown: Teardown::default(),
        }
    }
}

/// Choices that fit together.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) emit: EmitOptions,
    pub(crate) load: LoadOptions,
    /// What the wasm calls the copy of it that has the debug information, if there is one.
    pub(crate) debug_info_url: Option<String>,
    pub(crate) transform: TransformOptions,
    pub(crate) abi: AbiRequest,
    pub(crate) failure: FailureRequest,
    pub(crate) teardown: Teardown,
}

impl Options {
    /// Checks the settings for a package named `stem`.
    ///
    /// # Errors
    /// A sentence that names the flag to change.
    pub(crate) fn resolve(settings: &Settings, stem: &str) -> Result<Self, Error> {
        check_stem(stem)?;
        let (load, debug_info_url) = debug_info(settings, stem)?;
        let emit = EmitOptions {
            typescript: settings.typescript,
            header_imports: settings.header_imports,
            default_module_path: settings.default_module_path,
            encode_into: settings.encode_into,
            array_types: settings.array_types,
            linked: settings.linked,
            checks: settings.checks,
            raw_exports: match settings.checks {
                Checks::Debug => Part::Write,
                Checks::Release => settings.raw_exports,
            },
            global: settings.no_modules_global.clone().unwrap_or_else(|| DEFAULT_GLOBAL.to_owned()),
            ..EmitOptions::new(settings.mode.target(), stem)
        };
        Ok(Self {
            emit,
            load,
            debug_info_url,
            transform: TransformOptions {
                glue_module: format!("./{}{GLUE_MODULE_SUFFIX}", file_name(stem)),
                demangle: settings.demangle,
                lld_exports: settings.lld_exports,
                name_section: load.names,
                producers_section: load.producers,
                strings: settings.strings,
                start: settings.start,
                version: crate::GUEST_VERSION.to_owned(),
            },
            abi: settings.abi,
            failure: FailureRequest { exports: exports(settings.mode.target()), ..settings.failure },
            teardown: settings.teardown,
        })
    }
}

/// Bundlers, and engines that import wasm themselves, make a module of it.
fn exports(target: Target) -> Exports {
    match target {
        Target::Bundler => Exports::Namespace,
        Target::Web | Target::Nodejs | Target::NodejsModule | Target::NoModules | Target::Deno | Target::Module => {
            Exports::Object
        }
    }
}

/// What is kept of the module, and the name of the copy with the debug information.
fn debug_info(settings: &Settings, stem: &str) -> Result<(LoadOptions, Option<String>), Error> {
    match (settings.debug_file, &settings.debug_info_url) {
        (DebugFile::None, None) => Ok((settings.load, None)),
        (DebugFile::None, Some(_)) => {
            Err(Error::Options("`--debug-info-url` needs `--split-debug-info`; add it, or remove the URL".into()))
        }
        (DebugFile::Split, url) => {
            // Relative addresses are meant from where the wasm is, which is beside it.
            let beside = || format!("{}{DEBUG_FILE_SUFFIX}", file_name(stem));
            let load = LoadOptions { debug_info: Retain::Keep, ..settings.load };
            Ok((load, Some(url.clone().unwrap_or_else(beside))))
        }
    }
}

/// What follows the basename in the name of the wasm with debug information.
pub(crate) const DEBUG_FILE_SUFFIX: &str = "_bg.debug.wasm";

fn file_name(stem: &str) -> &str {
    stem.rsplit('/').next().unwrap_or(stem)
}

/// The basename may contain folders, but stays below the output folder and names a file.
fn check_stem(stem: &str) -> Result<(), Error> {
    let parts_fit = stem.split('/').all(|part| !matches!(part, "" | "." | ".."));
    if parts_fit && !stem.contains(['\\', '\0', '\n', '\r']) {
        return Ok(());
    }
    Err(Error::Options(format!(
        "`{}` cannot be the basename of a package; choose a name like `app` or `js/app` with `--out-name`",
        stem.escape_debug()
    )))
}

/// A name that can be declared with `let` in a script.
pub(crate) fn check_global(mode: Mode, name: &str) -> Result<(), Error> {
    if mode != Mode::NoModules {
        return Err(Error::Options(format!(
            "`--no-modules-global` only fits `--target no-modules`, but the target is `{}`; remove one of them",
            mode.name()
        )));
    }
    if wbg_emit::js::name::is_binding(name) {
        return Ok(());
    }
    Err(Error::Options(format!(
        "`{}` cannot be the value of `--no-modules-global`; use a JavaScript identifier like `my_app`",
        name.escape_debug()
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(change: impl FnOnce(&mut Settings)) -> Result<Options, String> {
        let mut settings = Settings::from_env();
        change(&mut settings);
        Options::resolve(&settings, "app").map_err(|e| e.to_string())
    }

    #[test]
    fn only_bundlers_see_a_namespace() {
        for target in Target::ALL {
            assert_eq!(exports(target) == Exports::Namespace, target == Target::Bundler, "{target:?}");
        }
        assert_eq!(resolve(|s| s.mode = Mode::Bundler).unwrap().failure.exports, Exports::Namespace);
        assert_eq!(resolve(|s| s.mode = Mode::Web).unwrap().failure.exports, Exports::Object);
    }

    #[test]
    fn scripts_have_a_global() {
        assert_eq!(resolve(|s| s.mode = Mode::NoModules).unwrap().emit.global, "wasm_bindgen");
        let named = resolve(|s| s.no_modules_global = Some("app".to_owned())).unwrap();
        assert_eq!(named.emit.global, "app");
    }

    #[test]
    fn debug_exports_the_raw_module() {
        assert_eq!(resolve(|s| s.checks = Checks::Debug).unwrap().emit.raw_exports, Part::Write);
        assert_eq!(resolve(|_| ()).unwrap().emit.raw_exports, Part::Omit);
    }

    #[test]
    fn debug_information_has_a_file_and_an_address() {
        let url = |change: fn(&mut Settings)| {
            resolve(|s| {
                s.debug_file = DebugFile::Split;
                change(s);
            })
            .map(|options| (options.load.debug_info, options.debug_info_url))
        };
        assert_eq!(url(|_| ()), Ok((Retain::Keep, Some("app_bg.debug.wasm".to_owned()))));
        let chosen = url(|s| s.debug_info_url = Some("/symbols/app".to_owned()));
        assert_eq!(chosen, Ok((Retain::Keep, Some("/symbols/app".to_owned()))));
        assert!(resolve(|s| s.debug_info_url = Some("x".to_owned())).unwrap_err().contains("`--split-debug-info`"));
        assert_eq!(resolve(|_| ()).unwrap().debug_info_url, None);
    }

    #[test]
    fn basenames() {
        for good in ["a", "a.b", "my-app", "sub/a", "ä"] {
            assert!(check_stem(good).is_ok(), "{good}");
        }
        for bad in ["", "/a", "a/", "../a", "a/../b", ".", "a\\b", "a\nb"] {
            assert!(check_stem(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn globals() {
        for good in ["wasm_bindgen", "$x", "über", "a1"] {
            assert!(check_global(Mode::NoModules, good).is_ok(), "{good}");
        }
        for bad in ["", "1a", "a.b", "a b", "class", "a-b"] {
            assert!(check_global(Mode::NoModules, bad).is_err(), "{bad}");
        }
        assert!(check_global(Mode::Web, "x").unwrap_err().to_string().contains("`web`"));
    }
}
