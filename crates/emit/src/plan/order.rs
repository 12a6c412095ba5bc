//! Which items a package has, in which order, and which of them form a namespace.

use std::collections::{BTreeMap, BTreeSet};

use wbg_ir::doc::PublicName;
use wbg_ir::export::{ExportKind, MemberKind, MemberOrigin};
use wbg_ir::{Bindings, ClassId, EnumId, ExportId};

use crate::options::EmitError;
use crate::plan::is_public;

/// One thing that gets a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    /// A free function.
    Function(ExportId),
    /// A class.
    Class(ClassId),
    /// A numeric enum.
    Enum(EnumId),
    /// An imported value, by its position among the reexports.
    Reexport(usize),
}

/// One step of the emission order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Public {
    /// A declaration with a public name.
    Item(Entry, PublicName),
    /// A declaration without.
    Private(Entry, PublicName),
    /// Members of a namespace, then the object that holds them.
    Namespace {
        /// Outermost name.
        root: String,
        /// Members, sorted by their path.
        members: Vec<(Entry, PublicName)>,
        /// The reexport of the same name whose value gets the members.
        onto: Option<usize>,
    },
}

impl Public {
    /// Declarations of this step.
    pub fn entries(&self) -> Vec<(Entry, &PublicName)> {
        match self {
            Public::Item(entry, name) | Public::Private(entry, name) => vec![(*entry, name)],
            Public::Namespace { members, .. } => members.iter().map(|(entry, name)| (*entry, name)).collect(),
        }
    }

    fn sort_key(&self) -> &str {
        match self {
            Public::Item(_, name) | Public::Private(_, name) => &name.name,
            Public::Namespace { root, .. } => root,
        }
    }
}

/// All items in order: by public name in byte order, namespaces at their outermost name, classes after their parents.
pub fn items(bindings: &Bindings) -> Result<Vec<Public>, EmitError> {
    let mut items = Vec::new();
    let mut namespaces: BTreeMap<String, Vec<(Entry, PublicName)>> = BTreeMap::new();
    for (entry, name, visible) in declarations(bindings) {
        match (visible, name.namespace.first()) {
            (Visible::No, _) => items.push(Public::Private(entry, name.clone())),
            (Visible::Yes, None) => items.push(Public::Item(entry, name.clone())),
            (Visible::Yes, Some(root)) => namespaces.entry(root.clone()).or_default().push((entry, name.clone())),
        }
    }
    for (at, reexport) in bindings.reexports.iter().enumerate() {
        let name = PublicName { namespace: vec![], name: reexport.name.clone() };
        items.push(Public::Item(Entry::Reexport(at), name));
    }
    for (root, mut members) in namespaces {
        members.sort_by(|a, b| (&a.1.namespace, &a.1.name).cmp(&(&b.1.namespace, &b.1.name)));
        let onto = bindings.reexports.iter().position(|reexport| reexport.name == root);
        if onto.is_some() {
            items.retain(|item| !matches!(item, Public::Item(Entry::Reexport(at), _) if Some(*at) == onto));
        }
        items.push(Public::Namespace { root, members, onto });
    }
    items.sort_by(|a, b| a.sort_key().cmp(b.sort_key()));
    check_duplicates(&items)?;
    Ok(parents_first(bindings, items))
}

#[derive(Clone, Copy)]
enum Visible {
    Yes,
    No,
}

fn declarations(bindings: &Bindings) -> Vec<(Entry, &PublicName, Visible)> {
    let visible = |private: bool| if private { Visible::No } else { Visible::Yes };
    let mut all = Vec::new();
    for (id, export) in bindings.exports.iter() {
        if let Some(name) = is_public(&export.kind, export.start) {
            all.push((Entry::Function(id), name, Visible::Yes));
        }
    }
    for (id, class) in bindings.classes.iter() {
        all.push((Entry::Class(id), &class.public, visible(class.private)));
    }
    for (id, item) in bindings.enums.iter().filter(|(_, item)| !item.private) {
        all.push((Entry::Enum(id), &item.public, Visible::Yes));
    }
    all
}

