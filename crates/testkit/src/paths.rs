//! Where things lie: the checkout, and the cache folder outside of it.

use crate::{Error, Result};
use std::path::{Path, PathBuf};

/// Root of the checkout this crate was built from.
pub fn workspace_root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("this crate lies two folders below the root").to_path_buf()
}

/// Folder for what is expensive to make and shared between checkouts: compiled standard libraries, npm packages, the
/// reference tool. `WBG_CACHE` if set, otherwise `wbg-rebound` in the user's cache folder.
pub fn cache_dir() -> PathBuf {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("WBG_CACHE").unwrap_or_else(|| {
        set("XDG_CACHE_HOME")
            .or_else(|| set("HOME").map(|home| home.join(".cache")))
            .unwrap_or_else(std::env::temp_dir)
            .join("wbg-rebound")
    })
}

/// Cargo's target folder of the checkout, where test output goes.
pub fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace_root().join("target"), PathBuf::from)
}

/// Makes `path` an empty folder.
pub fn fresh_dir(path: &Path) -> Result<()> {
    if path.exists() {
        std::fs::remove_dir_all(path).map_err(Error::io("empty", path))?;
    }
    std::fs::create_dir_all(path).map_err(Error::io("create", path))
}

/// Reads a text file.
pub fn read_text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(Error::io("read", path))
}
