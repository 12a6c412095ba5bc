//! Loads, stores, bulk memory, data segments, atomics, globals.

use super::{body, check_i32, check_i64, describe, failure, words};

#[test]
fn widths_and_signs() {
    let store = "(i64.store (i32.const 8) (i64.const 0x8182838485868788))";
    let load32 = [
        ("i32.load", 0x8586_8788),
        ("i32.load8_u", 0x88),
        ("i32.load8_s", 0xffff_ff88),
        ("i32.load16_u", 0x8788),
        ("i32.load16_s", 0xffff_8788),
    ];
    for (op, expected) in load32 {
        assert_eq!(body(&format!("{store} (call $d ({op} (i32.const 8)))")), [expected], "{op}");
    }
    let load64 = [
        ("i64.load", 0x8182_8384_8586_8788),
        ("i64.load8_u", 0x88),
        ("i64.load8_s", 0xffff_ffff_ffff_ff88),
        ("i64.load16_u", 0x8788),
        ("i64.load16_s", 0xffff_ffff_ffff_8788),
        ("i64.load32_u", 0x8586_8788),
        ("i64.load32_s", 0xffff_ffff_8586_8788),
    ];
    for (op, expected) in load64 {
        check_i64(&[(&format!("(block (result i64) {store} ({op} (i32.const 8)))"), expected)]);
    }
    let stores = [
        ("(i32.store8 (i32.const 0) (i32.const 0x1ff))", 0xff),
        ("(i32.store16 (i32.const 0) (i32.const 0x1ffff))", 0xffff),
        ("(i64.store8 (i32.const 0) (i64.const 0x1ff))", 0xff),
        ("(i64.store16 (i32.const 0) (i64.const 0x1ffff))", 0xffff),
        ("(i64.store32 (i32.const 0) (i64.const 0x1ffffffff))", u32::MAX),
        ("(f32.store (i32.const 0) (f32.const 1))", 0x3f80_0000),
    ];
    for (store, expected) in stores {
        assert_eq!(body(&format!("{store} (call $d (i32.load (i32.const 0)))")), [expected], "{store}");
    }
    check_i32(&[
        ("(i32.reinterpret_f32 (f32.load (i32.const 0)))", 0),
        ("(block (result i32) (f64.store (i32.const 0) (f64.const 1)) (i32.load offset=4 (i32.const 0)))", 0x3ff0_0000),
    ]);
}

#[test]
fn accesses_may_cross_pages_and_must_stay_inside() {
    assert_eq!(
        body("(i64.store (i32.const 4092) (i64.const 0x1122334455667788)) (call $d (i32.load (i32.const 4094)))"),
        [0x3344_5566]
    );
    assert_eq!(body("(i32.store (i32.const 65532) (i32.const 7)) (call $d (i32.load (i32.const 65532)))"), [7]);
    for code in ["(i32.load (i32.const 65533))", "(i32.load offset=4294967295 (i32.const -1))"] {
        let error = failure(&format!("(call $d {code})"));
        assert!(error.contains("it accesses memory out of bounds at address"), "{error}");
        assert!(error.contains("failed in function `t` (index 2)"), "{error}");
    }
}

#[test]
fn size_and_growth() {
    let fields = "(memory 1 3) (func (export \"__wbindgen_describe_t\")
        (call $d (memory.size)) (call $d (memory.grow (i32.const 1))) (call $d (memory.size))
        (i32.store (i32.const 131068) (i32.const 5)) (call $d (i32.load (i32.const 131068)))
        (call $d (memory.grow (i32.const 2))))";
    assert_eq!(words(fields), [1, 1, 2, 5, u32::MAX]);
}

#[test]
fn data_segments() {
    let fields = r#"(memory 1)
        (global $base i32 (i32.const 4000))
        (data (i32.const 4090) "abcdefgh")
        (data (offset (i32.add (global.get $base) (i32.const 92))) "XY")
        (data $passive "passive")
        (func (export "__wbindgen_describe_t")
            (call $d (i32.load (i32.const 4090)))
            (call $d (i32.load (i32.const 4094)))
            (memory.init $passive (i32.const 16) (i32.const 1) (i32.const 4))
            (call $d (i32.load (i32.const 16)))
            (data.drop $passive)
            (memory.init $passive (i32.const 16) (i32.const 0) (i32.const 0)))"#;
    let text = |s: &[u8; 4]| u32::from_le_bytes(*s);
    assert_eq!(words(fields), [text(b"abXY"), text(b"efgh"), text(b"assi")]);
    let error = describe(
        r#"(memory 1) (data $p "x") (func $t (export "__wbindgen_describe_t")
            (data.drop $p) (memory.init $p (i32.const 0) (i32.const 0) (i32.const 1)))"#,
    );
    assert!(error.unwrap_err().to_string().contains("out of bounds"));
}

