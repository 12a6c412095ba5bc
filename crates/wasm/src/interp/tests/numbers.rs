// Tables of instructions and results.
//! Numeric instructions.

use super::{body, check_i32, check_i64, failure};

#[test]
fn i32_arithmetic() {
    check_i32(&[
        ("(i32.add (i32.const 0x7fffffff) (i32.const 1))", 0x8000_0000),
        ("(i32.sub (i32.const 0) (i32.const 1))", u32::MAX),
        ("(i32.mul (i32.const 0x10001) (i32.const 0x10001))", 0x0002_0001),
        ("(i32.div_s (i32.const -7) (i32.const 2))", (-3i32) as u32),
        ("(i32.div_u (i32.const -7) (i32.const 2))", 0x7fff_fffc),
        ("(i32.rem_s (i32.const -7) (i32.const 2))", u32::MAX),
        ("(i32.rem_s (i32.const 0x80000000) (i32.const -1))", 0),
        ("(i32.rem_u (i32.const -7) (i32.const 4))", 1),
        ("(i32.and (i32.const 12) (i32.const 10))", 8),
        ("(i32.or (i32.const 12) (i32.const 10))", 14),
        ("(i32.xor (i32.const 12) (i32.const 10))", 6),
        ("(i32.shl (i32.const 1) (i32.const 33))", 2),
        ("(i32.shr_s (i32.const -8) (i32.const 1))", (-4i32) as u32),
        ("(i32.shr_u (i32.const -8) (i32.const 33))", 0x7fff_fffc),
        ("(i32.rotl (i32.const 0x80000001) (i32.const 1))", 3),
        ("(i32.rotr (i32.const 3) (i32.const 33))", 0x8000_0001),
        ("(i32.clz (i32.const 1))", 31),
        ("(i32.ctz (i32.const 0))", 32),
        ("(i32.popcnt (i32.const 0xff0f))", 12),
        ("(i32.eqz (i32.const 0))", 1),
        ("(i32.extend8_s (i32.const 0x1ff))", u32::MAX),
        ("(i32.extend16_s (i32.const 0x18000))", 0xffff_8000),
    ]);
}

#[test]
fn i32_comparisons() {
    check_i32(&[
        ("(i32.eq (i32.const 1) (i32.const 1))", 1),
        ("(i32.ne (i32.const 1) (i32.const 1))", 0),
        ("(i32.lt_s (i32.const -1) (i32.const 1))", 1),
        ("(i32.lt_u (i32.const -1) (i32.const 1))", 0),
        ("(i32.gt_s (i32.const -1) (i32.const 1))", 0),
        ("(i32.gt_u (i32.const -1) (i32.const 1))", 1),
        ("(i32.le_s (i32.const 1) (i32.const 1))", 1),
        ("(i32.le_u (i32.const -1) (i32.const 1))", 0),
        ("(i32.ge_s (i32.const -1) (i32.const 1))", 0),
        ("(i32.ge_u (i32.const 1) (i32.const 1))", 1),
    ]);
}

