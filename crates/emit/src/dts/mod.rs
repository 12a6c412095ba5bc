//! TypeScript declarations: what a package offers, for people and for `tsc`.
//!
//! A second reader of the bindings, beside the glue; it shares names with it and nothing else. Two files: the package's own
//! declarations, and those of the wasm module for bundlers that import it.

mod accessors;
pub mod ast;
mod classes;
mod init;
mod items;
mod names;
mod print;
pub mod signature;
pub mod types;

pub use items::package;
pub use names::Names;
pub use print::package_text;

use wbg_ir::linkage::FinalExport;

use crate::options::EmitInput;

/// The text of `<stem>.d.ts`.
pub fn package_declarations(input: &EmitInput<'_>) -> String {
    package_text(&package(input))
}

/// Declarations of raw wasm exports.
pub fn export_declarations(exports: &[FinalExport]) -> String {
    print::wasm_text(&init::typed(exports))
}

/// The text of `<stem>_bg.wasm.d.ts`.
pub fn wasm_declarations(input: &EmitInput<'_>) -> String {
    print::wasm_text(&init::raw_exports(input.linkage))
}
