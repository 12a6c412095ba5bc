//! How addresses look in code: on the stack and in globals they are integers as wide as the memory's, while functions of the
//! guest's runtime take and return the words that JavaScript reads as numbers.
//!
//! Must not know what the addresses are for.

use walrus::ir::{BinaryOp, UnaryOp, Value};
use walrus::{ConstExpr, InstrSeqBuilder, ValType};
use wbg_ir::PointerWidth;

/// The addresses of a module.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Address(pub(crate) PointerWidth);

impl Address {
    /// Type of an address on the stack and in globals.
    pub(crate) fn ty(self) -> ValType {
        match self.0 {
            PointerWidth::W32 => ValType::I32,
            PointerWidth::W64 => ValType::I64,
        }
    }

    /// Type of an address that a function of the guest's runtime takes or returns.
    pub(crate) fn word(self) -> ValType {
        match self.0 {
            PointerWidth::W32 => ValType::I32,
            PointerWidth::W64 => ValType::F64,
        }
    }

    /// The value of a global that holds an address. Narrow ones keep the low half.
    pub(crate) fn init(self, value: u64) -> ConstExpr {
        ConstExpr::Value(match self.0 {
            PointerWidth::W32 => Value::I32(low(value)),
            PointerWidth::W64 => Value::I64(value.cast_signed()),
        })
    }

    /// `[] -> [address]`
    pub(crate) fn constant(self, body: &mut InstrSeqBuilder<'_>, value: u64) {
        match self.0 {
            PointerWidth::W32 => body.i32_const(low(value)),
            PointerWidth::W64 => body.i64_const(value.cast_signed()),
        };
    }

    /// `[] -> [word]`
    pub(crate) fn constant_word(self, body: &mut InstrSeqBuilder<'_>, value: u64) {
        self.constant(body, value);
        self.make_word(body);
    }

    /// `[address, address] -> [address]`
    pub(crate) fn add(self, body: &mut InstrSeqBuilder<'_>) {
        body.binop(match self.0 {
            PointerWidth::W32 => BinaryOp::I32Add,
            PointerWidth::W64 => BinaryOp::I64Add,
        });
    }

    /// `[address, address] -> [address]`: zero where both are.
    pub(crate) fn or(self, body: &mut InstrSeqBuilder<'_>) {
        body.binop(match self.0 {
            PointerWidth::W32 => BinaryOp::I32Or,
            PointerWidth::W64 => BinaryOp::I64Or,
        });
    }

    /// `[address] -> [i32]`: 1 where it is zero.
    pub(crate) fn is_zero(self, body: &mut InstrSeqBuilder<'_>) {
        body.unop(match self.0 {
            PointerWidth::W32 => UnaryOp::I32Eqz,
            PointerWidth::W64 => UnaryOp::I64Eqz,
        });
    }

    /// `[i32] -> [address]`, without a sign.
    pub(crate) fn extend_number(self, body: &mut InstrSeqBuilder<'_>) {
        if self.0 == PointerWidth::W64 {
            body.unop(UnaryOp::I64ExtendUI32);
        }
    }

    /// `[address] -> [word]`
    pub(crate) fn make_word(self, body: &mut InstrSeqBuilder<'_>) {
        if self.0 == PointerWidth::W64 {
            body.unop(UnaryOp::F64ConvertUI64);
        }
    }

    /// `[word] -> [address]`: words that are no addresses become the nearest one.
    pub(crate) fn read_word(self, body: &mut InstrSeqBuilder<'_>) {
        if self.0 == PointerWidth::W64 {
            body.unop(UnaryOp::I64TruncUSatF64);
        }
    }
}

fn low(value: u64) -> i32 {
    u32::try_from(value & u64::from(u32::MAX)).expect("32 bits are left").cast_signed()
}
