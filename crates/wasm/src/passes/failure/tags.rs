//! The guest's own exception tag.

use walrus::{ExportItem, ImportKind, Module, TagId, TagKind};

const CPP_EXCEPTION: &str = "__cpp_exception";

/// Turns an imported `env.__cpp_exception` into a tag of this module, exported under the same name.
///
/// Some tool chains leave the tag to whoever links the module; nobody does after us.
pub(crate) fn adopt_cpp_exception(module: &mut Module) {
    let imported = module.imports.iter().find_map(|import| match import.kind {
        ImportKind::Tag(tag) if import.module == "env" && import.name == CPP_EXCEPTION => Some((import.id(), tag)),
        _ => None,
    });
    let Some((import, tag)) = imported else { return };
    module.imports.delete(import);
    module.tags.get_mut(tag).kind = TagKind::Local;
    if !module.exports.iter().any(|export| export.name == CPP_EXCEPTION) {
        module.exports.add(CPP_EXCEPTION, tag);
    }
}

/// The tag of Rust's panics, which the module itself has, with the name under which JS finds it.
pub(crate) fn panic_tag(module: &Module) -> Option<(&'static str, TagId)> {
    let local = module.tags.iter().find(|tag| matches!(tag.kind, TagKind::Local));
    local.map(|tag| (CPP_EXCEPTION, tag.id()))
}

/// The tag with which the guest throws and catches panics, if it has any.
pub(crate) fn guest_tag(module: &Module) -> Option<TagId> {
    let named = module.tags.iter().find(|tag| tag.name.as_deref() == Some(CPP_EXCEPTION)).map(|tag| tag.id());
    let exported = || {
        module.exports.iter().find_map(|export| match export.item {
            ExportItem::Tag(tag) if export.name == CPP_EXCEPTION => Some(tag),
            _ => None,
        })
    };
    let any = || module.tags.iter().next().map(|tag| tag.id());
    named.or_else(exported).or_else(|| panic_tag(module).map(|(_, tag)| tag)).or_else(any)
}
