//! Type texts: what a value is called in TypeScript, where JS gives it and where JS receives it.

use wbg_ir::value::{Elem, HandleType, Lift, LiftShape, Lower, LowerShape, Num, Presence};
use wbg_ir::{Bindings, Id};

use crate::dts::names::Names;
use crate::js::name::is_identifier;
use crate::options::ArrayTypes;

/// What type texts depend on.
#[derive(Clone, Copy, Debug)]
pub struct Types<'a> {
    /// Names of what is bound.
    pub names: &'a Names,
    /// How returned typed arrays are declared.
    pub arrays: ArrayTypes,
}

impl Types<'_> {
    /// The type of a value that JS gives, its empty states not included.
    pub fn given(&self, value: &Lower) -> String {
        match &value.shape {
            LowerShape::Unit => "void".to_owned(),
            LowerShape::Number(number) => number_type(*number).to_owned(),
            LowerShape::Big128 { .. } => "bigint".to_owned(),
            LowerShape::Boolean => "boolean".to_owned(),
            LowerShape::Char | LowerShape::String => "string".to_owned(),
            LowerShape::Slice(Elem::ClampedU8) => "Uint8ClampedArray".to_owned(),
            LowerShape::Slice(elem) => format!("{} | {}[]", array_type(*elem), element_type(*elem)),
            LowerShape::SliceMut(elem) => array_type(*elem).to_owned(),
            LowerShape::Handles(ty) => array_of(&self.handle(ty)),
            LowerShape::Cells(element) => array_of(&self.given(element)),
            LowerShape::Handle(ty, _) => self.handle(ty),
            LowerShape::Enum(id, _) => self.names.numeric_enum(*id).to_owned(),
            LowerShape::StringEnum(id) => self.names.string_enum(*id).to_owned(),
            LowerShape::Struct(id, _) => self.names.class(*id).to_owned(),
            LowerShape::RawPointer | LowerShape::NonNull => "number".to_owned(),
        }
    }

    /// The type of a value that JS gives where it cannot be left out.
    pub fn given_in_full(&self, value: &Lower) -> String {
        with_absence(self.given(value), given_absence(value.presence))
    }

    /// The type of a rest parameter: an array, whatever else the conversion would take.
    pub fn rest(&self, value: &Lower) -> String {
        match &value.shape {
            LowerShape::Slice(elem) | LowerShape::SliceMut(elem) => format!("{}[]", element_type(*elem)),
            _ => self.given(value),
        }
    }

    /// The type of a value that JS receives, its empty states included.
    pub fn received(&self, value: &Lift) -> String {
        with_absence(self.received_shape(&value.shape), received_absence(value.presence))
    }

    fn received_shape(&self, shape: &LiftShape) -> String {
        match shape {
            LiftShape::Unit => "void".to_owned(),
            LiftShape::Number(number) => number_type(*number).to_owned(),
            LiftShape::Big128 { .. } => "bigint".to_owned(),
            LiftShape::Boolean => "boolean".to_owned(),
            LiftShape::Char | LiftShape::String(_) | LiftShape::CachedString(_) => "string".to_owned(),
            LiftShape::Slice(elem, ..) => match self.arrays {
                ArrayTypes::Plain => array_type(*elem).to_owned(),
                ArrayTypes::WithBuffer => format!("{}<ArrayBuffer>", array_type(*elem)),
            },
            LiftShape::Handles(ty, _) => array_of(&self.handle(ty)),
            LiftShape::Cells(element) => array_of(&self.received(element)),
            LiftShape::Handle(ty, _) => self.handle(ty),
            LiftShape::Enum(id, _) => self.names.numeric_enum(*id).to_owned(),
            LiftShape::StringEnum(id) => self.names.string_enum(*id).to_owned(),
            LiftShape::Struct(id) => self.names.class(*id).to_owned(),
            LiftShape::RawPointer | LiftShape::NonNull => "number".to_owned(),
            LiftShape::OwnedClosure(_) | LiftShape::StackClosure(_) | LiftShape::BorrowedClosure(_) => "any".to_owned(),
        }
    }

    fn handle(&self, ty: &HandleType) -> String {
        match ty {
            HandleType::Any => "any".to_owned(),
            HandleType::Named(text) => text.clone(),
            HandleType::Union(id) => self.names.union(*id).to_owned(),
            HandleType::Class(id) => self.names.class(*id).to_owned(),
        }
    }
}

