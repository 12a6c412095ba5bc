//! Types of values going from JS to Rust.

use wbg_ir::value::{HandleType, Lower, LowerShape, Ownership, Presence, StructPass};
use wbg_schema::signature::Type;

use crate::convert::{Types, Unsupported, elem, num};
use crate::display::type_text;

impl Types<'_> {
    /// How a value of this type goes from JS to Rust.
    pub(crate) fn lower(&self, ty: &Type) -> Result<Lower, Unsupported> {
        let (presence, core) = peel(ty)?;
        let shape = self.lower_shape(core)?;
        if !presence.is_required() && !may_be_empty(core) {
            return Err(no_empty_form(ty, core));
        }
        Ok(Lower { shape, presence })
    }

    fn lower_shape(&self, ty: &Type) -> Result<LowerShape, Unsupported> {
        Ok(match ty {
            Type::Unit => LowerShape::Unit,
            Type::Number(n) => LowerShape::Number(num(*n)),
            Type::Big128 { signed } => LowerShape::Big128 { signed: *signed },
            Type::Boolean => LowerShape::Boolean,
            Type::Char => LowerShape::Char,
            Type::String | Type::CachedString => LowerShape::String,
            Type::Externref => LowerShape::Handle(HandleType::Any, Ownership::Owned),
            Type::NamedExternref(text) => LowerShape::Handle(self.names.handle_type(text)?, Ownership::Owned),
            Type::Enum { name, hole } => LowerShape::Enum(self.names.numeric_enum(name)?, *hole),
            Type::StringEnum { name, .. } => LowerShape::StringEnum(self.names.string_enum(name)?),
            Type::DynamicUnion { name, .. } => {
                LowerShape::Handle(HandleType::Union(self.names.union(name)?), Ownership::Owned)
            }
            Type::Struct(name) => LowerShape::Struct(self.names.class(name)?, StructPass::ByValue),
            Type::RawPointer => LowerShape::RawPointer,
            Type::NonNull => LowerShape::NonNull,
            Type::Vector(element) => self.lower_vector(element).ok_or_else(|| unsupported(ty))??,
            Type::Ref(inner) => self.lower_ref(inner).ok_or_else(|| unsupported(ty))??,
            Type::RefMut(inner) => match &**inner {
                Type::Struct(name) => LowerShape::Struct(self.names.class(name)?, StructPass::RefMut),
                Type::Slice(element) => match &**element {
                    Type::Number(n) => LowerShape::SliceMut(elem(*n)),
                    _ => return Err(unsupported(ty)),
                },
                _ => return Err(unsupported(ty)),
            },
            Type::Slice(_)
            | Type::Option(_)
            | Type::Nullable(_)
            | Type::Result(_)
            | Type::Function(_)
            | Type::Closure { .. }
            | Type::Sequence(..) => return Err(unsupported(ty)),
        })
    }

    /// `&T`; none if there is no such form.
    fn lower_ref(&self, inner: &Type) -> Option<Result<LowerShape, Unsupported>> {
        Some(Ok(match inner {
            Type::String | Type::CachedString => LowerShape::String,
            Type::Externref => LowerShape::Handle(HandleType::Any, Ownership::Borrowed),
            Type::NamedExternref(text) => {
                return Some(self.names.handle_type(text).map(|t| LowerShape::Handle(t, Ownership::Borrowed)));
            }
            Type::Struct(name) => {
                return Some(self.names.class(name).map(|id| LowerShape::Struct(id, StructPass::Ref)));
            }
            Type::Slice(element) => match &**element {
                Type::Number(n) => LowerShape::Slice(elem(*n)),
                other => return self.lower_handles(other),
            },
            _ => return None,
        }))
    }

    /// `Vec<T>`; none if there is no such form.
    fn lower_vector(&self, element: &Type) -> Option<Result<LowerShape, Unsupported>> {
        match element {
            Type::Number(n) => Some(Ok(LowerShape::Slice(elem(*n)))),
            Type::Boolean | Type::Char | Type::Enum { .. } | Type::StringEnum { .. } => {
                Some(self.lower_shape(element).map(|shape| LowerShape::Cells(Box::new(Lower::new(shape)))))
            }
            other => self.lower_handles(other),
        }
    }

    fn lower_handles(&self, element: &Type) -> Option<Result<LowerShape, Unsupported>> {
        self.element_handle(element).map(|handle| handle.map(LowerShape::Handles))
    }

    /// The handle type of a sequence element that is a JS value; none if it is not one.
    pub(crate) fn element_handle(&self, element: &Type) -> Option<Result<HandleType, Unsupported>> {
        match element {
            Type::Externref => Some(Ok(HandleType::Any)),
            Type::NamedExternref(text) => Some(self.names.handle_type(text)),
            Type::Struct(name) => Some(self.names.class(name).map(HandleType::Class)),
            _ => None,
        }
    }
}

/// Empty states around a type, outermost first.
fn peel(ty: &Type) -> Result<(Presence, &Type), Unsupported> {
    let (presence, core) = match ty {
        Type::Option(inner) => match &**inner {
            Type::Nullable(core) => (Presence::OptionalNullable, &**core),
            core => (Presence::Optional, core),
        },
        Type::Nullable(core) => (Presence::Nullable, &**core),
        core => (Presence::Required, core),
    };
    if matches!(core, Type::Option(_) | Type::Nullable(_)) {
        return Err(nested(ty));
    }
    Ok((presence, core))
}

fn may_be_empty(core: &Type) -> bool {
    !matches!(core, Type::Ref(_) | Type::RefMut(_) | Type::Unit)
}

/// Message for a nesting of `Option` and `Nullable` without a JS form.
pub(crate) fn nested(ty: &Type) -> Unsupported {
    Unsupported::new(format!(
        "`{}` has no JavaScript form; of nested options only `Option<Nullable<T>>` exists",
        type_text(ty)
    ))
}

fn no_empty_form(ty: &Type, core: &Type) -> Unsupported {
    let hint = match core {
        Type::Ref(inner) => match &**inner {
            Type::String | Type::CachedString => "take `Option<String>` instead",
            Type::Slice(_) => "take an optional `Vec` instead",
            Type::Struct(_) => "take the struct by value, or a `JsValue`",
            _ => "take the owned type instead",
        },
        _ => "take the owned type instead",
    };
    Unsupported::new(format!("`{}` cannot come from JavaScript; {hint}", type_text(ty)))
}

fn unsupported(ty: &Type) -> Unsupported {
    let hint = match ty {
        Type::Function(_) | Type::Closure { .. } => "take a `js_sys::Function` instead",
        Type::Ref(inner) | Type::RefMut(inner) if matches!(**inner, Type::Function(_)) => {
            "take a `js_sys::Function` instead"
        }
        Type::Result(_) => "only functions called from JavaScript return one",
        Type::Ref(inner) | Type::RefMut(inner) if matches!(**inner, Type::Slice(_)) => "take a `Vec` instead",
        Type::Ref(_) | Type::RefMut(_) => "take it by value",
        Type::Vector(_) => "take a `Vec<JsValue>` or a `js_sys::Array` instead",
        _ => "take another type",
    };
    Unsupported::new(format!("`{}` cannot come from JavaScript; {hint}", type_text(ty)))
}

#[cfg(test)]
#[path = "lower_tests.rs"]
pub(crate) mod tests;
