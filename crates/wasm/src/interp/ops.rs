// A regular table of numeric instructions: longer than other files on purpose.
//! Numeric instructions on values: pure functions, no machine state.
//!
//! Vector instructions are refused by name; everything else of the numeric instruction set is here.

use super::trap::Trap;
use super::value::Value;
use walrus::ir::{BinaryOp, UnaryOp};

fn flag(v: bool) -> Value {
    Value::I32(i32::from(v))
}

fn f32_value(v: f32) -> Value {
    Value::F32(v.to_bits())
}

fn f64_value(v: f64) -> Value {
    Value::F64(v.to_bits())
}

macro_rules! integer_binary {
    ($op:expr, $a:expr, $b:expr, $get:ident, $int:ty, $uint:ty, $value:path, $mask:expr,
     $eq:pat, $ne:pat, $lts:pat, $ltu:pat, $gts:pat, $gtu:pat, $les:pat, $leu:pat, $ges:pat, $geu:pat,
     $add:pat, $sub:pat, $mul:pat, $divs:pat, $divu:pat, $rems:pat, $remu:pat, $and:pat, $or:pat,
     $xor:pat, $shl:pat, $shrs:pat, $shru:pat, $rotl:pat, $rotr:pat) => {{
        let a: $int = $a.$get()?;
        let b: $int = $b.$get()?;
        let (ua, ub) = (a.cast_unsigned(), b.cast_unsigned());
        // The shift count is taken modulo the width, which always fits 32 bits.
        let count = (ub & $mask) as u32;
        let unsigned = |v: $uint| $value(v.cast_signed());
        match $op {
            $eq => flag(a == b),
            $ne => flag(a != b),
            $lts => flag(a < b),
            $ltu => flag(ua < ub),
            $gts => flag(a > b),
            $gtu => flag(ua > ub),
            $les => flag(a <= b),
            $leu => flag(ua <= ub),
            $ges => flag(a >= b),
            $geu => flag(ua >= ub),
            $add => $value(a.wrapping_add(b)),
            $sub => $value(a.wrapping_sub(b)),
            $mul => $value(a.wrapping_mul(b)),
            $divs if b == 0 => return Err(Trap::DivideByZero),
            $divs => $value(a.checked_div(b).ok_or(Trap::Overflow)?),
            $divu => unsigned(ua.checked_div(ub).ok_or(Trap::DivideByZero)?),
            $rems if b == 0 => return Err(Trap::DivideByZero),
            $rems => $value(a.wrapping_rem(b)),
            $remu => unsigned(ua.checked_rem(ub).ok_or(Trap::DivideByZero)?),
            $and => $value(a & b),
            $or => $value(a | b),
            $xor => $value(a ^ b),
            $shl => $value(a.wrapping_shl(count)),
            $shrs => $value(a.wrapping_shr(count)),
            $shru => unsigned(ua.wrapping_shr(count)),
            $rotl => $value(a.rotate_left(count)),
            $rotr => $value(a.rotate_right(count)),
            other => return Err(Trap::Unsupported(format!("{other:?}"))),
        }
    }};
}

macro_rules! float_binary {
    ($op:expr, $a:expr, $b:expr, $get:ident, $value:ident, $min:ident, $max:ident,
     $eq:pat, $ne:pat, $lt:pat, $gt:pat, $le:pat, $ge:pat,
     $add:pat, $sub:pat, $mul:pat, $div:pat, $minp:pat, $maxp:pat, $copysign:pat) => {{
        let a = $a.$get()?;
        let b = $b.$get()?;
        match $op {
            $eq => flag(a == b),
            $ne => flag(a != b),
            $lt => flag(a < b),
            $gt => flag(a > b),
            $le => flag(a <= b),
            $ge => flag(a >= b),
            $add => $value(a + b),
            $sub => $value(a - b),
            $mul => $value(a * b),
            $div => $value(a / b),
            $minp => $value($min(a, b)),
            $maxp => $value($max(a, b)),
            $copysign => $value(a.copysign(b)),
            other => return Err(Trap::Unsupported(format!("{other:?}"))),
        }
    }};
}

macro_rules! min_max {
    ($float:ty, $min:ident, $max:ident) => {
        // Unlike Rust's, wasm's minimum and maximum give NaN when either side is NaN and order zeros.
        fn $min(a: $float, b: $float) -> $float {
            if a.is_nan() || b.is_nan() {
                <$float>::NAN
            } else if a == b {
                if a.is_sign_negative() { a } else { b }
            } else if a < b {
                a
            } else {
                b
            }
        }
        fn $max(a: $float, b: $float) -> $float {
            if a.is_nan() || b.is_nan() {
                <$float>::NAN
            } else if a == b {
                if a.is_sign_negative() { b } else { a }
            } else if a > b {
                a
            } else {
                b
            }
        }
    };
}

