//! Definitions (structs, enums, unions) and the names that refer to them.
//!
//! A definition's identity is its kind, qualified name, crate and, except for structs, its module. Private definitions may
//! share a public name; all but one are then renamed. Ids are assigned here, sorted by final qualified name; the definitions'
//! contents are bound elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use wbg_ir::diag::Diagnostics;
use wbg_ir::doc::PublicName;
use wbg_ir::value::HandleType;
use wbg_ir::{ClassId, EnumId, StringEnumId, UnionId};
use wbg_schema::dialect::{module_hash, qualified_name};
use wbg_schema::program::{DynamicUnion, Enum, ImportKind, Program, StringEnum, Struct};
use wbg_schema::signature::TypeName;

use crate::convert::Unsupported;
use crate::suggest;

/// Kinds of definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Exported struct.
    Struct,
    /// Numeric enum.
    Enum,
    /// String enum.
    StringEnum,
    /// Dynamic union.
    Union,
}

impl Kind {
    /// Which definitions exclude each other: structs and numeric enums are both JS values.
    fn group(self) -> Kind {
        if self == Kind::Enum { Kind::Struct } else { self }
    }

    fn text(self) -> &'static str {
        match self {
            Kind::Struct => "struct",
            Kind::Enum => "enum",
            Kind::StringEnum => "string enum",
            Kind::Union => "dynamic union",
        }
    }
}

/// The metadata of a definition.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source<'a> {
    /// Of a struct.
    Struct(&'a Struct),
    /// Of a numeric enum.
    Enum(&'a Enum),
    /// Of a string enum.
    StringEnum(&'a StringEnum),
    /// Of a dynamic union.
    Union(&'a DynamicUnion),
}

/// A definition with its final name.
#[derive(Clone, Debug)]
pub(crate) struct Definition<'a> {
    /// Program that contains it.
    pub(crate) program: &'a Program,
    /// Its metadata.
    pub(crate) source: Source<'a>,
    /// Final public name.
    pub(crate) public: PublicName,
}

/// What types may refer to: the identity of each definition, by id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    by_kind: BTreeMap<Kind, Vec<Identity>>,
    /// Names that only private definitions have, more than one of them.
    ambiguous: BTreeSet<String>,
}

#[derive(Clone, Debug)]
struct Identity {
    qualified: String,
    final_name: String,
    crate_id: String,
    module_hash: u32,
    private: bool,
}

/// Collects all definitions, renames private duplicates and assigns ids; the list of a kind is in id order.
pub(crate) fn resolve<'a>(
    programs: &[&'a Program],
    diags: &mut Diagnostics,
) -> (Names, BTreeMap<Kind, Vec<Definition<'a>>>) {
    let mut all: Vec<Definition<'a>> = programs.iter().flat_map(|program| definitions(program)).collect();
    all.sort_by(|a, b| a.order().cmp(&b.order()));
    let mut names = Names::default();
    rename_duplicates(&mut all, &mut names.ambiguous, diags);
    let mut lists: BTreeMap<Kind, Vec<Definition<'a>>> = BTreeMap::new();
    for definition in all {
        lists.entry(definition.kind()).or_default().push(definition);
    }
    for (kind, list) in &mut lists {
        list.sort_by_key(|d| d.public.qualified());
        names.by_kind.insert(*kind, list.iter().map(Definition::identity).collect());
    }
    (names, lists)
}

fn definitions<'a>(program: &'a Program) -> impl Iterator<Item = Definition<'a>> {
    let structs = program.structs.iter().map(Source::Struct);
    let enums = program.enums.iter().map(Source::Enum);
    let imported = program.imports.iter().filter_map(|import| match &import.kind {
        ImportKind::Enum(e) => Some(Source::StringEnum(e)),
        ImportKind::DynamicUnion(u) => Some(Source::Union(u)),
        _ => None,
    });
    structs.chain(enums).chain(imported).map(move |source| {
        let (namespace, name) = match source {
            Source::Struct(s) => (s.js_namespace.clone(), &s.name),
            Source::Enum(e) => (e.js_namespace.clone(), &e.name),
            // Descriptors know string enums by their bare name, and only types are made of them.
            Source::StringEnum(e) => (None, &e.name),
            Source::Union(u) => (None, &u.name),
        };
        let public = PublicName { namespace: namespace.unwrap_or_default(), name: name.clone() };
        Definition { program, source, public }
    })
}

