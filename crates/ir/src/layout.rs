//! Where the words of a call lie: parameters, return areas, and what JS sees after the shims (spec 04 sections 2 and 8).

use crate::abi::{Abi, HandleMode, PointerWidth, ResultMode};
use crate::func::{Fallible, Inbound, Outbound, Prefix};
use crate::value::{Pass, Slot, Word, pointer_slot};

/// How a core function hands back its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Returns {
    /// No word.
    Nothing,
    /// One word, as the wasm result.
    Direct(Slot),
    /// Two or more words, written to an area whose address is the first parameter.
    Area(Area),
}

/// A C record of result words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Words with their byte offsets.
    pub fields: Vec<Field>,
    /// Bytes to reserve on the shadow stack: the record's size rounded up to 16.
    pub reserve: u32,
}

/// One word of an [`Area`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The word.
    pub slot: Slot,
    /// Byte offset from the start of the area.
    pub offset: u32,
}

impl Returns {
    /// Lays out result words.
    pub fn of(slots: &[Slot]) -> Self {
        match slots {
            [] => Returns::Nothing,
            [one] => Returns::Direct(*one),
            many => Returns::Area(Area::of(many)),
        }
    }
}

impl Area {
    fn of(slots: &[Slot]) -> Self {
        let mut end = 0u32;
        let fields = slots
            .iter()
            .map(|&slot| {
                let size = slot.word.size();
                let offset = end.next_multiple_of(size);
                end = offset + size;
                Field { slot, offset }
            })
            .collect();
        Self { fields, reserve: end.next_multiple_of(16) }
    }
}

/// The type of a return-area address parameter: a raw address, not a bindgen pointer word.
pub fn area_word(pointer: PointerWidth) -> Word {
    match pointer {
        PointerWidth::W32 => Word::I32,
        PointerWidth::W64 => Word::I64,
    }
}

impl Inbound {
    /// Words of the Rust function's parameters, without the area address.
    pub fn param_slots(&self, pointer: PointerWidth) -> Vec<Slot> {
        let ptr = pointer_slot(pointer);
        let mut slots = match self.prefix {
            Prefix::None => vec![],
            Prefix::Receiver | Prefix::ReceiverByValue => vec![ptr],
            Prefix::Closure => vec![ptr, ptr],
        };
        slots.extend(self.args.iter().flat_map(|arg| arg.slots(pointer)));
        slots
    }

    /// Words of the Rust function's result, error words included.
    pub fn result_slots(&self, pointer: PointerWidth) -> Vec<Slot> {
        let mut slots = self.result.slots(pointer);
        if self.fallible == Fallible::Throws {
            slots.push(Slot { word: Word::I32, pass: Pass::OwnedHandle });
            slots.push(Slot { word: Word::I32, pass: Pass::Plain });
        }
        slots
    }

    /// How the Rust function hands back its result.
    pub fn returns(&self, pointer: PointerWidth) -> Returns {
        Returns::of(&self.result_slots(pointer))
    }
}

impl Outbound {
    /// Words of the import's parameters, without the area address.
    pub fn param_slots(&self, pointer: PointerWidth) -> Vec<Slot> {
        self.args.iter().flat_map(|arg| arg.slots(pointer)).collect()
    }

    /// How the import hands back its result; an area address is the first parameter.
    pub fn returns(&self, pointer: PointerWidth) -> Returns {
        Returns::of(&self.result.slots(pointer))
    }
}

/// What JS sees of one word that crosses as a parameter or as a single result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outer {
    /// The word itself.
    Word(Word),
    /// A JS value: the shim does the table work.
    Externref(Pass),
}

impl Outer {
    /// How the shim passes it on.
    pub fn pass(self) -> Pass {
        match self {
            Outer::Word(_) => Pass::Plain,
            Outer::Externref(pass) => pass,
        }
    }
}

/// What JS sees of a word that crosses directly. Words in return areas and arrays never change.
pub fn outer(slot: Slot, abi: &Abi) -> Outer {
    match (abi.handles, slot.pass) {
        (HandleMode::ExternrefTable, pass @ (Pass::OwnedHandle | Pass::BorrowedHandle)) => Outer::Externref(pass),
        _ => Outer::Word(slot.word),
    }
}

/// How JS receives the result of an [`Inbound`] call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Receives {
    /// `undefined`.
    Nothing,
    /// The value itself.
    One(Outer),
    /// An array of words; handles among them are numbers.
    Tuple(Vec<Slot>),
    /// JS passes the address of an area as first argument and reads it.
    Area(Area),
}

/// How JS receives the result of an [`Inbound`] call under an [`Abi`].
pub fn receives(call: &Inbound, abi: &Abi) -> Receives {
    match (call.returns(abi.pointer), abi.results) {
        (Returns::Nothing, _) => Receives::Nothing,
        (Returns::Direct(slot), _) => Receives::One(outer(slot, abi)),
        (Returns::Area(area), ResultMode::MultiValue) => Receives::Tuple(area.fields.iter().map(|f| f.slot).collect()),
        (Returns::Area(area), ResultMode::ReturnPointer) => Receives::Area(area),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Lift, LiftShape, Num, Ownership, Presence};

    fn fallible(result: Lift) -> Inbound {
        Inbound { prefix: Prefix::None, args: vec![], result, fallible: Fallible::Throws }
    }

    fn offsets(call: &Inbound) -> Vec<u32> {
        match call.returns(PointerWidth::W32) {
            Returns::Area(area) => area.fields.iter().map(|f| f.offset).collect(),
            other => panic!("expected an area, got {other:?}"),
        }
    }

    #[test]
    fn result_areas_are_c_records() {
        assert_eq!(offsets(&fallible(Lift::new(LiftShape::Unit))), [0, 4]);
        assert_eq!(offsets(&fallible(Lift::new(LiftShape::Number(Num::U32)))), [0, 4, 8]);
        assert_eq!(offsets(&fallible(Lift::new(LiftShape::Number(Num::F64)))), [0, 8, 12]);
        assert_eq!(offsets(&fallible(Lift::new(LiftShape::String(Ownership::Owned)))), [0, 4, 8, 12]);
        let optional = Lift { shape: LiftShape::Number(Num::F64), presence: Presence::Optional };
        assert_eq!(offsets(&Inbound { fallible: Fallible::No, ..fallible(optional) }), [0, 8]);
    }
}
