//! Bindings to declarations: which there are, in which order, and how each becomes visible.

use std::collections::BTreeMap;

use wbg_ir::doc::PublicName;
use wbg_ir::export::Start;
use wbg_ir::failure::Lifecycle;
use wbg_ir::{Bindings, ClassId, EnumId, ExportId, Id};

use crate::contract;
use crate::doc;
use crate::dts::ast::{Access, Body, Item, Member, MemberValue, Package, Variant};
use crate::dts::classes::class;
use crate::dts::init;
use crate::dts::names::{Names, function_name};
use crate::dts::signature::signature;
use crate::dts::types::{Mentions, Types};
use crate::js::name::{is_binding, is_identifier};
use crate::options::{ArrayTypes, EmitInput};

/// All declarations of a package.
pub fn package(input: &EmitInput<'_>) -> Package {
    let names = Names::of(input.bindings);
    let types = Types { names: &names, arrays: input.options.array_types };
    let writer = Writer { bindings: input.bindings, types };
    let mut items = writer.named_types();
    items.extend(input.bindings.typescript_sections.iter().cloned().map(Item::Custom));
    items.extend(writer.exports());
    if input.offers_panic_error() {
        items.push(Item::Custom(format!(
            "/**\n * What a panic in Rust becomes; its message is what the panic was given.\n */\n\
             export class {0} extends Error {{\n    name: \"{0}\";\n}}\n",
            contract::PANIC_ERROR
        )));
    }
    if input.failure.lifecycle() == Lifecycle::Public {
        items.push(Item::Custom(format!(
            "/**\n * Replaces the wasm instance: all Rust state is new, objects and closures of the old one are refused.\n */\n\
             export function {}(): void;\n",
            contract::RESET_STATE
        )));
    }
    Package { items, init: init::section(input), scope: init::scope(input) }
}

/// Something that a name stands for.
#[derive(Clone, Copy, Debug)]
enum Thing {
    Class(ClassId),
    Enum(EnumId),
    Function(ExportId),
    Reexport(usize),
}

/// What one namespace holds: things and namespaces, by name.
#[derive(Debug, Default)]
struct Tree {
    things: BTreeMap<String, Vec<Thing>>,
    spaces: BTreeMap<String, Tree>,
}

impl Tree {
    fn add(&mut self, public: &PublicName, thing: Thing) {
        let mut at = self;
        for part in &public.namespace {
            at = at.spaces.entry(part.clone()).or_default();
        }
        at.things.entry(public.name.clone()).or_default().push(thing);
    }

    fn names(&self) -> impl Iterator<Item = &String> {
        let mut names: Vec<&String> = self.things.keys().chain(self.spaces.keys()).collect();
        names.sort();
        names.dedup();
        names.into_iter()
    }
}

struct Writer<'a> {
    bindings: &'a Bindings,
    types: Types<'a>,
}

