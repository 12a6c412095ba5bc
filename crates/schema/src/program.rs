//! The canonical, owned form of one metadata program (spec 01 section 4).
//!
//! Types only. Field meanings that are not obvious from the name are documented here; the wire order and the versions in
//! which a field exists are the reader's business.

/// One macro expansion's worth of metadata.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Program {
    /// Exported functions and methods.
    pub exports: Vec<Export>,
    /// Numeric (C-style) enums.
    pub enums: Vec<Enum>,
    /// Everything of `extern "C"` blocks, string enums and dynamic unions.
    pub imports: Vec<Import>,
    /// Exported structs.
    pub structs: Vec<Struct>,
    /// Raw text for the `.d.ts`.
    pub typescript_custom_sections: Vec<String>,
    /// JS files of the crate that imports refer to.
    pub local_modules: Vec<LocalModule>,
    /// `inline_js` snippets of this program.
    pub inline_js: Vec<String>,
    /// `<crate name>-<16 lower hex digits>`.
    pub unique_crate_identifier: String,
    /// Rust `module_path!()` of the expansion.
    pub module_path: String,
    /// Absolute path, on the build machine, of the crate's `package.json`.
    pub package_json: Option<String>,
    /// `link_to!` invocations.
    pub linked_modules: Vec<LinkedModule>,
}

/// An exported function or method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// JS class name without namespace, for methods.
    pub class: Option<String>,
    /// Doc comment lines.
    pub comments: Vec<String>,
    /// The receiver is `self` by value.
    pub consumed: bool,
    /// Name, arguments, flags.
    pub function: Function,
    /// Namespace path on the JS side.
    pub js_namespace: Option<Vec<String>>,
    /// Constructor, method, accessor; also present for free functions.
    pub method_kind: MethodKind,
    /// Whether it runs at start.
    pub start: StartKind,
}

/// Whether an export runs when the module starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StartKind {
    /// An ordinary export.
    #[default]
    None,
    /// Runs at start and is exported too.
    Public,
    /// Runs at start, not visible from JS.
    Private,
}

/// What exports and imports have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Function {
    /// Arguments without the receiver.
    pub args: Vec<FunctionArgument>,
    /// `async fn`.
    pub asyncness: bool,
    /// Entered through `WebAssembly.promising`.
    pub jspi: bool,
    /// Symbol part and, for free functions and regular methods, the JS-visible name.
    pub name: String,
    /// Whether the `.d.ts` mentions it.
    pub generate_typescript: bool,
    /// Whether the JS gets generated `@param`/`@returns` tags.
    pub generate_jsdoc: bool,
    /// The last argument is a rest parameter.
    pub variadic: bool,
    /// `unchecked_return_type`.
    pub ret_ty_override: Option<String>,
    /// `return_description`.
    pub ret_desc: Option<String>,
}

/// One declared argument.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FunctionArgument {
    /// Rust identifier, `arg<N>` or the `js_name`.
    pub name: String,
    /// `unchecked_param_type`.
    pub ty_override: Option<String>,
    /// `unchecked_optional_param_type`: print `?`.
    pub optional: bool,
    /// `param_description`.
    pub desc: Option<String>,
}

/// How a function is reached on its class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MethodKind {
    /// `new C(…)`.
    Constructor,
    /// Anything else.
    Operation {
        /// On the class itself instead of on an instance; true for free functions.
        is_static: bool,
        /// Which operation.
        kind: OperationKind,
    },
}

/// Kinds of operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OperationKind {
    /// A plain call.
    Regular,
    /// A free function whose first argument is the JS `this`.
    RegularThis,
    /// Getter of the named property.
    Getter(String),
    /// Setter of the named property.
    Setter(String),
    /// `r[k]`.
    IndexingGetter,
    /// `r[k] = v`.
    IndexingSetter,
    /// `delete r[k]`.
    IndexingDeleter,
}

/// A numeric enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enum {
    /// JS name.
    pub name: String,
    /// Values are two's complement.
    pub signed: bool,
    /// Variants in declaration order.
    pub variants: Vec<EnumVariant>,
    /// Doc comment lines.
    pub comments: Vec<String>,
    /// Whether the `.d.ts` mentions it.
    pub generate_typescript: bool,
    /// Namespace path.
    pub js_namespace: Option<Vec<String>>,
    /// Declared but not exported at run time.
    pub private: bool,
}

/// One variant of a numeric enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumVariant {
    /// JS name.
    pub name: String,
    /// Discriminant bits.
    pub value: u32,
    /// Doc comment lines.
    pub comments: Vec<String>,
}

