//! Numeric enums, string enums and dynamic unions: contents of the definitions `resolve` has named.

use wbg_ir::enums::{NumericEnum, NumericVariant, StringEnum, Union};
use wbg_ir::value::{HandleType, Lift, LiftShape, Ownership};
use wbg_schema::dialect::DESCRIBE_PREFIX;
use wbg_schema::program;

use crate::context::Context;
use crate::resolve::{Definition, Kind, Source};

/// Fills the three arenas, in id order.
pub(crate) fn bind(cx: &mut Context<'_>) {
    for definition in list(cx, Kind::Enum) {
        if let Source::Enum(e) = definition.source {
            cx.out.enums.push(numeric(&definition, e));
        }
    }
    for definition in list(cx, Kind::StringEnum) {
        if let Source::StringEnum(e) = definition.source {
            cx.out.string_enums.push(StringEnum {
                public: definition.public.clone(),
                private: e.private,
                values: e.variant_values.clone(),
                comments: e.comments.clone(),
                typescript: e.generate_typescript,
            });
        }
    }
    for definition in list(cx, Kind::Union) {
        if let Source::Union(u) = definition.source {
            let union = union(cx, &definition, u);
            cx.out.unions.push(union);
        }
    }
}

fn list<'a>(cx: &Context<'a>, kind: Kind) -> Vec<Definition<'a>> {
    cx.definitions.get(&kind).cloned().unwrap_or_default()
}

fn numeric(definition: &Definition<'_>, e: &program::Enum) -> NumericEnum {
    let value = |bits: u32| if e.signed { i64::from(bits.cast_signed()) } else { i64::from(bits) };
    NumericEnum {
        public: definition.public.clone(),
        private: e.private,
        variants: e
            .variants
            .iter()
            .map(|v| NumericVariant { name: v.name.clone(), value: value(v.value), comments: v.comments.clone() })
            .collect(),
        comments: e.comments.clone(),
        typescript: e.generate_typescript,
    }
}

fn union(cx: &mut Context<'_>, definition: &Definition<'_>, u: &program::DynamicUnion) -> Union {
    let subject = format!("dynamic union `{}`", u.name);
    let symbols = cx.input.dialect.symbols(&definition.program.unique_crate_identifier);
    let mut members = Vec::new();
    for index in 0..u.variant_type_cnt {
        let descriptor = symbols.union_payload_descriptor(&u.name, index, &definition.program.module_path);
        let symbol = descriptor.strip_prefix(DESCRIBE_PREFIX).unwrap_or(&descriptor);
        let member = match cx.described_value(symbol) {
            Ok(ty) => cx.types.lift(ty).map_err(|e| e.to_string()),
            Err(e) => Err(e),
        };
        match member {
            Ok(member) => members.push(member),
            Err(e) => {
                cx.diags.push(subject.as_str(), format!("payload variant {}: {e}", index + 1));
                members.push(Lift::new(LiftShape::Handle(HandleType::Any, Ownership::Owned)));
            }
        }
    }
    Union {
        public: definition.public.clone(),
        private: u.private,
        literals: u.variant_strings.clone(),
        members,
        comments: u.comments.clone(),
        typescript: u.generate_typescript,
    }
}

#[cfg(test)]
#[path = "enums_tests.rs"]
mod tests;
