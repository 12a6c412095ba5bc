//! What can go wrong while setting up or running tests, with what to do about it.

use std::path::PathBuf;
use std::time::Duration;

/// Failure of the test support itself, not of a test.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Reading or writing a file failed.
    #[error("cannot {action} `{}`", path.display())]
    Io {
        /// What was being done, e.g. `read`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// A program could not be started.
    #[error("cannot start `{program}`")]
    Start {
        /// The program as given.
        program: String,
        /// The cause.
        source: std::io::Error,
    },
    /// A program ended with a failure.
    #[error("`{command}` failed ({status})\n{output}")]
    Failed {
        /// The command line.
        command: String,
        /// Exit code or signal.
        status: String,
        /// The end of what it printed.
        output: String,
    },
    /// A program did not end in time and was killed.
    #[error("`{command}` did not end within {} s and was killed\n{output}", limit.as_secs())]
    TimedOut {
        /// The command line.
        command: String,
        /// The bound.
        limit: Duration,
        /// The end of what it printed.
        output: String,
    },
    /// Something that the tests need is not on this machine and cannot be installed from here.
    #[error("{what} not found; install it with:\n{commands}")]
    Missing {
        /// What is missing.
        what: &'static str,
        /// Exact commands, one a line.
        commands: String,
    },
    /// A file has unexpected content.
    #[error("`{}`: {problem}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong with it and what to do.
        problem: String,
    },
    /// A wasm file cannot be read.
    #[error("`{}` is not a readable wasm module", path.display())]
    Wasm {
        /// The file.
        path: PathBuf,
        /// The parser's reason.
        source: wasmparser::BinaryReaderError,
    },
    /// An argument names nothing that exists.
    #[error("there is no {what} `{name}`; known: {known}")]
    Unknown {
        /// Kind of thing, e.g. `guest`.
        what: &'static str,
        /// The name as given.
        name: String,
        /// All known names.
        known: String,
    },
}

impl Error {
    /// Wraps an I/O error with what was done to which path.
    pub fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Error {
        let path = path.into();
        move |source| Error::Io { action, path, source }
    }
}
