//! Guest types as Rust-like text, for messages. Must not influence any decision.

use wbg_schema::signature::{Number, Signature, Type};

/// The type as a Rust programmer would write it, as far as the descriptor remembers.
pub(crate) fn type_text(ty: &Type) -> String {
    match ty {
        Type::Number(n) => number_text(*n).to_owned(),
        Type::Big128 { signed: true } => "i128".to_owned(),
        Type::Big128 { signed: false } => "u128".to_owned(),
        Type::Boolean => "bool".to_owned(),
        Type::Char => "char".to_owned(),
        Type::String | Type::CachedString => "String".to_owned(),
        Type::Externref => "JsValue".to_owned(),
        Type::NamedExternref(name) => name.clone(),
        Type::Enum { name, .. } | Type::StringEnum { name, .. } | Type::DynamicUnion { name, .. } => {
            name.qualified.clone()
        }
        Type::Struct(name) => name.qualified.clone(),
        Type::Ref(inner) => match &**inner {
            Type::String | Type::CachedString => "&str".to_owned(),
            Type::Function(signature) => format!("&dyn Fn{}", call_text(signature)),
            other => format!("&{}", type_text(other)),
        },
        Type::RefMut(inner) => match &**inner {
            Type::Function(signature) => format!("&mut dyn FnMut{}", call_text(signature)),
            other => format!("&mut {}", type_text(other)),
        },
        Type::Slice(element) => format!("[{}]", type_text(element)),
        Type::Vector(element) => format!("Vec<{}>", type_text(element)),
        Type::Option(inner) => format!("Option<{}>", type_text(inner)),
        Type::Nullable(inner) => format!("Nullable<{}>", type_text(inner)),
        Type::Result(inner) => format!("Result<{}, _>", type_text(inner)),
        Type::Unit => "()".to_owned(),
        Type::NonNull => "NonNull<_>".to_owned(),
        Type::RawPointer => "*mut _".to_owned(),
        Type::Function(signature) => format!("fn{}", call_text(signature)),
        Type::Closure { owned, mutable, signature } => closure_text(*owned, *mutable, signature),
        Type::Sequence(_, inner) => type_text(inner),
    }
}

/// `(A, B) -> R`, without the arrow for `()`.
pub(crate) fn call_text(signature: &Signature) -> String {
    let args: Vec<String> = signature.args.iter().map(type_text).collect();
    let args = args.join(", ");
    match &signature.ret {
        Type::Unit => format!("({args})"),
        ret => format!("({args}) -> {}", type_text(ret)),
    }
}

fn closure_text(owned: bool, mutable: bool, signature: &Signature) -> String {
    let holder = if owned { "Closure" } else { "ScopedClosure" };
    let class = if mutable { "FnMut" } else { "Fn" };
    format!("{holder}<dyn {class}{}>", call_text(signature))
}

fn number_text(number: Number) -> &'static str {
    match number {
        Number::I8 => "i8",
        Number::U8 => "u8",
        Number::ClampedU8 => "Clamped<u8>",
        Number::I16 => "i16",
        Number::U16 => "u16",
        Number::I32 => "i32",
        Number::U32 => "u32",
        Number::I64 => "i64",
        Number::U64 => "u64",
        Number::Isize64 => "isize",
        Number::Usize64 => "usize",
        Number::F32 => "f32",
        Number::F64 => "f64",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{closure, signature};

    #[test]
    fn types_read_like_rust() {
        let text = |ty: Type| type_text(&ty);
        assert_eq!(text(Type::Option(Box::new(Type::Ref(Box::new(Type::String))))), "Option<&str>");
        assert_eq!(
            text(Type::RefMut(Box::new(Type::Slice(Box::new(Type::Number(Number::ClampedU8)))))),
            "&mut [Clamped<u8>]"
        );
        let call = signature(vec![Type::Number(Number::F64)], Type::Result(Box::new(Type::Unit)));
        assert_eq!(text(Type::Ref(Box::new(Type::Function(Box::new(call.clone()))))), "&dyn Fn(f64) -> Result<(), _>");
        assert_eq!(text(closure(true, true, call)), "Closure<dyn FnMut(f64) -> Result<(), _>>");
        assert_eq!(text(Type::Vector(Box::new(Type::NamedExternref("string".into())))), "Vec<string>");
    }
}
