//! Programs, signatures and module facts to [`Bindings`]: every name resolved to an id, every type to the way it crosses.
//!
//! Pure: no wasm, no JavaScript text, no I/O, no schema versions. User mistakes are collected and reported together; after a
//! successful run all later stages work on ids. Sits between the front (`schema`, descriptor interpreter, facts) and the
//! wasm passes.

mod check;
mod classes;
mod closures;
mod context;
mod convert;
mod crosscheck;
mod display;
mod enums;
mod exports;
mod generics;
mod imports;
mod lift;
mod lower;
mod members;
mod modules;
mod paths;
mod programs;
mod raw_imports;
mod reexports;
mod resolve;
mod sequence;
mod suggest;
mod target;
#[cfg(test)]
mod testing;

use std::collections::BTreeMap;

use wbg_ir::diag::Diagnostics;
use wbg_ir::{Abi, Bindings, CoreFn, ModuleFacts};
use wbg_schema::dialect::Dialect;
use wbg_schema::program::Program;
use wbg_schema::signature::{Signature, Type};

use crate::context::Context;

/// Everything the stage reads.
#[derive(Clone, Copy, Debug)]
pub struct BindInput<'a> {
    /// How the guest names its symbols.
    pub dialect: &'a Dialect,
    /// The metadata, in section order; repeated programs are fine.
    pub programs: &'a [Program],
    /// By wasm symbol (name without `__wbindgen_describe_`): a bare type, or [`Type::Function`].
    pub described: &'a BTreeMap<String, Type>,
    /// Imports manufactured from marker functions.
    pub generics: &'a [GenericImport],
    /// What the wasm module is.
    pub facts: &'a ModuleFacts,
    /// How values cross the boundary.
    pub abi: &'a Abi,
}

/// An import manufactured from a group of marker functions: a cast, or one monomorphisation of a generic import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GenericImport {
    /// The manufactured import.
    pub core: CoreFn,
    /// Its import name.
    pub name: String,
    /// Key of the declaring import; empty for a cast.
    pub key: String,
    /// The types of this monomorphisation.
    pub signature: Signature,
}

/// Resolves everything a guest binds.
///
/// # Errors
/// All mistakes found, each with what is being bound and what to do.
pub fn bind(input: &BindInput<'_>) -> Result<Bindings, Diagnostics> {
    let programs = programs::distinct(input.programs);
    let mut cx = Context::new(input, programs);
    enums::bind(&mut cx);
    classes::bind(&mut cx);
    exports::bind(&mut cx);
    modules::bind(&mut cx);
    imports::bind(&mut cx);
    generics::bind(&mut cx);
    raw_imports::bind(&mut cx);
    reexports::bind(&mut cx);
    cx.finish()
}
