//! All items of a package, in the plan's order.

use wbg_ir::doc::PublicName;
use wbg_ir::import::JsRoot;

use crate::dts::Names;
use crate::dts::types::Types;
use crate::glue::namespace::{Existing, fill};
use crate::glue::{Context, class, enums, export, path};
use crate::js::ast::{Expr, Item};
use crate::options::EmitError;
use crate::parts::{PartItem, PublicExport};
use crate::plan::{Entry, Public};

/// Private tables first, then everything in order.
///
/// # Errors
/// What this version cannot express.
pub fn items(ctx: Context<'_>) -> Result<Vec<PartItem>, EmitError> {
    let names = Names::of(ctx.bindings());
    let types = Types { names: &names, arrays: ctx.input.options.array_types };
    let builder = Builder { ctx, types };
    let mut parts = Vec::new();
    let tables: Vec<Item> = vendor(ctx).into_iter().chain(enums::texts(ctx)).collect();
    if !tables.is_empty() {
        parts.push(PartItem { items: tables, exports: vec![] });
    }
    for public in &ctx.plan.items {
        parts.extend(builder.public(public)?);
    }
    Ok(parts)
}

struct Builder<'a> {
    ctx: Context<'a>,
    types: Types<'a>,
}

impl Builder<'_> {
    fn public(&self, public: &Public) -> Result<Vec<PartItem>, EmitError> {
        match public {
            Public::Private(entry, _) => {
                let (items, _) = self.entry(*entry)?;
                Ok(vec![PartItem { items, exports: vec![] }])
            }
            Public::Item(entry, name) => {
                let (items, local) = self.entry(*entry)?;
                let exports = vec![PublicExport { local, name: name.name.clone() }];
                Ok(vec![PartItem { items, exports }])
            }
            Public::Namespace { root, members, onto } => self.namespace(root, members, *onto),
        }
    }

    fn namespace(
        &self,
        root: &str,
        members: &[(Entry, PublicName)],
        onto: Option<usize>,
    ) -> Result<Vec<PartItem>, EmitError> {
        let mut parts = Vec::new();
        let mut named = Vec::new();
        for (entry, name) in members {
            let (items, local) = self.entry(*entry)?;
            parts.push(PartItem { items, exports: vec![] });
            named.push((local, name.clone()));
        }
        named.sort_by(|a, b| a.1.cmp(&b.1));
        let (mut items, local, existing) = match onto {
            None => {
                let local = self.ctx.plan.namespace(root).to_owned();
                let object = Item::Const { doc: String::new(), name: local.clone(), value: Expr::Object(vec![]) };
                (vec![object], local, Existing::No)
            }
            Some(at) => {
                let (items, local) = self.reexport(at);
                (items, local, Existing::Yes)
            }
        };
        items.extend(fill(&local, &named, existing));
        parts.push(PartItem { items, exports: vec![PublicExport { local, name: root.to_owned() }] });
        Ok(parts)
    }

    /// The declarations of one item and its local name.
    fn entry(&self, entry: Entry) -> Result<(Vec<Item>, String), EmitError> {
        let ctx = self.ctx;
        Ok(match entry {
            Entry::Function(id) => (vec![export::function(ctx, self.types, id)?], ctx.plan.function(id).to_owned()),
            Entry::Class(id) => (class::class(ctx, self.types, id)?, ctx.plan.class(id).to_owned()),
            Entry::Enum(id) => (
                enums::numeric(ctx, id).into_iter().collect(),
                ctx.plan.numeric_enum(id).unwrap_or_default().to_owned(),
            ),
            Entry::Reexport(at) => self.reexport(at),
        })
    }

    /// An item of a module is exported by its import's name; anything else needs a binding first.
    fn reexport(&self, at: usize) -> (Vec<Item>, String) {
        let reexport = &self.ctx.bindings().reexports[at];
        if let (JsRoot::Module(..), true) = (&reexport.path.root, reexport.path.members.is_empty()) {
            return (vec![], self.ctx.plan.root(&reexport.path.root).to_owned());
        }
        let local = self.ctx.plan.reexport(at).to_owned();
        let value = path::path(self.ctx, &reexport.path);
        (vec![Item::Const { doc: String::new(), name: local.clone(), value }], local)
    }
}

/// `const v = typeof X !== "undefined" ? X : typeof webkitX !== …` for vendor-prefixed globals.
fn vendor(ctx: Context<'_>) -> Vec<Item> {
    let constants = ctx.plan.vendor.iter().filter_map(|(root, local)| match root {
        JsRoot::VendorPrefixed { name, prefixes } => Some((local, name, prefixes)),
        _ => None,
    });
    constants
        .map(|(local, name, prefixes)| {
            let candidates = std::iter::once(name.clone()).chain(prefixes.iter().map(|p| format!("{p}{name}")));
            let value = first_defined(candidates);
            Item::Const { doc: String::new(), name: local.clone(), value }
        })
        .collect()
}

/// A chain of tests, the first name first.
fn first_defined(names: impl Iterator<Item = String>) -> Expr {
    let names: Vec<String> = names.collect();
    names.into_iter().rev().fold(Expr::Atom("undefined"), |otherwise, name| {
        let kind = Expr::ident(&name).unary("typeof ");
        let defined = kind.binary("!==", Expr::Str("undefined".to_owned()));
        Expr::Cond(Box::new(defined), Box::new(Expr::ident(name)), Box::new(otherwise))
    })
}
