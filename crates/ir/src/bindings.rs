//! Everything a guest binds, names resolved to ids.

use crate::arena::Arena;
use crate::class::Class;
use crate::closure::ClosureAdapter;
use crate::enums::{NumericEnum, StringEnum, Union};
use crate::export::Export;
use crate::id::{ClassId, ClosureId, EnumId, ExportId, ImportId, ModuleId, StringEnumId, UnionId};
use crate::import::{Import, JsModule, Reexport};

/// The arenas, plus the few lists that have no identity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bindings {
    /// Exported structs.
    pub classes: Arena<ClassId, Class>,
    /// Numeric enums.
    pub enums: Arena<EnumId, NumericEnum>,
    /// String enums.
    pub string_enums: Arena<StringEnumId, StringEnum>,
    /// Dynamic unions.
    pub unions: Arena<UnionId, Union>,
    /// Functions the guest offers.
    pub exports: Arena<ExportId, Export>,
    /// wasm imports glue provides. Those that liveness removed stay in the arena; [`crate::Linkage`] says which are present.
    pub imports: Arena<ImportId, Import>,
    /// Ways to enter Rust closures.
    pub closures: Arena<ClosureId, ClosureAdapter>,
    /// JS modules that imports come from.
    pub modules: Arena<ModuleId, JsModule>,
    /// Imported values exported again.
    pub reexports: Vec<Reexport>,
    /// `typescript_custom_section` texts, sorted, without duplicates.
    pub typescript_sections: Vec<String>,
    /// Paths of npm manifests on the build machine, sorted.
    pub package_manifests: Vec<String>,
}

impl Bindings {
    /// Whether some exports run on stacks of their own, which can wait.
    pub fn has_fibers(&self) -> bool {
        self.exports.iter().any(|(_, export)| export.jspi)
    }
}
