//! Functions the guest offers to JS.

use crate::doc::PublicName;
use crate::func::{FuncDoc, Inbound};
use crate::id::{ClassId, CoreFn};

/// A bindgen export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The Rust function. Several exports may share one.
    pub core: CoreFn,
    /// Export name in the input.
    pub symbol: String,
    /// Canonical export name in the output.
    pub canonical: String,
    /// What it is on the JS side.
    pub kind: ExportKind,
    /// The call.
    pub call: Inbound,
    /// The function returns a promise made by the guest (`async fn`).
    pub is_async: bool,
    /// Entered through `WebAssembly.promising`.
    pub jspi: bool,
    /// Whether it runs at start.
    pub start: Start,
    /// What people read.
    pub doc: FuncDoc,
}

/// Whether an export runs when the instance starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Only when called.
    No,
    /// At start, and exported.
    Public,
    /// At start only.
    Private,
}

/// What an export is on the JS side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportKind {
    /// A free function.
    Function(PublicName),
    /// A free function whose first argument is the JS `this`.
    FunctionWithThis(PublicName),
    /// `new C(…)`.
    Constructor(ClassId),
    /// A member of a class.
    Member {
        /// The class.
        class: ClassId,
        /// On the class itself or on its instances.
        placement: Placement,
        /// What kind of member.
        kind: MemberKind,
        /// Property or method name; may be a computed key such as `[Symbol.iterator]`.
        name: String,
        /// Whether it comes from a public field rather than from an `impl` block.
        origin: MemberOrigin,
    },
}

/// Static or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Placement {
    /// On instances.
    Instance,
    /// On the class.
    Static,
}

/// Kinds of class member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MemberKind {
    /// A method.
    Method,
    /// A property getter.
    Getter,
    /// A property setter.
    Setter,
}

/// Where a class member comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MemberOrigin {
    /// `impl` block.
    Impl,
    /// Public field.
    Field,
}

impl ExportKind {
    /// The class this export belongs to, if any.
    pub fn class(&self) -> Option<ClassId> {
        match self {
            ExportKind::Function(_) | ExportKind::FunctionWithThis(_) => None,
            ExportKind::Constructor(class) | ExportKind::Member { class, .. } => Some(*class),
        }
    }
}
