//! Compares the words a description implies with the wasm function's type. A difference means the descriptor and the function
//! do not belong together, which would otherwise show as memory corruption at run time.

use std::fmt;

use wbg_ir::facts::CoreType;
use wbg_ir::func::{Inbound, Outbound};
use wbg_ir::layout::{Returns, area_word};
use wbg_ir::value::{Lift, LiftShape, Lower, LowerShape, Num, Presence, Slot, Word};
use wbg_ir::{CoreFn, ModuleFacts, PointerWidth};

/// The two types that should be equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mismatch {
    described: CoreType,
    actual: CoreType,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "its description needs the wasm type `{}` but the function has `{}`; make sure one version of \
             `wasm-bindgen` is in the dependency tree and no other tool rewrote the module before this one",
            type_text(&self.described),
            type_text(&self.actual)
        )
    }
}

/// Checks a call from JS, after telling memory64's `Option<usize>` from `Option<u64>` by the function's type.
pub(crate) fn inbound(facts: &ModuleFacts, core: CoreFn, call: &mut Inbound) -> Result<(), Mismatch> {
    let Some(actual) = facts.types.get(&core) else { return Ok(()) };
    if facts.pointer == PointerWidth::W64 {
        let area = matches!(call.returns(facts.pointer), Returns::Area(_));
        let result_is_float = actual.results == [Some(Word::F64)];
        retype_lift(&mut call.result, result_is_float);
        let area = usize::from(area && !result_is_float);
        let prefix = call.param_slots(facts.pointer).len() - slots_of(&call.args, facts.pointer);
        let mut at = area + prefix;
        for arg in &mut call.args {
            retype_lower(arg, actual.params.get(at) == Some(&Some(Word::F64)));
            at += arg.slots(facts.pointer).len();
        }
    }
    compare(facts, actual, &call.param_slots(facts.pointer), &call.returns(facts.pointer))
}

/// Checks a call to JS; see [`inbound`].
pub(crate) fn outbound(facts: &ModuleFacts, core: CoreFn, call: &mut Outbound) -> Result<(), Mismatch> {
    let Some(actual) = facts.types.get(&core) else { return Ok(()) };
    if facts.pointer == PointerWidth::W64 {
        let area = matches!(call.returns(facts.pointer), Returns::Area(_));
        let result_is_float = actual.results == [Some(Word::F64)];
        retype_lower(&mut call.result, result_is_float);
        let mut at = usize::from(area && !result_is_float);
        for arg in &mut call.args {
            retype_lift(arg, actual.params.get(at) == Some(&Some(Word::F64)));
            at += arg.slots(facts.pointer).len();
        }
    }
    compare(facts, actual, &call.param_slots(facts.pointer), &call.returns(facts.pointer))
}

/// Checks a function with fixed words.
pub(crate) fn words(facts: &ModuleFacts, core: CoreFn, params: &[Word], results: &[Word]) -> Result<(), Mismatch> {
    let Some(actual) = facts.types.get(&core) else { return Ok(()) };
    let described = CoreType {
        params: params.iter().copied().map(Some).collect(),
        results: results.iter().copied().map(Some).collect(),
    };
    if described == *actual { Ok(()) } else { Err(Mismatch { described, actual: actual.clone() }) }
}

fn compare(facts: &ModuleFacts, actual: &CoreType, params: &[Slot], returns: &Returns) -> Result<(), Mismatch> {
    let mut described = CoreType::default();
    match returns {
        Returns::Nothing => {}
        Returns::Direct(slot) => described.results.push(Some(slot.word)),
        Returns::Area(_) => described.params.push(Some(area_word(facts.pointer))),
    }
    described.params.extend(params.iter().map(|slot| Some(slot.word)));
    if described == *actual { Ok(()) } else { Err(Mismatch { described, actual: actual.clone() }) }
}

fn slots_of(args: &[Lower], pointer: PointerWidth) -> usize {
    args.iter().map(|arg| arg.slots(pointer).len()).sum()
}

