//! Choices that hold for the whole module, made once.

use crate::facts::ModuleFacts;

/// How values cross the boundary of one module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Abi {
    /// Width of linear memory addresses.
    pub pointer: PointerWidth,
    /// Where JS values live while Rust holds them.
    pub handles: HandleMode,
    /// How an export hands back more than one word.
    pub results: ResultMode,
}

/// Width of linear memory addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointerWidth {
    /// wasm32: pointers cross as i32.
    W32,
    /// memory64: pointers cross as f64.
    W64,
}

/// Where JS values live while Rust holds them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandleMode {
    /// A JS array; handles cross as i32 everywhere.
    Heap,
    /// A wasm table; handles that cross directly become `externref` in the shims.
    ExternrefTable,
}

/// How an export hands back more than one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultMode {
    /// JS reserves an area on the shadow stack and reads the words from it.
    ReturnPointer,
    /// The shim returns them as multiple results.
    MultiValue,
}

/// What the user may force, beyond what the module says about itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AbiRequest {
    /// Use the externref table although `target_features` does not ask for it.
    pub force_externref: bool,
    /// Use multiple results although `target_features` does not ask for them.
    pub force_multi_value: bool,
}

impl Abi {
    /// Decides from the module's own features and what the user forces.
    pub fn resolve(facts: &ModuleFacts, request: AbiRequest) -> Self {
        let externref = facts.features.reference_types || request.force_externref;
        let multi = facts.features.multivalue || request.force_multi_value;
        Self {
            pointer: facts.pointer,
            handles: if externref { HandleMode::ExternrefTable } else { HandleMode::Heap },
            results: if multi { ResultMode::MultiValue } else { ResultMode::ReturnPointer },
        }
    }
}

/// Number of slots of the borrow stack at the bottom of the handle table.
pub const BORROW_STACK: u32 = 1024;
/// Handle of `undefined`.
pub const HANDLE_UNDEFINED: u32 = 1024;
/// Handle of `null`.
pub const HANDLE_NULL: u32 = 1025;
/// Handle of `true`.
pub const HANDLE_TRUE: u32 = 1026;
/// Handle of `false`.
pub const HANDLE_FALSE: u32 = 1027;
/// First handle after the four constants.
pub const HANDLE_STATICS: u32 = 1028;

/// "none" in one-word options of small integers, `bool` and `char`.
pub const NONE_I32: u32 = 0x00FF_FFFF;
/// "null" in the same place.
pub const NULL_I32: u32 = 0x00FF_FFFE;
