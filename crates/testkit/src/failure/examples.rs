//! The scripts that the guide's page on failures shows: each must do what it says.

use super::{Bench, Flags, engine, tally::Tally};
use crate::guests::{self, Guest};
use crate::process::Run;
use crate::toolchain::Toolchain;
use crate::{Error, Flavour, Result, Target, paths};

/// The scripts, with the packages that they are about.
const SCRIPTS: [(&str, Flavour, Flags); 3] = [
    ("survive.mjs", Flavour::UnwindLegacy, Flags::Default),
    ("recover.mjs", Flavour::UnwindLegacy, Flags::Reset),
    ("recover.mjs", Flavour::Abort, Flags::Reset),
];

/// Compiles, packages and runs them; one case each.
pub fn run(bench: &Bench<'_>, toolchain: &Toolchain, tally: &mut Tally) {
    for (script, flavour, flags) in SCRIPTS {
        if !bench.choice.wants(flavour, Target::Nodejs, flags) {
            continue;
        }
        match run_one(bench, toolchain, script, flavour, flags) {
            Ok(()) => tally.pass(format!("example {script} ({flavour}, {flags})")),
            Err(error) => tally.fail(format!("example {script} ({flavour}, {flags})"), error.to_string()),
        }
    }
}

fn run_one(bench: &Bench<'_>, toolchain: &Toolchain, script: &str, flavour: Flavour, flags: Flags) -> Result<()> {
    let dir = paths::workspace_root().join("examples/failures");
    let target_dir = guests::target_dir(flavour);
    toolchain.build(flavour, &dir, &target_dir).arg("--locked").check()?;
    let name = "failures_shown";
    let wasm = target_dir.join("wasm32-unknown-unknown/release").join(format!("{name}.wasm"));
    let guest = Guest { name: name.to_owned(), wasm, flavour };
    let out = super::packages::package(bench, &guest, Target::Nodejs, flags)?;
    let node = engine(bench.engines, flavour, Target::Nodejs)
        .ok_or(Error::Missing { what: "the engine of the example", commands: String::new() })?;
    Run::new(&node.path).arg(dir.join(script)).arg(out.join(format!("{name}.js"))).what(script).check()?;
    Ok(())
}
