//! Which runtime functions glue will call. Used by the wasm stage to keep and name them, and by emission to know they exist.

use std::collections::BTreeSet;

use crate::abi::{Abi, HandleMode};
use crate::bindings::Bindings;
use crate::facts::RuntimeFn;
use crate::func::{Fallible, Inbound, Outbound};
use crate::import::{Import, ImportKind, Resume};
use crate::intrinsic::Intrinsic;
use crate::layout::{Outer, Receives, Returns, outer, receives};
use crate::value::{Lift, LiftShape, Lower, LowerShape, Ownership, Pass};

/// What glue needs from the module besides the bindgen exports themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Runtime functions.
    pub runtime: BTreeSet<RuntimeFn>,
    /// The memory, for views or for the user.
    pub memory: bool,
    /// The handle table.
    pub externref_table: bool,
    /// The main function table.
    pub function_table: bool,
}

impl Needs {
    /// What the given live parts of the bindings need under an [`Abi`].
    pub fn of<'a>(bindings: &'a Bindings, imports: impl Iterator<Item = &'a Import>, abi: &Abi) -> Self {
        let mut needs = Needs { memory: true, ..Needs::default() };
        for (_, export) in bindings.exports.iter() {
            needs.inbound(&export.call, abi);
        }
        for import in imports {
            needs.import(bindings, import, abi);
        }
        needs
    }

    fn import(&mut self, bindings: &Bindings, import: &Import, abi: &Abi) {
        if import.kind.suspends() == Some(Resume::Telling) {
            self.runtime.insert(RuntimeFn::SetRejected);
        }
        match &import.kind {
            ImportKind::Call(call) => {
                self.outbound(bindings, &call.call, abi);
                if call.catch && !call.suspending {
                    self.runtime.insert(RuntimeFn::ExnStore);
                    self.handle_in_js(abi);
                }
            }
            ImportKind::Intrinsic(intrinsic, call) => {
                if matches!(intrinsic, Intrinsic::JspiSpawnPoll | Intrinsic::JspiSpawnFirst) {
                    self.runtime.insert(RuntimeFn::TaskPoll);
                }
                self.outbound(bindings, call, abi);
                self.function_table |= *intrinsic == Intrinsic::FunctionTable;
            }
            ImportKind::Cast(call) => self.outbound(bindings, call, abi),
            ImportKind::Static { result, .. } => {
                self.outbound(bindings, &Outbound { args: vec![], result: result.clone() }, abi);
            }
            ImportKind::LinkedModule(_) => self.lower(&Lower::new(LowerShape::String), abi),
            ImportKind::StaticString(_)
            | ImportKind::InstanceOf(_)
            | ImportKind::ClassNew(_)
            | ImportKind::ClassUnwrap(_)
            | ImportKind::ObjectClone
            | ImportKind::ObjectDrop => {}
        }
    }

    fn inbound(&mut self, call: &Inbound, abi: &Abi) {
        for arg in &call.args {
            self.lower(arg, abi);
        }
        self.lift_parts(&call.result, abi);
        if call.fallible == Fallible::Throws {
            self.take_in_js(abi);
        }
        match receives(call, abi) {
            Receives::Area(area) => {
                self.runtime.insert(RuntimeFn::AddToStackPointer);
                if area.fields.iter().any(|f| f.slot.pass != Pass::Plain) {
                    self.take_in_js(abi);
                }
            }
            Receives::Tuple(slots) if slots.iter().any(|s| s.pass != Pass::Plain) => self.take_in_js(abi),
            Receives::Nothing | Receives::One(_) | Receives::Tuple(_) => {}
        }
    }

    fn outbound(&mut self, bindings: &Bindings, call: &Outbound, abi: &Abi) {
        for arg in &call.args {
            self.lift_parts(arg, abi);
            if let LiftShape::OwnedClosure(id) | LiftShape::StackClosure(id) | LiftShape::BorrowedClosure(id) =
                arg.shape
            {
                if matches!(arg.shape, LiftShape::OwnedClosure(_)) {
                    self.runtime.insert(RuntimeFn::DestroyClosure);
                }
                self.inbound(&bindings.closures[id].call, abi);
            }
        }
        self.lower(&call.result, abi);
        if let Returns::Area(area) = call.returns(abi.pointer)
            && area.fields.iter().any(|f| f.slot.pass != Pass::Plain)
        {
            self.handle_in_js(abi);
        }
    }

    /// JS puts a value into the handle table itself.
    fn handle_in_js(&mut self, abi: &Abi) {
        if abi.handles == HandleMode::ExternrefTable {
            self.runtime.insert(RuntimeFn::TableAlloc);
            self.externref_table = true;
        }
    }

    /// JS takes a value out of the handle table itself.
    fn take_in_js(&mut self, abi: &Abi) {
        if abi.handles == HandleMode::ExternrefTable {
            self.runtime.insert(RuntimeFn::TableDealloc);
            self.externref_table = true;
        }
    }

    fn lower(&mut self, value: &Lower, abi: &Abi) {
        match &value.shape {
            LowerShape::String => {
                self.runtime.extend([RuntimeFn::Malloc, RuntimeFn::Realloc]);
            }
            LowerShape::Slice(_) | LowerShape::SliceMut(_) => {
                self.runtime.insert(RuntimeFn::Malloc);
            }
            LowerShape::Handles(_) => {
                self.runtime.insert(RuntimeFn::Malloc);
                self.handle_in_js(abi);
            }
            LowerShape::Cells(element) => {
                self.runtime.insert(RuntimeFn::Malloc);
                self.lower(element, abi);
            }
            LowerShape::Handle(..) => {
                let direct = value.slots(abi.pointer).iter().all(|s| matches!(outer(*s, abi), Outer::Externref(_)));
                if !direct {
                    self.handle_in_js(abi);
                }
            }
            LowerShape::Unit
            | LowerShape::Number(_)
            | LowerShape::Big128 { .. }
            | LowerShape::Boolean
            | LowerShape::Char
            | LowerShape::Enum(..)
            | LowerShape::StringEnum(_)
            | LowerShape::Struct(..)
            | LowerShape::RawPointer
            | LowerShape::NonNull => {}
        }
        // A conversion that fails after an allocation releases what was allocated.
        if self.runtime.contains(&RuntimeFn::Malloc) {
            self.runtime.insert(RuntimeFn::Free);
        }
    }

    fn lift_parts(&mut self, value: &Lift, abi: &Abi) {
        match &value.shape {
            LiftShape::String(Ownership::Owned) | LiftShape::Slice(_, Ownership::Owned, _) => {
                self.runtime.insert(RuntimeFn::Free);
            }
            LiftShape::CachedString(ownership) => {
                if abi.handles == HandleMode::ExternrefTable {
                    self.externref_table = true;
                }
                if *ownership == Ownership::Owned {
                    self.runtime.insert(RuntimeFn::Free);
                }
            }
            LiftShape::Handles(_, ownership) => {
                if abi.handles == HandleMode::ExternrefTable {
                    self.externref_table = true;
                    if *ownership == Ownership::Owned {
                        self.runtime.insert(RuntimeFn::DropSlice);
                    }
                }
                if *ownership == Ownership::Owned {
                    self.runtime.insert(RuntimeFn::Free);
                }
            }
            LiftShape::Cells(element) => {
                self.runtime.insert(RuntimeFn::Free);
                if matches!(element.shape, LiftShape::Handle(..)) && abi.handles == HandleMode::ExternrefTable {
                    self.externref_table = true;
                }
                self.lift_parts(element, abi);
            }
            _ => {}
        }
    }
}
