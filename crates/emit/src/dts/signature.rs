//! Signatures people read: which parameters may be left out, and what the documented types are.

use wbg_ir::export::{Export, ExportKind};
use wbg_ir::func::ParamDoc;
use wbg_ir::value::{Lower, Presence};

use crate::dts::ast::{Param, ParamForm, Signature};
use crate::dts::types::{Types, with_absence};

/// Parameters and result of an export, the receiver of methods left out.
pub fn signature(types: Types<'_>, export: &Export) -> Signature {
    let result = match export.kind {
        ExportKind::Constructor(_) => None,
        _ => Some(result(types, export)),
    };
    let mut params = params(types, export);
    if let (ExportKind::FunctionWithThis(_), Some(first)) = (&export.kind, params.first_mut()) {
        first.name = "this".to_owned();
        first.form = ParamForm::Required;
    }
    Signature { params, result }
}

/// Type text of an export's result.
pub fn result(types: Types<'_>, export: &Export) -> String {
    let plain = match (&export.doc.return_override, &export.doc.awaited) {
        (Some(text), _) => text.clone(),
        (None, Some(awaited)) => types.received(awaited),
        (None, None) => types.received(&export.call.result),
    };
    if export.is_async || export.jspi { format!("Promise<{plain}>") } else { plain }
}

/// Parameters of an export in order.
///
/// Seen from the right, optional ones may be left out until the first that may not.
pub fn params(types: Types<'_>, export: &Export) -> Vec<Param> {
    let mut droppable = Droppable::Yes;
    let last = export.call.args.len().wrapping_sub(1);
    let mut params: Vec<Param> = export
        .call
        .args
        .iter()
        .enumerate()
        .rev()
        .map(|(at, value)| {
            let fallback = ParamDoc { name: format!("arg{at}"), ..ParamDoc::default() };
            let doc = export.doc.params.get(at).unwrap_or(&fallback);
            let (param, after) = if export.doc.variadic && at == last {
                (rest(types, doc, value), Droppable::No)
            } else {
                param(types, doc, value, droppable)
            };
            droppable = after;
            param
        })
        .collect();
    params.reverse();
    params
}

/// Whether everything to the right may be left out.
#[derive(Clone, Copy)]
enum Droppable {
    Yes,
    No,
}

fn rest(types: Types<'_>, doc: &ParamDoc, value: &Lower) -> Param {
    let ty = doc.type_override.clone().unwrap_or_else(|| types.rest(value));
    Param { name: doc.name.clone(), ty, form: ParamForm::Rest }
}

fn param(types: Types<'_>, doc: &ParamDoc, value: &Lower, right: Droppable) -> (Param, Droppable) {
    let name = doc.name.clone();
    if let Some(ty) = doc.type_override.clone() {
        let form = if doc.optional { ParamForm::Omittable } else { ParamForm::Required };
        return (Param { name, ty, form }, Droppable::No);
    }
    match (value.presence, right) {
        (Presence::Optional | Presence::OptionalNullable, Droppable::Yes) => {
            let ty = with_absence(types.given(value), " | null");
            (Param { name, ty, form: ParamForm::Omittable }, Droppable::Yes)
        }
        (Presence::Optional | Presence::OptionalNullable, Droppable::No) => {
            (Param { name, ty: types.given_in_full(value), form: ParamForm::Required }, Droppable::No)
        }
        (Presence::Required | Presence::Nullable, _) => {
            (Param { name, ty: types.given_in_full(value), form: ParamForm::Required }, Droppable::No)
        }
    }
}

#[cfg(test)]
mod tests {
    use wbg_ir::export::Start;
    use wbg_ir::func::{Fallible, FuncDoc, Inbound, Prefix};
    use wbg_ir::value::{Lift, LiftShape, LowerShape, Num};
    use wbg_ir::{Arena, CoreFn};

    use super::*;
    use crate::dts::names::Names;
    use crate::options::ArrayTypes;

    fn value(presence: Presence) -> Lower {
        Lower { shape: LowerShape::Number(Num::U32), presence }
    }

    fn export(args: Vec<Lower>, params: Vec<ParamDoc>, variadic: bool) -> Export {
        let core = Arena::<CoreFn, ()>::default().push(());
        Export {
            core,
            symbol: "f".into(),
            canonical: "f".into(),
            kind: ExportKind::Function(wbg_ir::doc::PublicName { namespace: vec![], name: "f".into() }),
            call: Inbound { prefix: Prefix::None, args, result: Lift::new(LiftShape::Unit), fallible: Fallible::No },
            is_async: false,
            jspi: false,
            start: Start::No,
            doc: FuncDoc { params, variadic, typescript: true, ..FuncDoc::default() },
        }
    }

    fn forms(export: &Export) -> Vec<String> {
        let names = Names::default();
        params(Types { names: &names, arrays: ArrayTypes::Plain }, export)
            .into_iter()
            .map(|param| format!("{:?} {}", param.form, param.ty))
            .collect()
    }

    #[test]
    fn only_trailing_options_may_be_left_out() {
        use Presence::{Nullable, Optional, OptionalNullable, Required};
        let all =
            export(vec![value(Optional), value(Required), value(OptionalNullable), value(Optional)], vec![], false);
        assert_eq!(
            forms(&all),
            [
                "Required number | null | undefined",
                "Required number",
                "Omittable number | null",
                "Omittable number | null"
            ]
        );
        let nullable = export(vec![value(Optional), value(Nullable)], vec![], false);
        assert_eq!(forms(&nullable), ["Required number | null | undefined", "Required number | null"]);
    }

    #[test]
    fn overrides_and_rest_parameters_end_the_scan() {
        let param = |ty: &str, optional| ParamDoc { type_override: Some(ty.into()), optional, ..ParamDoc::default() };
        let two = vec![value(Presence::Optional), value(Presence::Optional)];
        let optional = export(two.clone(), vec![ParamDoc::default(), param("X", true)], false);
        assert_eq!(forms(&optional), ["Required number | null | undefined", "Omittable X"]);
        let plain = export(two, vec![ParamDoc::default(), param("X", false)], false);
        assert_eq!(forms(&plain), ["Required number | null | undefined", "Required X"]);
        let rest = export(vec![value(Presence::Optional), value(Presence::Required)], vec![], true);
        assert_eq!(forms(&rest), ["Required number | null | undefined", "Rest number"]);
    }

    #[test]
    fn promises_wrap_overrides_too() {
        let names = Names::default();
        let types = Types { names: &names, arrays: ArrayTypes::Plain };
        let mut later = export(vec![], vec![], false);
        later.is_async = true;
        later.doc.awaited = Some(Lift { shape: LiftShape::Boolean, presence: Presence::Optional });
        assert_eq!(result(types, &later), "Promise<boolean | undefined>");
        later.doc.return_override = Some("1 | 2".into());
        assert_eq!(result(types, &later), "Promise<1 | 2>");
    }
}
