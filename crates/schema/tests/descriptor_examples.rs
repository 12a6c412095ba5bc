//! Hand-checked descriptor word lists with their type trees.

#![allow(clippy::unwrap_used, reason = "tests")]

use wbg_schema::signature::*;
use wbg_schema::{Dialect, decode_function, decode_marker, decode_type};

fn text(words: &mut Vec<u32>, text: &str) {
    words.push(text.chars().count() as u32);
    words.extend(text.chars().map(u32::from));
}

fn function(args: Vec<Type>, ret: Type) -> Signature {
    Signature { shim_index: 0, args, inner_ret: ret.clone(), ret }
}

fn number(number: Number) -> Type {
    Type::Number(number)
}

fn by_ref(ty: Type) -> Type {
    Type::Ref(Box::new(ty))
}

fn option(ty: Type) -> Type {
    Type::Option(Box::new(ty))
}

fn vector(ty: Type) -> Type {
    Type::Vector(Box::new(ty))
}

fn nullable(ty: Type) -> Type {
    Type::Nullable(Box::new(ty))
}

#[track_caller]
fn check(words: &[u32], expected: &Signature) {
    assert_eq!(decode_function(&Dialect::newest(), words).as_ref(), Ok(expected));
}

#[test]
fn functions() {
    let result = |ty| Type::Result(Box::new(ty));
    check(&[15, 0, 1, 19, 18, 18, 18], &function(vec![by_ref(Type::String)], Type::String));
    check(&[15, 0, 1, 5, 32, 5, 32, 5], &function(vec![number(Number::U32)], result(number(Number::U32))));
    check(&[15, 0, 0, 5, 5], &function(vec![], number(Number::U32)));
    check(&[15, 0, 1, 19, 24, 31, 13, 31, 13], &function(vec![by_ref(Type::Externref)], option(number(Number::F64))));
    check(
        &[15, 0, 2, 19, 22, 1, 19, 24, 33, 33],
        &function(vec![by_ref(Type::Slice(Box::new(number(Number::U8)))), by_ref(Type::Externref)], Type::Unit),
    );
    check(
        &[15, 0, 2, 19, 15, 4, 1, 13, 33, 33, 31, 6, 31, 18, 31, 18],
        &function(
            vec![
                by_ref(Type::Function(Box::new(Signature {
                    shim_index: 4,
                    ..function(vec![number(Number::F64)], Type::Unit)
                }))),
                option(number(Number::I64)),
            ],
            option(Type::String),
        ),
    );
    check(&[15, 0, 1, 23, 14, 23, 14, 23, 14], &function(vec![vector(Type::Boolean)], vector(Type::Boolean)));
    check(
        &[15, 0, 1, 31, 38, 13, 31, 38, 5, 31, 38, 5],
        &function(vec![option(nullable(number(Number::F64)))], option(nullable(number(Number::U32)))),
    );
}

#[test]
fn struct_result() {
    let mut words = vec![15, 0, 0];
    for _ in 0..2 {
        words.push(29);
        text(&mut words, "Counter");
        text(&mut words, "hello-1da535d11b8522b4");
    }
    let counter = Type::Struct(TypeName {
        qualified: "Counter".into(),
        crate_id: "hello-1da535d11b8522b4".into(),
        module_hash: 0,
    });
    check(&words, &function(vec![], counter));
}

#[test]
fn definitions() {
    let name = |qualified: &str| TypeName {
        qualified: qualified.into(),
        crate_id: "leak-c50c35415465a9b7".into(),
        module_hash: 692_638_222,
    };
    let words = |opcode, qualified, number: Option<u32>, rest: &[u32]| {
        let mut words = vec![opcode];
        text(&mut words, qualified);
        words.extend(number);
        text(&mut words, "leak-c50c35415465a9b7");
        words.push(692_638_222);
        words.extend(rest);
        words
    };
    let dialect = Dialect::newest();
    let mut optional = vec![31];
    optional.extend(words(26, "E", Some(2), &[]));
    assert_eq!(decode_type(&dialect, &optional), Ok(option(Type::Enum { name: name("E"), hole: 2 })));
    assert_eq!(
        decode_type(&dialect, &words(27, "ns__Dir", Some(3), &[])),
        Ok(Type::StringEnum { name: name("ns__Dir"), variants: 3 })
    );
    assert_eq!(
        decode_type(&dialect, &words(28, "Either", None, &[2, 13, 24])),
        Ok(Type::DynamicUnion { name: name("Either"), members: vec![number(Number::F64), Type::Externref] })
    );
}

