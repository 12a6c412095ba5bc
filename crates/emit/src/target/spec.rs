//! What each target is, as a table. A new target is a row here and a loader file.

use crate::contract;
use crate::options::Target;

/// One target.
#[derive(Clone, Copy, Debug)]
pub struct TargetSpec {
    /// How files are linked together.
    pub modules: ModuleSystem,
    /// How the imports reach the wasm.
    pub imports: ImportForm,
    /// What users call to start the module.
    pub init: InitApi,
    /// The loader at the end of the file with the glue.
    pub loader: &'static str,
    /// The same where the instance can be replaced; none where it is not the loader's.
    pub replacing_loader: Option<&'static str>,
    /// The small file in front of the glue, for targets that have one.
    pub entry: Option<&'static str>,
    /// Public names the loader takes.
    pub exports: &'static [&'static str],
}

/// How JavaScript files are linked together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModuleSystem {
    /// `import` and `export`.
    EsModule,
    /// `require` and `exports`.
    CommonJs,
}

/// How the imports reach the wasm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportForm {
    /// As an object made by a function.
    Object,
    /// As exports of the file with the glue, which the wasm itself imports.
    Exports,
}

/// What users call to start the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InitApi {
    /// Nothing: it starts while it is loaded.
    None,
    /// `init` and `initSync`.
    Functions,
}

const BUNDLER: TargetSpec = TargetSpec {
    modules: ModuleSystem::EsModule,
    imports: ImportForm::Exports,
    init: InitApi::None,
    loader: include_str!("../runtime/loader/bundler.js"),
    replacing_loader: None,
    entry: Some(include_str!("../runtime/loader/bundler_entry.js")),
    exports: &[contract::SET_WASM],
};

const WEB: TargetSpec = TargetSpec {
    modules: ModuleSystem::EsModule,
    imports: ImportForm::Object,
    init: InitApi::Functions,
    loader: include_str!("../runtime/loader/web.js"),
    replacing_loader: Some(include_str!("../runtime/loader/web.js")),
    entry: None,
    exports: &["default", contract::INIT_SYNC],
};

const NODEJS: TargetSpec = TargetSpec {
    modules: ModuleSystem::CommonJs,
    imports: ImportForm::Object,
    init: InitApi::None,
    loader: include_str!("../runtime/loader/nodejs.js"),
    replacing_loader: Some(include_str!("../runtime/loader/nodejs_reset.js")),
    entry: None,
    exports: &[],
};

/// Replaces the instance; follows a replacing loader.
pub const RENEW: &str = include_str!("../runtime/loader/reset.js");
/// Lets users replace it; follows that.
pub const RESET_STATE: &str = include_str!("../runtime/loader/reset_state.js");

/// The row of a target.
pub fn spec(target: Target) -> &'static TargetSpec {
    match target {
        Target::Bundler => &BUNDLER,
        Target::Web => &WEB,
        Target::Nodejs => &NODEJS,
    }
}
