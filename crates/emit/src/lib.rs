//! Bindings and linkage to the files of a package: JavaScript glue, TypeScript declarations, `package.json`, snippets.
//!
//! Last stage but writing. Pure and deterministic; knows neither walrus nor the guest's schema. The one entry point is `emit`.

pub mod contract;
pub mod doc;
pub mod dts;
#[cfg(test)]
mod fixture;
pub mod glue;
pub mod helpers;
pub mod js;
pub mod options;
pub mod package_json;
pub mod parts;
pub mod plan;
pub mod scope;
pub mod standalone;
pub mod target;

use target::spec::ModuleSystem;

pub use options::{EmitError, EmitInput, EmitOptions, Files, Target};

/// Writes a package: everything but the wasm itself.
///
/// # Errors
/// Names that collide, what the target or this version cannot express, and npm manifests that cannot be used.
pub fn emit(input: &EmitInput<'_>) -> Result<Files, EmitError> {
    let parts = glue::glue(input)?;
    let mut files = target::assemble(input, parts)?;
    let target = target::spec::spec(input.options.target);
    if target.modules == ModuleSystem::Script {
        package_json::refuse(input.package_manifests)?;
    }
    if let Some(text) = package_json::text(input.package_manifests, target.package)? {
        files.texts.insert("package.json".to_owned(), text);
    }
    Ok(files)
}
