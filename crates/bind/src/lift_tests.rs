//! What may go to JS, type by type.

use super::*;
use crate::lower::tests::{enum_type, string_enum_type, union_type, with_types};
use crate::testing::*;
use wbg_ir::Id;
use wbg_ir::func::{Fallible, Prefix};
use wbg_ir::value::{Elem, LowerShape, Num};
use wbg_ir::{ClassId, ClosureId, CoreFn, EnumId, ModuleFacts, StringEnumId, UnionId};
use wbg_schema::signature::{Number, SequenceForm, SequenceMode};

fn lift(ty: Type) -> Result<Lift, String> {
    with_types(&facts(), |types| types.lift(&ty)).map_err(|e| e.to_string())
}

fn shape(ty: Type) -> LiftShape {
    lift(ty).expect("supported").shape
}

fn error(ty: Type) -> String {
    lift(ty).expect_err("not supported")
}

#[test]
fn scalars_ignore_references() {
    for wrap in [|ty| ty, by_ref, |ty| by_ref(by_ref(ty))] {
        assert_eq!(shape(wrap(U32)), LiftShape::Number(Num::U32));
        assert_eq!(shape(wrap(Type::Big128 { signed: false })), LiftShape::Big128 { signed: false });
        assert_eq!(shape(wrap(Type::Boolean)), LiftShape::Boolean);
        assert_eq!(shape(wrap(Type::Char)), LiftShape::Char);
    }
    assert_eq!(shape(Type::Unit), LiftShape::Unit);
    assert_eq!(shape(Type::RawPointer), LiftShape::RawPointer);
    assert_eq!(shape(Type::NonNull), LiftShape::NonNull);
    assert_eq!(shape(enum_type()), LiftShape::Enum(EnumId::from_index(0), 7));
    assert_eq!(shape(string_enum_type()), LiftShape::StringEnum(StringEnumId::from_index(0)));
    assert_eq!(shape(struct_type("S")), LiftShape::Struct(ClassId::from_index(0)));
}

#[test]
fn strings_and_handles_know_their_owner() {
    assert_eq!(shape(Type::String), LiftShape::String(Ownership::Owned));
    assert_eq!(shape(by_ref(by_ref(Type::String))), LiftShape::String(Ownership::Borrowed));
    assert_eq!(shape(Type::CachedString), LiftShape::CachedString(Ownership::Owned));
    assert_eq!(shape(by_ref(Type::CachedString)), LiftShape::CachedString(Ownership::Borrowed));
    assert_eq!(shape(Type::Externref), LiftShape::Handle(HandleType::Any, Ownership::Owned));
    assert_eq!(shape(by_ref(Type::Externref)), LiftShape::Handle(HandleType::Any, Ownership::Borrowed));
    let named = HandleType::Named("Foo".to_owned());
    assert_eq!(shape(by_ref(Type::NamedExternref("Foo".into()))), LiftShape::Handle(named, Ownership::Borrowed));
    let union = HandleType::Union(UnionId::from_index(0));
    assert_eq!(shape(union_type()), LiftShape::Handle(union, Ownership::Owned));
}

#[test]
fn sequences() {
    let bytes = || Type::Number(Number::U8);
    assert_eq!(shape(slice(bytes())), LiftShape::Slice(Elem::U8, Ownership::Borrowed, SliceForm::View));
    assert_eq!(
        shape(by_mut(Type::Slice(Box::new(bytes())))),
        LiftShape::Slice(Elem::U8, Ownership::Borrowed, SliceForm::View)
    );
    assert_eq!(shape(vector(bytes())), LiftShape::Slice(Elem::U8, Ownership::Owned, SliceForm::View));
    assert_eq!(shape(slice(Type::Externref)), LiftShape::Handles(HandleType::Any, Ownership::Borrowed));
    let class = HandleType::Class(ClassId::from_index(0));
    assert_eq!(shape(vector(struct_type("S"))), LiftShape::Handles(class, Ownership::Owned));
}

#[test]
fn cells_never_own() {
    let borrowed_string = || LiftShape::String(Ownership::Borrowed);
    for (element, cell) in [
        (Type::Boolean, LiftShape::Boolean),
        (Type::Char, LiftShape::Char),
        (enum_type(), LiftShape::Enum(EnumId::from_index(0), 7)),
        (string_enum_type(), LiftShape::StringEnum(StringEnumId::from_index(0))),
        (Type::String, borrowed_string()),
        (by_ref(Type::String), borrowed_string()),
        (by_ref(Type::CachedString), LiftShape::CachedString(Ownership::Borrowed)),
        (by_ref(Type::Externref), LiftShape::Handle(HandleType::Any, Ownership::Borrowed)),
    ] {
        let cells = LiftShape::Cells(Box::new(Lift::new(cell)));
        assert_eq!(shape(slice(element.clone())), cells);
        assert_eq!(shape(vector(element)), cells);
    }
}

#[test]
fn options_may_stand_inside_references() {
    let value = |presence| Lift { shape: LiftShape::Number(Num::U32), presence };
    assert_eq!(lift(by_ref(option(U32))), Ok(value(Presence::Optional)));
    assert_eq!(lift(option(by_ref(nullable(U32)))), Ok(value(Presence::OptionalNullable)));
    assert_eq!(lift(by_ref(nullable(U32))), Ok(value(Presence::Nullable)));
    let text = Lift { shape: LiftShape::String(Ownership::Borrowed), presence: Presence::Optional };
    assert_eq!(lift(option(by_ref(Type::String))), Ok(text.clone()));
    assert_eq!(lift(by_ref(option(Type::String))), Ok(text));
}

