//! Whole-program rules: names that exclude each other, and names that JS or the glue reserves.

use std::collections::{BTreeMap, BTreeSet};

use wbg_ir::doc::PublicName;
use wbg_ir::export::{ExportKind, MemberKind, Placement, Start};
use wbg_ir::{ClassId, Id};

use crate::context::Context;
use crate::resolve::Kind;

/// Top-level names starting like this belong to the glue.
const RESERVED_PREFIXES: [&str; 2] = ["__wbg_", "__wbindgen_"];
/// Instance members the glue itself defines, or that JS gives a meaning.
const RESERVED_MEMBERS: [&str; 3] = ["constructor", "__wbg_ptr", "__destroy_into_raw"];
/// Static members the glue itself defines, or that JS gives a meaning.
const RESERVED_STATICS: [&str; 3] = ["prototype", "__wrap", "__unwrap"];

/// A value visible to users.
struct Item {
    name: PublicName,
    what: &'static str,
    crate_id: String,
}

/// Reports every broken rule.
pub(crate) fn all(cx: &mut Context<'_>) {
    let items = items(cx);
    public_names(cx, &items);
    namespaces(cx, &items);
    members(cx);
    reserved(cx, &items);
    canonical_names(cx);
}

fn items(cx: &Context<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    for named in &cx.exports {
        if named.export.start == Start::Private {
            continue;
        }
        if let ExportKind::Function(name) | ExportKind::FunctionWithThis(name) = &named.export.kind {
            items.push(Item { name: name.clone(), what: "function", crate_id: named.crate_id.to_owned() });
        }
    }
    let crate_of = |kind: Kind, index: usize| {
        let definition = cx.definitions.get(&kind).and_then(|list| list.get(index));
        definition.map_or(String::new(), |d| d.program.unique_crate_identifier.clone())
    };
    for (id, class) in cx.out.classes.iter().filter(|(_, c)| !c.private) {
        items.push(Item { name: class.public.clone(), what: "struct", crate_id: crate_of(Kind::Struct, id.index()) });
    }
    for (id, e) in cx.out.enums.iter().filter(|(_, e)| !e.private) {
        items.push(Item { name: e.public.clone(), what: "enum", crate_id: crate_of(Kind::Enum, id.index()) });
    }
    for reexport in &cx.out.reexports {
        let name = PublicName { namespace: vec![], name: reexport.name.clone() };
        items.push(Item { name, what: "re-export", crate_id: String::new() });
    }
    items
}

fn public_names(cx: &mut Context<'_>, items: &[Item]) {
    let mut by_name: BTreeMap<&PublicName, Vec<&Item>> = BTreeMap::new();
    for item in items {
        by_name.entry(&item.name).or_default().push(item);
    }
    for (name, same) in by_name {
        // Several definitions of types are reported where their names are resolved.
        let only_types = same.iter().all(|item| matches!(item.what, "struct" | "enum"));
        if same.len() < 2 || only_types {
            continue;
        }
        let sites: Vec<String> = same
            .iter()
            .map(|item| match item.crate_id.as_str() {
                "" => format!("a {}", item.what),
                crate_id => format!("a {} of crate `{crate_id}`", item.what),
            })
            .collect();
        let crates: BTreeSet<&str> = same.iter().map(|item| item.crate_id.as_str()).filter(|c| !c.is_empty()).collect();
        let problem = if crates.len() > 1 { "is exported by multiple crates" } else { "is exported more than once" };
        cx.diags.push(
            format!("export `{}`", dotted(name)),
            format!("{problem}: {}; rename one with `js_name`, or put it in a `js_namespace`", sites.join(", ")),
        );
    }
}

fn namespaces(cx: &mut Context<'_>, items: &[Item]) {
    let mut inside: BTreeMap<&[String], &PublicName> = BTreeMap::new();
    for item in items {
        for depth in 1..=item.name.namespace.len() {
            inside.entry(&item.name.namespace[..depth]).or_insert(&item.name);
        }
    }
    // A re-export may be a namespace: properties are added to the imported object.
    for item in items.iter().filter(|item| item.what != "re-export") {
        let mut path = item.name.namespace.clone();
        path.push(item.name.name.clone());
        if let Some(member) = inside.get(path.as_slice()) {
            cx.diags.push(
                format!("export `{}`", dotted(&item.name)),
                format!("is also the namespace of `{}`; rename the {} or the namespace", dotted(member), item.what),
            );
        }
    }
}

