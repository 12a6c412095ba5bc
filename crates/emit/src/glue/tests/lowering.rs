//! Each shape of argument, with the words it must become.

use wbg_ir::enums::{NumericEnum, StringEnum};
use wbg_ir::value::{Elem, HandleType, Lower, LowerShape, Num, Ownership, Presence};
use wbg_ir::{EnumId, HandleMode, Id, StringEnumId};

use super::harness::{MODES, fixture, function, inbound, public, run, unit};
use crate::fixture::Fixture;

use Presence::{Nullable, Optional, OptionalNullable, Required};

/// A shape with empty states, an argument, and what JS must see as `calls[0]`'s words.
type Case = (LowerShape, Presence, &'static str, &'static str);

pub fn with_enums(fixture: &mut Fixture) {
    fixture.bindings.enums.push(NumericEnum {
        public: public("Color"),
        private: false,
        variants: vec![],
        comments: vec![],
        typescript: true,
    });
    fixture.bindings.string_enums.push(StringEnum {
        public: public("Level"),
        private: false,
        values: vec!["low".into(), "high".into()],
        comments: vec![],
        typescript: true,
    });
}

fn scalars() -> Vec<Case> {
    let color = || LowerShape::Enum(EnumId::from_index(0), 3);
    let level = || LowerShape::StringEnum(StringEnumId::from_index(0));
    let big = |signed| LowerShape::Big128 { signed };
    let number = LowerShape::Number;
    vec![
        (number(Num::I32), Required, "-5", "[-5]"),
        (number(Num::U8), Optional, "7", "[7]"),
        (number(Num::U8), Optional, "undefined", "[0xffffff]"),
        (number(Num::I16), OptionalNullable, "null", "[0xfffffe]"),
        (number(Num::I32), Optional, "4294967295", "[-1]"),
        (number(Num::U32), Optional, "-1", "[4294967295]"),
        (number(Num::U32), Optional, "null", "[Number.MAX_SAFE_INTEGER]"),
        (number(Num::U32), Nullable, "null", "[Number.MAX_SAFE_INTEGER - 1]"),
        (number(Num::U32), Nullable, "undefined", "[0]"),
        (number(Num::F32), Optional, "0.1", "[Math.fround(0.1)]"),
        (number(Num::F64), Optional, "undefined", "[0, 0]"),
        (number(Num::F64), OptionalNullable, "null", "[2, 0]"),
        (number(Num::F64), Optional, "1.5", "[1, 1.5]"),
        (number(Num::I64), Required, "5n", "[5n]"),
        (number(Num::U64), Optional, "5n", "[1, 5n]"),
        (number(Num::I64), Optional, "null", "[0, 0n]"),
        (big(true), Required, "-1n", "[-1n, -1n]"),
        (big(false), Required, "(7n << 64n) | 9n", "[(7n << 64n) | 9n, 7n]"),
        (big(true), Optional, "undefined", "[0, 0n, 0n]"),
        (big(true), Optional, "1n", "[1, 1n, 0n]"),
        (LowerShape::Boolean, Required, "true", "[true]"),
        (LowerShape::Boolean, Optional, "true", "[1]"),
        (LowerShape::Boolean, Optional, "undefined", "[0xffffff]"),
        (LowerShape::Char, Required, "'\\u{1F600}'", "[0x1f600]"),
        (LowerShape::Char, Optional, "null", "[0xffffff]"),
        (color(), Required, "2", "[2]"),
        (color(), Optional, "undefined", "[3]"),
        (color(), Nullable, "null", "[Number.MAX_SAFE_INTEGER - 1]"),
        (level(), Required, "'high'", "[1]"),
        (level(), Required, "'low'", "[0]"),
        (level(), Required, "'none'", "[2]"),
        (level(), Optional, "undefined", "[3]"),
        (level(), OptionalNullable, "null", "[4]"),
        (LowerShape::RawPointer, Required, "16", "[16]"),
        (LowerShape::RawPointer, Optional, "null", "[Number.MAX_SAFE_INTEGER]"),
        (LowerShape::NonNull, Required, "16", "[16]"),
        (LowerShape::NonNull, Optional, "null", "[0]"),
        (LowerShape::NonNull, Nullable, "null", "[Number.MAX_SAFE_INTEGER - 1]"),
    ]
}

/// `words` may use `w`, the words JS saw.
fn sequences() -> Vec<Case> {
    let cells = |shape| LowerShape::Cells(Box::new(Lower::new(shape)));
    let memory = "[w[0], w[1]]";
    vec![
        (LowerShape::String, Required, "'h\\u00e9'", "text(...w) === 'h\\u00e9' && w[1] === 3 ? w : 0"),
        (LowerShape::String, Optional, "'abc'", "text(...w) === 'abc' ? w : 0"),
        (LowerShape::String, Optional, "null", "w[0] === 0 ? w : 0"),
        (LowerShape::String, Nullable, "null", "[0, 1025]"),
        (LowerShape::String, OptionalNullable, "undefined", "[0, 0]"),
        (
            LowerShape::Slice(Elem::F64),
            Required,
            "[1, 2.5]",
            "show(new Float64Array(memory(), w[0], w[1])) === '[\"Float64Array\",1,2.5]' ? w : 0",
        ),
        (LowerShape::Slice(Elem::U64), Required, "new BigUint64Array(2)", memory),
        (LowerShape::Slice(Elem::U8), Optional, "undefined", "w[0] === 0 ? w : 0"),
        (LowerShape::Slice(Elem::U8), OptionalNullable, "null", "[0, 1025]"),
        (
            cells(LowerShape::Boolean),
            Required,
            "[true, false]",
            "show([...new Int32Array(memory(), ...w)]) === '[1,0]' ? w : 0",
        ),
        (
            cells(LowerShape::Char),
            Required,
            "['a', 'b']",
            "show([...new Int32Array(memory(), ...w)]) === '[97,98]' ? w : 0",
        ),
        (
            cells(LowerShape::Enum(EnumId::from_index(0), 3)),
            Required,
            "[2]",
            "show([...new Float64Array(memory(), ...w)]) === '[2]' ? w : 0",
        ),
        (
            cells(LowerShape::StringEnum(StringEnumId::from_index(0))),
            Optional,
            "['high', 'x']",
            "show([...new Int32Array(memory(), ...w)]) === '[1,2]' ? w : 0",
        ),
        (
            LowerShape::Handles(HandleType::Any),
            Required,
            "['x', 7]",
            "show([...new Uint32Array(memory(), ...w)].map(get)) === '[\"x\",7]' ? w : 0",
        ),
        (LowerShape::Handles(HandleType::Any), Optional, "null", "w[0] === 0 ? w : 0"),
    ]
}

