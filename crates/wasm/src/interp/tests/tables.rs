//! Tables, references, indirect calls, and the lookup of closure slots.

use super::{describe, parse, words};
use crate::interp::function_table_lookup;

const FUNCS: &str = "(type $n (func (result i32)))
    (func $one (result i32) (i32.const 1)) (func $two (result i32) (i32.const 2))
    (func $three (param i32) (result i32) (i32.const 3))";

#[test]
fn indirect_calls() {
    let fields = format!(
        "{FUNCS} (table 10 funcref) (elem (i32.const 4) func $one $two $three)
        (func $tail (param i32) (result i32) (return_call_indirect (type $n) (local.get 0)))
        (func (export \"__wbindgen_describe_t\")
            (call $d (call_indirect (type $n) (i32.const 5)))
            (call $d (call $tail (i32.const 4)))
            (call $d (call_indirect (param i32) (result i32) (i32.const 0) (i32.const 6))))"
    );
    assert_eq!(words(&fields), [2, 1, 3]);
    let wrong = [
        ("(i32.const 6)", "through a reference of another type"),
        ("(i32.const 0)", "it calls a null function reference"),
        ("(i32.const 10)", "slot 10 of a table, which is out of bounds"),
    ];
    for (index, message) in wrong {
        let fields = format!(
            "{FUNCS} (table 10 funcref) (elem (i32.const 4) func $one $two $three)
            (func (export \"__wbindgen_describe_t\") (drop (call_indirect (type $n) {index})))"
        );
        let error = describe(&fields).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }
}

#[test]
fn table_instructions_and_references() {
    let fields = format!(
        "{FUNCS} (table $a 4 8 funcref) (table $b 4 funcref) (elem $p func $one $two)
        (func (export \"__wbindgen_describe_t\") (local $f funcref)
            (call $d (ref.is_null (table.get $a (i32.const 0))))
            (table.set $a (i32.const 0) (ref.func $two))
            (call $d (call_indirect $a (type $n) (i32.const 0)))
            (call $d (table.size $a))
            (call $d (table.grow $a (ref.func $one) (i32.const 2)))
            (call $d (call_indirect $a (type $n) (i32.const 5)))
            (call $d (table.grow $a (ref.null func) (i32.const 9)))
            (table.init $b $p (i32.const 1) (i32.const 0) (i32.const 2))
            (table.copy $a $b (i32.const 1) (i32.const 1) (i32.const 2))
            (call $d (call_indirect $a (type $n) (i32.const 2)))
            (table.fill $a (i32.const 0) (ref.null func) (i32.const 6))
            (call $d (ref.is_null (table.get $a (i32.const 5))))
            (elem.drop $p)
            (local.set $f (ref.func $one))
            (call $d (ref.is_null (local.get $f)))
            (call $d (call_ref $n (ref.func $two))))
        (elem declare func $one $two)"
    );
    assert_eq!(words(&fields), [1, 2, 4, 4, 1, u32::MAX, 2, 1, 0, 2]);
}

#[test]
fn closure_slots_resolve_through_every_kind_of_offset() {
    let module = parse(
        "(global $base i32 (i32.const 3)) (table 20 funcref)
        (func $a) (func $b) (func $c) (func $e)
        (elem (i32.const 1) func $a)
        (elem (global.get $base) func $b)
        (elem (offset (i32.add (global.get $base) (i32.const 2))) funcref (ref.func $c) (ref.null func) (ref.func $e))",
    );
    let table = function_table_lookup(&module).unwrap();
    let name = |index| {
        let func = table.function(index).unwrap();
        module.funcs.get(func).name.clone().unwrap()
    };
    assert_eq!([1, 3, 5, 7].map(name), ["a", "b", "c", "e"]);
    let error = |index| table.function(index).unwrap_err().to_string();
    assert!(error(6).contains("slot 6 of the function table, but that slot is null"), "{}", error(6));
    assert!(error(2).contains("no element segment fills that slot"));
    assert!(error(999).contains("no element segment fills that slot"));
    assert_eq!(table.iter().count(), 4);
}

#[test]
fn the_linkers_table_wins_and_no_table_is_an_error() {
    let module = parse(
        "(func $a) (func $b) (table $x 2 funcref) (table $__indirect_function_table 2 funcref)
        (elem (table $x) (i32.const 0) func $a) (elem (table 1) (i32.const 0) func $b)",
    );
    let table = function_table_lookup(&module).unwrap();
    let func = table.function(0).unwrap();
    assert_eq!(module.funcs.get(func).name.as_deref(), Some("b"));
    let table = function_table_lookup(&parse("(table 3 externref)")).unwrap();
    assert!(table.table().is_none());
    assert!(table.function(0).unwrap_err().to_string().contains("the module has no function table"));
}
