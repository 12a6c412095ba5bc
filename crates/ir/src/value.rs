//! How one value crosses the boundary: [`Lower`] from JS to wasm, [`Lift`] from wasm to JS.
//!
//! Two types, because what may go in differs from what may come out. A value's shape and presence determine its wasm words
//! (ABI contract, spec 04); [`Lower::slots`] and [`Lift::slots`] are that table.

use crate::abi::PointerWidth;
use crate::id::{ClassId, ClosureId, EnumId, StringEnumId, UnionId};

/// A wasm value type as the guest's own functions have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Word {
    /// `i32`.
    I32,
    /// `i64`.
    I64,
    /// `f32`.
    F32,
    /// `f64`.
    F64,
}

impl Word {
    /// Size and alignment in bytes inside a return area.
    pub fn size(self) -> u32 {
        match self {
            Word::I32 | Word::F32 => 4,
            Word::I64 | Word::F64 => 8,
        }
    }
}

/// One word of a value, with what the shims may do to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// Type on the Rust side.
    pub word: Word,
    /// Whether it is a handle that becomes `externref` when it crosses directly in externref-table mode.
    pub pass: Pass,
}

/// What a word means to the shims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pass {
    /// Crosses as it is.
    Plain,
    /// A handle the receiver owns.
    OwnedHandle,
    /// A handle valid for the duration of the call.
    BorrowedHandle,
}

/// Which empty states a value has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Presence {
    /// Always a value.
    #[default]
    Required,
    /// `Option<T>`: JS `undefined` or `null` go in, `undefined` comes out.
    Optional,
    /// `Nullable<T>`: JS `null` only.
    Nullable,
    /// `Option<Nullable<T>>`: `undefined` and `null` are different.
    OptionalNullable,
}

impl Presence {
    /// Whether there is any empty state.
    pub fn is_required(self) -> bool {
        self == Presence::Required
    }
}

/// Numbers that cross as one word when required.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Num {
    /// `i8`.
    I8,
    /// `u8`.
    U8,
    /// `i16`.
    I16,
    /// `u16`.
    U16,
    /// `i32`, `isize` on wasm32.
    I32,
    /// `u32`, `usize` on wasm32.
    U32,
    /// `i64`: a BigInt.
    I64,
    /// `u64`: a BigInt.
    U64,
    /// `isize` on memory64, carried as f64.
    Isize64,
    /// `usize` on memory64, carried as f64.
    Usize64,
    /// `f32`.
    F32,
    /// `f64`.
    F64,
}

/// Element of a sequence whose memory is a typed array's memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Elem {
    /// `Int8Array`.
    I8,
    /// `Uint8Array`.
    U8,
    /// `Uint8ClampedArray`.
    ClampedU8,
    /// `Int16Array`.
    I16,
    /// `Uint16Array`.
    U16,
    /// `Int32Array`.
    I32,
    /// `Uint32Array`.
    U32,
    /// `BigInt64Array`.
    I64,
    /// `BigUint64Array`.
    U64,
    /// `Float32Array`.
    F32,
    /// `Float64Array`.
    F64,
}

impl Elem {
    /// Bytes per element.
    pub fn size(self) -> u32 {
        match self {
            Elem::I8 | Elem::U8 | Elem::ClampedU8 => 1,
            Elem::I16 | Elem::U16 => 2,
            Elem::I32 | Elem::U32 | Elem::F32 => 4,
            Elem::I64 | Elem::U64 | Elem::F64 => 8,
        }
    }
}

/// What a JS handle refers to, for declarations.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HandleType {
    /// Any JS value.
    Any,
    /// A TypeScript type text recorded by the guest.
    Named(String),
    /// A dynamic union.
    Union(UnionId),
    /// An exported struct, as element of an array of objects.
    Class(ClassId),
}

/// Whether the receiver of a handle or memory block must release it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ownership {
    /// It must.
    Owned,
    /// Valid during the call only.
    Borrowed,
}

/// How Rust receives an exported struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StructPass {
    /// `T`: the JS object gives up its pointer.
    ByValue,
    /// `&T`.
    Ref,
    /// `&mut T`.
    RefMut,
}

/// A value going from JS to wasm: export and closure arguments, import and getter results.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lower {
    /// What it is.
    pub shape: LowerShape,
    /// Its empty states.
    pub presence: Presence,
}

