//! Choices, checked against each other. Cross-flag rules live here and nowhere else.
//!
//! [`Settings`] is what the caller said, in any order; [`Options::resolve`] turns it into what the stages are given, or into a
//! sentence that names the flag to change. Must not look at the module: what depends on it is decided in `pipeline`.

use std::collections::BTreeSet;

use wbg_emit::options::{ArrayTypes, Checks, DEFAULT_GLOBAL, EmitOptions, EncodeInto, Part, Target};
use wbg_ir::abi::AbiRequest;
use wbg_ir::failure::FailureRequest;
use wbg_ir::linkage::GLUE_MODULE_SUFFIX;
use wbg_wasm::load::{LoadOptions, Retain};
use wbg_wasm::passes::{Demangle, TransformOptions, UserStart};

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

/// Flags that are read but whose feature this version does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Missing {
    SplitDebugInfo,
    JsStringBuiltins,
}

impl Missing {
    fn flag(self) -> &'static str {
        match self {
            Missing::SplitDebugInfo => "--split-debug-info",
            Missing::JsStringBuiltins => "--js-string-builtins",
        }
    }
}

/// What happens to modules named by `link_to!`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LinkedModules {
    /// Their text becomes part of the glue.
    #[default]
    Embed,
    /// They are written as files.
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
    pub(crate) debug_info_url: Option<String>,
    pub(crate) typescript: Part,
    pub(crate) header_imports: Part,
    pub(crate) default_module_path: Part,
    pub(crate) raw_exports: Part,
    pub(crate) array_types: ArrayTypes,
    pub(crate) encode_into: EncodeInto,
    pub(crate) checks: Checks,
    pub(crate) linked: LinkedModules,
    pub(crate) start: UserStart,
    pub(crate) demangle: Demangle,
    pub(crate) load: LoadOptions,
    pub(crate) lld_exports: Retain,
    pub(crate) abi: AbiRequest,
    pub(crate) failure: FailureRequest,
    pub(crate) missing: BTreeSet<Missing>,
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
            debug_info_url: None,
            typescript: Part::Omit,
            header_imports: Part::Write,
            default_module_path: Part::Omit,
            raw_exports: Part::Omit,
            array_types: ArrayTypes::default(),
            encode_into: EncodeInto::default(),
            checks: Checks::default(),
            linked: LinkedModules::default(),
            start: UserStart::default(),
            demangle: Demangle::default(),
            load: LoadOptions::default(),
            lld_exports: Retain::Drop,
            abi: AbiRequest {
                force_externref: set("WASM_BINDGEN_EXTERNREF") || set("WASM_BINDGEN_ANYREF"),
                force_multi_value: set("WASM_BINDGEN_MULTI_VALUE"),
            },
            failure: FailureRequest::default(),
            missing: BTreeSet::new(),
            teardown: Teardown::default(),
        }
    }
}

/// Choices that fit together.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) emit: EmitOptions,
    pub(crate) load: LoadOptions,
    pub(crate) transform: TransformOptions,
    pub(crate) linked: LinkedModules,
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
        if let Some(missing) = settings.missing.first() {
            let flag = missing.flag();
            return Err(Error::Options(format!("`{flag}` is not available in this version; remove the flag")));
        }
        if settings.debug_info_url.is_some() {
            return Err(Error::Options(
                "`--debug-info-url` needs `--split-debug-info`; add it, or remove the URL".into(),
            ));
        }
        check_stem(stem)?;
        let emit = EmitOptions {
            typescript: settings.typescript,
            header_imports: settings.header_imports,
            default_module_path: settings.default_module_path,
            encode_into: settings.encode_into,
            array_types: settings.array_types,
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
            load: settings.load,
            transform: TransformOptions {
                glue_module: format!("./{}{GLUE_MODULE_SUFFIX}", stem.rsplit('/').next().unwrap_or(stem)),
                demangle: settings.demangle,
                lld_exports: settings.lld_exports,
                name_section: settings.load.names,
                producers_section: settings.load.producers,
                start: settings.start,
                version: crate::GUEST_VERSION.to_owned(),
            },
            linked: settings.linked,
            abi: settings.abi,
            failure: settings.failure,
            teardown: settings.teardown,
        })
    }
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
    fn what_is_not_built_is_refused_by_name() {
        for missing in [Missing::SplitDebugInfo, Missing::JsStringBuiltins] {
            let error = resolve(|s| _ = s.missing.insert(missing)).unwrap_err();
            assert!(error.contains(missing.flag()), "{error}");
        }
        assert!(resolve(|_| ()).is_ok());
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
