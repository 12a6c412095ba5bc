//! The declarations of a package as a small tree. Types are texts: TypeScript types come from the guest as text too.

/// A whole declaration file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Package {
    /// Declarations in order.
    pub items: Vec<Item>,
    /// What the loader offers, if anything.
    pub init: Option<Init>,
    /// What users reach the declarations through.
    pub scope: Scope,
}

/// What users reach the declarations of a package through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Imports of the module.
    #[default]
    Module,
    /// A global of this name.
    Global(String),
}

/// Something at module level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A declaration with its name.
    Declared {
        /// Doc comment text without delimiters.
        doc: String,
        /// How it becomes visible.
        access: Access,
        /// Local name.
        name: String,
        /// What it is.
        body: Body,
    },
    /// `typescript_custom_section` text.
    Custom(String),
    /// A comment, for what TypeScript cannot say.
    Note(String),
}

/// How a declaration becomes visible to users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// `export` in front.
    Export,
    /// Declared, and reachable through something else.
    Local,
    /// Declared, and exported as a type only.
    TypeOnly,
    /// Declared, and exported under another name.
    As(String),
    /// Declared, and the default export.
    Default,
}

/// Kinds of declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// `function name(params): result;`
    Function(Signature),
    /// `class name { … }`
    Class(Class),
    /// `enum name { … }`
    Enum(Vec<Variant>),
    /// `type name = text;`
    Alias(String),
    /// `let name: text;`
    Value(String),
    /// `let name: { … };`
    Namespace(Vec<Member>),
}

/// Parameters and result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// In order.
    pub params: Vec<Param>,
    /// Result type; none for constructors.
    pub result: Option<String>,
}

/// One parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param {
    /// Name as people read it.
    pub name: String,
    /// Type text without the empty states that `?` stands for.
    pub ty: String,
    /// How it may be left out.
    pub form: ParamForm,
}

/// Forms of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamForm {
    /// `name: T`.
    Required,
    /// `name?: T`.
    Omittable,
    /// `...name: T`.
    Rest,
}

/// A class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Class {
    /// Parent class.
    pub extends: Option<String>,
    /// Members in order.
    pub members: Vec<ClassItem>,
}

/// A member of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassItem {
    /// Doc comment text without delimiters.
    pub doc: String,
    /// Everything before the name: `static `, `readonly `, `get ` and the like, with the space.
    pub prefix: String,
    /// Name; a computed key is written `[expr]`.
    pub name: String,
    /// What follows the name.
    pub body: ClassBody,
}

/// What follows the name of a class member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClassBody {
    /// `(params): result;`
    Method(Signature),
    /// `: T;`
    Property(String),
    /// `(): T;`
    Getter(String),
    /// `(value: T);`
    Setter(String),
}

/// A variant of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Doc comment text without delimiters.
    pub doc: String,
    /// Name.
    pub name: String,
    /// Value.
    pub value: i64,
}

/// A member of a namespace object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Property name.
    pub name: String,
    /// What it is.
    pub value: MemberValue,
}

/// Kinds of [`Member`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberValue {
    /// `typeof local`.
    Typeof(String),
    /// A namespace inside.
    Nested(Vec<Member>),
}

/// What the loader of a package offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Init {
    /// Whether `init()` may be called without an argument.
    pub path: DefaultPath,
    /// Whether the memory can be passed in.
    pub memory: InitMemory,
    /// The instance's exports.
    pub exports: Vec<RawExport>,
}

/// Whether `init()` knows where its wasm is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultPath {
    /// It does.
    Known,
    /// The caller says it.
    Required,
    /// There is no `init()`: the first thread starts while the file is loaded, others through `initSync()`.
    Loaded,
}

/// Where the memory comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InitMemory {
    /// From the module.
    Own,
    /// From the caller.
    Imported,
    /// From the caller, shared between threads.
    Shared,
}

/// One export of the instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawExport {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: String,
}