/// Shapes of [`Lower`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LowerShape {
    /// `()`: only as an import's or closure's result.
    Unit,
    /// A number or 64-bit BigInt.
    Number(Num),
    /// `i128`/`u128`: two words, low first.
    Big128 {
        /// `i128` rather than `u128`.
        signed: bool,
    },
    /// `bool`.
    Boolean,
    /// `char`.
    Char,
    /// `String` or `&str`: allocated, encoded, owned by Rust.
    String,
    /// `&[T]`, `Vec<T>`, `Box<[T]>` of numbers: copied into an allocation owned by Rust.
    Slice(Elem),
    /// `&mut [T]` of numbers: as [`LowerShape::Slice`], plus the JS array for copying back.
    SliceMut(Elem),
    /// `Vec` of JS values, imported types, strings or structs: an allocation of owned handles.
    Handles(HandleType),
    /// `Vec<bool>`, `Vec<char>`, `Vec` of enums: an allocation of encoded cells.
    Cells(Box<Lower>),
    /// A JS value.
    Handle(HandleType, Ownership),
    /// Numeric enum; `hole` stands for none.
    Enum(EnumId, Hole),
    /// String enum.
    StringEnum(StringEnumId),
    /// An exported struct.
    Struct(ClassId, StructPass),
    /// `*const T`, `*mut T`.
    RawPointer,
    /// `NonNull<T>`.
    NonNull,
}

/// The value that stands for "none" in an optional numeric enum.
pub type Hole = u32;

/// A value going from wasm to JS: export results, import and closure-result values, getter values.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lift {
    /// What it is.
    pub shape: LiftShape,
    /// Its empty states.
    pub presence: Presence,
}

/// What JS receives for a borrowed sequence of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SliceForm {
    /// A live view over wasm memory (owned sequences are always copied).
    View,
    /// A copied typed array.
    Copy,
    /// A plain `Array`.
    Array,
}

/// Shapes of [`Lift`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LiftShape {
    /// `()`.
    Unit,
    /// A number or 64-bit BigInt.
    Number(Num),
    /// `i128`/`u128`: two words, low first.
    Big128 {
        /// `i128` rather than `u128`.
        signed: bool,
    },
    /// `bool`.
    Boolean,
    /// `char`.
    Char,
    /// `&str` (borrowed) or `String` (owned: freed after decoding).
    String(Ownership),
    /// A possibly interned string: pointer 0 means the length word is a borrowed handle.
    CachedString(Ownership),
    /// A sequence of numbers.
    Slice(Elem, Ownership, SliceForm),
    /// An array of handles; owned ones are released and the block freed after reading.
    Handles(HandleType, Ownership),
    /// An array of encoded cells, each read by the inner (borrowed) rules; the block is always freed.
    Cells(Box<Lift>),
    /// A JS value.
    Handle(HandleType, Ownership),
    /// Numeric enum; `hole` stands for none.
    Enum(EnumId, Hole),
    /// String enum.
    StringEnum(StringEnumId),
    /// An exported struct by value.
    Struct(ClassId),
    /// `*const T`, `*mut T`.
    RawPointer,
    /// `NonNull<T>`.
    NonNull,
    /// `Closure`: two words (data, vtable) that become a JS function owning them.
    OwnedClosure(ClosureId),
    /// `&dyn Fn`, `&mut dyn FnMut`: callable until the import returns.
    StackClosure(ClosureId),
    /// `ScopedClosure::borrow`: callable until Rust ends the borrow through `_wbg_cb_unref`.
    BorrowedClosure(ClosureId),
}

impl Lower {
    /// A required value.
    pub fn new(shape: LowerShape) -> Self {
        Self { shape, presence: Presence::Required }
    }

