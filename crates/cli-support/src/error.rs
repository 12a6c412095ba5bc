//! Everything that ends a run, with the stage's own error inside.
//!
//! Texts follow one form: what is wrong, where, what to do. Stages word their own errors; this enum only adds the ones that
//! reading, writing and choosing cause.

use std::path::PathBuf;

use wbg_emit::EmitError;
use wbg_ir::diag::Diagnostics;
use wbg_ir::failure::FailureError;
use wbg_schema::{SchemaError, SignatureError};
use wbg_wasm::WasmError;

/// Why a run ended without a package.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No input was chosen.
    #[error("no input was given; call `input_path`, `input_bytes` or `input_module` first")]
    NoInput,
    /// The input cannot be read.
    #[error("cannot read `{}`; check the path of the input", path.display())]
    Read {
        /// The input.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Choices that do not fit together, or that this version cannot meet.
    #[error("{0}")]
    Options(String),
    /// The wasm cannot be used.
    #[error(transparent)]
    Wasm(#[from] WasmError),
    /// The guest's metadata cannot be used.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// A type description does not decode.
    #[error("cannot decode the type of {what}; build the guest again, and run this tool directly on cargo's output")]
    Signature {
        /// Whose type.
        what: String,
        /// The word that is wrong.
        source: SignatureError,
    },
    /// The failure handling that was asked for is not possible.
    #[error(transparent)]
    Failure(#[from] FailureError),
    /// The guest binds things that cannot be bound.
    #[error("{}", bind_text(.0))]
    Bind(Diagnostics),
    /// No package can be written from the bindings.
    #[error(transparent)]
    Emit(#[from] EmitError),
    /// An npm manifest named by the guest cannot be read.
    #[error("cannot read `{}`, the npm manifest of a guest crate; build the guest on this machine", path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file of the package cannot be written.
    #[error("cannot write `{}`; {hint}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What to do.
        hint: &'static str,
        /// Why.
        source: std::io::Error,
    },
    /// A file of the package would land outside the output folder.
    #[error(
        "`{path}` would be written outside the output folder; rename the module in the guest, or choose another `--out-name`"
    )]
    Escapes {
        /// The path, as the guest or the user wrote it.
        path: String,
    },
}

fn bind_text(diagnostics: &Diagnostics) -> String {
    match diagnostics.items() {
        [_] => diagnostics.to_string(),
        items => format!("{} problems in the guest's bindings\n{diagnostics}", items.len()),
    }
}