/// An exported struct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Struct {
    /// JS name.
    pub name: String,
    /// Public fields.
    pub fields: Vec<StructField>,
    /// Doc comment lines.
    pub comments: Vec<String>,
    /// `toJSON`/`toString` wanted.
    pub is_inspectable: bool,
    /// Whether the `.d.ts` mentions it.
    pub generate_typescript: bool,
    /// Namespace path.
    pub js_namespace: Option<Vec<String>>,
    /// Declared but not exported at run time.
    pub private: bool,
    /// Last path segment of the Rust parent type.
    pub extends: Option<String>,
    /// JS name of the parent when it differs.
    pub extends_js_class: Option<String>,
    /// Namespace of the parent.
    pub extends_js_namespace: Option<Vec<String>>,
}

/// A public field of an exported struct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StructField {
    /// JS name, used in the accessor symbols.
    pub name: String,
    /// No setter.
    pub readonly: bool,
    /// Doc comment lines.
    pub comments: Vec<String>,
    /// Whether the `.d.ts` mentions it.
    pub generate_typescript: bool,
    /// Whether the JS gets generated tags.
    pub generate_jsdoc: bool,
}

/// One imported item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Where it comes from; none is the global scope.
    pub module: Option<ImportModule>,
    /// Namespace path; only its first segment is imported or global.
    pub js_namespace: Option<Vec<String>>,
    /// Also exported from our JS under this name.
    pub reexport: Option<String>,
    /// Whether a re-export is declared in the `.d.ts`.
    pub generate_typescript: bool,
    /// What it is.
    pub kind: ImportKind,
}

/// Where an import comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImportModule {
    /// A local module, by its [`LocalModule::identifier`].
    Named(String),
    /// A specifier used verbatim.
    RawNamed(String),
    /// Index into this program's `inline_js`.
    Inline(u32),
}

/// Kinds of imported item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportKind {
    /// A function, method or accessor.
    Function(ImportFunction),
    /// A value.
    Static(ImportStatic),
    /// A string constant.
    String(ImportString),
    /// A class, for `instanceof`.
    Type(ImportType),
    /// A string enum (defined by the guest, listed among imports).
    Enum(StringEnum),
    /// A dynamic union (defined by the guest, listed among imports).
    DynamicUnion(DynamicUnion),
}

/// An imported function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportFunction {
    /// wasm import name, or the key string of a per-monomorphisation import.
    pub shim: String,
    /// Exceptions become `Err`.
    pub catch: bool,
    /// The last argument is spread.
    pub variadic: bool,
    /// Error if JS glue would be needed.
    pub assert_no_shim: bool,
    /// `WebAssembly.Suspending`.
    pub suspending: bool,
    /// Class and kind, for methods.
    pub method: Option<MethodData>,
    /// Property lookup at call time rather than on the prototype.
    pub structural: bool,
    /// Name, arguments, flags.
    pub function: Function,
    /// Bound once per monomorphisation.
    pub generic_per_mono: bool,
}

/// The class an imported method belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodData {
    /// JS class name.
    pub class: String,
    /// How it is reached.
    pub kind: MethodKind,
}

/// An imported value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportStatic {
    /// JS name.
    pub name: String,
    /// wasm import name.
    pub shim: String,
}

/// A string constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportString {
    /// wasm import name.
    pub shim: String,
    /// The text.
    pub string: String,
}

/// An imported class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportType {
    /// JS name.
    pub name: String,
    /// wasm import name of the `instanceof` test.
    pub instanceof_shim: String,
    /// Prefixes tried before giving up.
    pub vendor_prefixes: Vec<String>,
}

/// A string enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StringEnum {
    /// JS name.
    pub name: String,
    /// Texts of the variants, in order.
    pub variant_values: Vec<String>,
    /// Doc comment lines.
    pub comments: Vec<String>,
    /// Whether the `.d.ts` mentions it.
    pub generate_typescript: bool,
    /// Type declared without `export`.
    pub private: bool,
    /// Namespace path.
    pub js_namespace: Option<Vec<String>>,
}

/// A union of JS types and string literals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DynamicUnion {
    /// JS name.
    pub name: String,
    /// Literal variants.
    pub variant_strings: Vec<String>,
    /// How many payload variants have a describe function.
    pub variant_type_cnt: u32,
    /// Doc comment lines.
    pub comments: Vec<String>,
    /// Whether the `.d.ts` mentions it.
    pub generate_typescript: bool,
    /// Type declared without `export`.
    pub private: bool,
    /// Accepts any other value too.
    pub fallback: bool,
}

/// A JS file of the guest crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalModule {
    /// unique_crate_identifier followed by the path as written.
    pub identifier: String,
    /// The whole file.
    pub contents: String,
    /// Only a `link_to!` target.
    pub linked_module: bool,
}

/// A `link_to!` invocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedModule {
    /// What is linked to.
    pub module: ImportModule,
    /// wasm import name of the function that returns the URL.
    pub link_function_name: String,
}
