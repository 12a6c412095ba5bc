//! Exported functions, methods, constructors and accessor functions.

use std::collections::BTreeSet;

use wbg_ir::ClassId;
use wbg_ir::doc::PublicName;
use wbg_ir::export::{Export, ExportKind, MemberKind, MemberOrigin, Placement, Start};
use wbg_ir::func::{FuncDoc, Inbound, ParamDoc, Prefix};
use wbg_ir::value::{HandleType, Lift, LiftShape, Ownership};
use wbg_schema::dialect::Symbol;
use wbg_schema::program::{self, MethodKind, OperationKind, Program, StartKind};
use wbg_schema::signature::{Signature, Type};

use crate::context::Context;
use crate::crosscheck;
use crate::display::type_text;

/// An export and the crate it comes from.
#[derive(Debug)]
pub(crate) struct Named<'a> {
    /// The export.
    pub(crate) export: Export,
    /// Its crate.
    pub(crate) crate_id: &'a str,
}

/// Adds all exports of all programs.
pub(crate) fn bind(cx: &mut Context<'_>) {
    let mut seen = BTreeSet::new();
    for program in cx.programs.clone() {
        for export in &program.exports {
            let subject = subject(export);
            match one(cx, program, export, &mut seen) {
                Ok(Some(export)) => {
                    cx.exports.push(Named { export, crate_id: &program.unique_crate_identifier });
                }
                Ok(None) => {}
                Err(problems) => cx.report(&subject, problems),
            }
        }
    }
}

/// `None` if the module does not contain the function, or it is bound already.
fn one(
    cx: &mut Context<'_>,
    program: &Program,
    export: &program::Export,
    seen: &mut BTreeSet<String>,
) -> Result<Option<Export>, Vec<String>> {
    let class = class_of(cx, program, export).map_err(|e| vec![e])?;
    let symbol = symbol(cx, program, export, class);
    let Some(core) = cx.exported(&symbol.mangled) else { return Ok(None) };
    if !seen.insert(symbol.mangled.clone()) {
        return Ok(None);
    }
    let signature = cx.described_function(&symbol.mangled).map_err(|e| vec![e])?;
    let kind = kind(export, class).map_err(|e| vec![e])?;
    let mut call = cx.types.inbound(signature, prefix(export))?;
    crosscheck::inbound(cx.input.facts, core, &mut call).map_err(|e| vec![e.to_string()])?;
    if matches!(kind, ExportKind::Constructor(_)) {
        check_constructor(&call, &signature.ret).map_err(|e| vec![e])?;
    }
    let start = match export.start {
        StartKind::None => Start::No,
        StartKind::Public => Start::Public,
        StartKind::Private => Start::Private,
    };
    // An async start function hands back nothing: nobody could wait for it.
    let is_async = export.function.asyncness && start == Start::No;
    let mut doc = function_doc(&export.function, call.args.len(), export.comments.clone()).map_err(|e| vec![e])?;
    doc.awaited = is_async.then(|| awaited(cx, signature));
    Ok(Some(Export {
        core,
        symbol: symbol.mangled,
        canonical: symbol.canonical,
        kind,
        call,
        is_async,
        jspi: export.function.jspi,
        start,
        doc,
    }))
}

fn class_of(cx: &Context<'_>, program: &Program, export: &program::Export) -> Result<Option<ClassId>, String> {
    let Some(class) = &export.class else { return Ok(None) };
    let namespace = export.js_namespace.as_deref();
    let crate_id = &program.unique_crate_identifier;
    let qualified = wbg_schema::dialect::qualified_name(namespace, class);
    match cx.types.names.class_of_crate(&qualified, crate_id) {
        Some(id) => Ok(Some(id)),
        None => Err(cx.types.names.no_class(namespace.unwrap_or_default(), class, crate_id)),
    }
}

/// The symbol in the input, and the canonical one with the class's final name.
fn symbol(cx: &Context<'_>, program: &Program, export: &program::Export, class: Option<ClassId>) -> Symbol {
    let symbols = cx.input.dialect.symbols(&program.unique_crate_identifier);
    let namespace = export.js_namespace.as_deref();
    let name = &export.function.name;
    match (&export.class, class) {
        (Some(original), Some(id)) => {
            let final_name = &cx.out.classes[id].public.name;
            Symbol {
                canonical: symbols.method(namespace, final_name, name).canonical,
                mangled: symbols.method(namespace, original, name).mangled,
            }
        }
        _ => symbols.function(namespace, name),
    }
}

