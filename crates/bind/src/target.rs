//! What an imported function evaluates on the JS side: the table over kind, placement and `structural`.

use wbg_ir::import::ImportTarget;
use wbg_schema::program::{Import, ImportFunction, MethodKind, OperationKind};

use crate::context::Context;
use crate::paths::path;

/// The target of an imported function of the `index`th program.
///
/// # Errors
/// A sentence: a missing module, or an operation that needs `structural`.
pub(crate) fn target<'a>(
    cx: &mut Context<'a>,
    index: usize,
    import: &'a Import,
    function: &'a ImportFunction,
) -> Result<ImportTarget, String> {
    let name = &function.function.name;
    let Some(method) = &function.method else {
        return Ok(ImportTarget::Function(path(cx, index, import, name)?));
    };
    let mut class = || path(cx, index, import, &method.class);
    let (is_static, kind) = match &method.kind {
        MethodKind::Constructor => return Ok(ImportTarget::Constructor(class()?)),
        MethodKind::Operation { is_static, kind } => (*is_static, kind),
    };
    Ok(match (kind, is_static, function.structural) {
        (OperationKind::Regular | OperationKind::RegularThis, true, _) => {
            ImportTarget::StaticMethod(class()?, name.clone())
        }
        (OperationKind::Regular | OperationKind::RegularThis, false, true) => ImportTarget::Method(name.clone()),
        (OperationKind::Regular | OperationKind::RegularThis, false, false) => {
            ImportTarget::FinalMethod(class()?, name.clone())
        }
        (OperationKind::Getter(p), false, true) => ImportTarget::Getter(p.clone()),
        (OperationKind::Setter(p), false, true) => ImportTarget::Setter(p.clone()),
        (OperationKind::Getter(p), true, true) => ImportTarget::StaticGetter(class()?, p.clone()),
        (OperationKind::Setter(p), true, true) => ImportTarget::StaticSetter(class()?, p.clone()),
        (OperationKind::Getter(p), false, false) => ImportTarget::FinalGetter(class()?, p.clone()),
        (OperationKind::Setter(p), false, false) => ImportTarget::FinalSetter(class()?, p.clone()),
        (OperationKind::Getter(p), true, false) => ImportTarget::FinalStaticGetter(class()?, p.clone()),
        (OperationKind::Setter(p), true, false) => ImportTarget::FinalStaticSetter(class()?, p.clone()),
        (OperationKind::IndexingGetter, false, true) => ImportTarget::IndexingGetter,
        (OperationKind::IndexingSetter, false, true) => ImportTarget::IndexingSetter,
        (OperationKind::IndexingDeleter, false, true) => ImportTarget::IndexingDeleter,
        (OperationKind::IndexingGetter, true, true) => ImportTarget::StaticIndexingGetter(class()?),
        (OperationKind::IndexingSetter, true, true) => ImportTarget::StaticIndexingSetter(class()?),
        (OperationKind::IndexingDeleter, true, true) => ImportTarget::StaticIndexingDeleter(class()?),
        (OperationKind::IndexingGetter | OperationKind::IndexingSetter | OperationKind::IndexingDeleter, _, false) => {
            return Err("indexing operations cannot be `final`; mark it `structural`".to_owned());
        }
    })
}

/// How many described arguments the target takes apart from a variadic tail: receiver, key, value.
pub(crate) fn arity(target: &ImportTarget) -> Option<usize> {
    match target {
        ImportTarget::Function(_)
        | ImportTarget::Constructor(_)
        | ImportTarget::StaticMethod(..)
        | ImportTarget::Method(_)
        | ImportTarget::FinalMethod(..) => None,
        ImportTarget::StaticGetter(..) | ImportTarget::FinalStaticGetter(..) => Some(0),
        ImportTarget::Getter(_)
        | ImportTarget::FinalGetter(..)
        | ImportTarget::StaticSetter(..)
        | ImportTarget::FinalStaticSetter(..)
        | ImportTarget::StaticIndexingGetter(_)
        | ImportTarget::StaticIndexingDeleter(_) => Some(1),
        ImportTarget::Setter(_)
        | ImportTarget::FinalSetter(..)
        | ImportTarget::IndexingGetter
        | ImportTarget::IndexingDeleter
        | ImportTarget::StaticIndexingSetter(_) => Some(2),
        ImportTarget::IndexingSetter => Some(3),
    }
}

/// Whether the first argument is the receiver.
pub(crate) fn has_receiver(target: &ImportTarget) -> bool {
    matches!(target, ImportTarget::Method(_) | ImportTarget::FinalMethod(..))
}
