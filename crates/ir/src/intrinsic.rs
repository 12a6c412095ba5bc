//! Imports whose JS the generator knows (spec 03 section 3).

macro_rules! intrinsics {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A named intrinsic of the guest crate.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Intrinsic {
            $($(#[$doc])* $variant,)*
        }

        impl Intrinsic {
            /// All of them.
            pub const ALL: &'static [Intrinsic] = &[$(Intrinsic::$variant),*];

            /// The guest's name for it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Intrinsic::$variant => $name,)*
                }
            }

            /// The intrinsic of a guest name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Intrinsic::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

intrinsics! {
    /// `v === null`.
    IsNull = "__wbindgen_is_null",
    /// `v === undefined`.
    IsUndefined = "__wbindgen_is_undefined",
    /// `v == null`.
    IsNullOrUndefined = "__wbindgen_is_null_or_undefined",
    /// `typeof v === "symbol"`.
    IsSymbol = "__wbindgen_is_symbol",
    /// `typeof v === "function"`.
    IsFunction = "__wbindgen_is_function",
    /// `typeof v === "string"`.
    IsString = "__wbindgen_is_string",
    /// `typeof v === "bigint"`.
    IsBigint = "__wbindgen_is_bigint",
    /// A non-null object.
    IsObject = "__wbindgen_is_object",
    /// `typeof v`.
    Typeof = "__wbindgen_typeof",
    /// `prop in obj`.
    In = "__wbindgen_in",
    /// `!v`.
    IsFalsy = "__wbindgen_is_falsy",
    /// `+v`; an exception is the result.
    TryIntoNumber = "__wbindgen_try_into_number",
    /// `-v`.
    Neg = "__wbindgen_neg",
    /// `~v`.
    BitNot = "__wbindgen_bit_not",
    /// `a & b`.
    BitAnd = "__wbindgen_bit_and",
    /// `a | b`.
    BitOr = "__wbindgen_bit_or",
    /// `a ^ b`.
    BitXor = "__wbindgen_bit_xor",
    /// `a << b`.
    Shl = "__wbindgen_shl",
    /// `a >> b`.
    Shr = "__wbindgen_shr",
    /// `a + b`.
    Add = "__wbindgen_add",
    /// `a - b`.
    Sub = "__wbindgen_sub",
    /// `a / b`.
    Div = "__wbindgen_div",
    /// `a * b`.
    Mul = "__wbindgen_mul",
    /// `a % b`.
    Rem = "__wbindgen_rem",
    /// `a ** b`.
    Pow = "__wbindgen_pow",
    /// `a / b`; a RangeError is the result.
    CheckedDiv = "__wbindgen_checked_div",
    /// `a >>> b`.
    UnsignedShr = "__wbindgen_unsigned_shr",
    /// `a < b`.
    Lt = "__wbindgen_lt",
    /// `a <= b`.
    Le = "__wbindgen_le",
    /// `a >= b`.
    Ge = "__wbindgen_ge",
    /// `a > b`.
    Gt = "__wbindgen_gt",
    /// `a === b`.
    Eq = "__wbindgen_jsval_eq",
    /// `a == b`.
    LooseEq = "__wbindgen_jsval_loose_eq",
    /// Number or undefined.
    NumberGet = "__wbindgen_number_get",
    /// Boolean or undefined.
    BooleanGet = "__wbindgen_boolean_get",
    /// String or undefined.
    StringGet = "__wbindgen_string_get",
    /// BigInt or undefined.
    BigintGetAsI64 = "__wbindgen_bigint_get_as_i64",
    /// Bytes to string with replacement characters.
    StringFromUtf8Lossy = "__wbindgen_string_from_utf8_lossy",
    /// Text of `format!("{:?}", value)`.
    DebugString = "__wbindgen_debug_string",
    /// Throws a new `Error`.
    Throw = "__wbindgen_throw",
    /// Throws a value.
    Rethrow = "__wbindgen_rethrow",
    /// Copies bytes into a typed array's memory.
    CopyToTypedArray = "__wbindgen_copy_to_typed_array",
    /// Fills the handle table.
    InitExternrefTable = "__wbindgen_init_externref_table",
    /// The instance's exports.
    Exports = "__wbindgen_exports",
    /// The memory.
    Memory = "__wbindgen_memory",
    /// The module.
    Module = "__wbindgen_module",
    /// The instance.
    Instance = "__wbindgen_instance",
    /// The function table.
    FunctionTable = "__wbindgen_function_table",
    /// Schedules a fresh instance.
    Reinit = "__wbindgen_reinit",
    /// Live handles, in heap mode.
    ExternrefHeapLiveCount = "__wbindgen_externref_heap_live_count",
    /// A new `PanicError`.
    PanicError = "__wbindgen_panic_error",
    /// Suspends on a promise.
    JspiSuspend = "__wbindgen_jspi_suspend",
    /// Whether a fiber is running.
    JspiInContext = "__wbindgen_jspi_in_context",
    /// Polls a task in its own fiber.
    JspiSpawnPoll = "__wbindgen_jspi_spawn_poll",
    /// First poll of a task in its own fiber.
    JspiSpawnFirst = "__wbindgen_jspi_spawn_first",
}

impl Intrinsic {
    /// Whether evaluating it may fail, run code of the user, or call the wasm.
    pub fn goes_outside(self) -> bool {
        use Intrinsic as I;
        !matches!(
            self,
            I::IsNull
                | I::IsUndefined
                | I::IsNullOrUndefined
                | I::IsSymbol
                | I::IsFunction
                | I::IsString
                | I::IsBigint
                | I::IsObject
                | I::IsFalsy
                | I::Typeof
                | I::Eq
                | I::NumberGet
                | I::BooleanGet
                | I::BigintGetAsI64
                | I::InitExternrefTable
                | I::Exports
                | I::Memory
                | I::Module
                | I::Instance
                | I::FunctionTable
                | I::Reinit
                | I::ExternrefHeapLiveCount
                | I::PanicError
                | I::JspiInContext
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for &intrinsic in Intrinsic::ALL {
            assert_eq!(Intrinsic::from_name(intrinsic.name()), Some(intrinsic));
        }
        assert_eq!(Intrinsic::from_name("__wbindgen_nope"), None);
    }
}