fn handles(mode: HandleMode) -> Vec<Case> {
    let any = |ownership| LowerShape::Handle(HandleType::Any, ownership);
    let owned = || any(Ownership::Owned);
    let direct = match mode {
        HandleMode::ExternrefTable => "['x']",
        HandleMode::Heap => "typeof w[0] === 'number' && seen[0] === 'x' ? w : 0",
    };
    vec![
        (owned(), Required, "'x'", direct),
        (any(Ownership::Borrowed), Required, "'x'", direct),
        (owned(), Optional, "'x'", "typeof w[0] === 'number' && seen[0] === 'x' ? w : 0"),
        (owned(), Optional, "undefined", "[0]"),
        (owned(), Nullable, "null", "[1025]"),
        (owned(), Nullable, "undefined", "seen[0] === undefined && w[0] > 1027 ? w : 0"),
        (owned(), OptionalNullable, "undefined", "[0]"),
        (
            LowerShape::SliceMut(Elem::U8),
            Required,
            "new Uint8Array([1, 2])",
            "w.length === 3 && ArrayBuffer.isView(typeof w[2] === 'number' ? seen[2] : w[2]) ? w : 0",
        ),
    ]
}

#[test]
fn each_shape_becomes_its_words() {
    for (mode, results) in MODES {
        let mut fixture = fixture(mode, results);
        with_enums(&mut fixture);
        let mut script = String::from("const memory = () => guest.memory.buffer;\nlet w, seen;\n");
        for (i, (shape, presence, js, words)) in
            scalars().into_iter().chain(sequences()).chain(handles(mode)).enumerate()
        {
            let name = format!("f{i}");
            function(&mut fixture, &name, inbound(vec![Lower { shape, presence }], unit()));
            script += &format!(
                "calls.length = 0;\nresults.{name} = (...words) => {{ seen = words.map((h) => typeof h === 'number' ? get(h) : h); }};\n\
                 {name}({js});\nw = calls[0].slice(1);\nequal(w, {words}, {js:?} + ' as case {i}');\n"
            );
        }
        run(&fixture, &script);
    }
}

#[test]
fn refused_arguments_leave_nothing_behind() {
    for (mode, results) in MODES {
        let mut fixture = fixture(mode, results);
        let pair = |a, b| inbound(vec![Lower::new(a), Lower::new(b)], unit());
        function(&mut fixture, "textNumber", pair(LowerShape::String, LowerShape::Number(Num::I32)));
        function(&mut fixture, "textBig", pair(LowerShape::String, LowerShape::Number(Num::I64)));
        function(&mut fixture, "textText", pair(LowerShape::String, LowerShape::String));
        function(&mut fixture, "textChar", pair(LowerShape::String, LowerShape::Char));
        function(&mut fixture, "textArray", pair(LowerShape::String, LowerShape::Slice(Elem::F32)));
        function(&mut fixture, "arrayArray", pair(LowerShape::Slice(Elem::U8), LowerShape::Slice(Elem::U64)));
        let handles = || LowerShape::Handles(HandleType::Any);
        function(&mut fixture, "arrayHandles", pair(LowerShape::Slice(Elem::U8), handles()));
        let script = r"
            const bad = { get length() { throw new RangeError('length'); } };
            const number = { valueOf() { throw new RangeError('valueOf'); } };
            throws(() => textNumber('abc', number), /valueOf/, 'number');
            throws(() => textNumber('abc', Symbol()), /TypeError/, 'symbol');
            throws(() => textBig('abc', 5), /TypeError/, 'big');
            throws(() => textText('abc', 5), /TypeError: expected a string/, 'text');
            throws(() => textText(5, 'abc'), /TypeError: expected a string/, 'first text');
            throws(() => textChar('abc', '\ud800'), /Unicode scalar/, 'char');
            throws(() => textArray('abc', bad), /length/, 'array');
            throws(() => arrayArray([1], [1]), /TypeError/, 'second array');
            throws(() => arrayArray([1], undefined), /TypeError/, 'no second array');
            throws(() => arrayHandles([1], bad), /length/, 'handles');
            equal([...live], [], 'allocations');
            equal(calls, [], 'calls');
            textText('abc', new String('def'));
            equal(text(calls[0][3], calls[0][4]), 'def', 'String object');
            arrayArray([1, 2], [3n]);
            equal(calls[1].slice(2, 3), [2], 'length');
            equal(calls[1].slice(4), [1], 'length');
        ";
        run(&fixture, script);
    }
}