/// Adds empty states to a type text.
pub fn with_absence(ty: String, absence: &str) -> String {
    if absence.is_empty() || ty == "void" {
        ty
    } else if ty.contains("=>") && !is_wrapped(&ty) {
        // `() => T | null` would be a function that returns null.
        format!("({ty}){absence}")
    } else {
        format!("{ty}{absence}")
    }
}

/// Whether one pair of parentheses encloses the whole text.
fn is_wrapped(ty: &str) -> bool {
    let mut depth = 0i32;
    for (at, c) in ty.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at > 0 && at + 1 == ty.len();
        }
    }
    false
}

fn given_absence(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "",
        Presence::Nullable => " | null",
        Presence::Optional | Presence::OptionalNullable => " | null | undefined",
    }
}

fn received_absence(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "",
        Presence::Optional => " | undefined",
        Presence::Nullable => " | null",
        Presence::OptionalNullable => " | null | undefined",
    }
}

/// `T[]`, with parentheses where they may be needed.
fn array_of(element: &str) -> String {
    if is_identifier(element) { format!("{element}[]") } else { format!("({element})[]") }
}

fn number_type(number: Num) -> &'static str {
    match number {
        Num::I64 | Num::U64 => "bigint",
        Num::I8
        | Num::U8
        | Num::I16
        | Num::U16
        | Num::I32
        | Num::U32
        | Num::Isize64
        | Num::Usize64
        | Num::F32
        | Num::F64 => "number",
    }
}

/// The typed array of an element, in declarations and at run time.
pub(crate) fn array_type(elem: Elem) -> &'static str {
    match elem {
        Elem::I8 => "Int8Array",
        Elem::U8 => "Uint8Array",
        Elem::ClampedU8 => "Uint8ClampedArray",
        Elem::I16 => "Int16Array",
        Elem::U16 => "Uint16Array",
        Elem::I32 => "Int32Array",
        Elem::U32 => "Uint32Array",
        Elem::I64 => "BigInt64Array",
        Elem::U64 => "BigUint64Array",
        Elem::F32 => "Float32Array",
        Elem::F64 => "Float64Array",
    }
}

fn element_type(elem: Elem) -> &'static str {
    match elem {
        Elem::I64 | Elem::U64 => "bigint",
        Elem::I8
        | Elem::U8
        | Elem::ClampedU8
        | Elem::I16
        | Elem::U16
        | Elem::I32
        | Elem::U32
        | Elem::F32
        | Elem::F64 => "number",
    }
}

/// Which named types a set of values mentions, unions followed.
#[derive(Clone, Debug)]
pub struct Mentions {
    string_enums: Vec<bool>,
    unions: Vec<bool>,
}

impl Mentions {
    /// Nothing mentioned yet.
    pub fn none(bindings: &Bindings) -> Self {
        Self { string_enums: vec![false; bindings.string_enums.len()], unions: vec![false; bindings.unions.len()] }
    }

    /// Whether a string enum is mentioned.
    pub fn string_enum(&self, id: wbg_ir::StringEnumId) -> bool {
        self.string_enums[id.index()]
    }

    /// Whether a union is mentioned.
    pub fn union(&self, id: wbg_ir::UnionId) -> bool {
        self.unions[id.index()]
    }

    /// Notes what a given value mentions.
    pub fn given(&mut self, bindings: &Bindings, value: &Lower) {
        match &value.shape {
            LowerShape::StringEnum(id) => self.string_enums[id.index()] = true,
            LowerShape::Handle(ty, _) | LowerShape::Handles(ty) => self.handle(bindings, ty),
            LowerShape::Cells(element) => self.given(bindings, element),
            _ => {}
        }
    }

    /// Notes what a received value mentions.
    pub fn received(&mut self, bindings: &Bindings, value: &Lift) {
        match &value.shape {
            LiftShape::StringEnum(id) => self.string_enums[id.index()] = true,
            LiftShape::Handle(ty, _) | LiftShape::Handles(ty, _) => self.handle(bindings, ty),
            LiftShape::Cells(element) => self.received(bindings, element),
            _ => {}
        }
    }

    fn handle(&mut self, bindings: &Bindings, ty: &HandleType) {
        if let HandleType::Union(id) = ty
            && !std::mem::replace(&mut self.unions[id.index()], true)
        {
            for member in &bindings.unions[*id].members {
                self.received(bindings, member);
            }
        }
    }
}
