//! A wasm module as an ES module that instantiates it, for places that cannot import wasm themselves.
//!
//! Names, arguments and results are a contract with existing callers. The module's exports have their values once its export
//! `booted` is fulfilled.

use std::path::Path;

use anyhow::{Result, anyhow};
use base64::Engine as _;
use wbg_emit::standalone::{self, Source};
use wbg_wasm::standalone::Standalone;

use crate::error::Error;
use crate::write;

/// What messages call the input, whose name is not known.
const INPUT: &str = "the input";

/// Where the generated module shall have the wasm from: one of both must be chosen.
#[derive(Clone, Debug, Default)]
pub struct Config {
    base64: bool,
    fetch_path: Option<String>,
}

impl Config {
    /// Nothing is chosen.
    pub fn new() -> Self {
        Self::default()
    }

    /// The wasm becomes part of the module's text. Goes before [`Config::fetch`].
    pub fn base64(&mut self, embed: bool) -> &mut Self {
        self.base64 = embed;
        self
    }

    /// The module passes this address to `fetch`.
    pub fn fetch(&mut self, path: Option<String>) -> &mut Self {
        self.fetch_path = path;
        self
    }

    /// Reads the wasm.
    ///
    /// # Errors
    /// Nothing was chosen, or the bytes are no wasm module.
    pub fn generate(&mut self, wasm: &[u8]) -> Result<Output> {
        let fetch = match (self.base64, &self.fetch_path) {
            (true, _) => None,
            (false, Some(path)) => Some(path.clone()),
            (false, None) => return Err(anyhow!("choose where the wasm comes from: `--base64` or `--fetch`")),
        };
        let wasm = wbg_wasm::standalone::standalone(wasm, INPUT).map_err(Error::from)?;
        Ok(Output { wasm, fetch })
    }
}

/// A module that has been read.
#[derive(Debug)]
pub struct Output {
    wasm: Standalone,
    fetch: Option<String>,
}

impl Output {
    /// The declarations of the generated module.
    ///
    /// # Errors
    /// An export called `booted`.
    pub fn typescript(&self) -> Result<String> {
        Ok(standalone::typescript(&self.outside()).map_err(Error::from)?)
    }

    /// The generated module, and the bytes that it will fetch, if it does.
    ///
    /// # Errors
    /// An export called `booted`.
    pub fn js_and_wasm(self) -> Result<(String, Option<Vec<u8>>)> {
        let source = match &self.fetch {
            Some(path) => Source::Fetched(path.clone()),
            None => Source::Embedded(base64::engine::general_purpose::STANDARD.encode(&self.wasm.bytes)),
        };
        let js = standalone::javascript(&self.outside(), &source).map_err(Error::from)?;
        Ok((js, self.fetch.is_some().then_some(self.wasm.bytes)))
    }

    fn outside(&self) -> standalone::Standalone<'_> {
        let Standalone { imports, exports, start, .. } = &self.wasm;
        standalone::Standalone { imports, exports, start: start.as_deref() }
    }
}

/// Writes files into a folder, which is made when missing; all of them or none.
///
/// # Errors
/// The path that cannot be written.
pub fn write(dir: &Path, files: &[(&str, &[u8])]) -> Result<()> {
    Ok(write::write_all(dir, files)?)
}
