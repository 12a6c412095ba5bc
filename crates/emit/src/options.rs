//! What emission is given, what it gives back, and how it fails.

use std::collections::BTreeMap;

use wbg_ir::export::ExportKind;
use wbg_ir::facts::Exceptions;
use wbg_ir::{Abi, Bindings, FailureModel, Linkage, ModuleFacts};

use crate::contract::PANIC_ERROR;

/// Where the package will be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// An entry for bundlers that know wasm modules.
    Bundler,
    /// A browser ES module with an `init` function.
    Web,
    /// CommonJS for Node.
    Nodejs,
    /// An ES module for Node.
    NodejsModule,
    /// A classic script with one global.
    NoModules,
    /// An ES module for Deno.
    Deno,
    /// An ES module that imports the compiled wasm in the source phase.
    Module,
}

impl Target {
    /// All of them, in a fixed order.
    pub const ALL: [Target; 7] = [
        Target::Bundler,
        Target::Web,
        Target::Nodejs,
        Target::NodejsModule,
        Target::NoModules,
        Target::Deno,
        Target::Module,
    ];
}

/// Name of the global of [`Target::NoModules`] unless the user chooses another.
pub const DEFAULT_GLOBAL: &str = "wasm_bindgen";

/// How `TextEncoder.encodeInto` may be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EncodeInto {
    /// Feature-detected.
    #[default]
    Test,
    /// Assumed.
    Always,
    /// Not used.
    Never,
}

/// Whether an optional part is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It is.
    Write,
    /// It is left out.
    Omit,
}

/// How returned typed arrays are declared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArrayTypes {
    /// `Uint8Array`.
    #[default]
    Plain,
    /// `Uint8Array<ArrayBuffer>`.
    WithBuffer,
}

/// What becomes of modules that guests refer to by URL only (`link_to!`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkedModules {
    /// Their text is part of the glue.
    #[default]
    Embed,
    /// They are files of the package.
    Split,
}

/// Checks in the glue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Checks {
    /// Those that are always there.
    #[default]
    Release,
    /// `--debug`: argument types, moved values, logged import errors.
    Debug,
}

/// Choices of the user that shape the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmitOptions {
    /// Where the package will be loaded.
    pub target: Target,
    /// Name of the global of [`Target::NoModules`], an identifier.
    pub global: String,
    /// Basename of all files; may contain dots and folders.
    pub stem: String,
    /// The `.d.ts` files and the line that refers to them.
    pub typescript: Part,
    /// The named-import header of user modules.
    pub header_imports: Part,
    /// The implicit URL in `init()`.
    pub default_module_path: Part,
    /// Use of `encodeInto`.
    pub encode_into: EncodeInto,
    /// Declarations of returned typed arrays.
    pub array_types: ArrayTypes,
    /// The raw instance exports as `__wasm`.
    pub raw_exports: Part,
    /// Modules that are referred to by URL only.
    pub linked: LinkedModules,
    /// Checks in the glue.
    pub checks: Checks,
}

impl EmitOptions {
    /// The command line's defaults for a target and basename.
    pub fn new(target: Target, stem: impl Into<String>) -> Self {
        Self {
            target,
            global: DEFAULT_GLOBAL.to_owned(),
            stem: stem.into(),
            typescript: Part::Write,
            header_imports: Part::Write,
            default_module_path: Part::Write,
            encode_into: EncodeInto::Test,
            array_types: ArrayTypes::Plain,
            raw_exports: Part::Omit,
            linked: LinkedModules::Embed,
            checks: Checks::Release,
        }
    }
}

/// Everything emission reads.
#[derive(Clone, Copy, Debug)]
pub struct EmitInput<'a> {
    /// What is bound.
    pub bindings: &'a Bindings,
    /// Names in the finished wasm.
    pub linkage: &'a Linkage,
    /// What the wasm is.
    pub facts: &'a ModuleFacts,
    /// Module-wide conversions.
    pub abi: &'a Abi,
    /// Failure handling.
    pub failure: &'a FailureModel,
    /// Choices of the user.
    pub options: &'a EmitOptions,
    /// npm manifests named by the bindings: path on the build machine and text.
    pub package_manifests: &'a [(String, String)],
}

impl EmitInput<'_> {
    /// Whether users can name the class of panics: the guest unwinds, and has no item of that name itself.
    pub fn offers_panic_error(&self) -> bool {
        let bindings = self.bindings;
        let functions = bindings.exports.iter().filter_map(|(_, export)| match &export.kind {
            ExportKind::Function(name) | ExportKind::FunctionWithThis(name) => Some(name),
            _ => None,
        });
        let classes = bindings.classes.iter().map(|(_, class)| &class.public);
        let enums = bindings.enums.iter().map(|(_, item)| &item.public);
        let strings = bindings.string_enums.iter().map(|(_, item)| &item.public);
        let roots = functions.chain(classes).chain(enums).chain(strings);
        let mut roots = roots.map(|public| public.namespace.first().unwrap_or(&public.name));
        let reexported = bindings.reexports.iter().any(|reexport| reexport.name == PANIC_ERROR);
        let written = bindings.typescript_sections.iter().any(|text| text.contains(PANIC_ERROR));
        let taken = reexported || written || roots.any(|name| name == PANIC_ERROR);
        self.failure.unwind() != Exceptions::None && !taken
    }
}

/// Text files of a package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// Relative path with `/`, to contents.
    pub texts: BTreeMap<String, String>,
}

/// Why no package can be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmitError {
    /// Something this version cannot express.
    #[error("{subject}: {what}; {instead}")]
    Unsupported {
        /// What is being emitted.
        subject: String,
        /// What cannot be expressed.
        what: String,
        /// What to do.
        instead: String,
    },
    /// Two things want one name, or a name cannot be used on this target.
    #[error("{subject}: {message}")]
    Name {
        /// What is being emitted.
        subject: String,
        /// The problem and the remedy.
        message: String,
    },
    /// An npm manifest that cannot be used.
    #[error("`{path}`: {message}")]
    Manifest {
        /// The manifest.
        path: String,
        /// The problem and the remedy.
        message: String,
    },
}