#[test]
fn markers() {
    let dialect = Dialect::newest();
    let cast = function(vec![by_ref(Type::String)], Type::Externref);
    assert_eq!(decode_marker(&dialect, &[0, 15, 0, 1, 19, 18, 24, 24]), Ok((String::new(), cast.clone())));
    let mut words = Vec::new();
    text(&mut words, "kéy");
    words.extend([15, 0, 1, 19, 18, 24, 24]);
    assert_eq!(decode_marker(&dialect, &words), Ok(("kéy".into(), cast)));
    let closure = Type::Closure {
        owned: true,
        mutable: true,
        signature: Box::new(Signature { shim_index: 1, ..function(vec![number(Number::U32)], Type::String) }),
    };
    assert_eq!(
        decode_marker(&dialect, &[0, 15, 0, 1, 16, 1, 1, 15, 1, 1, 5, 18, 18, 24, 24]),
        Ok((String::new(), function(vec![closure], Type::Externref)))
    );
}

#[test]
fn clamped_reaches_bytes_but_not_into_functions() {
    let decode = |words: &[u32]| decode_type(&Dialect::newest(), words).unwrap();
    let clamped = number(Number::ClampedU8);
    assert_eq!(decode(&[34, 23, 1]), vector(clamped.clone()));
    assert_eq!(
        decode(&[34, 31, 38, 20, 22, 1]),
        option(nullable(Type::RefMut(Box::new(Type::Slice(Box::new(clamped))))))
    );
    assert_eq!(decode(&[34, 3]), number(Number::U16));
    assert_eq!(
        decode(&[34, 15, 0, 1, 1, 33, 33]),
        Type::Function(Box::new(function(vec![number(Number::U8)], Type::Unit)))
    );
}

#[test]
fn long_references_to_handles_are_owned() {
    let decode = |words: &[u32]| decode_type(&Dialect::newest(), words).unwrap();
    assert_eq!(decode(&[21, 24]), Type::Externref);
    assert_eq!(decode(&[21, 25, 1, 'T' as u32]), Type::NamedExternref("T".into()));
    assert_eq!(decode(&[21, 18]), by_ref(Type::String));
}

#[test]
fn sequence_modes() {
    let decode = |words: &[u32]| decode_type(&Dialect::newest(), words);
    let mode = SequenceMode { form: SequenceForm::Array, owned_key: true, explicit: true };
    assert_eq!(decode(&[37, 14, 23, 13]), Ok(Type::Sequence(mode, Box::new(vector(number(Number::F64))))));
    assert!(decode(&[37, 3, 23, 13]).is_err());
    assert!(decode(&[37, 16, 23, 13]).is_err());
}

#[test]
fn word_errors_name_index_and_opcode() {
    let dialect = Dialect::newest();
    let failure = |words: &[u32]| decode_function(&dialect, words).unwrap_err().to_string();
    let prefix = "type description is wrong at word ";
    for (words, expected) in [
        (&[][..], "0: the words end too early"),
        (&[18], "0: `FUNCTION` expected, found `STRING`"),
        (&[15, 0, 0, 33], "4 (in `FUNCTION`): the words end too early"),
        (&[15, 0, 0, 33, 33, 33], "5: 1 words left over"),
        (&[15, 0, 9, 33, 33], "2 (in `FUNCTION`): 9 words announced, but only 2 are left"),
        (&[15, 0, 1, 99, 33, 33], "3 (in `FUNCTION`): unknown opcode 99"),
        (&[15, 0, 1, 25, 1, 0xd800, 33, 33], "5 (in `NAMED_EXTERNREF`): 0xd800 is not a character"),
        (&[15, 0, 1, 16, 2, 0, 33, 33], "4 (in `CLOSURE`): 2 where 0 or 1 is required"),
    ] {
        assert_eq!(failure(words), format!("{prefix}{expected}"));
    }
    let deep = [vec![31; 5000], vec![5]].concat();
    let text = decode_type(&dialect, &deep).unwrap_err().to_string();
    assert!(text.contains("nested deeper than 100 levels"), "{text}");
}
