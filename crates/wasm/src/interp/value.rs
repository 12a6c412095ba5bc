//! Run-time values. Floats are kept as bits, so NaN payloads survive.

use super::trap::Trap;
use walrus::{FunctionId, ValType};

/// One operand, local or global.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// 32-bit integer.
    I32(i32),
    /// 64-bit integer.
    I64(i64),
    /// 32-bit float, as bits.
    F32(u32),
    /// 64-bit float, as bits.
    F64(u64),
    /// Reference of any type.
    Ref(Ref),
}

/// A reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ref {
    /// Null of any type.
    Null,
    /// A function.
    Func(FunctionId),
    /// A caught exception: an index into the run's exceptions.
    Exn(u32),
}

impl Value {
    /// The default of a type. There are no vector values: each instruction that would make or
    /// use one is refused, so a vector local's default is never looked at.
    pub fn zero(ty: ValType) -> Value {
        match ty {
            ValType::I32 => Value::I32(0),
            ValType::I64 | ValType::V128 => Value::I64(0),
            ValType::F32 => Value::F32(0),
            ValType::F64 => Value::F64(0),
            ValType::Ref(_) => Value::Ref(Ref::Null),
        }
    }

    /// As an `i32`.
    pub fn i32(self) -> Result<i32, Trap> {
        match self {
            Value::I32(v) => Ok(v),
            _ => Err(Trap::Invalid),
        }
    }

    /// As an `i64`.
    pub fn i64(self) -> Result<i64, Trap> {
        match self {
            Value::I64(v) => Ok(v),
            _ => Err(Trap::Invalid),
        }
    }

    /// As an `f32`.
    pub fn f32(self) -> Result<f32, Trap> {
        match self {
            Value::F32(v) => Ok(f32::from_bits(v)),
            _ => Err(Trap::Invalid),
        }
    }

    /// As an `f64`.
    pub fn f64(self) -> Result<f64, Trap> {
        match self {
            Value::F64(v) => Ok(f64::from_bits(v)),
            _ => Err(Trap::Invalid),
        }
    }

    /// As a reference.
    pub fn reference(self) -> Result<Ref, Trap> {
        match self {
            Value::Ref(v) => Ok(v),
            _ => Err(Trap::Invalid),
        }
    }

    /// As an address, table index or length: either integer width, unsigned.
    pub fn address(self) -> Result<u64, Trap> {
        match self {
            Value::I32(v) => Ok(u64::from(v.cast_unsigned())),
            Value::I64(v) => Ok(v.cast_unsigned()),
            _ => Err(Trap::Invalid),
        }
    }
}
