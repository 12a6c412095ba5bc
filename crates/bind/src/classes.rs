//! Exported structs: identity, parent, free and upcast functions. Members are bound by [`crate::members`] and
//! [`crate::exports`].

use wbg_ir::class::Class;
use wbg_ir::value::{Word, pointer_slot};
use wbg_ir::{ClassId, CoreFn, Id};
use wbg_schema::dialect::qualified_name;
use wbg_schema::program::Struct;

use crate::context::{Context, REBUILD};
use crate::resolve::{Definition, Kind, Source};
use crate::{crosscheck, members};

/// Fills the class arena, in id order, then binds the public fields.
pub(crate) fn bind(cx: &mut Context<'_>) {
    let definitions = cx.definitions.get(&Kind::Struct).cloned().unwrap_or_default();
    for definition in &definitions {
        if let Source::Struct(s) = definition.source {
            let class = class(cx, definition, s);
            cx.out.classes.push(class);
        }
    }
    upcasts(cx, &definitions);
    report_cycles(cx);
    for (index, definition) in definitions.iter().enumerate() {
        if let Source::Struct(s) = definition.source {
            members::bind(cx, ClassId::from_index(index), definition, s);
        }
    }
}

/// The class without its parent.
fn class(cx: &mut Context<'_>, definition: &Definition<'_>, s: &Struct) -> Class {
    let subject = subject(s);
    let symbols = cx.input.dialect.symbols(&definition.program.unique_crate_identifier);
    let free_symbol = symbols.free(&original(s)).mangled;
    let free = cx.exported(&free_symbol);
    match free {
        None => cx.diags.push(subject, format!("the module does not export `{free_symbol}`; {REBUILD}")),
        Some(core) => {
            let ptr = pointer_slot(cx.input.facts.pointer).word;
            if let Err(e) = crosscheck::words(cx.input.facts, core, &[ptr, Word::I32], &[]) {
                cx.diags.push(subject, format!("`{free_symbol}`: {e}"));
            }
        }
    }
    Class {
        public: definition.public.clone(),
        private: s.private,
        extends: None,
        free: free.unwrap_or(CoreFn::from_index(0)),
        free_symbol,
        free_name: symbols.free(&definition.public.qualified()).canonical,
        upcast: None,
        inspectable: s.is_inspectable,
        comments: s.comments.clone(),
        typescript: s.generate_typescript,
    }
}

fn upcasts(cx: &mut Context<'_>, definitions: &[Definition<'_>]) {
    for (index, definition) in definitions.iter().enumerate() {
        let Source::Struct(s) = definition.source else { continue };
        let Some(parent) = &s.extends else { continue };
        let parent = s.extends_js_class.as_ref().unwrap_or(parent);
        let parent = qualified_name(s.extends_js_namespace.as_deref(), parent);
        match upcast(cx, definition, s, &parent) {
            Ok((id, core, name)) => {
                let class = &mut cx.out.classes[ClassId::from_index(index)];
                class.extends = Some(id);
                class.upcast = Some((core, name));
            }
            Err(e) => cx.diags.push(subject(s), format!("`extends`: {e}")),
        }
    }
}

fn upcast(
    cx: &Context<'_>,
    definition: &Definition<'_>,
    s: &Struct,
    parent: &str,
) -> Result<(ClassId, CoreFn, String), String> {
    let id = cx.types.names.class_by_name(parent).map_err(|e| e.to_string())?;
    let symbols = cx.input.dialect.symbols(&definition.program.unique_crate_identifier);
    let symbol = symbols.upcast(&original(s), parent).mangled;
    let core = cx.exported(&symbol).ok_or_else(|| format!("the module does not export `{symbol}`; {REBUILD}"))?;
    let final_parent = cx.out.classes[id].public.qualified();
    let name = symbols.upcast(&definition.public.qualified(), &final_parent).canonical;
    Ok((id, core, name))
}

fn report_cycles(cx: &mut Context<'_>) {
    let ids: Vec<ClassId> = cx.out.classes.ids().collect();
    for &id in &ids {
        let mut seen = vec![id];
        let mut at = cx.out.classes[id].extends;
        while let Some(parent) = at {
            if parent == id {
                let name = cx.out.classes[id].public.qualified();
                cx.diags.push(format!("struct `{name}`"), "extends itself through its parents; remove one `extends`");
            }
            if seen.contains(&parent) {
                break;
            }
            seen.push(parent);
            at = cx.out.classes[parent].extends;
        }
    }
}

/// Qualified name in the guest's symbols.
pub(crate) fn original(s: &Struct) -> String {
    qualified_name(s.js_namespace.as_deref(), &s.name)
}

fn subject(s: &Struct) -> String {
    format!("struct `{}`", original(s).replace("__", "."))
}

#[cfg(test)]
#[path = "classes_tests.rs"]
mod tests;