fn members(cx: &mut Context<'_>) {
    let mut constructors: BTreeMap<ClassId, u32> = BTreeMap::new();
    let mut seen: BTreeMap<(ClassId, Placement, MemberKind, &str), u32> = BTreeMap::new();
    for named in &cx.exports {
        match &named.export.kind {
            ExportKind::Constructor(class) => *constructors.entry(*class).or_default() += 1,
            ExportKind::Member { class, placement, kind, name, .. } => {
                *seen.entry((*class, *placement, *kind, name)).or_default() += 1;
            }
            ExportKind::Function(_) | ExportKind::FunctionWithThis(_) => {}
        }
    }
    for (class, _) in constructors.into_iter().filter(|(_, count)| *count > 1) {
        cx.diags.push(
            subject(&cx.out.classes[class].public),
            "has more than one constructor; keep `#[wasm_bindgen(constructor)]` on one and make the others static methods",
        );
    }
    for ((class, _, kind, name), _) in seen.into_iter().filter(|(_, count)| *count > 1) {
        let what = match kind {
            MemberKind::Method => "method",
            MemberKind::Getter => "getter",
            MemberKind::Setter => "setter",
        };
        cx.diags.push(
            subject(&cx.out.classes[class].public),
            format!("has more than one {what} `{name}`; rename one with `js_name`, or mark the field `skip`"),
        );
    }
}

fn reserved(cx: &mut Context<'_>, items: &[Item]) {
    for item in items.iter().filter(|item| item.name.namespace.is_empty()) {
        if RESERVED_PREFIXES.iter().any(|prefix| item.name.name.starts_with(prefix)) {
            cx.diags.push(
                format!("export `{}`", item.name.name),
                "names starting with `__wbg_` or `__wbindgen_` are reserved for the glue; choose another with `js_name`",
            );
        }
    }
    for named in &cx.exports {
        let ExportKind::Member { class, placement, name, .. } = &named.export.kind else { continue };
        let list = match placement {
            Placement::Instance => &RESERVED_MEMBERS,
            Placement::Static => &RESERVED_STATICS,
        };
        if list.contains(&name.as_str()) {
            cx.diags.push(
                subject(&cx.out.classes[*class].public),
                format!("a member cannot be called `{name}`, JavaScript or the glue gives that name a meaning; choose another with `js_name`"),
            );
        }
    }
}

/// Export names in the output lose their crate hash, so crates may collide there.
fn canonical_names(cx: &mut Context<'_>) {
    // A clash of public names shows here as well; one message is enough.
    if !cx.diags.items().is_empty() {
        return;
    }
    let exports = cx.exports.iter().filter(|named| named.export.start != Start::Private);
    let mut names: Vec<(&str, &str)> =
        exports.map(|named| (named.export.canonical.as_str(), named.export.symbol.as_str())).collect();
    for (_, class) in cx.out.classes.iter() {
        names.push((&class.free_name, &class.free_symbol));
        names.extend(class.upcast.as_ref().map(|(_, name)| (name.as_str(), class.free_symbol.as_str())));
    }
    names.sort_unstable();
    let clashes: BTreeMap<&str, Vec<&str>> = names
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|same| same.len() > 1)
        .map(|same| (same[0].0, same.iter().map(|(_, symbol)| *symbol).collect()))
        .collect();
    for (name, symbols) in clashes {
        cx.diags.push(
            format!("wasm export `{name}`"),
            format!(
                "is exported by multiple crates, as `{}`; rename one of the items with `js_name`",
                symbols.join("`, `")
            ),
        );
    }
}

fn subject(name: &PublicName) -> String {
    format!("struct `{}`", dotted(name))
}

fn dotted(name: &PublicName) -> String {
    let mut parts = name.namespace.clone();
    parts.push(name.name.clone());
    parts.join(".")
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
