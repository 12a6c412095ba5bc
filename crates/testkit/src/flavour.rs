//! The ways of compiling a guest that the tests care about.

use crate::{Error, Result};

/// Guests whose words are addresses, lengths and sizes of all kinds.
const WIDE: &[&str] = &[
    "callbacks",
    "classes",
    "closures",
    "collections",
    "enums",
    "errors",
    "numbers",
    "options",
    "slices",
    "strings",
    "values",
    "vectors",
    "wide",
];

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
    /// `panic=unwind` with the older exceptions, atomics and a shared memory.
    Threads,
    /// `panic=abort` with addresses of 64 bits, which Node 24 runs.
    Wasm64,
    /// The same with atomics and a shared memory.
    Threads64,
}

/// What shared memories need from compiler and linker.
macro_rules! threads {
    ($panic:literal) => {
        concat!(
            "-Cpanic=",
            $panic,
            " -Ctarget-feature=+atomics,+bulk-memory,+mutable-globals \
             -Clink-arg=--shared-memory -Clink-arg=--import-memory -Clink-arg=--max-memory=1073741824 \
             -Clink-arg=--export=__wasm_init_tls -Clink-arg=--export=__tls_size \
             -Clink-arg=--export=__tls_align -Clink-arg=--export=__tls_base"
        )
    };
}

impl Flavour {
    /// All of them, in a fixed order.
    pub const ALL: [Flavour; 7] = [
        Flavour::Abort,
        Flavour::UnwindLegacy,
        Flavour::UnwindExnref,
        Flavour::Mvp,
        Flavour::Threads,
        Flavour::Wasm64,
        Flavour::Threads64,
    ];

    /// Name on command lines and in folder names.
    pub fn name(self) -> &'static str {
        match self {
            Flavour::Abort => "abort",
            Flavour::UnwindLegacy => "unwind-legacy",
            Flavour::UnwindExnref => "unwind-exnref",
            Flavour::Mvp => "mvp",
            Flavour::Threads => "threads",
            Flavour::Wasm64 => "wasm64",
            Flavour::Threads64 => "threads64",
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
            Flavour::Abort | Flavour::Wasm64 => "-Cpanic=abort",
            Flavour::UnwindLegacy => "-Cpanic=unwind",
            Flavour::UnwindExnref => "-Cpanic=unwind -Cllvm-args=-wasm-use-legacy-eh=false",
            Flavour::Mvp => "-Cpanic=abort -Ctarget-cpu=mvp",
            Flavour::Threads => threads!("unwind"),
            Flavour::Threads64 => threads!("abort"),
        }
    }

    /// The guests of the corpus that are built this way; none means all of them.
    pub fn guests(self) -> Option<&'static [&'static str]> {
        match self {
            Flavour::Threads | Flavour::Threads64 => Some(&["threads"]),
            Flavour::Wasm64 => Some(WIDE),
            Flavour::Abort | Flavour::UnwindLegacy | Flavour::UnwindExnref | Flavour::Mvp => None,
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
        matches!(self, Flavour::UnwindLegacy | Flavour::UnwindExnref | Flavour::Threads)
    }

    /// Oldest major version of Node that can compile such modules.
    pub fn oldest_node(self) -> u32 {
        if matches!(self, Flavour::UnwindExnref | Flavour::Wasm64 | Flavour::Threads64) { 24 } else { 20 }
    }

    /// The compilation target.
    pub fn triple(self) -> &'static str {
        if matches!(self, Flavour::Wasm64 | Flavour::Threads64) {
            "wasm64-unknown-unknown"
        } else {
            "wasm32-unknown-unknown"
        }
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