impl Definition<'_> {
    fn kind(&self) -> Kind {
        match self.source {
            Source::Struct(_) => Kind::Struct,
            Source::Enum(_) => Kind::Enum,
            Source::StringEnum(_) => Kind::StringEnum,
            Source::Union(_) => Kind::Union,
        }
    }

    fn private(&self) -> bool {
        match self.source {
            Source::Struct(s) => s.private,
            Source::Enum(e) => e.private,
            Source::StringEnum(e) => e.private,
            Source::Union(u) => u.private,
        }
    }

    /// Name in the guest's symbols and descriptors.
    fn original(&self) -> String {
        match self.source {
            Source::Struct(s) => qualified_name(s.js_namespace.as_deref(), &s.name),
            Source::Enum(e) => qualified_name(e.js_namespace.as_deref(), &e.name),
            Source::StringEnum(e) => e.name.clone(),
            Source::Union(u) => u.name.clone(),
        }
    }

    fn order(&self) -> (String, &str, &str, Kind) {
        (self.original(), &self.program.unique_crate_identifier, &self.program.module_path, self.kind())
    }

    fn identity(&self) -> Identity {
        Identity {
            qualified: self.original(),
            final_name: self.public.qualified(),
            crate_id: self.program.unique_crate_identifier.clone(),
            module_hash: module_hash(&self.program.module_path),
            private: self.private(),
        }
    }

    fn site(&self) -> String {
        format!(
            "{} in `{}` of crate `{}`",
            self.kind().text(),
            self.program.module_path,
            self.program.unique_crate_identifier
        )
    }
}

