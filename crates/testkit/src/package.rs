//! Runs a tool on a guest: one package per tool, flavour, target and guest.

use crate::guests::Guest;
use crate::process::Run;
use crate::{Error, Result, Target, paths};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Which tool made a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ToolKind {
    /// The one in this checkout.
    Ours,
    /// Upstream's.
    Oracle,
}

impl ToolKind {
    /// Name on command lines and in folder names.
    pub fn name(self) -> &'static str {
        match self {
            ToolKind::Ours => "ours",
            ToolKind::Oracle => "oracle",
        }
    }

    /// The tool of that name.
    pub fn parse(name: &str) -> Result<ToolKind> {
        [ToolKind::Ours, ToolKind::Oracle].into_iter().find(|kind| kind.name() == name).ok_or_else(|| Error::Unknown {
            what: "tool",
            name: name.to_owned(),
            known: "ours, oracle".to_owned(),
        })
    }
}

/// A tool's binary.
#[derive(Clone, Debug)]
pub struct Tool {
    /// Whose it is.
    pub kind: ToolKind,
    /// The binary.
    pub path: PathBuf,
}

impl Tool {
    /// Builds or installs the tool for tests.
    pub fn set_up(kind: ToolKind) -> Result<Tool> {
        let path = match kind {
            ToolKind::Ours => crate::ours::tool()?,
            ToolKind::Oracle => crate::oracle::install()?,
        };
        Ok(Tool { kind, path })
    }

    /// Builds or installs the tool as users get it, for measurements.
    pub fn set_up_optimised(kind: ToolKind) -> Result<Tool> {
        let path = match kind {
            ToolKind::Ours => crate::ours::optimised_tool()?,
            ToolKind::Oracle => crate::oracle::install_optimised()?,
        };
        Ok(Tool { kind, path })
    }

    /// Writes the package of a guest into the emptied folder `out`. The message of a failing tool is the error.
    pub fn generate(&self, guest: &Guest, target: Target, out: &Path) -> Result<()> {
        self.generate_with(guest, target, &[], out)
    }

    /// [`Tool::generate`] with more flags.
    pub fn generate_with(&self, guest: &Guest, target: Target, flags: &[&str], out: &Path) -> Result<()> {
        paths::fresh_dir(out)?;
        let run = Run::new(&self.path).args(["--target", target.name(), "--out-dir"]).arg(out).arg(&guest.wasm);
        run.args(flags).limit(Duration::from_secs(120)).check()?;
        Ok(())
    }

    /// Where the suites put a package.
    pub fn package_dir(&self, suite: &str, guest: &Guest, target: Target) -> PathBuf {
        let dir = paths::target_dir().join("wbg").join(suite).join(self.kind.name());
        dir.join(guest.flavour.name()).join(target.name()).join(&guest.name)
    }
}