#[test]
fn sequence_attributes_choose_the_form() {
    let mode = |form| SequenceMode { form, owned_key: false, explicit: true };
    let ty = Type::Sequence(mode(SequenceForm::Array), Box::new(option(slice(U32))));
    let lifted = with_types(&facts(), |types| types.lift_argument(&ty));
    let shape = LiftShape::Slice(Elem::U32, Ownership::Borrowed, SliceForm::Array);
    assert_eq!(lifted, Ok(Lift { shape, presence: Presence::Optional }));
}

fn facts_with_closures() -> ModuleFacts {
    let mut facts = facts();
    facts.table_entries.insert(3, CoreFn::from_index(9));
    facts.types.insert(CoreFn::from_index(9), core_type("i32 i32 i32", "f64"));
    facts
}

#[test]
fn closures_are_one_adapter_per_function_and_signature() {
    let call = |arg| {
        let mut s = signature(vec![arg], Type::Number(Number::F64));
        s.shim_index = 3;
        s
    };
    with_types(&facts_with_closures(), |types| {
        let borrowed = |arg| by_ref(Type::Function(Box::new(call(arg))));
        let id = ClosureId::from_index;
        assert_eq!(types.lift(&borrowed(U32)), Ok(Lift::new(LiftShape::StackClosure(id(0)))));
        let by_value = Type::Function(Box::new(call(U32)));
        assert_eq!(types.lift(&by_value), Ok(Lift::new(LiftShape::StackClosure(id(0)))));
        assert_eq!(types.lift(&borrowed(Type::Boolean)), Ok(Lift::new(LiftShape::StackClosure(id(1)))));
        let fn_mut = by_mut(Type::Function(Box::new(call(U32))));
        assert_eq!(types.lift(&fn_mut), Ok(Lift::new(LiftShape::StackClosure(id(2)))));
        assert_eq!(types.lift(&closure(true, true, call(U32))), Ok(Lift::new(LiftShape::OwnedClosure(id(2)))));
        assert_eq!(types.lift(&closure(false, false, call(U32))), Ok(Lift::new(LiftShape::BorrowedClosure(id(0)))));
        let adapters = std::mem::take(&mut types.closures).into_arena();
        assert_eq!(adapters.len(), 3);
        let adapter = &adapters[id(2)];
        assert!(adapter.mutable);
        assert_eq!(adapter.call.prefix, Prefix::Closure);
        assert_eq!(adapter.call.fallible, Fallible::No);
        assert_eq!(adapter.call.args[0].shape, LowerShape::Number(Num::U32));
    });
}

#[test]
fn broken_closures() {
    let mut call = signature(vec![result(U32)], option(by_ref(struct_type("S"))));
    call.shim_index = 3;
    let lift = |ty: Type| with_types(&facts_with_closures(), |types| types.lift(&ty)).map_err(|e| e.to_string());
    assert_eq!(
        lift(by_ref(Type::Function(Box::new(call.clone())))).expect_err("bad argument and result"),
        "closure `(Result<u32, _>) -> Option<&S>`: argument 1: `Result<u32, _>` cannot come from JavaScript; only functions \
         called from JavaScript return one; result: `Option<&S>` cannot go to JavaScript; pass the struct by value, or \
         convert it to a `JsValue` first"
    );
    call.args.clear();
    call.ret = Type::Unit;
    let mismatch = lift(by_ref(Type::Function(Box::new(call.clone())))).expect_err("wrong wasm type");
    assert!(
        mismatch.starts_with(
            "closure `()`: its description needs the wasm type `(i32, i32) -> ()` but the function has `(i32, i32, i32) -> (f64)`; "
        ),
        "{mismatch}"
    );
    call.shim_index = 4;
    assert_eq!(
        lift(by_ref(Type::Function(Box::new(call)))).expect_err("no such entry"),
        "closure `()` is entered through entry 4 of the function table, which holds no function; the module was rewritten \
         after it was linked, run this tool on the linker's output"
    );
}

#[test]
fn what_cannot_go_to_js() {
    for (ty, message) in [
        (
            result(U32),
            "`Result<u32, _>` cannot go to JavaScript; return it directly from a function that JavaScript calls",
        ),
        (
            by_ref(struct_type("S")),
            "`&S` cannot go to JavaScript; pass the struct by value, or convert it to a `JsValue` first",
        ),
        (by_ref(enum_type()), "`&E` cannot go to JavaScript; pass it by value"),
        (by_mut(U32), "`&mut u32` cannot go to JavaScript; pass it by value"),
        (
            by_ref(vector(U32)),
            "`&Vec<u32>` cannot go to JavaScript; pass a slice or `Vec` of numbers, strings or JavaScript values",
        ),
        (
            Type::Slice(Box::new(U32)),
            "`[u32]` cannot go to JavaScript; pass a slice or `Vec` of numbers, strings or JavaScript values",
        ),
        (
            vector(vector(U32)),
            "`Vec<Vec<u32>>` cannot go to JavaScript; pass a slice or `Vec` of numbers, strings or JavaScript values",
        ),
        (option(Type::Unit), "`Option<()>` cannot go to JavaScript; pass it by value"),
        (
            option(option(U32)),
            "`Option<Option<u32>>` has no JavaScript form; of nested options only `Option<Nullable<T>>` exists",
        ),
    ] {
        assert_eq!(error(ty), message);
    }
    let call = {
        let mut s = signature(vec![U32], Type::Number(Number::F64));
        s.shim_index = 3;
        s
    };
    let ty = option(closure(true, false, call));
    assert_eq!(
        with_types(&facts_with_closures(), |types| types.lift(&ty)).map_err(|e| e.to_string()),
        Err("`Option<Closure<dyn Fn(u32) -> f64>>` cannot go to JavaScript; pass it without `Option`".to_owned())
    );
}