min_max!(f32, min_f32, max_f32);
min_max!(f64, min_f64, max_f64);

/// Result of a two-operand instruction.
pub fn binary(op: BinaryOp, a: Value, b: Value) -> Result<Value, Trap> {
    use BinaryOp::*;
    Ok(match a {
        Value::I32(_) => integer_binary!(
            op,
            a,
            b,
            i32,
            i32,
            u32,
            Value::I32,
            31,
            I32Eq,
            I32Ne,
            I32LtS,
            I32LtU,
            I32GtS,
            I32GtU,
            I32LeS,
            I32LeU,
            I32GeS,
            I32GeU,
            I32Add,
            I32Sub,
            I32Mul,
            I32DivS,
            I32DivU,
            I32RemS,
            I32RemU,
            I32And,
            I32Or,
            I32Xor,
            I32Shl,
            I32ShrS,
            I32ShrU,
            I32Rotl,
            I32Rotr
        ),
        Value::I64(_) => integer_binary!(
            op,
            a,
            b,
            i64,
            i64,
            u64,
            Value::I64,
            63,
            I64Eq,
            I64Ne,
            I64LtS,
            I64LtU,
            I64GtS,
            I64GtU,
            I64LeS,
            I64LeU,
            I64GeS,
            I64GeU,
            I64Add,
            I64Sub,
            I64Mul,
            I64DivS,
            I64DivU,
            I64RemS,
            I64RemU,
            I64And,
            I64Or,
            I64Xor,
            I64Shl,
            I64ShrS,
            I64ShrU,
            I64Rotl,
            I64Rotr
        ),
        Value::F32(_) => float_binary!(
            op,
            a,
            b,
            f32,
            f32_value,
            min_f32,
            max_f32,
            F32Eq,
            F32Ne,
            F32Lt,
            F32Gt,
            F32Le,
            F32Ge,
            F32Add,
            F32Sub,
            F32Mul,
            F32Div,
            F32Min,
            F32Max,
            F32Copysign
        ),
        Value::F64(_) => float_binary!(
            op,
            a,
            b,
            f64,
            f64_value,
            min_f64,
            max_f64,
            F64Eq,
            F64Ne,
            F64Lt,
            F64Gt,
            F64Le,
            F64Ge,
            F64Add,
            F64Sub,
            F64Mul,
            F64Div,
            F64Min,
            F64Max,
            F64Copysign
        ),
        Value::Ref(_) => return Err(Trap::Unsupported(format!("{op:?}"))),
    })
}

/// Truncates towards zero; `low` and `high` are the exclusive bounds that still fit the target.
fn truncate(v: f64, low: f64, high: f64) -> Result<f64, Trap> {
    let t = v.trunc();
    if t > low && t < high { Ok(t) } else { Err(Trap::Overflow) }
}

// Powers of two around the integer ranges, exact in `f64`. The lower bounds are exclusive; the
// value before -2^63 in an `f64` is -2^63 - 2048.
const P31: f64 = 2_147_483_648.0;
const P32: f64 = 4_294_967_296.0;
const P63: f64 = 9_223_372_036_854_775_808.0;
const P64: f64 = 18_446_744_073_709_551_616.0;

fn to_i32(v: f64) -> Result<Value, Trap> {
    Ok(Value::I32(truncate(v, -P31 - 1.0, P31)? as i32))
}

fn to_u32(v: f64) -> Result<Value, Trap> {
    Ok(Value::I32((truncate(v, -1.0, P32)? as u32).cast_signed()))
}

fn to_i64(v: f64) -> Result<Value, Trap> {
    Ok(Value::I64(truncate(v, -P63 - 2048.0, P63)? as i64))
}

fn to_u64(v: f64) -> Result<Value, Trap> {
    Ok(Value::I64((truncate(v, -1.0, P64)? as u64).cast_signed()))
}

