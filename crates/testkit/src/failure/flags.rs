//! Kinds of packages by how they treat failures.

use crate::{Error, Result};

/// Flags that the tool gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flags {
    /// None.
    Default,
    /// `--force-enable-abort-handler`.
    Force,
    /// `--experimental-reset-state-function`.
    Reset,
}

impl Flags {
    /// All of them, in a fixed order.
    pub const ALL: [Flags; 3] = [Flags::Default, Flags::Force, Flags::Reset];

    /// Name on command lines and in folder names.
    pub fn name(self) -> &'static str {
        match self {
            Flags::Default => "default",
            Flags::Force => "force",
            Flags::Reset => "reset",
        }
    }

    /// The kind of that name.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn parse(name: &str) -> Result<Flags> {
        Flags::ALL.into_iter().find(|flags| flags.name() == name).ok_or_else(|| Error::Unknown {
            what: "kind of package",
            name: name.to_owned(),
            known: Flags::ALL.map(Flags::name).join(", "),
        })
    }

    /// What the tool is called with.
    pub fn args(self) -> &'static [&'static str] {
        match self {
            Flags::Default => &[],
            Flags::Force => &["--force-enable-abort-handler"],
            Flags::Reset => &["--experimental-reset-state-function"],
        }
    }
}

impl std::fmt::Display for Flags {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
