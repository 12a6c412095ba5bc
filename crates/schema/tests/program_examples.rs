//! Hand-checked program encodings: a body byte by byte, versions, repetition, error places.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::blob;
use wbg_schema::program::*;
use wbg_schema::{SchemaError, SchemaVersion, decode_program};

/// Body of `#[wasm_bindgen] pub fn boom(x: u32) -> Result<u32, JsValue>`.
fn boom_body() -> Vec<u8> {
    let mut body = vec![1, 0, 0, 0];
    body.extend([1, 1, b'x', 0, 0, 0]);
    body.extend([0, 0]);
    body.extend(b"\x04boom");
    body.extend([1, 1, 0, 0, 0]);
    body.extend([0, 1, 1, 0, 0]);
    body.extend([0, 0, 0, 0, 0, 0]);
    body.extend(b"\x16hello-1da535d11b8522b4");
    body.extend(b"\x85\x80\x80\x80\x00hello");
    body.extend([0, 0]);
    body
}

fn boom() -> Program {
    Program {
        exports: vec![Export {
            class: None,
            comments: vec![],
            consumed: false,
            function: Function {
                args: vec![FunctionArgument { name: "x".into(), ..FunctionArgument::default() }],
                name: "boom".into(),
                generate_typescript: true,
                generate_jsdoc: true,
                ..Function::default()
            },
            js_namespace: None,
            method_kind: MethodKind::Operation { is_static: true, kind: OperationKind::Regular },
            start: StartKind::None,
        }],
        unique_crate_identifier: "hello-1da535d11b8522b4".into(),
        module_path: "hello".into(),
        ..Program::default()
    }
}

#[test]
fn program_body() {
    let body = boom_body();
    assert_eq!(body.len(), 68);
    let decoded = decode_program(&[&blob("0.2.130", "0.2.130", &body)]).unwrap();
    assert_eq!(decoded.programs, [boom()]);
    assert_eq!(decoded.dialect.schema(), SchemaVersion::NEWEST);
}

#[test]
fn nothing_gives_no_programs() {
    assert_eq!(decode_program(&[]).unwrap().programs, []);
    assert_eq!(decode_program(&[&[], &[]]).unwrap().programs, []);
}

#[test]
fn repeated_programs_count_once() {
    let one = blob("0.2.130", "0.2.130", &boom_body());
    let mut other_body = boom_body();
    // The last letter of the name.
    other_body[16] = b'k';
    let other = blob("0.2.130", "0.2.130", &other_body);
    let twice = [one.clone(), other, one.clone()].concat();
    let names: Vec<_> = decode_program(&[&twice, &one])
        .unwrap()
        .programs
        .iter()
        .map(|program| program.exports[0].function.name.clone())
        .collect();
    assert_eq!(names, ["boom", "book"]);
}

#[test]
fn errors_name_section_offset_and_path() {
    let good = blob("0.2.130", "0.2.130", &boom_body());
    let mut bad = good.clone();
    let body_start = bad.len() - 68;
    // The tag of the first argument's type override.
    bad[body_start + 7] = 9;
    let text = decode_program(&[&good, &[good.clone(), bad].concat()]).unwrap_err().to_string();
    let offset = good.len() + body_start + 7;
    let place = format!("section number 2 at byte {offset} (program 2 > exports[0] > function > args[0].ty_override)");
    assert!(text.contains(&place), "{text}");
    assert!(text.contains("tag 9 of an optional value"), "{text}");
}

#[test]
fn bytes_after_a_body_are_an_error() {
    let mut body = boom_body();
    body.push(0);
    let error = decode_program(&[&blob("0.2.130", "0.2.130", &body)]).unwrap_err();
    assert!(error.to_string().contains("1 bytes left over"), "{error}");
}

#[test]
fn versions_are_checked_before_bodies() {
    let new = blob("0.2.130", "0.2.130 (1da535d11)", b"nonsense");
    let old = blob("0.2.128", "0.2.129", b"nonsense");
    assert!(matches!(
        decode_program(&[&old]),
        Err(SchemaError::Mismatch(mismatch)) if mismatch.guest == SchemaVersion::v0_2(129)
    ));
    assert!(matches!(decode_program(&[&new, &old]), Err(SchemaError::Mixed { .. })));
    assert!(matches!(decode_program(&[&new]), Err(SchemaError::Wire(_))));
    // Framing that does not fit is explained by the version if there is one to explain it.
    let cut = &old[..old.len() - 1];
    assert!(matches!(decode_program(&[cut]), Err(SchemaError::Mismatch(_))));
}