#[test]
fn i64_arithmetic() {
    check_i64(&[
        ("(i64.add (i64.const 0xffffffff) (i64.const 1))", 1 << 32),
        ("(i64.sub (i64.const 0) (i64.const 1))", u64::MAX),
        ("(i64.mul (i64.const 0x100000001) (i64.const 0x100000001))", 0x2_0000_0001),
        ("(i64.div_s (i64.const -7) (i64.const 2))", (-3i64) as u64),
        ("(i64.div_u (i64.const -2) (i64.const 2))", 0x7fff_ffff_ffff_ffff),
        ("(i64.rem_s (i64.const -7) (i64.const 2))", u64::MAX),
        ("(i64.rem_u (i64.const 7) (i64.const 4))", 3),
        ("(i64.and (i64.const 12) (i64.const 10))", 8),
        ("(i64.or (i64.const 12) (i64.const 10))", 14),
        ("(i64.xor (i64.const 12) (i64.const 10))", 6),
        ("(i64.shl (i64.const 1) (i64.const 65))", 2),
        ("(i64.shr_s (i64.const -8) (i64.const 1))", (-4i64) as u64),
        ("(i64.shr_u (i64.const -1) (i64.const 63))", 1),
        ("(i64.rotl (i64.const 0x8000000000000001) (i64.const 1))", 3),
        ("(i64.rotr (i64.const 3) (i64.const 1))", 0x8000_0000_0000_0001),
        ("(i64.clz (i64.const 1))", 63),
        ("(i64.ctz (i64.const 8))", 3),
        ("(i64.popcnt (i64.const -1))", 64),
        ("(i64.extend8_s (i64.const 0x80))", 0xffff_ffff_ffff_ff80),
        ("(i64.extend16_s (i64.const 0x8000))", 0xffff_ffff_ffff_8000),
        ("(i64.extend32_s (i64.const 0x80000000))", 0xffff_ffff_8000_0000),
        ("(i64.extend_i32_s (i32.const -1))", u64::MAX),
        ("(i64.extend_i32_u (i32.const -1))", 0xffff_ffff),
    ]);
    check_i32(&[
        ("(i64.eqz (i64.const 0x100000000))", 0),
        ("(i64.eq (i64.const 1) (i64.const 1))", 1),
        ("(i64.ne (i64.const 1) (i64.const 2))", 1),
        ("(i64.lt_s (i64.const -1) (i64.const 1))", 1),
        ("(i64.lt_u (i64.const -1) (i64.const 1))", 0),
        ("(i64.gt_s (i64.const -1) (i64.const 1))", 0),
        ("(i64.gt_u (i64.const -1) (i64.const 1))", 1),
        ("(i64.le_s (i64.const 1) (i64.const 1))", 1),
        ("(i64.le_u (i64.const 2) (i64.const 1))", 0),
        ("(i64.ge_s (i64.const 1) (i64.const 1))", 1),
        ("(i64.ge_u (i64.const -1) (i64.const 1))", 1),
        ("(i32.wrap_i64 (i64.const 0x123456789))", 0x2345_6789),
    ]);
}

#[test]
fn floats() {
    let f32_bits = |v: f32| v.to_bits();
    let f32_cases = [
        ("(f32.add (f32.const 1.5) (f32.const 2))", 3.5),
        ("(f32.sub (f32.const 1) (f32.const 2))", -1.0),
        ("(f32.mul (f32.const 3) (f32.const 2))", 6.0),
        ("(f32.div (f32.const 1) (f32.const 0))", f32::INFINITY),
        ("(f32.min (f32.const -0) (f32.const 0))", -0.0),
        ("(f32.max (f32.const -0) (f32.const 0))", 0.0),
        ("(f32.copysign (f32.const 2) (f32.const -1))", -2.0),
        ("(f32.abs (f32.const -2))", 2.0),
        ("(f32.neg (f32.const 0))", -0.0),
        ("(f32.ceil (f32.const 1.2))", 2.0),
        ("(f32.floor (f32.const -1.2))", -2.0),
        ("(f32.trunc (f32.const -1.8))", -1.0),
        ("(f32.nearest (f32.const 2.5))", 2.0),
        ("(f32.sqrt (f32.const 9))", 3.0),
        ("(f32.convert_i32_u (i32.const -1))", 4_294_967_296.0),
        ("(f32.convert_i64_s (i64.const -3))", -3.0),
        ("(f32.demote_f64 (f64.const 0.1))", 0.1),
    ];
    for (code, expected) in f32_cases {
        check_i32(&[(&format!("(i32.reinterpret_f32 {code})"), f32_bits(expected))]);
    }
    let f64_cases = [
        ("(f64.add (f64.const 1.5) (f64.const 2))", 3.5),
        ("(f64.min (f64.const 1) (f64.const -2))", -2.0),
        ("(f64.max (f64.const 1) (f64.const -2))", 1.0),
        ("(f64.nearest (f64.const 3.5))", 4.0),
        ("(f64.sqrt (f64.const 2.25))", 1.5),
        ("(f64.convert_i32_s (i32.const -1))", -1.0),
        ("(f64.convert_i64_u (i64.const -1))", 18_446_744_073_709_551_616.0),
        ("(f64.promote_f32 (f32.const 0.5))", 0.5),
        ("(f64.reinterpret_i64 (i64.const 0x3ff0000000000000))", 1.0),
    ];
    for (code, expected) in f64_cases {
        check_i64(&[(&format!("(i64.reinterpret_f64 {code})"), f64::to_bits(expected))]);
    }
    check_i32(&[
        ("(f32.lt (f32.const nan) (f32.const 1))", 0),
        ("(f32.ne (f32.const nan) (f32.const nan))", 1),
        ("(f64.ge (f64.const 1) (f64.const 1))", 1),
        ("(i32.and (i32.const 0x7fc00000) (i32.reinterpret_f32 (f32.min (f32.const nan) (f32.const 1))))", 0x7fc0_0000),
    ]);
}

