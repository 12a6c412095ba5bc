//! Finds Chromium and its driver, or installs Debian's.

use crate::{Error, Result, toolchain};
use std::path::PathBuf;

/// Debian's binary itself, then the wrapper scripts.
const PLACES: [&str; 3] = ["/usr/lib/chromium/chromium", "/usr/bin/chromium", "/usr/bin/chromium-browser"];

/// The binary: `WBG_CHROMIUM` if set, otherwise where Debian puts it, installing it when this runs as root.
pub fn find() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("WBG_CHROMIUM") {
        return Ok(path.into());
    }
    if let Some(path) = present() {
        return Ok(path);
    }
    toolchain::apt_install(&["chromium"])?;
    present().ok_or(Error::Missing {
        what: "chromium",
        commands: "    apt-get install -y --no-install-recommends chromium".to_owned(),
    })
}

/// The WebDriver of Chromium: the same with `WBG_CHROMEDRIVER`.
pub fn driver() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("WBG_CHROMEDRIVER") {
        return Ok(path.into());
    }
    find()?;
    let driver = PathBuf::from("/usr/bin/chromedriver");
    if !driver.exists() {
        toolchain::apt_install(&["chromium-driver"])?;
    }
    if driver.exists() {
        return Ok(driver);
    }
    Err(Error::Missing {
        what: "chromedriver",
        commands: "    apt-get install -y --no-install-recommends chromium-driver".to_owned(),
    })
}

fn present() -> Option<PathBuf> {
    PLACES.iter().map(PathBuf::from).find(|path| path.exists())
}