fn check_duplicates(items: &[Public]) -> Result<(), EmitError> {
    let mut seen = BTreeSet::new();
    let roots = items.iter().filter_map(|item| match item {
        Public::Item(_, name) => Some(name.clone()),
        Public::Namespace { root, .. } => Some(PublicName { namespace: vec![], name: root.clone() }),
        Public::Private(..) => None,
    });
    let members = items.iter().flat_map(|item| match item {
        Public::Namespace { members, .. } => members.iter().map(|(_, name)| name.clone()).collect(),
        _ => vec![],
    });
    for name in roots.chain(members) {
        let path = name.namespace.iter().chain([&name.name]).cloned().collect::<Vec<_>>();
        if !seen.insert(path.clone()) {
            return Err(EmitError::Name {
                subject: format!("export `{}`", path.join(".")),
                message: "two items have this public name; give one of them another `js_name`".to_owned(),
            });
        }
    }
    Ok(())
}

/// Moves each class behind its parent, keeping the order otherwise.
fn parents_first(bindings: &Bindings, items: Vec<Public>) -> Vec<Public> {
    let home: BTreeMap<ClassId, usize> = items
        .iter()
        .enumerate()
        .flat_map(|(at, item)| item.entries().into_iter().map(move |(entry, _)| (entry, at)).collect::<Vec<_>>())
        .filter_map(|(entry, at)| match entry {
            Entry::Class(id) => Some((id, at)),
            _ => None,
        })
        .collect();
    let mut order = Vec::new();
    let mut placed = BTreeSet::new();
    for at in 0..items.len() {
        place(bindings, &items, &home, at, &mut placed, &mut order);
    }
    let mut items: Vec<Option<Public>> = items.into_iter().map(Some).collect();
    order.into_iter().filter_map(|at| items[at].take()).map(|item| members_parents_first(bindings, item)).collect()
}

fn place(
    bindings: &Bindings,
    items: &[Public],
    home: &BTreeMap<ClassId, usize>,
    at: usize,
    placed: &mut BTreeSet<usize>,
    order: &mut Vec<usize>,
) {
    if !placed.insert(at) {
        return;
    }
    for (entry, _) in items[at].entries() {
        if let Entry::Class(id) = entry
            && let Some(parent) = bindings.classes[id].extends
            && let Some(&at) = home.get(&parent)
        {
            place(bindings, items, home, at, placed, order);
        }
    }
    order.push(at);
}

fn members_parents_first(bindings: &Bindings, item: Public) -> Public {
    let Public::Namespace { root, members, onto } = item else { return item };
    let mut sorted: Vec<(Entry, PublicName)> = Vec::with_capacity(members.len());
    let mut rest = members;
    while !rest.is_empty() {
        let waiting: BTreeSet<Entry> = rest.iter().map(|(entry, _)| *entry).collect();
        let ready = rest.iter().position(|(entry, _)| match entry {
            Entry::Class(id) => bindings.classes[*id].extends.is_none_or(|p| !waiting.contains(&Entry::Class(p))),
            _ => true,
        });
        sorted.push(rest.remove(ready.unwrap_or(0)));
    }
    Public::Namespace { root, members: sorted, onto }
}

/// Members of each class in three groups, each by symbol: getters of fields, everything from `impl` blocks, setters of fields. The groups
/// are in the order of what begins their symbols, so where fields stand depends on the name of the class; `toJSON` shows it.
pub fn members(bindings: &Bindings) -> BTreeMap<ClassId, Vec<ExportId>> {
    let mut members: BTreeMap<ClassId, Vec<ExportId>> = BTreeMap::new();
    for (id, export) in bindings.exports.iter() {
        if let Some(class) = export.kind.class() {
            members.entry(class).or_default().push(id);
        }
    }
    for (class, list) in &mut members {
        let public = &bindings.classes[*class].public;
        let path = public.namespace.iter().chain([&public.name]).map(String::as_str);
        let class = path.collect::<Vec<_>>().join("__").to_lowercase();
        list.sort_by_key(|id| {
            let export = &bindings.exports[*id];
            (group(&export.kind, &class), export.canonical.clone())
        });
    }
    members
}

fn group(kind: &ExportKind, class: &str) -> String {
    match kind {
        ExportKind::Member { origin: MemberOrigin::Field, kind: MemberKind::Getter, .. } => format!("get_{class}"),
        ExportKind::Member { origin: MemberOrigin::Field, .. } => format!("set_{class}"),
        _ => class.to_owned(),
    }
}