/// `all` is sorted by original name, so duplicates are neighbours.
fn rename_duplicates(all: &mut [Definition<'_>], ambiguous: &mut BTreeSet<String>, diags: &mut Diagnostics) {
    let mut taken: BTreeSet<String> = all.iter().map(|d| d.public.qualified()).collect();
    for same in all.chunk_by_mut(|a, b| a.original() == b.original()) {
        if same.len() == 1 {
            continue;
        }
        report_public_duplicates(same, diags);
        report_indistinguishable(same, diags);
        let all_private = same.iter().all(Definition::private);
        if all_private {
            ambiguous.insert(same[0].original());
        }
        // The plain name goes to the public definition, else to the first private one.
        let renamed = same.iter_mut().filter(|d| d.private()).skip(usize::from(all_private));
        for definition in renamed {
            let base = definition.public.name.clone();
            let mut number = 2u32;
            loop {
                definition.public.name = format!("{base}{number}");
                if taken.insert(definition.public.qualified()) {
                    break;
                }
                number += 1;
            }
        }
    }
}

fn report_public_duplicates(same: &[Definition<'_>], diags: &mut Diagnostics) {
    let mut groups: BTreeMap<Kind, Vec<&Definition<'_>>> = BTreeMap::new();
    for definition in same.iter().filter(|d| !d.private()) {
        groups.entry(definition.kind().group()).or_default().push(definition);
    }
    for group in groups.into_values().filter(|group| group.len() > 1) {
        let sites: Vec<String> = group.iter().map(|d| d.site()).collect();
        diags.push(
            format!("{} `{}`", group[0].kind().text(), group[0].original()),
            format!(
                "is defined more than once: {}; rename one with `js_name`, put it in a `js_namespace`, or mark it `private`",
                sites.join(", ")
            ),
        );
    }
}

/// Private definitions that even descriptors cannot tell apart.
fn report_indistinguishable(same: &[Definition<'_>], diags: &mut Diagnostics) {
    for (i, a) in same.iter().enumerate() {
        let twin = same[i + 1..].iter().find(|b| {
            a.kind() == b.kind()
                && a.private()
                && b.private()
                && a.program.unique_crate_identifier == b.program.unique_crate_identifier
                && (a.kind() == Kind::Struct || a.program.module_path == b.program.module_path)
        });
        if twin.is_some() {
            diags.push(
                format!("{} `{}`", a.kind().text(), a.original()),
                format!(
                    "is defined more than once in crate `{}` and nothing tells the definitions apart; rename one with `js_name`",
                    a.program.unique_crate_identifier
                ),
            );
        }
    }
}

impl Names {
    /// The struct a descriptor means.
    pub(crate) fn class(&self, name: &TypeName) -> Result<ClassId, Unsupported> {
        self.find(Kind::Struct, name)
    }

    /// The numeric enum a descriptor means.
    pub(crate) fn numeric_enum(&self, name: &TypeName) -> Result<EnumId, Unsupported> {
        self.find(Kind::Enum, name)
    }

    /// The string enum a descriptor means.
    pub(crate) fn string_enum(&self, name: &TypeName) -> Result<StringEnumId, Unsupported> {
        self.find(Kind::StringEnum, name)
    }

    /// The dynamic union a descriptor means.
    pub(crate) fn union(&self, name: &TypeName) -> Result<UnionId, Unsupported> {
        self.find(Kind::Union, name)
    }

    /// The handle type of a recorded TypeScript text.
    pub(crate) fn handle_type(&self, text: &str) -> Result<HandleType, Unsupported> {
        if self.ambiguous.contains(text) {
            return Err(Unsupported::new(format!(
                "`{text}` is the name of several private types and nothing says which is meant; rename all but one with `js_name`"
            )));
        }
        Ok(HandleType::Named(text.to_owned()))
    }

    /// The struct of an `impl` block, which is always in the crate of the block.
    pub(crate) fn class_of_crate(&self, qualified: &str, crate_id: &str) -> Option<ClassId> {
        let list = self.list(Kind::Struct);
        let index = list.iter().position(|d| d.qualified == qualified && d.crate_id == crate_id)?;
        Some(wbg_ir::Id::from_index(index))
    }

    /// The struct of that name in any crate.
    pub(crate) fn class_by_name(&self, qualified: &str) -> Result<ClassId, Unsupported> {
        if self.ambiguous.contains(qualified) {
            return Err(Unsupported::new(format!(
                "`{qualified}` is the name of several private structs and nothing says which is meant; rename all but one with `js_name`"
            )));
        }
        let list = self.list(Kind::Struct);
        // A public struct keeps its name; otherwise there is only one.
        match list.iter().position(|d| d.qualified == qualified && d.final_name == qualified) {
            Some(index) => Ok(wbg_ir::Id::from_index(index)),
            None => Err(Unsupported::new(self.unknown(Kind::Struct, qualified))),
        }
    }

    fn list(&self, kind: Kind) -> &[Identity] {
        self.by_kind.get(&kind).map_or(&[], Vec::as_slice)
    }

    fn find<I: wbg_ir::Id>(&self, kind: Kind, name: &TypeName) -> Result<I, Unsupported> {
        let list = self.list(kind);
        let named: Vec<usize> = (0..list.len()).filter(|&i| list[i].qualified == name.qualified).collect();
        if let [only] = named[..] {
            return Ok(I::from_index(only));
        }
        let exact = named.iter().copied().filter(|&i| {
            list[i].crate_id == name.crate_id && (kind == Kind::Struct || list[i].module_hash == name.module_hash)
        });
        // Guests that do not name the crate can only mean the public definition.
        let public = named.iter().copied().filter(|&i| name.crate_id.is_empty() && !list[i].private);
        let found: Vec<usize> = exact.chain(public).collect();
        match (found.as_slice(), named.is_empty()) {
            ([only], _) => Ok(I::from_index(*only)),
            (_, true) => Err(Unsupported::new(self.unknown(kind, &name.qualified))),
            (_, false) => Err(Unsupported::new(format!(
                "refers to {} `{}` of crate `{}`, and none of the {} definitions with that name is it; rebuild all crates together",
                kind.text(),
                name.qualified,
                name.crate_id,
                named.len()
            ))),
        }
    }

    /// Sentence about a name nothing defines, with a hint.
    fn unknown(&self, kind: Kind, qualified: &str) -> String {
        let list = self.list(kind);
        let hint = match suggest::nearest(qualified, list.iter().map(|d| d.qualified.as_str())) {
            Some(near) => format!("did you mean `{near}`"),
            None => "its crate must be linked into the module and be built with `wasm-bindgen`".to_owned(),
        };
        format!("there is no {} `{qualified}`; {hint}", kind.text())
    }

    /// Sentence about an `impl` block for a struct its crate does not export.
    pub(crate) fn no_class(&self, namespace: &[String], class: &str, crate_id: &str) -> String {
        let own: Vec<&Identity> = self.list(Kind::Struct).iter().filter(|d| d.crate_id == crate_id).collect();
        let wanted = qualified_name(Some(namespace), class);
        let elsewhere = own.iter().find(|d| d.qualified.rsplit("__").next() == Some(class));
        let hint = match (elsewhere, suggest::nearest(&wanted, own.iter().map(|d| d.qualified.as_str()))) {
            (Some(other), _) => match other.qualified.rsplit_once("__") {
                Some((namespace, _)) => format!(
                    "struct `{class}` is in namespace `{0}`; give the `impl` block the same `js_namespace`",
                    namespace.replace("__", ".")
                ),
                None => format!("struct `{class}` is in no namespace; remove `js_namespace` from the `impl` block"),
            },
            (None, Some(near)) => format!("did you mean `{near}`? set `js_class` to the struct's `js_name`"),
            (None, None) => "put `#[wasm_bindgen]` on the struct, and set `js_class` to its `js_name`".to_owned(),
        };
        format!("there is no exported struct `{}`; {hint}", wanted.replace("__", "."))
    }
}

#[cfg(test)]
#[path = "resolve_tests.rs"]
mod tests;
