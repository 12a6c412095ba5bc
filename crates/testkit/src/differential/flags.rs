//! The same comparison with flags that change what a package does: each row of [`VARIATIONS`] is given to both tools.

use super::{Job, allowed, compare_all, fail_unused, jobs};
use crate::suite::{Engines, Selection, Summary};
use crate::{Flavour, Result, Target};

/// Flags for both tools, and where they are tried.
struct Variation {
    /// Names the folder of the packages and the list of allowed differences.
    name: &'static str,
    flags: &'static [&'static str],
    flavours: &'static [Flavour],
    targets: &'static [Target],
    /// Only these guests; none stands for all of them.
    guests: &'static [&'static str],
}

/// What most flags need: the common flavour, and the two targets that differ most.
const PLAIN: Variation = Variation {
    name: "",
    flags: &[],
    flavours: &[Flavour::Abort],
    targets: &[Target::Nodejs, Target::Web],
    guests: &[],
};

const VARIATIONS: [Variation; 9] = [
    Variation {
        name: "debug",
        flags: &["--debug"],
        flavours: &[Flavour::Abort, Flavour::UnwindLegacy],
        targets: &[Target::Nodejs],
        ..PLAIN
    },
    Variation {
        name: "string-constants",
        flags: &["--js-string-builtins"],
        flavours: &[Flavour::Abort, Flavour::Mvp],
        guests: &["statics"],
        ..PLAIN
    },
    Variation {
        name: "linked-files",
        flags: &["--split-linked-modules"],
        guests: &["links", "links_outside"],
        ..PLAIN
    },
    Variation {
        name: "buffer-types",
        flags: &["--ts-typed-array-buffers"],
        guests: &["nullables", "options", "slices", "vectors"],
        ..PLAIN
    },
    Variation { name: "encode-always", flags: &["--encode-into=always"], guests: &["strings"], ..PLAIN },
    Variation { name: "encode-never", flags: &["--encode-into=never"], guests: &["strings"], ..PLAIN },
    Variation { name: "linker-exports", flags: &["--keep-lld-exports"], guests: &["closures", "classes"], ..PLAIN },
    Variation { name: "mangled", flags: &["--no-demangle"], guests: &["closures", "classes"], ..PLAIN },
    Variation {
        name: "bare",
        flags: &["--remove-name-section", "--remove-producers-section"],
        guests: &["closures", "classes"],
        ..PLAIN
    },
];

/// Guests that cannot be compared: upstream's `--debug` glue loses the promises of imports that suspend.
const BROKEN: [&str; 1] = ["jspi"];

/// Compares all variations of what the selection asks for (its tool does not matter).
///
/// # Errors
/// What could not be set up or compiled; differences are in the summary.
pub fn run(selection: &Selection, engines: &Engines) -> Result<Summary> {
    let mut summary = Summary::default();
    for variation in &VARIATIONS {
        let common = allowed("allowed.toml")?;
        let own = allowed(&format!("flags/{}.toml", variation.name))?;
        let mut jobs = jobs(selection, engines, variation.flavours, variation.targets, |guest, target| Job {
            node: engines.system.clone(),
            guest,
            target,
            suite: format!("flags/{}", variation.name),
            flags: variation.flags,
        })?;
        jobs.retain(|job| {
            let name = job.guest.name.as_str();
            !BROKEN.contains(&name) && (variation.guests.is_empty() || variation.guests.contains(&name))
        });
        summary.add(compare_all(&jobs, &[&common, &own])?);
        if selection.guest.is_none() && selection.flavour.is_none() && selection.target.is_none() {
            fail_unused(&own, &mut summary);
        }
    }
    Ok(summary)
}
