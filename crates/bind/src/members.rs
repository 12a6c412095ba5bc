//! Public struct fields: their getter and setter exports. The getter carries the type; no setter export means read-only.

use wbg_ir::ClassId;
use wbg_ir::export::{Export, ExportKind, MemberKind, MemberOrigin, Placement, Start};
use wbg_ir::func::{Fallible, FuncDoc, Inbound, ParamDoc, Prefix};
use wbg_ir::value::{Lift, LiftShape};
use wbg_schema::dialect::Symbol;
use wbg_schema::program::{Struct, StructField};
use wbg_schema::signature::Type;

use crate::classes::original;
use crate::context::Context;
use crate::crosscheck;
use crate::exports::Named;
use crate::resolve::Definition;

/// Adds the accessors of all public fields.
pub(crate) fn bind<'a>(cx: &mut Context<'a>, class: ClassId, definition: &Definition<'a>, s: &'a Struct) {
    let symbols = cx.input.dialect.symbols(&definition.program.unique_crate_identifier);
    let (from, to) = (original(s), definition.public.qualified());
    for field in &s.fields {
        let subject = format!("field `{}` of struct `{}`", field.name, from.replace("__", "."));
        let getter = symbols.field_getter(&from, &field.name).mangled;
        let ty = match cx.described_value(&getter) {
            Ok(ty) => ty,
            Err(e) => {
                cx.diags.push(subject, e);
                continue;
            }
        };
        let symbol = Symbol { canonical: symbols.field_getter(&to, &field.name).canonical, mangled: getter };
        accessor(cx, &subject, class, definition, field, ty, MemberKind::Getter, symbol);
        if !field.readonly {
            let mangled = symbols.field_setter(&from, &field.name).mangled;
            let symbol = Symbol { canonical: symbols.field_setter(&to, &field.name).canonical, mangled };
            accessor(cx, &subject, class, definition, field, ty, MemberKind::Setter, symbol);
        }
    }
}

#[allow(clippy::too_many_arguments)] // Everything an export record is made of; a struct would be used once.
fn accessor<'a>(
    cx: &mut Context<'a>,
    subject: &str,
    class: ClassId,
    definition: &Definition<'a>,
    field: &StructField,
    ty: &Type,
    kind: MemberKind,
    symbol: Symbol,
) {
    let Some(core) = cx.exported(&symbol.mangled) else { return };
    let call = if kind == MemberKind::Setter { setter(cx, ty) } else { getter(cx, ty) };
    let mut call = match call {
        Ok(call) => call,
        Err(e) => {
            cx.diags.push(subject, e);
            return;
        }
    };
    if let Err(e) = crosscheck::inbound(cx.input.facts, core, &mut call) {
        cx.diags.push(subject, format!("`{}`: {e}", symbol.mangled));
        return;
    }
    let params = call.args.iter().map(|_| ParamDoc { name: "value".to_owned(), ..ParamDoc::default() }).collect();
    let export = Export {
        core,
        symbol: symbol.mangled,
        canonical: symbol.canonical,
        kind: ExportKind::Member {
            class,
            placement: Placement::Instance,
            kind,
            name: field.name.clone(),
            origin: MemberOrigin::Field,
        },
        call,
        is_async: false,
        jspi: false,
        start: Start::No,
        doc: FuncDoc {
            params,
            comments: field.comments.clone(),
            typescript: field.generate_typescript,
            jsdoc: field.generate_jsdoc,
            ..FuncDoc::default()
        },
    };
    cx.exports.push(Named { export, crate_id: &definition.program.unique_crate_identifier });
}

fn getter(cx: &mut Context<'_>, ty: &Type) -> Result<Inbound, String> {
    let result = cx.types.lift(ty).map_err(|e| e.to_string())?;
    Ok(Inbound { prefix: Prefix::Receiver, args: vec![], result, fallible: Fallible::No })
}

fn setter(cx: &mut Context<'_>, ty: &Type) -> Result<Inbound, String> {
    let value = cx.types.lower(ty).map_err(|e| e.to_string())?;
    Ok(Inbound {
        prefix: Prefix::Receiver,
        args: vec![value],
        result: Lift::new(LiftShape::Unit),
        fallible: Fallible::No,
    })
}