#[test]
fn float_to_integer() {
    check_i32(&[
        ("(i32.trunc_f64_s (f64.const -2147483648.9))", 0x8000_0000),
        ("(i32.trunc_f64_u (f64.const 4294967295.5))", u32::MAX),
        ("(i32.trunc_f32_u (f32.const -0.9))", 0),
        ("(i32.trunc_sat_f32_s (f32.const nan))", 0),
        ("(i32.trunc_sat_f64_s (f64.const 1e30))", 0x7fff_ffff),
        ("(i32.trunc_sat_f64_u (f64.const -1))", 0),
    ]);
    check_i64(&[
        ("(i64.trunc_f64_s (f64.const -9223372036854775808))", 1 << 63),
        ("(i64.trunc_f32_u (f32.const 3.9))", 3),
        ("(i64.trunc_sat_f64_u (f64.const 1e30))", u64::MAX),
    ]);
    for code in [
        "(i32.trunc_f64_s (f64.const 2147483648))",
        "(i32.trunc_f64_s (f64.const -2147483649))",
        "(i32.trunc_f64_u (f64.const -1))",
        "(i32.trunc_f32_s (f32.const nan))",
        "(i32.wrap_i64 (i64.trunc_f64_s (f64.const 9223372036854775808)))",
        "(i32.div_s (i32.const 0x80000000) (i32.const -1))",
    ] {
        let error = failure(&format!("(call $d {code})"));
        assert!(error.contains("an integer operation overflows"), "{code}: {error}");
    }
}

#[test]
fn division_by_zero_is_an_error() {
    for op in ["i32.div_s", "i32.div_u", "i32.rem_s", "i32.rem_u"] {
        let error = failure(&format!("(call $d ({op} (i32.const 1) (i32.const 0)))"));
        assert!(error.contains("it divides by zero"), "{op}: {error}");
    }
}

#[test]
fn wide_arithmetic() {
    let code = "(i64.add128 (i64.const -1) (i64.const 0) (i64.const 1) (i64.const 0))
        (call $d (i32.wrap_i64)) (call $d (i32.wrap_i64))
        (i64.mul_wide_s (i64.const -1) (i64.const 2))
        (call $d (i32.wrap_i64)) (call $d (i32.wrap_i64))";
    assert_eq!(body(code), [1, 0, u32::MAX, (-2i32) as u32]);
}

#[test]
fn vectors_are_refused_by_name() {
    let error = failure("(drop (v128.const i32x4 1 2 3 4))");
    assert!(error.contains("unsupported instruction `v128.const`"), "{error}");
    let error = failure("(drop (i32x4.extract_lane 0 (i32x4.splat (i32.const 1))))");
    assert!(error.contains("unsupported instruction `I32x4Splat`"), "{error}");
    // An unused vector local is harmless.
    assert_eq!(body("(local v128) (call $d (i32.const 1))"), [1]);
}
