//! Property declarations of a class: getters and setters that belong together become one property where their types agree.

use wbg_ir::export::{Export, MemberKind, Placement};

use crate::doc;
use crate::dts::ast::{ClassBody, ClassItem};
use crate::dts::signature;
use crate::dts::types::Types;

/// One property, as far as it has been seen.
#[derive(Clone, Copy, Debug)]
struct Property<'a> {
    placement: Placement,
    name: &'a str,
    getter: Option<&'a Export>,
    setter: Option<&'a Export>,
}

/// Properties of one class, in the order in which they were first seen.
#[derive(Clone, Debug, Default)]
pub struct Properties<'a> {
    list: Vec<Property<'a>>,
}

impl<'a> Properties<'a> {
    /// Notes a getter or setter; methods are not for here.
    pub fn add(&mut self, export: &'a Export, kind: MemberKind, placement: Placement, name: &'a str) {
        let known = self.list.iter().position(|property| property.placement == placement && property.name == name);
        let at = known.unwrap_or_else(|| {
            self.list.push(Property { placement, name, getter: None, setter: None });
            self.list.len() - 1
        });
        match kind {
            MemberKind::Getter => self.list[at].getter = Some(export),
            MemberKind::Setter => self.list[at].setter = Some(export),
            MemberKind::Method => {}
        }
    }

    /// The declarations.
    pub fn declare(&self, types: Types<'_>) -> Vec<ClassItem> {
        self.list.iter().flat_map(|property| declare(types, property)).collect()
    }
}

fn declare(types: Types<'_>, property: &Property<'_>) -> Vec<ClassItem> {
    let place = match property.placement {
        Placement::Instance => "",
        Placement::Static => "static ",
    };
    let doc = [property.getter, property.setter].into_iter().flatten().map(doc::declared).find(|text| !text.is_empty());
    let doc = doc.unwrap_or_default();
    let item = |doc: String, prefix: &str, body| ClassItem {
        doc,
        prefix: format!("{place}{prefix}"),
        name: property.name.to_owned(),
        body,
    };
    let read = property.getter.map(|getter| signature::result(types, getter));
    let written = property.setter.map(|setter| written(types, setter));
    match (read, written) {
        (Some(read), None) => vec![item(doc, "readonly ", ClassBody::Property(read))],
        (None, Some(written)) => vec![item(doc, "set ", ClassBody::Setter(written))],
        (Some(read), Some(written)) if read == written => vec![item(doc, "", ClassBody::Property(read))],
        (Some(read), Some(written)) => {
            vec![item(doc, "get ", ClassBody::Getter(read)), item(String::new(), "set ", ClassBody::Setter(written))]
        }
        (None, None) => vec![],
    }
}

/// Type text of a setter's value; a setter cannot be called without one.
fn written(types: Types<'_>, setter: &Export) -> String {
    let Some(value) = setter.call.args.first() else { return "any".to_owned() };
    let documented = setter.doc.params.first().and_then(|param| param.type_override.clone());
    documented.unwrap_or_else(|| types.given_in_full(value))
}
