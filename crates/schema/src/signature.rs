//! Type trees decoded from descriptor words (spec 02 section 2). Types only.
//!
//! Opcode numbers never leave the decoder: downstream code matches on these variants.

/// A type as the guest describes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// A number that crosses as itself.
    Number(Number),
    /// Two-word integer.
    Big128 {
        /// `i128` rather than `u128`.
        signed: bool,
    },
    /// `bool`.
    Boolean,
    /// `char`.
    Char,
    /// `str` or `String`.
    String,
    /// A string that may be interned (guest feature `enable-interning`).
    CachedString,
    /// `JsValue`.
    Externref,
    /// A JS handle with a TypeScript type text.
    NamedExternref(String),
    /// Numeric enum.
    Enum {
        /// Which definition.
        name: TypeName,
        /// Value that stands for "none".
        hole: u32,
    },
    /// String enum.
    StringEnum {
        /// Which definition.
        name: TypeName,
        /// Number of variants; this index means "invalid".
        variants: u32,
    },
    /// Union of JS values.
    DynamicUnion {
        /// Which definition.
        name: TypeName,
        /// Payload types.
        members: Vec<Type>,
    },
    /// Exported struct.
    Struct(TypeName),
    /// `&T`.
    Ref(Box<Type>),
    /// `&mut T`.
    RefMut(Box<Type>),
    /// `[T]`, only below a reference.
    Slice(Box<Type>),
    /// `Vec<T>` or `Box<[T]>`.
    Vector(Box<Type>),
    /// `Option<T>`.
    Option(Box<Type>),
    /// `Nullable<T>`: `null`, not `undefined`.
    Nullable(Box<Type>),
    /// `Result<T, E>`; E is always a JS handle.
    Result(Box<Type>),
    /// `()`.
    Unit,
    /// `NonNull<T>`.
    NonNull,
    /// `*const T`, `*mut T`.
    RawPointer,
    /// A bare Rust function (behind `&dyn Fn`).
    Function(Box<Signature>),
    /// A Rust closure that becomes a JS function.
    Closure {
        /// `'static` closure on the heap, not a borrow.
        owned: bool,
        /// `FnMut`.
        mutable: bool,
        /// What it takes and returns; `shim_index` is the invoke function's table index.
        signature: Box<Signature>,
    },
    /// Import argument with a `slice =`/`vec =` attribute.
    Sequence(SequenceMode, Box<Type>),
}

/// Numbers that fit one wasm word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Number {
    /// `i8`.
    I8,
    /// `u8`.
    U8,
    /// `u8` inside `Clamped`.
    ClampedU8,
    /// `i16`.
    I16,
    /// `u16`.
    U16,
    /// `i32`, and `isize` on wasm32.
    I32,
    /// `u32`, and `usize` on wasm32.
    U32,
    /// `i64`.
    I64,
    /// `u64`.
    U64,
    /// `isize` on wasm64, carried as f64.
    Isize64,
    /// `usize` on wasm64, carried as f64.
    Usize64,
    /// `f32`.
    F32,
    /// `f64`.
    F64,
}

/// A reference to a definition of some crate.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeName {
    /// Namespace-qualified name, parts joined by `__`.
    pub qualified: String,
    /// `<crate name>-<hash>`; empty in guests that do not say.
    pub crate_id: String,
    /// 32-bit FNV-1a of the module path; 0 in guests (or kinds) that do not say.
    pub module_hash: u32,
}

/// A function's types.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Signature {
    /// Table index of the invoke function for closures, else 0.
    pub shim_index: u32,
    /// Argument types in order; an imported method's receiver is the first, an exported one's is not listed.
    pub args: Vec<Type>,
    /// What crosses the boundary.
    pub ret: Type,
    /// The documented result, different only for `async` exports.
    pub inner_ret: Type,
}

/// Decoded sequence-mode word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SequenceMode {
    /// What JS receives.
    pub form: SequenceForm,
    /// The attribute was `vec =` rather than `slice =`.
    pub owned_key: bool,
    /// Written on this argument rather than inherited from the block.
    pub explicit: bool,
}

/// What JS receives for a sequence argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SequenceForm {
    /// A view over wasm memory.
    View,
    /// A copied typed array.
    Copy,
    /// A plain `Array`.
    Array,
}
