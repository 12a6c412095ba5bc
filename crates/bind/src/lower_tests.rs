//! What may come from JS, type by type.

use super::*;
use crate::closures::Closures;
use crate::resolve::resolve;
use crate::testing::*;
use wbg_ir::Id;
use wbg_ir::diag::Diagnostics;
use wbg_ir::value::{Elem, Num};
use wbg_ir::{ClassId, EnumId, ModuleFacts, StringEnumId, UnionId};
use wbg_schema::program::{DynamicUnion, ImportKind};
use wbg_schema::signature::Number;

/// Type conversion in a crate with a struct `S`, enums `E` and `T` and a union `U`.
pub(crate) fn with_types<R>(facts: &ModuleFacts, run: impl FnOnce(&mut Types<'_>) -> R) -> R {
    let mut program = program("demo");
    program.structs.push(a_struct("S"));
    program.enums.push(an_enum("E"));
    program.imports.push(other_import(ImportKind::Enum(a_string_enum("T"))));
    program.imports.push(other_import(ImportKind::DynamicUnion(DynamicUnion {
        name: "U".to_owned(),
        variant_strings: Vec::new(),
        variant_type_cnt: 0,
        comments: Vec::new(),
        generate_typescript: true,
        private: false,
        fallback: false,
    })));
    let (names, _) = resolve(&[&program], &mut Diagnostics::default());
    run(&mut Types { names, facts, closures: Closures::default() })
}

pub(crate) fn enum_type() -> Type {
    Type::Enum { name: type_name("E"), hole: 7 }
}

pub(crate) fn string_enum_type() -> Type {
    Type::StringEnum { name: type_name("T"), variants: 2 }
}

pub(crate) fn union_type() -> Type {
    Type::DynamicUnion { name: type_name("U"), members: Vec::new() }
}

fn lower(ty: Type) -> Result<Lower, String> {
    with_types(&facts(), |types| types.lower(&ty)).map_err(|e| e.to_string())
}

fn shape(ty: Type) -> LowerShape {
    lower(ty).expect("supported").shape
}

fn error(ty: Type) -> String {
    lower(ty).expect_err("not supported")
}

#[test]
fn scalars() {
    let numbers = [
        (Number::I8, Num::I8),
        (Number::ClampedU8, Num::U8),
        (Number::U16, Num::U16),
        (Number::I64, Num::I64),
        (Number::Usize64, Num::Usize64),
        (Number::F32, Num::F32),
    ];
    for (from, to) in numbers {
        assert_eq!(shape(Type::Number(from)), LowerShape::Number(to));
    }
    assert_eq!(shape(Type::Big128 { signed: true }), LowerShape::Big128 { signed: true });
    assert_eq!(shape(Type::Boolean), LowerShape::Boolean);
    assert_eq!(shape(Type::Char), LowerShape::Char);
    assert_eq!(shape(Type::Unit), LowerShape::Unit);
    assert_eq!(shape(Type::RawPointer), LowerShape::RawPointer);
    assert_eq!(shape(Type::NonNull), LowerShape::NonNull);
    assert_eq!(shape(enum_type()), LowerShape::Enum(EnumId::from_index(0), 7));
    assert_eq!(shape(string_enum_type()), LowerShape::StringEnum(StringEnumId::from_index(0)));
}

#[test]
fn strings_are_always_handed_over() {
    for ty in [Type::String, Type::CachedString, by_ref(Type::String), by_ref(Type::CachedString)] {
        assert_eq!(shape(ty), LowerShape::String);
    }
}

#[test]
fn handles() {
    let union = HandleType::Union(UnionId::from_index(0));
    let named = || HandleType::Named("Foo".to_owned());
    assert_eq!(shape(Type::Externref), LowerShape::Handle(HandleType::Any, Ownership::Owned));
    assert_eq!(shape(by_ref(Type::Externref)), LowerShape::Handle(HandleType::Any, Ownership::Borrowed));
    assert_eq!(shape(Type::NamedExternref("Foo".into())), LowerShape::Handle(named(), Ownership::Owned));
    assert_eq!(shape(by_ref(Type::NamedExternref("Foo".into()))), LowerShape::Handle(named(), Ownership::Borrowed));
    assert_eq!(shape(union_type()), LowerShape::Handle(union, Ownership::Owned));
}

#[test]
fn structs() {
    let class = ClassId::from_index(0);
    assert_eq!(shape(struct_type("S")), LowerShape::Struct(class, StructPass::ByValue));
    assert_eq!(shape(by_ref(struct_type("S"))), LowerShape::Struct(class, StructPass::Ref));
    assert_eq!(shape(by_mut(struct_type("S"))), LowerShape::Struct(class, StructPass::RefMut));
}

#[test]
fn sequences() {
    let u8s = || Type::Number(Number::U8);
    assert_eq!(shape(slice(u8s())), LowerShape::Slice(Elem::U8));
    assert_eq!(shape(vector(Type::Number(Number::ClampedU8))), LowerShape::Slice(Elem::ClampedU8));
    assert_eq!(shape(vector(Type::Number(Number::Isize64))), LowerShape::Slice(Elem::I64));
    assert_eq!(shape(by_mut(Type::Slice(Box::new(u8s())))), LowerShape::SliceMut(Elem::U8));
    assert_eq!(shape(vector(Type::Externref)), LowerShape::Handles(HandleType::Any));
    let string = || HandleType::Named("string".to_owned());
    assert_eq!(shape(vector(Type::NamedExternref("string".into()))), LowerShape::Handles(string()));
    assert_eq!(shape(vector(struct_type("S"))), LowerShape::Handles(HandleType::Class(ClassId::from_index(0))));
    for (ty, cell) in [
        (Type::Boolean, LowerShape::Boolean),
        (Type::Char, LowerShape::Char),
        (enum_type(), LowerShape::Enum(EnumId::from_index(0), 7)),
        (string_enum_type(), LowerShape::StringEnum(StringEnumId::from_index(0))),
    ] {
        assert_eq!(shape(vector(ty)), LowerShape::Cells(Box::new(Lower::new(cell))));
    }
}

#[test]
fn empty_states() {
    let presence = |ty| lower(ty).expect("supported").presence;
    assert_eq!(presence(U32), Presence::Required);
    assert_eq!(presence(option(U32)), Presence::Optional);
    assert_eq!(presence(nullable(struct_type("S"))), Presence::Nullable);
    assert_eq!(presence(option(nullable(vector(Type::Boolean)))), Presence::OptionalNullable);
}

#[test]
fn nestings_without_a_form() {
    let text = "has no JavaScript form; of nested options only `Option<Nullable<T>>` exists";
    assert_eq!(error(option(option(U32))), format!("`Option<Option<u32>>` {text}"));
    assert_eq!(error(nullable(option(U32))), format!("`Nullable<Option<u32>>` {text}"));
    assert_eq!(error(option(nullable(nullable(U32)))), format!("`Option<Nullable<Nullable<u32>>>` {text}"));
}

#[test]
fn borrowed_options() {
    assert_eq!(
        error(option(by_ref(Type::String))),
        "`Option<&str>` cannot come from JavaScript; take `Option<String>` instead"
    );
    assert_eq!(
        error(option(slice(U32))),
        "`Option<&[u32]>` cannot come from JavaScript; take an optional `Vec` instead"
    );
    assert_eq!(
        error(option(by_ref(struct_type("S")))),
        "`Option<&S>` cannot come from JavaScript; take the struct by value, or a `JsValue`"
    );
    assert_eq!(
        error(option(by_ref(Type::Externref))),
        "`Option<&JsValue>` cannot come from JavaScript; take the owned type instead"
    );
    assert_eq!(error(option(Type::Unit)), "`Option<()>` cannot come from JavaScript; take the owned type instead");
}

#[test]
fn what_cannot_come_from_js() {
    let f = || function(vec![], Type::Unit);
    for (ty, message) in [
        (f(), "`fn()` cannot come from JavaScript; take a `js_sys::Function` instead"),
        (by_ref(f()), "`&dyn Fn()` cannot come from JavaScript; take a `js_sys::Function` instead"),
        (
            closure(true, false, signature(vec![], Type::Unit)),
            "`Closure<dyn Fn()>` cannot come from JavaScript; take a `js_sys::Function` instead",
        ),
        (result(U32), "`Result<u32, _>` cannot come from JavaScript; only functions called from JavaScript return one"),
        (Type::Slice(Box::new(U32)), "`[u32]` cannot come from JavaScript; take another type"),
        (by_ref(enum_type()), "`&E` cannot come from JavaScript; take it by value"),
        (by_ref(U32), "`&u32` cannot come from JavaScript; take it by value"),
        (by_ref(vector(U32)), "`&Vec<u32>` cannot come from JavaScript; take it by value"),
        (by_mut(Type::String), "`&mut String` cannot come from JavaScript; take it by value"),
        (slice(Type::Boolean), "`&[bool]` cannot come from JavaScript; take a `Vec` instead"),
        (
            vector(vector(U32)),
            "`Vec<Vec<u32>>` cannot come from JavaScript; take a `Vec<JsValue>` or a `js_sys::Array` instead",
        ),
    ] {
        assert_eq!(error(ty), message);
    }
}

#[test]
fn unknown_definitions() {
    assert_eq!(error(struct_type("SS")), "there is no struct `SS`; did you mean `S`");
    assert_eq!(
        error(Type::Enum { name: type_name("Colour"), hole: 1 }),
        "there is no enum `Colour`; its crate must be linked into the module and be built with `wasm-bindgen`"
    );
}
