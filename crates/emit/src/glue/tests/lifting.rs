//! Each shape of result, from the words a guest would hand over, directly and behind a `Result`.

use wbg_ir::func::Fallible;
use wbg_ir::layout::{Receives, receives};
use wbg_ir::value::{Elem, HandleType, Lift, LiftShape, Num, Ownership, Presence, SliceForm, Word};
use wbg_ir::{EnumId, HandleMode, Id, StringEnumId};

use super::harness::{MODES, fixture, function, inbound, run};
use super::lowering::with_enums;
use crate::fixture::Fixture;

use Presence::{Nullable, Optional, OptionalNullable, Required};

/// A shape with empty states, the words (JS array), and the value JS must see.
type Case = (LiftShape, Presence, &'static str, &'static str);

fn scalars() -> Vec<Case> {
    let color = || LiftShape::Enum(EnumId::from_index(0), 3);
    let level = || LiftShape::StringEnum(StringEnumId::from_index(0));
    let big = |signed| LiftShape::Big128 { signed };
    let number = LiftShape::Number;
    vec![
        (LiftShape::Unit, Required, "[]", "undefined"),
        (number(Num::I32), Required, "[-5]", "-5"),
        (number(Num::U32), Required, "[-5]", "4294967291"),
        (number(Num::I8), Optional, "[-5]", "-5"),
        (number(Num::U16), Optional, "[0xffffff]", "undefined"),
        (number(Num::U16), OptionalNullable, "[0xfffffe]", "null"),
        (number(Num::U32), Optional, "[4294967295]", "4294967295"),
        (number(Num::U32), Optional, "[Number.MAX_SAFE_INTEGER]", "undefined"),
        (number(Num::F32), Nullable, "[Number.MAX_SAFE_INTEGER - 1]", "null"),
        (number(Num::F64), Optional, "[0, 4]", "undefined"),
        (number(Num::F64), OptionalNullable, "[2, 4]", "null"),
        (number(Num::F64), Optional, "[1, 4.5]", "4.5"),
        (number(Num::I64), Required, "[-1n]", "-1n"),
        (number(Num::U64), Required, "[-1n]", "18446744073709551615n"),
        (number(Num::U64), Optional, "[1, -1n]", "18446744073709551615n"),
        (number(Num::I64), Optional, "[0, 7n]", "undefined"),
        (big(true), Required, "[-1n, -1n]", "-1n"),
        (big(false), Required, "[-1n, -1n]", "(1n << 128n) - 1n"),
        (big(false), Optional, "[1, 9n, 7n]", "(7n << 64n) | 9n"),
        (big(true), Optional, "[0, 9n, 7n]", "undefined"),
        (LiftShape::Boolean, Required, "[1]", "true"),
        (LiftShape::Boolean, Required, "[0]", "false"),
        (LiftShape::Boolean, Optional, "[0xffffff]", "undefined"),
        (LiftShape::Char, Required, "[0x1f600]", "'\\u{1F600}'"),
        (LiftShape::Char, Nullable, "[0xfffffe]", "null"),
        (color(), Required, "[2]", "2"),
        (color(), Optional, "[3]", "undefined"),
        (level(), Required, "[1]", "'high'"),
        (level(), Required, "[2]", "undefined"),
        (level(), Optional, "[3]", "undefined"),
        (level(), OptionalNullable, "[4]", "null"),
        (LiftShape::RawPointer, Required, "[-16]", "4294967280"),
        (LiftShape::RawPointer, Optional, "[Number.MAX_SAFE_INTEGER]", "undefined"),
        (LiftShape::NonNull, Required, "[-16]", "4294967280"),
        (LiftShape::NonNull, Optional, "[0]", "undefined"),
    ]
}

fn sequences() -> Vec<Case> {
    let cells = |shape| LiftShape::Cells(Box::new(Lift::new(shape)));
    let slice = LiftShape::Slice;
    let level = LiftShape::StringEnum(StringEnumId::from_index(0));
    let text = LiftShape::String(Ownership::Borrowed);
    vec![
        (LiftShape::String(Ownership::Owned), Required, "textIn('h\\u00e9llo')", "'h\\u00e9llo'"),
        (LiftShape::String(Ownership::Owned), Required, "[1, 0]", "''"),
        (LiftShape::String(Ownership::Owned), Optional, "[0, 0]", "undefined"),
        (LiftShape::String(Ownership::Owned), OptionalNullable, "[0, 1025]", "null"),
        (LiftShape::CachedString(Ownership::Owned), Required, "textIn('abc')", "'abc'"),
        (LiftShape::CachedString(Ownership::Owned), Required, "[0, put('kept')]", "'kept'"),
        (LiftShape::CachedString(Ownership::Owned), OptionalNullable, "[0, 1025]", "null"),
        (LiftShape::CachedString(Ownership::Owned), Optional, "[0, 0]", "undefined"),
        (
            slice(Elem::F64, Ownership::Owned, SliceForm::View),
            Required,
            "arrayIn(new Float64Array([1, 2.5]))",
            "new Float64Array([1, 2.5])",
        ),
        (slice(Elem::U16, Ownership::Owned, SliceForm::Array), Required, "arrayIn(new Uint16Array([1, 2]))", "[1, 2]"),
        (
            slice(Elem::ClampedU8, Ownership::Owned, SliceForm::Copy),
            Required,
            "arrayIn(new Uint8ClampedArray([1, 2]))",
            "new Uint8ClampedArray([1, 2])",
        ),
        (slice(Elem::I64, Ownership::Owned, SliceForm::View), Optional, "[0, 0]", "undefined"),
        (cells(LiftShape::Boolean), Required, "arrayIn(new Int32Array([1, 0]))", "[true, false]"),
        (cells(LiftShape::Char), Required, "arrayIn(new Int32Array([97, 0x1f600]))", "['a', '\\u{1F600}']"),
        (cells(level), Nullable, "arrayIn(new Int32Array([1, 0]))", "['high', 'low']"),
        (cells(LiftShape::Enum(EnumId::from_index(0), 3)), Required, "arrayIn(new Float64Array([2, 1]))", "[2, 1]"),
        (
            cells(text),
            Required,
            "[arrayIn(new Int32Array([...borrowed('ab'), ...borrowed('c')]))[0], 2]",
            "['ab', 'c']",
        ),
        (
            LiftShape::Handles(HandleType::Any, Ownership::Owned),
            Required,
            "arrayIn(new Uint32Array([put('x'), put(7)]))",
            "['x', 7]",
        ),
    ]
}

