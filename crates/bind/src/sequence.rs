//! `slice =` / `vec =` attributes of import arguments: which form a sequence takes on the JS side.
//!
//! Decides from the shape of the argument's type alone; the type itself is converted elsewhere.

use wbg_ir::value::SliceForm;
use wbg_schema::signature::{SequenceForm, SequenceMode, Type};

use crate::convert::Unsupported;
use crate::display::type_text;

/// What an argument is, as far as the attributes care.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Borrowed,
    BorrowedMut,
    Owned,
    Other,
}

/// The argument without its modes, and the form an active mode asks for.
pub(crate) fn strip(mut ty: &Type) -> Result<(&Type, SliceForm), Unsupported> {
    let mut modes = Vec::new();
    while let Type::Sequence(mode, inner) = ty {
        modes.push(*mode);
        ty = inner;
    }
    let (shape, typed) = shape_of(ty);
    let mut form = SliceForm::View;
    for mode in modes {
        if let Some(active) = apply(mode, shape, typed, ty)? {
            form = active;
        }
    }
    Ok((ty, form))
}

fn apply(mode: SequenceMode, shape: Shape, typed: bool, ty: &Type) -> Result<Option<SliceForm>, Unsupported> {
    let fits =
        if mode.owned_key { shape == Shape::Owned } else { matches!(shape, Shape::Borrowed | Shape::BorrowedMut) };
    if !fits {
        return if mode.explicit { Err(misplaced(mode, ty)) } else { Ok(None) };
    }
    if shape == Shape::BorrowedMut && mode.form != SequenceForm::View {
        return Err(Unsupported::new(format!(
            "`slice = {}` would lose what JS writes to `{}`; use `slice = view`",
            form_text(mode.form),
            type_text(ty)
        )));
    }
    match (typed, mode.form) {
        (true, SequenceForm::View) => Ok(Some(SliceForm::View)),
        (true, SequenceForm::Copy) => Ok(Some(SliceForm::Copy)),
        (true, SequenceForm::Array) => Ok(Some(SliceForm::Array)),
        (false, SequenceForm::Array) => Ok(None),
        (false, _) if mode.explicit => Err(Unsupported::new(format!(
            "`{} = {}` needs a sequence of numbers, and `{}` already arrives as an array; remove the attribute",
            key_text(mode),
            form_text(mode.form),
            type_text(ty)
        ))),
        (false, _) => Ok(None),
    }
}

fn misplaced(mode: SequenceMode, ty: &Type) -> Unsupported {
    let (wants, other) = if mode.owned_key { ("a `Vec` or boxed slice", "slice") } else { ("a borrowed slice", "vec") };
    Unsupported::new(format!("`{}` needs {wants}, not `{}`; remove it or use `{other}`", key_text(mode), type_text(ty)))
}

fn shape_of(ty: &Type) -> (Shape, bool) {
    let ty = match ty {
        Type::Option(inner) | Type::Nullable(inner) => inner,
        other => other,
    };
    let ty = match ty {
        Type::Nullable(inner) => inner,
        other => other,
    };
    let (shape, element) = match ty {
        Type::Ref(inner) => (Shape::Borrowed, slice_element(inner)),
        Type::RefMut(inner) => (Shape::BorrowedMut, slice_element(inner)),
        Type::Vector(element) => (Shape::Owned, Some(&**element)),
        _ => (Shape::Other, None),
    };
    match element {
        Some(element) => (shape, matches!(element, Type::Number(_))),
        None => (Shape::Other, false),
    }
}

fn slice_element(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Slice(element) => Some(element),
        _ => None,
    }
}

fn key_text(mode: SequenceMode) -> &'static str {
    if mode.owned_key { "vec" } else { "slice" }
}

fn form_text(form: SequenceForm) -> &'static str {
    match form {
        SequenceForm::View => "view",
        SequenceForm::Copy => "copy",
        SequenceForm::Array => "array",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{slice, vector};
    use wbg_schema::signature::Number;

    fn run(form: SequenceForm, owned_key: bool, explicit: bool, ty: Type) -> Result<SliceForm, String> {
        let mode = SequenceMode { form, owned_key, explicit };
        strip(&Type::Sequence(mode, Box::new(ty))).map(|(_, form)| form).map_err(|e| e.to_string())
    }

    #[test]
    fn forms_apply_to_typed_sequences_of_their_shape() {
        let bytes = || slice(Type::Number(Number::U8));
        assert_eq!(run(SequenceForm::Copy, false, true, bytes()), Ok(SliceForm::Copy));
        assert_eq!(run(SequenceForm::Array, true, false, vector(Type::Number(Number::F64))), Ok(SliceForm::Array));
        assert_eq!(run(SequenceForm::Copy, false, false, Type::Option(Box::new(bytes()))), Ok(SliceForm::Copy));
        assert_eq!(run(SequenceForm::Copy, true, false, bytes()), Ok(SliceForm::View));
        assert_eq!(run(SequenceForm::Array, true, true, vector(Type::Externref)), Ok(SliceForm::View));
        assert_eq!(run(SequenceForm::Copy, true, false, vector(Type::Externref)), Ok(SliceForm::View));
    }

    #[test]
    fn several_modes_may_be_nested() {
        let slice_copy = SequenceMode { form: SequenceForm::Copy, owned_key: false, explicit: false };
        let vec_array = SequenceMode { form: SequenceForm::Array, owned_key: true, explicit: false };
        let ty =
            Type::Sequence(vec_array, Box::new(Type::Sequence(slice_copy, Box::new(slice(Type::Number(Number::U8))))));
        assert_eq!(strip(&ty).map(|(_, form)| form), Ok(SliceForm::Copy));
    }

    #[test]
    fn explicit_misuse_is_an_error() {
        assert_eq!(
            run(SequenceForm::Copy, true, true, slice(Type::Number(Number::U8))),
            Err("`vec` needs a `Vec` or boxed slice, not `&[u8]`; remove it or use `slice`".into())
        );
        assert_eq!(
            run(SequenceForm::Copy, false, true, Type::Boolean),
            Err("`slice` needs a borrowed slice, not `bool`; remove it or use `vec`".into())
        );
        assert_eq!(
            run(SequenceForm::Copy, false, true, slice(Type::Externref)),
            Err("`slice = copy` needs a sequence of numbers, and `&[JsValue]` already arrives as an array; remove the attribute".into())
        );
        let written = Type::RefMut(Box::new(Type::Slice(Box::new(Type::Number(Number::U8)))));
        assert_eq!(
            run(SequenceForm::Array, false, false, written),
            Err("`slice = array` would lose what JS writes to `&mut [u8]`; use `slice = view`".into())
        );
    }
}
