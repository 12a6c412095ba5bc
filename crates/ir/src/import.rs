//! wasm imports that glue provides.

use crate::func::{FuncDoc, Outbound};
use crate::id::{ClassId, CoreFn, ModuleId};
use crate::intrinsic::Intrinsic;
use crate::value::Lower;

/// A wasm import that glue provides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The imported function.
    pub core: CoreFn,
    /// Its import name, module `__wbindgen_placeholder__`; kept as the name in the output.
    pub name: String,
    /// What JS does.
    pub kind: ImportKind,
}

/// What an import does on the JS side.
#[expect(clippy::large_enum_variant, reason = "most imports are calls; a box for each would cost more than it saves")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportKind {
    /// Calls a JS function, method, constructor or accessor.
    Call(ImportCall),
    /// A named intrinsic of the guest crate.
    Intrinsic(Intrinsic, Outbound),
    /// Identity conversion between two types: one argument, one result.
    Cast(Outbound),
    /// Reads a JS value.
    Static {
        /// Where it is.
        path: JsPath,
        /// Conversion; an optional one reads missing globals as `undefined`.
        result: Lower,
    },
    /// A string constant.
    StaticString(String),
    /// `value instanceof path`, exceptions read as false.
    InstanceOf(JsPath),
    /// Wraps a Rust pointer in a class instance.
    ClassNew(ClassId),
    /// Takes the Rust pointer out of a class instance, 0 if it is not one.
    ClassUnwrap(ClassId),
    /// Heap mode: a new handle for the same value.
    ObjectClone,
    /// Heap mode: releases a handle.
    ObjectDrop,
    /// Returns the URL of a linked module as an owned string.
    LinkedModule(ModuleId),
}

/// A call of something imported from JS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportCall {
    /// What is called.
    pub target: ImportTarget,
    /// The conversions; for instance operations the receiver is the first argument.
    pub call: Outbound,
    /// Exceptions are handed to Rust.
    pub catch: bool,
    /// The last argument is spread.
    pub variadic: bool,
    /// `WebAssembly.Suspending`.
    pub suspending: bool,
    /// Error if JS glue would be needed.
    pub assert_no_shim: bool,
    /// Argument names and the like.
    pub doc: FuncDoc,
}

/// What becomes of a rejection that a stack has waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Resume {
    /// It is thrown.
    Throwing,
    /// Its reason is the result, and the guest is told.
    Telling,
}

impl Resume {
    /// All of them.
    pub const ALL: [Resume; 2] = [Resume::Throwing, Resume::Telling];

    /// Name of the import `(what the promise became) -> result`, by which a stack goes on.
    pub fn import(self) -> &'static str {
        match self {
            Resume::Throwing => "__wbindgen_fiber_resume",
            Resume::Telling => "__wbindgen_fiber_resume_telling",
        }
    }
}

impl ImportKind {
    /// Whether it may fail, run code of the user, or call the wasm.
    pub fn goes_outside(&self) -> bool {
        match self {
            ImportKind::Intrinsic(intrinsic, _) => intrinsic.goes_outside(),
            ImportKind::Call(_)
            | ImportKind::Static { .. }
            | ImportKind::InstanceOf(_)
            | ImportKind::ClassUnwrap(_)
            | ImportKind::LinkedModule(_) => true,
            ImportKind::Cast(_)
            | ImportKind::StaticString(_)
            | ImportKind::ClassNew(_)
            | ImportKind::ObjectClone
            | ImportKind::ObjectDrop => false,
        }
    }

    /// How the guest goes on after this import has made its stack wait; none for imports that do not.
    pub fn suspends(&self) -> Option<Resume> {
        match self {
            ImportKind::Call(call) if call.suspending && call.catch => Some(Resume::Telling),
            ImportKind::Call(call) if call.suspending => Some(Resume::Throwing),
            ImportKind::Intrinsic(Intrinsic::JspiSuspend, _) => Some(Resume::Telling),
            _ => None,
        }
    }
}

/// What an [`ImportCall`] evaluates. `r` is the first argument, `P` the path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportTarget {
    /// `P(…)`.
    Function(JsPath),
    /// `new P(…)`.
    Constructor(JsPath),
    /// `P.name(…)`.
    StaticMethod(JsPath, String),
    /// `r.name(…)`.
    Method(String),
    /// `P.prototype.name.call(r, …)`.
    FinalMethod(JsPath, String),
    /// `r.name`.
    Getter(String),
    /// `r.name = v`.
    Setter(String),
    /// Descriptor lookup along `P.prototype`.
    FinalGetter(JsPath, String),
    /// Descriptor lookup along `P.prototype`.
    FinalSetter(JsPath, String),
    /// `P.name`.
    StaticGetter(JsPath, String),
    /// `P.name = v`.
    StaticSetter(JsPath, String),
    /// Descriptor lookup along `P`.
    FinalStaticGetter(JsPath, String),
    /// Descriptor lookup along `P`.
    FinalStaticSetter(JsPath, String),
    /// `r[k]`.
    IndexingGetter,
    /// `r[k] = v`.
    IndexingSetter,
    /// `delete r[k]`.
    IndexingDeleter,
    /// `P[k]`.
    StaticIndexingGetter(JsPath),
    /// `P[k] = v`.
    StaticIndexingSetter(JsPath),
    /// `delete P[k]`.
    StaticIndexingDeleter(JsPath),
}

/// A value reachable by name: a global or module item, then property accesses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct JsPath {
    /// Where the first segment comes from.
    pub root: JsRoot,
    /// Property names after the root, outermost first. A computed key is written `[expr]`.
    pub members: Vec<String>,
}

/// The first segment of a [`JsPath`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum JsRoot {
    /// A global, looked up at each use.
    Global(String),
    /// A global tried with vendor prefixes: the first defined of name, prefix+name, …
    VendorPrefixed {
        /// The unprefixed name.
        name: String,
        /// Prefixes in order.
        prefixes: Vec<String>,
    },
    /// A named export of a JS module.
    Module(ModuleId, String),
}

/// A JS module that imports come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsModule {
    /// A specifier used verbatim: npm name, URL, `raw_module`.
    External(String),
    /// A file of the guest crate, at `snippets/<path>`.
    Local {
        /// `<crate id>/<path as written without the leading slash>`.
        path: String,
        /// File contents.
        contents: String,
        /// Only a `link_to!` target: not written unless linked modules are split.
        linked_only: bool,
    },
    /// An inline snippet, at `snippets/<crate id>/inline<index>.js`.
    Inline {
        /// Crate id.
        crate_id: String,
        /// Number within the crate.
        index: u32,
        /// File contents.
        contents: String,
    },
}

/// An imported value that our JS exports again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reexport {
    /// The value.
    pub path: JsPath,
    /// Public name.
    pub name: String,
    /// Whether the `.d.ts` mentions it.
    pub typescript: bool,
}
