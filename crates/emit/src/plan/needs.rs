//! What live code asks of classes and string enums.

use std::collections::{BTreeMap, BTreeSet};

use wbg_ir::export::ExportKind;
use wbg_ir::func::{Inbound, Outbound};
use wbg_ir::import::{Import, ImportKind, ImportTarget, JsPath};
use wbg_ir::value::{Lift, LiftShape, Lower, LowerShape};
use wbg_ir::{ClassId, ClosureId, StringEnumId};

use crate::options::EmitInput;

/// Which internal members of a class are called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassNeeds {
    /// `__wrap`: Rust creates instances.
    pub wrap: Use,
    /// `__unwrap`: Rust takes instances out of arbitrary values.
    pub unwrap: Use,
}

/// Whether something is called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Use {
    /// Nothing calls it.
    #[default]
    Unused,
    /// Something does.
    Used,
}

/// The sum of what live code asks for.
#[derive(Debug, Default)]
pub struct Needs {
    /// By class; classes nothing asks for are absent.
    pub classes: BTreeMap<ClassId, ClassNeeds>,
    /// String enums that are looked up.
    pub string_enums: BTreeSet<StringEnumId>,
    closures: BTreeSet<ClosureId>,
}

impl Needs {
    /// Walks all exports and live imports.
    pub fn of(input: &EmitInput<'_>) -> Self {
        let mut needs = Needs::default();
        for (_, export) in input.bindings.exports.iter() {
            let constructs = match export.kind {
                ExportKind::Constructor(class) => Some(class),
                _ => None,
            };
            needs.inbound(input, &export.call, constructs);
        }
        for id in input.linkage.imports.keys() {
            if let Some(import) = input.bindings.imports.get(*id) {
                needs.import(input, import);
            }
        }
        needs
    }

    fn import(&mut self, input: &EmitInput<'_>, import: &Import) {
        match &import.kind {
            ImportKind::Call(call) => self.outbound(input, &call.call),
            ImportKind::Intrinsic(_, call) | ImportKind::Cast(call) => self.outbound(input, call),
            ImportKind::Static { result, .. } => self.lower(result),
            ImportKind::ClassNew(class) => self.classes.entry(*class).or_default().wrap = Use::Used,
            ImportKind::ClassUnwrap(class) => self.classes.entry(*class).or_default().unwrap = Use::Used,
            ImportKind::StaticString(_)
            | ImportKind::InstanceOf(_)
            | ImportKind::ObjectClone
            | ImportKind::ObjectDrop
            | ImportKind::LinkedModule(_) => {}
        }
    }

    /// `constructs`: the class whose constructor this is; it fills `this` instead of wrapping.
    fn inbound(&mut self, input: &EmitInput<'_>, call: &Inbound, constructs: Option<ClassId>) {
        call.args.iter().for_each(|arg| self.lower(arg));
        match (&call.result.shape, constructs) {
            (LiftShape::Struct(class), Some(own)) if *class == own => {}
            _ => self.lift(input, &call.result),
        }
    }

    fn outbound(&mut self, input: &EmitInput<'_>, call: &Outbound) {
        call.args.iter().for_each(|arg| self.lift(input, arg));
        self.lower(&call.result);
    }

    fn lower(&mut self, value: &Lower) {
        match &value.shape {
            LowerShape::StringEnum(id) => drop(self.string_enums.insert(*id)),
            LowerShape::Cells(element) => self.lower(element),
            _ => {}
        }
    }

    fn lift(&mut self, input: &EmitInput<'_>, value: &Lift) {
        match &value.shape {
            LiftShape::StringEnum(id) => drop(self.string_enums.insert(*id)),
            LiftShape::Struct(class) => self.classes.entry(*class).or_default().wrap = Use::Used,
            LiftShape::Cells(element) => self.lift(input, element),
            LiftShape::OwnedClosure(id) | LiftShape::StackClosure(id) | LiftShape::BorrowedClosure(id)
                if self.closures.insert(*id) =>
            {
                self.inbound(input, &input.bindings.closures[*id].call, None);
            }
            _ => {}
        }
    }
}

/// The path an import evaluates, if it has one.
pub fn path(kind: &ImportKind) -> Option<&JsPath> {
    match kind {
        ImportKind::Call(call) => match &call.target {
            ImportTarget::Function(path)
            | ImportTarget::Constructor(path)
            | ImportTarget::StaticMethod(path, _)
            | ImportTarget::FinalMethod(path, _)
            | ImportTarget::FinalGetter(path, _)
            | ImportTarget::FinalSetter(path, _)
            | ImportTarget::StaticGetter(path, _)
            | ImportTarget::StaticSetter(path, _)
            | ImportTarget::FinalStaticGetter(path, _)
            | ImportTarget::FinalStaticSetter(path, _)
            | ImportTarget::StaticIndexingGetter(path)
            | ImportTarget::StaticIndexingSetter(path)
            | ImportTarget::StaticIndexingDeleter(path) => Some(path),
            ImportTarget::Method(_)
            | ImportTarget::Getter(_)
            | ImportTarget::Setter(_)
            | ImportTarget::IndexingGetter
            | ImportTarget::IndexingSetter
            | ImportTarget::IndexingDeleter => None,
        },
        ImportKind::Static { path, .. } | ImportKind::InstanceOf(path) => Some(path),
        _ => None,
    }
}