fn prefix(export: &program::Export) -> Prefix {
    let on_instance = matches!(export.method_kind, MethodKind::Operation { is_static: false, .. });
    match (export.class.is_some() && on_instance, export.consumed) {
        (false, _) => Prefix::None,
        (true, true) => Prefix::ReceiverByValue,
        (true, false) => Prefix::Receiver,
    }
}

fn kind(export: &program::Export, class: Option<ClassId>) -> Result<ExportKind, String> {
    let name = &export.function.name;
    let Some(class) = class else {
        let public = PublicName { namespace: export.js_namespace.clone().unwrap_or_default(), name: name.clone() };
        return match &export.method_kind {
            MethodKind::Operation { kind: OperationKind::RegularThis, .. } => Ok(ExportKind::FunctionWithThis(public)),
            MethodKind::Operation { kind: OperationKind::Regular, .. } => Ok(ExportKind::Function(public)),
            _ => {
                Err("only members of a class can be constructors or accessors; move it into an `impl` block".to_owned())
            }
        };
    };
    let (is_static, operation) = match &export.method_kind {
        MethodKind::Constructor => return Ok(ExportKind::Constructor(class)),
        MethodKind::Operation { is_static, kind } => (*is_static, kind),
    };
    let placement = if is_static { Placement::Static } else { Placement::Instance };
    let (kind, name) = match operation {
        OperationKind::Regular | OperationKind::RegularThis => (MemberKind::Method, name),
        OperationKind::Getter(property) => (MemberKind::Getter, property),
        OperationKind::Setter(property) => (MemberKind::Setter, property),
        OperationKind::IndexingGetter | OperationKind::IndexingSetter | OperationKind::IndexingDeleter => {
            return Err("exported classes cannot have indexing operations; export a method instead".to_owned());
        }
    };
    Ok(ExportKind::Member { class, placement, kind, name: name.clone(), origin: MemberOrigin::Impl })
}

/// `new` must yield an object, or JS would silently return the half-made instance.
fn check_constructor(call: &Inbound, ret: &Type) -> Result<(), String> {
    let object = matches!(
        call.result.shape,
        LiftShape::Struct(_)
            | LiftShape::Handle(..)
            | LiftShape::Handles(..)
            | LiftShape::Slice(..)
            | LiftShape::Cells(_)
    );
    if object && call.result.presence.is_required() {
        return Ok(());
    }
    let ret = match ret {
        Type::Result(ok) => ok,
        other => other,
    };
    Err(format!(
        "a constructor cannot return `{}`; return `Self` or `Result<Self, _>`, or make it a static method",
        type_text(ret)
    ))
}

/// Documented type behind the promise; `any` if it has no form of its own.
fn awaited(cx: &mut Context<'_>, signature: &Signature) -> Lift {
    let ty = match &signature.inner_ret {
        Type::Result(ok) => ok,
        other => other,
    };
    cx.types.lift(ty).unwrap_or_else(|_| Lift::new(LiftShape::Handle(HandleType::Any, Ownership::Owned)))
}

/// What people read; `count` is the number of described arguments.
pub(crate) fn function_doc(
    function: &program::Function,
    count: usize,
    comments: Vec<String>,
) -> Result<FuncDoc, String> {
    if function.args.len() != count {
        return Err(format!(
            "its metadata lists {} arguments but its description has {count}; rebuild the crate with one version of `wasm-bindgen`",
            function.args.len()
        ));
    }
    let params = function.args.iter().map(|arg| ParamDoc {
        name: arg.name.clone(),
        type_override: arg.ty_override.clone(),
        optional: arg.optional,
        description: arg.desc.clone(),
    });
    Ok(FuncDoc {
        params: params.collect(),
        return_override: function.ret_ty_override.clone(),
        return_description: function.ret_desc.clone(),
        awaited: None,
        variadic: function.variadic,
        comments,
        typescript: function.generate_typescript,
        jsdoc: function.generate_jsdoc,
    })
}

fn subject(export: &program::Export) -> String {
    let mut path = export.js_namespace.clone().unwrap_or_default();
    path.extend(export.class.clone());
    path.push(export.function.name.clone());
    format!("export `{}`", path.join("."))
}

#[cfg(test)]
#[path = "exports_tests.rs"]
mod tests;