    /// The wasm words, in order.
    pub fn slots(&self, pointer: PointerWidth) -> Vec<Slot> {
        let ptr = pointer_slot(pointer);
        match &self.shape {
            LowerShape::Unit => vec![],
            LowerShape::Number(n) => number_slots(*n, self.presence),
            LowerShape::Big128 { .. } => tagged(self.presence, &[Word::I64, Word::I64]),
            LowerShape::Boolean | LowerShape::Char | LowerShape::StringEnum(_) => plain(&[Word::I32]),
            LowerShape::String | LowerShape::Slice(_) | LowerShape::Handles(_) | LowerShape::Cells(_) => vec![ptr, ptr],
            LowerShape::SliceMut(_) => vec![ptr, ptr, Slot { word: Word::I32, pass: Pass::OwnedHandle }],
            // Empty handles go in as numbers: JS passes 0 or the handle of `null`, or fills a slot itself.
            LowerShape::Handle(_, ownership) if self.presence.is_required() => vec![handle_slot(*ownership)],
            LowerShape::Handle(..) => plain(&[Word::I32]),
            LowerShape::Enum(..) => plain(&[Word::F64]),
            LowerShape::Struct(..) => vec![ptr],
            LowerShape::RawPointer => pointer_or_f64(pointer, self.presence),
            LowerShape::NonNull => non_null_slots(pointer, self.presence),
        }
    }
}

impl Lift {
    /// A required value.
    pub fn new(shape: LiftShape) -> Self {
        Self { shape, presence: Presence::Required }
    }

    /// The wasm words, in order.
    pub fn slots(&self, pointer: PointerWidth) -> Vec<Slot> {
        let ptr = pointer_slot(pointer);
        match &self.shape {
            LiftShape::Unit => vec![],
            LiftShape::Number(n) => number_slots(*n, self.presence),
            LiftShape::Big128 { .. } => tagged(self.presence, &[Word::I64, Word::I64]),
            LiftShape::Boolean | LiftShape::Char | LiftShape::StringEnum(_) => plain(&[Word::I32]),
            LiftShape::String(_)
            | LiftShape::CachedString(_)
            | LiftShape::Slice(..)
            | LiftShape::Handles(..)
            | LiftShape::Cells(_)
            | LiftShape::OwnedClosure(_)
            | LiftShape::StackClosure(_)
            | LiftShape::BorrowedClosure(_) => vec![ptr, ptr],
            LiftShape::Handle(_, ownership) => vec![handle_slot(*ownership)],
            LiftShape::Enum(..) => plain(&[Word::F64]),
            LiftShape::Struct(_) => vec![ptr],
            LiftShape::RawPointer => pointer_or_f64(pointer, self.presence),
            LiftShape::NonNull => non_null_slots(pointer, self.presence),
        }
    }
}

/// The word a linear memory address crosses as.
pub fn pointer_slot(pointer: PointerWidth) -> Slot {
    let word = match pointer {
        PointerWidth::W32 => Word::I32,
        PointerWidth::W64 => Word::F64,
    };
    Slot { word, pass: Pass::Plain }
}

fn handle_slot(ownership: Ownership) -> Slot {
    let pass = match ownership {
        Ownership::Owned => Pass::OwnedHandle,
        Ownership::Borrowed => Pass::BorrowedHandle,
    };
    Slot { word: Word::I32, pass }
}

fn plain(words: &[Word]) -> Vec<Slot> {
    words.iter().map(|&word| Slot { word, pass: Pass::Plain }).collect()
}

fn tagged(presence: Presence, words: &[Word]) -> Vec<Slot> {
    let mut slots = if presence.is_required() { vec![] } else { plain(&[Word::I32]) };
    slots.extend(plain(words));
    slots
}

fn number_slots(number: Num, presence: Presence) -> Vec<Slot> {
    match number {
        Num::I8 | Num::U8 | Num::I16 | Num::U16 => plain(&[Word::I32]),
        Num::I32 | Num::U32 if presence.is_required() => plain(&[Word::I32]),
        Num::F32 if presence.is_required() => plain(&[Word::F32]),
        Num::I32 | Num::U32 | Num::F32 | Num::Isize64 | Num::Usize64 => plain(&[Word::F64]),
        Num::I64 | Num::U64 => tagged(presence, &[Word::I64]),
        Num::F64 => tagged(presence, &[Word::F64]),
    }
}

fn pointer_or_f64(pointer: PointerWidth, presence: Presence) -> Vec<Slot> {
    if presence.is_required() { vec![pointer_slot(pointer)] } else { plain(&[Word::F64]) }
}

fn non_null_slots(pointer: PointerWidth, presence: Presence) -> Vec<Slot> {
    match presence {
        Presence::Required | Presence::Optional => vec![pointer_slot(pointer)],
        Presence::Nullable | Presence::OptionalNullable => plain(&[Word::F64]),
    }
}