fn handles() -> Vec<Case> {
    let any = || LiftShape::Handle(HandleType::Any, Ownership::Owned);
    vec![
        (any(), Required, "[put('x')]", "'x'"),
        (any(), Optional, "[1024]", "undefined"),
        (any(), Nullable, "[1025]", "null"),
    ]
}

/// A JS function that hands over words as the finished wasm does.
fn provider(fixture: &Fixture, call: &wbg_ir::func::Inbound, words: &str) -> String {
    match receives(call, &fixture.abi) {
        Receives::Nothing => format!("() => {{ {words}; }}"),
        Receives::One(_) => {
            let is_handle = matches!(call.result.shape, LiftShape::Handle(..));
            if is_handle && fixture.abi.handles == HandleMode::ExternrefTable {
                format!("() => __wbg_take(__wbg_instance, {words}[0])")
            } else {
                format!("() => {words}[0]")
            }
        }
        Receives::Tuple(_) => format!("() => {words}"),
        Receives::Area(area) => {
            let fields: Vec<String> = area
                .fields
                .iter()
                .map(|field| match field.slot.word {
                    Word::I32 => format!("['setInt32', {}]", field.offset),
                    Word::I64 => format!("['setBigInt64', {}]", field.offset),
                    Word::F32 => format!("['setFloat32', {}]", field.offset),
                    Word::F64 => format!("['setFloat64', {}]", field.offset),
                })
                .collect();
            format!("(area) => fill(area, {words}, [{}])", fields.join(", "))
        }
    }
}

const PRELUDE: &str = r"
    function fill(area, words, fields) {
        if (area % 16 !== 0 || area !== stack) {
            console.log(`area at ${area}, stack pointer at ${stack}`);
        }
        const view = new DataView(guest.memory.buffer);
        words.forEach((word, i) => view[fields[i][0]](area + fields[i][1], word, true));
    }
    const borrowed = (value) => {
        const words = textIn(value);
        live.delete(words[0]);
        return words;
    };
";

#[test]
fn each_shape_becomes_its_value_and_is_released() {
    for (mode, results) in MODES {
        let mut fixture = fixture(mode, results);
        with_enums(&mut fixture);
        let mut script = String::from(PRELUDE);
        for (i, (shape, presence, words, js)) in scalars().into_iter().chain(sequences()).chain(handles()).enumerate() {
            let call = inbound(vec![], Lift { shape, presence });
            let name = format!("f{i}");
            script += &format!(
                "results.{name} = {};\nequal({name}(), {js}, {words:?} + ' as case {i}');\nequal([...live], [], 'case {i}');\n\
                 equal(stack, 65536, 'stack pointer');\n",
                provider(&fixture, &call, words)
            );
            function(&mut fixture, &name, call);
        }
        run(&fixture, &script);
    }
}

#[test]
fn results_throw_their_error_or_are_lifted() {
    for (mode, results) in MODES {
        let mut fixture = fixture(mode, results);
        with_enums(&mut fixture);
        let mut script = String::from(PRELUDE);
        let cases = scalars().into_iter().chain(sequences()).chain(handles());
        // A `Result` has at most two words of its own.
        let cases = cases.filter(|case| !matches!((&case.0, case.1), (LiftShape::Big128 { .. }, Optional)));
        for (i, (shape, presence, words, js)) in cases.enumerate() {
            let call =
                wbg_ir::func::Inbound { fallible: Fallible::Throws, ..inbound(vec![], Lift { shape, presence }) };
            let good = provider(&fixture, &call, &format!("[...{words}, 0, 0]"));
            let bad = provider(
                &fixture,
                &call,
                &format!("[...{words}.map((w) => typeof w === 'bigint' ? 0n : 0), put('bad'), 1]"),
            );
            let name = format!("f{i}");
            script += &format!(
                "results.{name} = {good};\nequal({name}(), {js}, {words:?} + ' as case {i}');\nequal([...live], [], 'case {i}');\n\
                 live.clear();\nresults.{name} = {bad};\nthrows(() => {name}(), /^bad$/, 'case {i}');\n\
                 live.clear();\nequal(stack, 65536, 'stack pointer');\n",
            );
            function(&mut fixture, &name, call);
        }
        run(&fixture, &script);
    }
}