fn retype_lower(value: &mut Lower, is_float: bool) {
    if let LowerShape::Number(n) = &mut value.shape {
        retype(n, value.presence, is_float);
    }
}

fn retype_lift(value: &mut Lift, is_float: bool) {
    if let LiftShape::Number(n) = &mut value.shape {
        retype(n, value.presence, is_float);
    }
}

fn retype(number: &mut Num, presence: Presence, is_float: bool) {
    if is_float && !presence.is_required() {
        match number {
            Num::I64 => *number = Num::Isize64,
            Num::U64 => *number = Num::Usize64,
            _ => {}
        }
    }
}

fn type_text(ty: &CoreType) -> String {
    format!("({}) -> ({})", words_text(&ty.params), words_text(&ty.results))
}

fn words_text(words: &[Option<Word>]) -> String {
    let texts: Vec<&str> = words
        .iter()
        .map(|word| match word {
            Some(Word::I32) => "i32",
            Some(Word::I64) => "i64",
            Some(Word::F32) => "f32",
            Some(Word::F64) => "f64",
            None => "ref",
        })
        .collect();
    texts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{core_type, facts};
    use wbg_ir::func::{Fallible, Prefix};
    use wbg_ir::id::Id;

    fn optional(n: Num) -> Lower {
        Lower { shape: LowerShape::Number(n), presence: Presence::Optional }
    }

    fn call(args: Vec<Lower>, result: Lift) -> Inbound {
        Inbound { prefix: Prefix::None, args, result, fallible: Fallible::No }
    }

    #[test]
    fn a_different_type_is_reported_with_both() {
        let core = CoreFn::from_index(0);
        let mut facts = facts();
        facts.types.insert(core, core_type("i32", "i64"));
        let mut described = call(vec![optional(Num::F64)], Lift::new(LiftShape::Boolean));
        let error = inbound(&facts, core, &mut described).expect_err("types differ").to_string();
        assert!(
            error.starts_with(
                "its description needs the wasm type `(i32, f64) -> (i32)` but the function has `(i32) -> (i64)`; "
            ),
            "{error}"
        );
    }

    #[test]
    fn areas_come_first() {
        let core = CoreFn::from_index(0);
        let mut facts = facts();
        facts.types.insert(core, core_type("i32 f32", ""));
        let optional = Lift { shape: LiftShape::Number(Num::F64), presence: Presence::Optional };
        let mut described = call(vec![Lower::new(LowerShape::Number(Num::F32))], optional);
        assert_eq!(inbound(&facts, core, &mut described), Ok(()));
    }

    #[test]
    fn memory64_optional_sizes_are_told_by_the_wasm_type() {
        let core = CoreFn::from_index(0);
        let mut facts = facts();
        facts.pointer = PointerWidth::W64;
        facts.types.insert(core, core_type("f64 i32 i64", "f64"));
        let result = Lift { shape: LiftShape::Number(Num::U64), presence: Presence::Optional };
        let mut described = call(vec![optional(Num::U64), optional(Num::I64)], result);
        assert_eq!(inbound(&facts, core, &mut described), Ok(()));
        assert_eq!(described.args, [optional(Num::Usize64), optional(Num::I64)]);
        assert_eq!(described.result.shape, LiftShape::Number(Num::Usize64));
        // Same in the other direction.
        facts.types.insert(core, core_type("i32 i64 f64", "f64"));
        let lifted = |n| Lift { shape: LiftShape::Number(n), presence: Presence::Optional };
        let mut described = Outbound { args: vec![lifted(Num::U64), lifted(Num::U64)], result: optional(Num::I64) };
        assert_eq!(outbound(&facts, core, &mut described), Ok(()));
        assert_eq!(described.args, [lifted(Num::U64), lifted(Num::Usize64)]);
        assert_eq!(described.result, optional(Num::Isize64));
    }

    #[test]
    fn functions_without_a_known_type_pass() {
        assert_eq!(words(&facts(), CoreFn::from_index(9), &[Word::I32], &[]), Ok(()));
    }
}
