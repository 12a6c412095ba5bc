//! What each target is, as a table. A new target is a row here and a loader file.

use wbg_ir::failure::Lifecycle;

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
    /// What the loader needs at the top of the file with the glue; may be empty.
    pub head: &'static str,
    /// The loader at the end of the file with the glue, in pieces.
    pub loader: &'static [&'static str],
    /// The same where the instance can be replaced; none where it is not the loader's.
    pub replacing_loader: Option<&'static [&'static str]>,
    /// Head and loader where the memory may be another thread's; none where the usual ones make a memory of their own.
    pub threaded: Option<Threaded>,
    /// The small file in front of the glue, for targets that have one.
    pub entry: Option<&'static str>,
    /// What `package.json` says of the package's files.
    pub package: PackageKind,
    /// Public names the loader takes.
    pub exports: &'static [&'static str],
}

/// Loading where the memory may be another thread's.
#[derive(Clone, Copy, Debug)]
pub struct Threaded {
    /// As [`TargetSpec::head`].
    pub head: &'static str,
    /// As [`TargetSpec::loader`]; it declares `__wbg_stack_size`.
    pub loader: &'static [&'static str],
    /// Public names that it takes besides [`TargetSpec::exports`].
    pub exports: &'static [&'static str],
}

/// How JavaScript files are linked together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModuleSystem {
    /// `import` and `export`.
    EsModule,
    /// `require` and `exports`.
    CommonJs,
    /// One function around everything, whose `exports` become properties of a global; no other files.
    Script,
}

/// How the imports reach the wasm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportForm {
    /// As an object made by a function.
    Object,
    /// As exports of the file with the glue, which the wasm itself imports.
    Exports,
}

/// What `package.json` says of the package's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackageKind {
    /// Nothing; there is no manifest unless npm packages are needed.
    Unsaid,
    /// That they are ES modules; there is always a manifest.
    EsModule,
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
    head: "",
    loader: &[include_str!("../runtime/loader/bundler.js")],
    replacing_loader: None,
    threaded: None,
    entry: Some(include_str!("../runtime/loader/bundler_entry.js")),
    package: PackageKind::Unsaid,
    exports: &[contract::SET_WASM],
};

const BROWSER: &[&str] = &[include_str!("../runtime/loader/web.js"), include_str!("../runtime/loader/web_init.js")];

/// No bundler makes another instance: where it can be replaced, the package makes the first one too.
const BUNDLER_REPLACING: TargetSpec = TargetSpec {
    modules: ModuleSystem::EsModule,
    loader: &[include_str!("../runtime/loader/bundler_reset.js")],
    replacing_loader: Some(&[include_str!("../runtime/loader/bundler_reset.js")]),
    ..NODEJS
};

const WEB: TargetSpec = TargetSpec {
    modules: ModuleSystem::EsModule,
    imports: ImportForm::Object,
    init: InitApi::Functions,
    head: "",
    loader: BROWSER,
    replacing_loader: Some(BROWSER),
    threaded: Some(Threaded {
        head: "",
        loader: &[include_str!("../runtime/loader/web.js"), include_str!("../runtime/loader/web_init_threads.js")],
        exports: &[],
    }),
    entry: None,
    package: PackageKind::Unsaid,
    exports: &["default", contract::INIT_SYNC],
};

const NODE_THREADS: &str = include_str!("../runtime/loader/node_threads.js");

/// What threads of Node are started with.
const IN_NODE: &[&str] =
    &[contract::INIT_SYNC, contract::GET_IMPORTS, contract::RAW_EXPORTS, contract::WASM_MODULE, contract::MEMORY];

const NODEJS: TargetSpec = TargetSpec {
    modules: ModuleSystem::CommonJs,
    imports: ImportForm::Object,
    init: InitApi::None,
    head: "",
    loader: &[include_str!("../runtime/loader/nodejs.js")],
    replacing_loader: Some(&[include_str!("../runtime/loader/nodejs_reset.js")]),
    threaded: Some(Threaded {
        head: "",
        loader: &[NODE_THREADS, include_str!("../runtime/loader/nodejs_threads.js")],
        exports: IN_NODE,
    }),
    entry: None,
    package: PackageKind::Unsaid,
    exports: &[],
};

const NODEJS_MODULE: TargetSpec = TargetSpec {
    modules: ModuleSystem::EsModule,
    head: include_str!("../runtime/loader/nodejs_module_head.js"),
    loader: &[include_str!("../runtime/loader/nodejs_module.js")],
    replacing_loader: Some(&[include_str!("../runtime/loader/nodejs_module_reset.js")]),
    threaded: Some(Threaded {
        head: include_str!("../runtime/loader/nodejs_module_threads_head.js"),
        loader: &[NODE_THREADS, include_str!("../runtime/loader/nodejs_module_threads.js")],
        exports: IN_NODE,
    }),
    package: PackageKind::EsModule,
    ..NODEJS
};

const NO_MODULES: TargetSpec = TargetSpec {
    modules: ModuleSystem::Script,
    head: include_str!("../runtime/loader/no_modules_head.js"),
    threaded: Some(Threaded {
        head: include_str!("../runtime/loader/no_modules_head.js"),
        loader: &[include_str!("../runtime/loader/web.js"), include_str!("../runtime/loader/web_init_threads.js")],
        exports: &[],
    }),
    exports: &[contract::INIT_SYNC],
    ..WEB
};

const DENO: TargetSpec = TargetSpec {
    modules: ModuleSystem::EsModule,
    loader: &[include_str!("../runtime/loader/deno.js")],
    replacing_loader: Some(&[include_str!("../runtime/loader/deno_reset.js")]),
    threaded: None,
    ..NODEJS
};

const MODULE: TargetSpec = TargetSpec {
    modules: ModuleSystem::EsModule,
    head: include_str!("../runtime/loader/module_head.js"),
    loader: &[include_str!("../runtime/loader/module.js")],
    replacing_loader: Some(&[include_str!("../runtime/loader/module.js")]),
    threaded: None,
    ..NODEJS
};

/// Replaces the instance; follows a replacing loader.
pub const RENEW: &str = include_str!("../runtime/loader/reset.js");
/// Lets users replace it; follows that.
pub const RESET_STATE: &str = include_str!("../runtime/loader/reset_state.js");

/// The row of a target for a package whose instance can, or cannot, be replaced.
pub fn spec_of(target: Target, lifecycle: Lifecycle) -> &'static TargetSpec {
    match (target, lifecycle) {
        (Target::Bundler, Lifecycle::Internal | Lifecycle::Public) => &BUNDLER_REPLACING,
        (target, _) => spec(target),
    }
}

/// The row of a target.
pub fn spec(target: Target) -> &'static TargetSpec {
    match target {
        Target::Bundler => &BUNDLER,
        Target::Web => &WEB,
        Target::Nodejs => &NODEJS,
        Target::NodejsModule => &NODEJS_MODULE,
        Target::NoModules => &NO_MODULES,
        Target::Deno => &DENO,
        Target::Module => &MODULE,
    }
}
