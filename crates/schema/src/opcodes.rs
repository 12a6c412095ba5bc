//! Descriptor opcodes and their numbers.
//!
//! Guests number opcodes by position in a list into which new ones are inserted, so an old number silently means something else
//! in a newer schema. Here is the one list in the newest order; a table is the part of it that a schema has.

use crate::version::SchemaVersion;

macro_rules! opcodes {
    ($($(#[$doc:meta])* $variant:ident $text:ident $(since $since:literal)?;)*) => {
        /// What a descriptor word stands for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Opcode {
            $($(#[$doc])* $variant,)*
        }

        impl Opcode {
            /// The guest's name of the opcode, for messages.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($text),)*
                }
            }
        }

        /// Every opcode in the newest order with the schema that inserted it (`0.2.N`; 0 for the oldest known list).
        const ROWS: &[(Opcode, u32)] = &[$((Opcode::$variant, opcodes!(@since $($since)?)),)*];
    };
    (@since) => { 0 };
    (@since $since:literal) => { $since };
}

opcodes! {
    /// `i8`.
    I8 I8;
    /// `u8`.
    U8 U8;
    /// `i16`.
    I16 I16;
    /// `u16`.
    U16 U16;
    /// `i32`.
    I32 I32;
    /// `u32`.
    U32 U32;
    /// `i64`.
    I64 I64;
    /// `u64`.
    U64 U64;
    /// `isize` on wasm64.
    I64AsF64 I64_AS_F64 since 119;
    /// `usize` on wasm64.
    U64AsF64 U64_AS_F64 since 119;
    /// `i128`.
    I128 I128 since 96;
    /// `u128`.
    U128 U128 since 96;
    /// `f32`.
    F32 F32;
    /// `f64`.
    F64 F64;
    /// `bool`.
    Boolean BOOLEAN;
    /// A function's arguments and results.
    Function FUNCTION;
    /// A Rust closure that becomes a JS function.
    Closure CLOSURE;
    /// A string that may be interned.
    CachedString CACHED_STRING;
    /// `str` or `String`.
    String STRING;
    /// `&T`.
    Ref REF;
    /// `&mut T`.
    RefMut REFMUT;
    /// `&T` that outlives the call.
    LongRef LONGREF;
    /// `[T]`.
    Slice SLICE;
    /// `Vec<T>`.
    Vector VECTOR;
    /// `JsValue`.
    Externref EXTERNREF;
    /// A JS handle with a type text.
    NamedExternref NAMED_EXTERNREF;
    /// Numeric enum.
    Enum ENUM;
    /// String enum.
    StringEnum STRING_ENUM since 93;
    /// Dynamic union.
    DynamicUnion DYNAMIC_UNION since 121;
    /// Exported struct.
    RustStruct RUST_STRUCT;
    /// `char`.
    Char CHAR;
    /// `Option<T>`.
    Optional OPTIONAL;
    /// `Result<T, _>`.
    Result RESULT;
    /// `()`.
    Unit UNIT;
    /// Bytes below become clamped bytes.
    Clamped CLAMPED;
    /// `NonNull<T>`.
    NonNull NONNULL since 92;
    /// `*const T`.
    RawPointer RAW_POINTER since 119;
    /// How JS receives a sequence.
    SeqMode SEQ_MODE since 130;
    /// `Nullable<T>`.
    Nullable NULLABLE since 130;
}

/// The opcode numbers of one schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpcodeTable {
    by_number: Vec<Opcode>,
}

impl OpcodeTable {
    /// The numbers that guests of `schema` use.
    pub fn new(schema: SchemaVersion) -> Self {
        let by_number = ROWS
            .iter()
            .filter(|&&(_, since)| schema >= SchemaVersion::v0_2(since))
            .map(|&(opcode, _)| opcode)
            .collect();
        Self { by_number }
    }

    /// The opcode with this number.
    pub fn opcode(&self, number: u32) -> Option<Opcode> {
        self.by_number.get(usize::try_from(number).ok()?).copied()
    }

    /// The number of an opcode; `None` if the schema lacks it.
    pub fn number(&self, opcode: Opcode) -> Option<u32> {
        let position = self.by_number.iter().position(|&other| other == opcode)?;
        u32::try_from(position).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(patch: u32, opcodes: &[Opcode]) -> Vec<Option<u32>> {
        let table = OpcodeTable::new(SchemaVersion::v0_2(patch));
        opcodes.iter().map(|&opcode| table.number(opcode)).collect()
    }

    #[test]
    fn newest_numbers() {
        let table = OpcodeTable::new(SchemaVersion::v0_2(130));
        for (number, opcode) in [
            (0, Opcode::I8),
            (8, Opcode::I64AsF64),
            (10, Opcode::I128),
            (14, Opcode::Boolean),
            (15, Opcode::Function),
            (16, Opcode::Closure),
            (18, Opcode::String),
            (21, Opcode::LongRef),
            (24, Opcode::Externref),
            (26, Opcode::Enum),
            (28, Opcode::DynamicUnion),
            (29, Opcode::RustStruct),
            (33, Opcode::Unit),
            (36, Opcode::RawPointer),
            (37, Opcode::SeqMode),
            (38, Opcode::Nullable),
        ] {
            assert_eq!(table.opcode(number), Some(opcode));
            assert_eq!(table.number(opcode), Some(number));
        }
        assert_eq!(table.opcode(39), None);
        assert_eq!(table.opcode(u32::MAX), None);
    }

    #[test]
    fn insertions_move_older_numbers() {
        use Opcode::*;
        let some = [U64, F32, Function, RustStruct, NonNull, Nullable];
        assert_eq!(numbers(92, &some), [Some(7), Some(8), Some(11), Some(23), Some(29), None]);
        assert_eq!(numbers(128, &some), [Some(7), Some(12), Some(15), Some(29), Some(35), None]);
    }
}
