//! Exported functions and class members: from the declared parameters to the call and back.

use wbg_ir::export::{Export, ExportKind};
use wbg_ir::func::{Inbound, Prefix};
use wbg_ir::layout::{Receives, receives};
use wbg_ir::value::{LiftShape, Presence};
use wbg_ir::{ClassId, ExportId};

use crate::doc;
use crate::dts::types::Types;
use crate::glue::body::pure_helper;
use crate::glue::call::{Call, Entry, invoke};
use crate::glue::{Body, Context, class, guard};
use crate::helpers::Helper;
use crate::js::ast::{Expr, Function, FunctionForm, Item, Stmt};
use crate::options::{Checks, EmitError};

/// A function with its documentation.
#[derive(Debug)]
pub struct Documented {
    /// JSDoc text.
    pub doc: String,
    /// The function.
    pub function: Function,
}

/// The declaration of a free function.
///
/// # Errors
/// What this version cannot express.
pub fn function(ctx: Context<'_>, types: Types<'_>, id: ExportId) -> Result<Item, EmitError> {
    let export = &ctx.bindings().exports[id];
    let Documented { doc, function } = build(ctx, types, id, export, None)?;
    Ok(Item::Function { doc, name: ctx.plan.function(id).to_owned(), function })
}

/// A member of a class; `class` owns it.
///
/// # Errors
/// What this version cannot express.
pub fn member(ctx: Context<'_>, types: Types<'_>, id: ExportId, class: ClassId) -> Result<Documented, EmitError> {
    build(ctx, types, id, &ctx.bindings().exports[id], Some(class))
}

fn build(
    ctx: Context<'_>,
    types: Types<'_>,
    id: ExportId,
    export: &Export,
    class: Option<ClassId>,
) -> Result<Documented, EmitError> {
    let entry = match (export.jspi, export.is_async) {
        (false, _) => Entry::Plain,
        (true, true) => Entry::Rooted,
        (true, false) => Entry::Fiber,
    };
    if entry == Entry::Fiber && matches!(receives(&export.call, ctx.abi()), Receives::Area(_)) {
        return Err(EmitError::Unsupported {
            subject: format!("export `{}`", export.canonical),
            what: "it waits (`jspi`) and returns more than one word, for which the guest needs multiple results"
                .to_owned(),
            instead: "build it with a current compiler, which turns `multivalue` on".to_owned(),
        });
    }
    let mut body = Body::new(ctx);
    let params = Params::of(&mut body, export);
    if let ExportKind::Constructor(class) = export.kind {
        class::before_construction(&mut body, class);
    }
    match (export.call.prefix, class) {
        (Prefix::Receiver | Prefix::ReceiverByValue, Some(_)) => guard::enter_of(&mut body, Expr::Atom("this")),
        _ => guard::enter(&mut body),
    }
    let Params { declared, names, values } = params;
    let name = ctx.linkage().exports.get(&id).map_or(export.canonical.as_str(), String::as_str);
    call(&mut body, name, export, class, (values, entry));
    let doc = doc::javascript(types, export, &names);
    let form = if entry == Entry::Fiber { FunctionForm::Async } else { FunctionForm::Plain };
    let function = Function { form, params: declared, body: body.finish() };
    Ok(Documented { doc, function })
}

/// The call itself, and what becomes of its result.
fn call(body: &mut Body<'_>, name: &str, export: &Export, class: Option<ClassId>, (args, entry): (Vec<Expr>, Entry)) {
    let ctx = body.ctx();
    let prefix = receiver(ctx, body, export.call.prefix, class);
    match export.kind {
        ExportKind::Constructor(class) => {
            let call = constructing(&export.call, class);
            let inner = Call { call: &call, name, prefix, args, entry };
            invoke(body, inner, |body, value| construct(body, export, class, value));
        }
        _ => {
            let inner = Call { call: &export.call, name, prefix, args, entry };
            invoke(body, inner, |body, value| {
                if let Some(value) = value {
                    body.push(Stmt::Return(Some(value)));
                }
            });
        }
    }
}

/// The parameters of an export.
struct Params {
    /// As declared, `this` left out, `...` in front of a rest parameter.
    declared: Vec<String>,
    /// Names by argument.
    names: Vec<String>,
    /// Values by argument.
    values: Vec<Expr>,
}

impl Params {
    fn of(body: &mut Body<'_>, export: &Export) -> Self {
        let count = export.call.args.len();
        let mut params = Params { declared: vec![], names: vec![], values: vec![] };
        for at in 0..count {
            if at == 0 && matches!(export.kind, ExportKind::FunctionWithThis(_)) {
                params.names.push("this".to_owned());
                params.values.push(Expr::Atom("this"));
                continue;
            }
            let wanted = export.doc.params.get(at).map_or_else(|| format!("arg{at}"), |param| param.name.clone());
            let name = body.param(&wanted);
            let rest = export.doc.variadic && at + 1 == count;
            params.declared.push(if rest { format!("...{name}") } else { name.clone() });
            params.values.push(Expr::ident(&name));
            params.names.push(name);
        }
        params
    }
}

/// The words of `self`, to be evaluated at the call.
fn receiver(ctx: Context<'_>, body: &mut Body<'_>, prefix: Prefix, class: Option<ClassId>) -> Vec<Expr> {
    let this = Expr::Atom("this");
    if let (Some(class), Checks::Debug, false) = (class, ctx.input.options.checks, prefix == Prefix::None) {
        let address = this.clone().member(class::pointer_field(ctx, class));
        body.run(pure_helper(Helper::ExpectAlive, [address]));
    }
    match (prefix, class) {
        (Prefix::Receiver, Some(class)) => vec![this.member(class::pointer_field(ctx, class))],
        (Prefix::ReceiverByValue, Some(class)) => {
            if let Some(check) = class::expect_owned(ctx, class, &this) {
                body.push(check);
            }
            vec![this.member("__destroy_into_raw").call([])]
        }
        _ => vec![],
    }
}

/// A constructor of its own class receives the bare address: it fills `this`.
fn constructing(call: &Inbound, class: ClassId) -> Inbound {
    let mut call = call.clone();
    if call.result.shape == LiftShape::Struct(class) && call.result.presence == Presence::Required {
        call.result.shape = LiftShape::RawPointer;
    }
    call
}

fn construct(body: &mut Body<'_>, export: &Export, class: ClassId, value: Option<Expr>) {
    let Some(value) = value else { return };
    if export.call.result.shape == LiftShape::Struct(class) {
        class::adopt(body, class, Expr::Atom("this"), value);
        body.push(Stmt::Return(Some(Expr::Atom("this"))));
    } else {
        body.push(Stmt::Return(Some(value)));
    }
}
