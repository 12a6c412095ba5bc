//! Enums: frozen objects for numeric ones, arrays of texts for string enums.

use std::collections::BTreeMap;

use wbg_ir::EnumId;

use crate::doc;
use crate::glue::Context;
use crate::js::ast::{Expr, Item, Property};

/// `const E = Object.freeze({ A: 0, "0": "A", … });`, none for enums without a run-time value.
pub fn numeric(ctx: Context<'_>, id: EnumId) -> Option<Item> {
    let item = &ctx.bindings().enums[id];
    let name = ctx.plan.numeric_enum(id)?.to_owned();
    let values: Vec<Property> = item
        .variants
        .iter()
        .flat_map(|variant| {
            let value = variant.value.to_string();
            let name = Expr::Str(variant.name.clone());
            [Property::Value(variant.name.clone(), Expr::Num(value.clone())), Property::Value(value, name)]
        })
        .collect();
    let frozen = Expr::ident("Object").member("freeze").call([Expr::Object(without_repeats(values))]);
    Some(Item::Const { doc: doc::javascript_enum(item), name, value: frozen })
}

/// Keeps the last of several properties of one name.
fn without_repeats(values: Vec<Property>) -> Vec<Property> {
    let name = |property: &Property| match property {
        Property::Value(name, _) | Property::Method(name, _) => name.clone(),
    };
    let last: BTreeMap<String, usize> = values.iter().enumerate().map(|(at, value)| (name(value), at)).collect();
    values.into_iter().enumerate().filter(|(at, value)| last.get(&name(value)) == Some(at)).map(|(_, v)| v).collect()
}

/// The text arrays of string enums that live code looks up.
pub fn texts(ctx: Context<'_>) -> Vec<Item> {
    let used = ctx.plan.used_string_enums.iter();
    used.map(|id| Item::Const {
        doc: String::new(),
        name: ctx.plan.string_enum(*id).to_owned(),
        value: Expr::Array(ctx.bindings().string_enums[*id].values.iter().cloned().map(Expr::Str).collect()),
    })
    .collect()
}