/// Result of a one-operand instruction.
pub fn unary(op: UnaryOp, a: Value) -> Result<Value, Trap> {
    use UnaryOp::*;
    let unsigned32 = |v: u32| Value::I32(v.cast_signed());
    Ok(match op {
        I32Eqz => flag(a.i32()? == 0),
        I32Clz => unsigned32(a.i32()?.leading_zeros()),
        I32Ctz => unsigned32(a.i32()?.trailing_zeros()),
        I32Popcnt => unsigned32(a.i32()?.count_ones()),
        I64Eqz => flag(a.i64()? == 0),
        I64Clz => Value::I64(i64::from(a.i64()?.leading_zeros())),
        I64Ctz => Value::I64(i64::from(a.i64()?.trailing_zeros())),
        I64Popcnt => Value::I64(i64::from(a.i64()?.count_ones())),
        F32Abs => f32_value(a.f32()?.abs()),
        F32Neg => f32_value(-a.f32()?),
        F32Ceil => f32_value(a.f32()?.ceil()),
        F32Floor => f32_value(a.f32()?.floor()),
        F32Trunc => f32_value(a.f32()?.trunc()),
        F32Nearest => f32_value(a.f32()?.round_ties_even()),
        F32Sqrt => f32_value(a.f32()?.sqrt()),
        F64Abs => f64_value(a.f64()?.abs()),
        F64Neg => f64_value(-a.f64()?),
        F64Ceil => f64_value(a.f64()?.ceil()),
        F64Floor => f64_value(a.f64()?.floor()),
        F64Trunc => f64_value(a.f64()?.trunc()),
        F64Nearest => f64_value(a.f64()?.round_ties_even()),
        F64Sqrt => f64_value(a.f64()?.sqrt()),
        // The casts below drop or add bits exactly as the instruction says.
        I32WrapI64 => Value::I32(a.i64()? as i32),
        I32TruncSF32 => to_i32(f64::from(a.f32()?))?,
        I32TruncUF32 => to_u32(f64::from(a.f32()?))?,
        I32TruncSF64 => to_i32(a.f64()?)?,
        I32TruncUF64 => to_u32(a.f64()?)?,
        I64ExtendSI32 => Value::I64(i64::from(a.i32()?)),
        I64ExtendUI32 => Value::I64(i64::from(a.i32()?.cast_unsigned())),
        I64TruncSF32 => to_i64(f64::from(a.f32()?))?,
        I64TruncUF32 => to_u64(f64::from(a.f32()?))?,
        I64TruncSF64 => to_i64(a.f64()?)?,
        I64TruncUF64 => to_u64(a.f64()?)?,
        F32ConvertSI32 => f32_value(a.i32()? as f32),
        F32ConvertUI32 => f32_value(a.i32()?.cast_unsigned() as f32),
        F32ConvertSI64 => f32_value(a.i64()? as f32),
        F32ConvertUI64 => f32_value(a.i64()?.cast_unsigned() as f32),
        F32DemoteF64 => f32_value(a.f64()? as f32),
        F64ConvertSI32 => f64_value(f64::from(a.i32()?)),
        F64ConvertUI32 => f64_value(f64::from(a.i32()?.cast_unsigned())),
        F64ConvertSI64 => f64_value(a.i64()? as f64),
        F64ConvertUI64 => f64_value(a.i64()?.cast_unsigned() as f64),
        F64PromoteF32 => f64_value(f64::from(a.f32()?)),
        I32ReinterpretF32 => unsigned32(a.f32()?.to_bits()),
        I64ReinterpretF64 => Value::I64(a.f64()?.to_bits().cast_signed()),
        F32ReinterpretI32 => Value::F32(a.i32()?.cast_unsigned()),
        F64ReinterpretI64 => Value::F64(a.i64()?.cast_unsigned()),
        I32Extend8S => Value::I32(i32::from(a.i32()? as i8)),
        I32Extend16S => Value::I32(i32::from(a.i32()? as i16)),
        I64Extend8S => Value::I64(i64::from(a.i64()? as i8)),
        I64Extend16S => Value::I64(i64::from(a.i64()? as i16)),
        I64Extend32S => Value::I64(i64::from(a.i64()? as i32)),
        // Rust's float casts saturate and map NaN to zero, as these instructions do.
        I32TruncSSatF32 => Value::I32(a.f32()? as i32),
        I32TruncUSatF32 => unsigned32(a.f32()? as u32),
        I32TruncSSatF64 => Value::I32(a.f64()? as i32),
        I32TruncUSatF64 => unsigned32(a.f64()? as u32),
        I64TruncSSatF32 => Value::I64(a.f32()? as i64),
        I64TruncUSatF32 => Value::I64((a.f32()? as u64).cast_signed()),
        I64TruncSSatF64 => Value::I64(a.f64()? as i64),
        I64TruncUSatF64 => Value::I64((a.f64()? as u64).cast_signed()),
        vector => return Err(Trap::Unsupported(format!("{vector:?}"))),
    })
}