#[test]
fn fill_and_overlapping_copies() {
    let code = "(i64.store (i32.const 100) (i64.const 0x0807060504030201))
        (memory.copy (i32.const 102) (i32.const 100) (i32.const 8))
        (call $d (i32.load (i32.const 102))) (call $d (i32.load (i32.const 106)))
        (memory.copy (i32.const 100) (i32.const 102) (i32.const 8))
        (call $d (i32.load (i32.const 100)))
        (memory.fill (i32.const 4000) (i32.const 0xab) (i32.const 5000))
        (call $d (i32.load (i32.const 8996))) (call $d (i32.load (i32.const 8998)))
        (memory.copy (i32.const 5000) (i32.const 3998) (i32.const 5002))
        (call $d (i32.load (i32.const 5000))) (call $d (i32.load (i32.const 9998)))";
    assert_eq!(body(code), [0x0403_0201, 0x0807_0605, 0x0403_0201, 0xabab_abab, 0x0000_abab, 0xabab_0000, 0xabab_abab]);
    let error = failure("(memory.fill (i32.const 65000) (i32.const 1) (i32.const 1000))");
    assert!(error.contains("out of bounds"), "{error}");
}

#[test]
fn atomics_act_as_plain_accesses() {
    let code = "(i32.atomic.store (i32.const 0) (i32.const 5))
        (call $d (i32.atomic.rmw.add (i32.const 0) (i32.const 2)))
        (call $d (i32.atomic.rmw.sub (i32.const 0) (i32.const 1)))
        (call $d (i32.atomic.rmw8.xchg_u (i32.const 0) (i32.const 0x1ff)))
        (call $d (i32.atomic.rmw.cmpxchg (i32.const 0) (i32.const 0xff) (i32.const 9)))
        (call $d (i32.atomic.load (i32.const 0)))
        (call $d (i32.wrap_i64 (i64.atomic.rmw16.or_u (i32.const 0) (i64.const 16))))
        (call $d (i32.atomic.load8_u (i32.const 0)))
        (atomic.fence)
        (call $d (memory.atomic.notify (i32.const 0) (i32.const 1)))
        (call $d (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1)))";
    assert_eq!(body(code), [5, 7, 6, 0xff, 9, 9, 25, 0, 1]);
    let error = failure("(drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1)))");
    assert!(error.contains("it waits for another thread"), "{error}");
}

#[test]
fn sixty_four_bit_memory() {
    let fields = r#"(memory i64 1) (data (i64.const 8) "\07") (func (export "__wbindgen_describe_t")
        (call $d (i32.load8_u (i64.const 8)))
        (call $d (i32.wrap_i64 (memory.size)))
        (call $d (i32.wrap_i64 (memory.grow (i64.const -1)))))"#;
    assert_eq!(words(fields), [7, 1, u32::MAX]);
}

#[test]
fn each_run_starts_fresh() {
    let output = describe(
        r#"(memory 1) (data (i32.const 0) "\01")
        (global $g (mut i32) (i32.const 10))
        (func $step
            (call $d (global.get $g)) (call $d (i32.load (i32.const 0))) (call $d (memory.size))
            (global.set $g (i32.add (global.get $g) (i32.const 1)))
            (i32.store (i32.const 0) (i32.const 2))
            (drop (memory.grow (i32.const 1))))
        (func (export "__wbindgen_describe_a") (call $step))
        (func (export "__wbindgen_describe_b") (call $step) (global.set $g (i32.const 10)))"#,
    );
    // A second mutable global would be needed for this one to be the stack pointer, see `rules`.
    let error = output.unwrap_err().to_string();
    assert!(error.contains("leaves the stack pointer at 0xb instead of 0xa"), "{error}");
    let output = describe(
        r#"(memory 1) (data (i32.const 0) "\01")
        (global $__stack_pointer (mut i32) (i32.const 1024))
        (global $g (mut i32) (i32.const 10))
        (func $step
            (call $d (global.get $g)) (call $d (i32.load (i32.const 0))) (call $d (memory.size))
            (global.set $g (i32.add (global.get $g) (i32.const 1)))
            (i32.store (i32.const 0) (i32.const 2))
            (drop (memory.grow (i32.const 1))))
        (func (export "__wbindgen_describe_a") (call $step))
        (func (export "__wbindgen_describe_b") (call $step) (call $step))"#,
    );
    let named = output.unwrap().named;
    assert_eq!(named["a"], [10, 1, 1]);
    assert_eq!(named["b"], [10, 1, 1, 11, 2, 2]);
}

#[test]
fn imported_globals_read_as_zero() {
    let fields = r#"(import "GOT.mem" "x" (global $x (mut i32))) (import "env" "__memory_base" (global $y i64))
        (memory 2)
        (func (export "__wbindgen_describe_t")
            (call $d (global.get $x)) (call $d (i32.wrap_i64 (global.get $y))))"#;
    // Imports must come first in text, so this module is written in one piece.
    let text = format!("(module {} {fields})", super::IMPORTS);
    let module = crate::load::load(&wat::parse_str(text).unwrap(), "t").unwrap().module;
    assert_eq!(super::describe_exports(&module).unwrap().named["t"], [0, 0]);
}
