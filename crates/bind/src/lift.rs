//! Types of values going from Rust to JS.

use wbg_ir::value::{HandleType, Lift, LiftShape, Ownership, Presence, SliceForm};
use wbg_schema::signature::Type;

use crate::convert::{Types, Unsupported, elem, num};
use crate::display::type_text;
use crate::lower::nested;
use crate::sequence;

/// References around a type; several count as one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reference {
    None,
    Shared,
    Mut,
}

impl Reference {
    fn ownership(self) -> Ownership {
        match self {
            Reference::None => Ownership::Owned,
            Reference::Shared | Reference::Mut => Ownership::Borrowed,
        }
    }
}

impl Types<'_> {
    /// How an argument of an imported function goes from Rust to JS, `slice =`/`vec =` attributes included.
    pub(crate) fn lift_argument(&mut self, ty: &Type) -> Result<Lift, Unsupported> {
        let (ty, form) = sequence::strip(ty)?;
        self.lift_as(ty, form)
    }

    /// How a value of this type goes from Rust to JS.
    pub(crate) fn lift(&mut self, ty: &Type) -> Result<Lift, Unsupported> {
        self.lift_as(ty, SliceForm::View)
    }

    fn lift_as(&mut self, ty: &Type, form: SliceForm) -> Result<Lift, Unsupported> {
        let (presence, reference, core) = peel(ty)?;
        let shape = self.lift_shape(core, reference, form)?.ok_or_else(|| unsupported(ty, core))?;
        let always_there = matches!(
            shape,
            LiftShape::Unit | LiftShape::OwnedClosure(_) | LiftShape::StackClosure(_) | LiftShape::BorrowedClosure(_)
        );
        if always_there && !presence.is_required() {
            return Err(unsupported(ty, core));
        }
        Ok(Lift { shape, presence })
    }

    /// `None` if the type has no form under that reference.
    fn lift_shape(
        &mut self,
        core: &Type,
        reference: Reference,
        form: SliceForm,
    ) -> Result<Option<LiftShape>, Unsupported> {
        let own = reference.ownership();
        Ok(Some(match (core, reference) {
            (Type::Function(signature), _) => {
                LiftShape::StackClosure(self.closure(signature, reference == Reference::Mut)?)
            }
            (Type::Slice(element), Reference::Shared | Reference::Mut) => {
                return self.lift_sequence(element, own, form);
            }
            (_, Reference::Mut) => return Ok(None),
            // By copy, so a reference changes nothing.
            (Type::Number(n), _) => LiftShape::Number(num(*n)),
            (Type::Big128 { signed }, _) => LiftShape::Big128 { signed: *signed },
            (Type::Boolean, _) => LiftShape::Boolean,
            (Type::Char, _) => LiftShape::Char,
            (Type::String, _) => LiftShape::String(own),
            (Type::CachedString, _) => LiftShape::CachedString(own),
            (Type::Externref, _) => LiftShape::Handle(HandleType::Any, own),
            (Type::NamedExternref(text), _) => LiftShape::Handle(self.names.handle_type(text)?, own),
            (_, Reference::Shared) => return Ok(None),
            (Type::Unit, _) => LiftShape::Unit,
            (Type::Enum { name, hole }, _) => LiftShape::Enum(self.names.numeric_enum(name)?, *hole),
            (Type::StringEnum { name, .. }, _) => LiftShape::StringEnum(self.names.string_enum(name)?),
            (Type::DynamicUnion { name, .. }, _) => LiftShape::Handle(HandleType::Union(self.names.union(name)?), own),
            (Type::Struct(name), _) => LiftShape::Struct(self.names.class(name)?),
            (Type::RawPointer, _) => LiftShape::RawPointer,
            (Type::NonNull, _) => LiftShape::NonNull,
            (Type::Vector(element), _) => return self.lift_sequence(element, own, form),
            (Type::Closure { owned, mutable, signature }, _) => {
                let id = self.closure(signature, *mutable)?;
                if *owned { LiftShape::OwnedClosure(id) } else { LiftShape::BorrowedClosure(id) }
            }
            (
                Type::Slice(_)
                | Type::Result(_)
                | Type::Sequence(..)
                | Type::Ref(_)
                | Type::RefMut(_)
                | Type::Option(_)
                | Type::Nullable(_),
                _,
            ) => return Ok(None),
        }))
    }

    fn lift_sequence(
        &mut self,
        element: &Type,
        own: Ownership,
        form: SliceForm,
    ) -> Result<Option<LiftShape>, Unsupported> {
        if let Type::Number(n) = element {
            return Ok(Some(LiftShape::Slice(elem(*n), own, form)));
        }
        if let Some(handle) = self.element_handle(element) {
            return Ok(Some(LiftShape::Handles(handle?, own)));
        }
        let (core, reference) = match element {
            Type::Ref(inner) => (&**inner, Reference::Shared),
            other => (other, Reference::None),
        };
        // Cells own nothing, whatever the element type says: the guest encodes borrowed elements.
        let cell = match (core, reference) {
            (Type::String | Type::CachedString, _) => self.lift_shape(core, Reference::Shared, form)?,
            (Type::Externref | Type::NamedExternref(_), Reference::Shared) => self.lift_shape(core, reference, form)?,
            (Type::Boolean | Type::Char | Type::Enum { .. } | Type::StringEnum { .. }, Reference::None) => {
                self.lift_shape(core, reference, form)?
            }
            _ => None,
        };
        Ok(cell.map(|shape| LiftShape::Cells(Box::new(Lift::new(shape)))))
    }
}

/// Empty states and references around a type: `&Option<T>` crosses as `Option<&T>` does.
fn peel(ty: &Type) -> Result<(Presence, Reference, &Type), Unsupported> {
    let (mut presence, mut reference, mut core) = (Presence::Required, Reference::None, ty);
    loop {
        core = match core {
            Type::Ref(inner) => {
                reference = Reference::Shared;
                inner
            }
            Type::RefMut(inner) => {
                if reference == Reference::None {
                    reference = Reference::Mut;
                }
                inner
            }
            Type::Option(inner) if presence == Presence::Required => {
                presence = Presence::Optional;
                inner
            }
            Type::Nullable(inner) if presence == Presence::Required => {
                presence = Presence::Nullable;
                inner
            }
            Type::Nullable(inner) if presence == Presence::Optional => {
                presence = Presence::OptionalNullable;
                inner
            }
            Type::Option(_) | Type::Nullable(_) => return Err(nested(ty)),
            _ => return Ok((presence, reference, core)),
        };
    }
}

fn unsupported(ty: &Type, core: &Type) -> Unsupported {
    let hint = match core {
        Type::Result(_) => "return it directly from a function that JavaScript calls",
        Type::Struct(_) => "pass the struct by value, or convert it to a `JsValue` first",
        Type::Vector(_) | Type::Slice(_) => "pass a slice or `Vec` of numbers, strings or JavaScript values",
        Type::Function(_) | Type::Closure { .. } => "pass it without `Option`",
        _ => "pass it by value",
    };
    Unsupported::new(format!("`{}` cannot go to JavaScript; {hint}", type_text(ty)))
}

#[cfg(test)]
#[path = "lift_tests.rs"]
mod tests;