impl Writer<'_> {
    /// String enums, then unions, that some declaration mentions.
    fn named_types(&self) -> Vec<Item> {
        let mentions = self.mentions();
        let bindings = self.bindings;
        let mut enums = BTreeMap::new();
        for (id, item) in bindings.string_enums.iter().filter(|(id, item)| item.typescript && mentions.string_enum(*id))
        {
            let texts: Vec<String> = item.values.iter().map(|text| crate::js::name::quote(text)).collect();
            let name = self.types.names.string_enum(id);
            enums.insert(
                name,
                alias(
                    name,
                    if item.private { Access::TypeOnly } else { Access::Export },
                    doc::plain(&item.comments),
                    &texts,
                ),
            );
        }
        let plain = Types { arrays: ArrayTypes::Plain, ..self.types };
        let mut unions = BTreeMap::new();
        for (id, item) in bindings.unions.iter().filter(|(id, item)| item.typescript && mentions.union(*id)) {
            let literals = item.literals.iter().map(|text| crate::js::name::quote(text));
            let texts: Vec<String> = literals.chain(item.members.iter().map(|member| plain.received(member))).collect();
            let name = self.types.names.union(id);
            unions.insert(
                name,
                alias(
                    name,
                    if item.private { Access::TypeOnly } else { Access::Export },
                    doc::plain(&item.comments),
                    &texts,
                ),
            );
        }
        enums.into_values().chain(unions.into_values()).collect()
    }

    fn mentions(&self) -> Mentions {
        let mut mentions = Mentions::none(self.bindings);
        let visible = |class: ClassId| self.bindings.classes[class].typescript;
        for (_, export) in self.bindings.exports.iter() {
            if !export.doc.typescript || export.kind.class().is_some_and(|class| !visible(class)) {
                continue;
            }
            for value in &export.call.args {
                mentions.given(self.bindings, value);
            }
            mentions.received(self.bindings, &export.call.result);
            if let Some(awaited) = &export.doc.awaited {
                mentions.received(self.bindings, awaited);
            }
        }
        mentions
    }

    fn exports(&self) -> Vec<Item> {
        let tree = self.tree();
        let mut items = Vec::new();
        let mut done = vec![false; self.bindings.classes.len()];
        for name in tree.names() {
            for thing in tree.things.get(name).into_iter().flatten() {
                self.thing(*thing, &mut done, &mut items);
            }
            if let Some(space) = tree.spaces.get(name) {
                let members = self.namespace(space, &mut done, &mut items);
                if !members.is_empty() {
                    items.push(declared(
                        name,
                        &crate::js::name::to_binding(name),
                        String::new(),
                        Body::Namespace(members),
                    ));
                }
            }
        }
        items
    }

    fn tree(&self) -> Tree {
        let mut tree = Tree::default();
        for (id, class) in self.bindings.classes.iter().filter(|(_, class)| class.typescript) {
            tree.add(&class.public, Thing::Class(id));
        }
        for (id, item) in self.bindings.enums.iter().filter(|(_, item)| item.typescript) {
            tree.add(&item.public, Thing::Enum(id));
        }
        for (id, export) in self.bindings.exports.iter() {
            if let Some(public) = function_name(&export.kind)
                && export.doc.typescript
                && export.start != Start::Private
            {
                tree.add(public, Thing::Function(id));
            }
        }
        for (at, reexport) in self.bindings.reexports.iter().enumerate().filter(|(_, reexport)| reexport.typescript) {
            tree.add(&PublicName { namespace: vec![], name: reexport.name.clone() }, Thing::Reexport(at));
        }
        tree
    }

    /// Declares what a namespace holds, and returns its members.
    fn namespace(&self, tree: &Tree, done: &mut [bool], items: &mut Vec<Item>) -> Vec<Member> {
        let mut members = Vec::new();
        for name in tree.names() {
            for thing in tree.things.get(name).into_iter().flatten() {
                self.thing(*thing, done, items);
                members.extend(
                    self.local_value(*thing)
                        .map(|local| Member { name: name.clone(), value: MemberValue::Typeof(local.to_owned()) }),
                );
            }
            if let Some(space) = tree.spaces.get(name) {
                let inner = self.namespace(space, done, items);
                if !inner.is_empty() {
                    members.push(Member { name: name.clone(), value: MemberValue::Nested(inner) });
                }
            }
        }
        members
    }

    /// The identifier of something that exists at run time.
    fn local_value(&self, thing: Thing) -> Option<&str> {
        let names = self.types.names;
        match thing {
            Thing::Class(id) if self.bindings.classes[id].private => None,
            Thing::Enum(id) if self.bindings.enums[id].private => None,
            Thing::Class(id) => Some(names.class(id)),
            Thing::Enum(id) => Some(names.numeric_enum(id)),
            Thing::Function(id) => names.function(id),
            Thing::Reexport(_) => None,
        }
    }

    fn thing(&self, thing: Thing, done: &mut [bool], items: &mut Vec<Item>) {
        let bindings = self.bindings;
        let names = self.types.names;
        match thing {
            Thing::Class(id) => self.class(id, done, items),
            Thing::Enum(id) => {
                let item = &bindings.enums[id];
                let variants = item.variants.iter().map(|variant| Variant {
                    doc: doc::plain(&variant.comments),
                    name: variant.name.clone(),
                    value: variant.value,
                });
                let access = if item.private { Access::TypeOnly } else { type_access(&item.public) };
                let doc = doc::plain(&item.comments);
                items.extend(visible(
                    access,
                    &item.public.name,
                    names.numeric_enum(id),
                    doc,
                    Body::Enum(variants.collect()),
                ));
            }
            Thing::Function(id) => {
                let export = &bindings.exports[id];
                if let (Some(public), Some(name)) = (function_name(&export.kind), names.function(id)) {
                    let body = Body::Function(signature(self.types, export));
                    items.extend(visible(access(public), &public.name, name, doc::declared(export), body));
                }
            }
            Thing::Reexport(at) => {
                let name = &bindings.reexports[at].name;
                let local = crate::js::name::to_binding(name);
                items.push(declared(name, &local, String::new(), Body::Value("unknown".to_owned())));
            }
        }
    }

    /// A class, after the classes it extends.
    fn class(&self, id: ClassId, done: &mut [bool], items: &mut Vec<Item>) {
        if std::mem::replace(&mut done[id.index()], true) {
            return;
        }
        let item = &self.bindings.classes[id];
        if let Some(parent) = item.extends.filter(|parent| self.bindings.classes[*parent].typescript) {
            self.class(parent, done, items);
        }
        let access = if item.private { Access::TypeOnly } else { type_access(&item.public) };
        let body = Body::Class(class(self.bindings, self.types, id));
        items.extend(visible(access, &item.public.name, self.types.names.class(id), doc::plain(&item.comments), body));
    }
}

/// How a class or enum becomes visible: one that is not a value of its own can still be named as a type.
fn type_access(public: &PublicName) -> Access {
    if public.namespace.is_empty() { access(public) } else { Access::TypeOnly }
}

fn alias(name: &str, access: Access, doc: String, texts: &[String]) -> Item {
    let text = if texts.is_empty() { "never".to_owned() } else { texts.join(" | ") };
    Item::Declared { doc, access, name: name.to_owned(), body: Body::Alias(text) }
}

/// How an item of a public name becomes visible.
fn access(public: &PublicName) -> Access {
    if !public.namespace.is_empty() {
        Access::Local
    } else if public.name == "default" {
        Access::Default
    } else if is_binding(&public.name) {
        Access::Export
    } else {
        Access::As(public.name.clone())
    }
}

fn declared(public: &str, local: &str, doc: String, body: Body) -> Item {
    let access = access(&PublicName { namespace: vec![], name: public.to_owned() });
    Item::Declared { doc, access, name: local.to_owned(), body }
}

/// The declaration, with a note instead of the export where TypeScript has no word for the public name.
fn visible(access: Access, public: &str, local: &str, doc: String, body: Body) -> Vec<Item> {
    let declared = |access| Item::Declared { doc, access, name: local.to_owned(), body };
    match access {
        Access::As(name) if !is_identifier(&name) => {
            let note = format!("`{local}` is exported as {}", crate::js::name::quote(public));
            vec![declared(Access::Local), Item::Note(note)]
        }
        access => vec![declared(access)],
    }
}
