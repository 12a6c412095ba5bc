//! The ways of compiling a guest that the tests care about.

use crate::{Error, Result};

/// How a guest is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flavour {
    /// `panic=abort`, the default of every toolchain.
    Abort,
    /// `panic=unwind` with the older exception instructions, which Node 20 runs.
    UnwindLegacy,
    /// `panic=unwind` with the newer exception instructions, which Node 24 runs.
    UnwindExnref,
    /// `panic=abort` for the first version of wasm: no reference types, no multi-value.
    Mvp,
}

impl Flavour {
    /// All of them, in a fixed order.
    pub const ALL: [Flavour; 4] = [Flavour::Abort, Flavour::UnwindLegacy, Flavour::UnwindExnref, Flavour::Mvp];

    /// Name on command lines and in folder names.
    pub fn name(self) -> &'static str {
        match self {
            Flavour::Abort => "abort",
            Flavour::UnwindLegacy => "unwind-legacy",
            Flavour::UnwindExnref => "unwind-exnref",
            Flavour::Mvp => "mvp",
        }
    }

    /// The flavour of that name.
    pub fn parse(name: &str) -> Result<Flavour> {
        Flavour::ALL.into_iter().find(|flavour| flavour.name() == name).ok_or_else(|| Error::Unknown {
            what: "flavour",
            name: name.to_owned(),
            known: Flavour::ALL.map(Flavour::name).join(", "),
        })
    }

    /// What `RUSTFLAGS` has to be.
    pub fn rustflags(self) -> &'static str {
        match self {
            Flavour::Abort => "-Cpanic=abort",
            Flavour::UnwindLegacy => "-Cpanic=unwind",
            Flavour::UnwindExnref => "-Cpanic=unwind -Cllvm-args=-wasm-use-legacy-eh=false",
            Flavour::Mvp => "-Cpanic=abort -Ctarget-cpu=mvp",
        }
    }

    /// The release profile's `panic` setting, which has to agree with the flags.
    pub fn panic_setting(self) -> &'static str {
        if self.unwinds() { "unwind" } else { "abort" }
    }

    /// The parts of the standard library to build.
    pub fn std_parts(self) -> &'static str {
        if self.unwinds() { "std,panic_unwind" } else { "std,panic_abort" }
    }

    /// Does a panic unwind?
    pub fn unwinds(self) -> bool {
        matches!(self, Flavour::UnwindLegacy | Flavour::UnwindExnref)
    }

    /// Oldest major version of Node that can compile such modules.
    pub fn oldest_node(self) -> u32 {
        if self == Flavour::UnwindExnref { 24 } else { 20 }
    }
}

impl std::fmt::Display for Flavour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for flavour in Flavour::ALL {
            assert_eq!(Flavour::parse(flavour.name()).unwrap(), flavour);
        }
        assert!(Flavour::parse("abrot").unwrap_err().to_string().contains("known: abort, unwind-legacy"));
    }

    #[test]
    fn flags_agree_with_the_profile() {
        for flavour in Flavour::ALL {
            assert!(flavour.rustflags().contains(&format!("-Cpanic={}", flavour.panic_setting())));
            assert!(flavour.std_parts().contains(flavour.panic_setting()));
        }
    }
}
