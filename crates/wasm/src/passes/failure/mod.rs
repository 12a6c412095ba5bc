//! Instruction fragments that handle exceptions inside the guest, in the guest's own dialect.

pub(crate) mod borrows;
pub(crate) mod end;
pub(crate) mod landing_pads;
pub(crate) mod outside;
pub(crate) mod panics;
pub(crate) mod rewind;
pub(crate) mod stack_restore;
pub(crate) mod tags;
pub(crate) mod tasks;
