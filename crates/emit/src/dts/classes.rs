//! Declarations of exported structs.

use wbg_ir::class::Class;
use wbg_ir::export::{Export, ExportKind, MemberKind, MemberOrigin, Placement};
use wbg_ir::{Bindings, ClassId};

use crate::doc;
use crate::dts::accessors::Properties;
use crate::dts::ast::{self, ClassBody, ClassItem, Signature};
use crate::dts::signature::signature;
use crate::dts::types::Types;

/// The exports of a class in the order of its members: by symbol, of which the prefix of field accessors is no part. Of two
/// fields whose names begin alike the longer comes first.
pub fn members(bindings: &Bindings, id: ClassId) -> Vec<&Export> {
    let mut exports: Vec<&Export> =
        bindings.exports.iter().map(|(_, export)| export).filter(|export| export.kind.class() == Some(id)).collect();
    exports.sort_by_cached_key(|export| match &export.kind {
        ExportKind::Member { origin: MemberOrigin::Field, .. } => {
            format!("{}_~", export.canonical.strip_prefix("__wbg_").unwrap_or(&export.canonical))
        }
        _ => export.symbol.clone(),
    });
    exports
}

/// The body of a class declaration.
pub fn class(bindings: &Bindings, types: Types<'_>, id: ClassId) -> ast::Class {
    let class = &bindings.classes[id];
    let exports = members(bindings, id);
    let mut head = Vec::new();
    if !exports.iter().any(|export| matches!(export.kind, ExportKind::Constructor(_))) {
        head.push(item("", "private ", "constructor", None));
    }
    head.extend(inspection(class, &exports));
    head.push(item("", "", "free", Some("void")));
    head.push(item("", "", "[Symbol.dispose]", Some("void")));

    let mut properties = Properties::default();
    for export in exports.into_iter().filter(|export| export.doc.typescript) {
        match &export.kind {
            ExportKind::Constructor(_) => head.push(method(types, export, "", "constructor")),
            ExportKind::Member { placement, kind: MemberKind::Method, name, .. } => {
                head.push(method(types, export, place(*placement), name));
            }
            ExportKind::Member { placement, kind, name, .. } => properties.add(export, *kind, *placement, name),
            ExportKind::Function(_) | ExportKind::FunctionWithThis(_) => {}
        }
    }
    head.extend(properties.declare(types));
    let parent = class.extends.filter(|parent| bindings.classes[*parent].typescript);
    ast::Class { extends: parent.map(|parent| types.names.class(parent).to_owned()), members: head }
}

fn place(placement: Placement) -> &'static str {
    match placement {
        Placement::Instance => "",
        Placement::Static => "static ",
    }
}

fn method(types: Types<'_>, export: &Export, prefix: &str, name: &str) -> ClassItem {
    ClassItem {
        doc: doc::declared(export),
        prefix: prefix.to_owned(),
        name: name.to_owned(),
        body: ClassBody::Method(signature(types, export)),
    }
}

fn item(doc: &str, prefix: &str, name: &str, result: Option<&str>) -> ClassItem {
    let signature = Signature { params: vec![], result: result.map(str::to_owned) };
    ClassItem {
        doc: doc.to_owned(),
        prefix: prefix.to_owned(),
        name: name.to_owned(),
        body: ClassBody::Method(signature),
    }
}

/// What `inspectable` adds; a member of the same name written by the user wins.
fn inspection(class: &Class, exports: &[&Export]) -> Vec<ClassItem> {
    if !class.inspectable {
        return vec![];
    }
    let own = |wanted: &str| {
        exports.iter().any(|export| match &export.kind {
            ExportKind::Member { placement: Placement::Instance, name, .. } => name == wanted,
            _ => false,
        })
    };
    let mut items = Vec::new();
    if !own("toJSON") {
        items.push(item("A plain object with the public properties.", "", "toJSON", Some("Object")));
    }
    if !own("toString") {
        items.push(item("The public properties as JSON text.", "", "toString", Some("string")));
    }
    items
}
