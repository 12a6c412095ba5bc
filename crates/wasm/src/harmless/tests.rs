use super::harmless;

/// Names of the exports that are harmless.
fn found(text: &str) -> Vec<String> {
    let module = walrus::Module::from_buffer(&wat::parse_str(text).unwrap()).unwrap();
    let exported: Vec<_> = module
        .exports
        .iter()
        .filter_map(|export| match export.item {
            walrus::ExportItem::Function(function) => Some((export.name.clone(), function)),
            _ => None,
        })
        .collect();
    let functions = harmless(&module, exported.iter().map(|(_, function)| *function));
    exported.into_iter().filter(|(_, function)| functions.contains(function)).map(|(name, _)| name).collect()
}

#[test]
fn arithmetic_is_harmless() {
    let text = r#"(module
        (global $g (mut i32) (i32.const 1))
        (func (export "nothing"))
        (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add)
        (func (export "divides") (param f64) (result f64) local.get 0 f64.const 3 f64.div f64.sqrt)
        (func (export "saturates") (param f64) (result i32) local.get 0 i32.trunc_sat_f64_s)
        (func (export "reads") (result i32) global.get $g)
        (func (export "null") (result externref) ref.null extern)
        (func (export "loops") (param i32) (result i32) (local i32)
            (loop $again
                (local.set 1 (i32.mul (local.get 1) (i32.const 31)))
                (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
            (if (result i32) (local.get 1) (then (i32.const 1)) (else (block (br_table 0 0 (local.get 1))) (i32.const 2)))))"#;
    assert_eq!(found(text), ["nothing", "add", "divides", "saturates", "reads", "null", "loops"]);
}

#[test]
fn whatever_can_trap_throw_or_change_anything_is_not() {
    let bodies = [
        "unreachable",
        "(drop (i32.div_u (i32.const 1) (i32.const 2)))",
        "(drop (i64.rem_s (i64.const 1) (i64.const 2)))",
        "(drop (i32.trunc_f64_u (f64.const 1)))",
        "(drop (i32.load (i32.const 0)))",
        "(i64.store8 (i32.const 0) (i64.const 0))",
        "(drop (memory.grow (i32.const 0)))",
        "(memory.fill (i32.const 0) (i32.const 0) (i32.const 0))",
        "(drop (i32.atomic.load (i32.const 0)))",
        "(drop (v128.load (i32.const 0)))",
        "(drop (table.get $t (i32.const 0)))",
        "(table.set $t (i32.const 0) (ref.null func))",
        "(call_indirect $t (i32.const 0))",
        "(return_call $idle)",
        "(call $import)",
        "(throw $tag)",
        "(global.set $g (i32.const 0))",
        "(try_table (catch_all 0))",
        "(drop (ref.as_non_null (ref.null func)))",
    ];
    for body in bodies {
        let text = format!(
            r#"(module (import "m" "f" (func $import)) (memory 1) (table $t 1 funcref) (tag $tag)
                (global $g (mut i32) (i32.const 0))
                (func $idle)
                (func (export "bad") (block {body}))
                (func $bad {body})
                (func (export "far") call $idle call $bad))"#
        );
        assert!(found(&text).is_empty(), "{body}");
    }
}

#[test]
fn calls_are_followed_as_long_as_they_end() {
    let text = r#"(module
        (func $leaf (param i32) (result i32) local.get 0 i32.clz)
        (func $middle (param i32) (result i32) local.get 0 call $leaf call $leaf)
        (func (export "calls") (param i32) (result i32) local.get 0 call $middle)
        (func $ping (param i32) (if (local.get 0) (then local.get 0 call $pong)))
        (func $pong (param i32) local.get 0 call $ping)
        (func (export "ping") (param i32) local.get 0 call $ping)
        (func $self (export "self") (if (i32.const 0) (then call $self))))"#;
    assert_eq!(found(text), ["calls"]);
    let chain: String = (1..40).map(|i| format!("(func $f{i} call $f{})", i - 1)).collect();
    assert_eq!(
        found(&format!(r#"(module (func $f0) {chain} (export "near" (func $f9)) (export "deep" (func $f39)))"#)),
        ["near"]
    );
}
