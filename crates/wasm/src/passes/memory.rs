//! An imported memory comes from the glue, which makes it or is given it.

use walrus::ImportKind;
use wbg_ir::linkage::MemoryImport;

use super::env::Env;

/// Import and export name of the memory.
pub(crate) const NAME: &str = "memory";

/// Moves the import of the memory, if it is imported, to the module that the glue provides.
pub(crate) fn import_from(env: &mut Env<'_>, glue_module: &str) {
    for import in env.module.imports.iter_mut() {
        if matches!(import.kind, ImportKind::Memory(_)) {
            import.module = glue_module.to_string();
            import.name = NAME.to_string();
        }
    }
}

/// What kind of memory the glue has to provide, if any.
pub(crate) fn imported(env: &Env<'_>) -> Option<MemoryImport> {
    let memory = env.module.memories.iter().find(|memory| memory.import.is_some())?;
    Some(MemoryImport {
        name: NAME.to_string(),
        initial: memory.initial,
        maximum: memory.maximum,
        shared: memory.shared,
        wide: memory.memory64,
    })
}
