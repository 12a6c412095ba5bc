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

const VARIATIONS: [Variation; 1] = [Variation {
    name: "debug",
    flags: &["--debug"],
    flavours: &[Flavour::Abort, Flavour::UnwindLegacy],
    targets: &[Target::Nodejs],
    guests: &[],
}];

/// Compares all variations of what the selection asks for (its tool does not matter).
///
/// # Errors
/// What could not be set up or compiled; differences are in the summary.
pub fn run(selection: &Selection, engines: &Engines) -> Result<Summary> {
    let mut summary = Summary::default();
    for variation in &VARIATIONS {
        let common = allowed("allowed.toml")?;
        let own = allowed(&format!("{}.toml", variation.name))?;
        let mut jobs = jobs(selection, engines, variation.flavours, variation.targets, |guest, target| Job {
            guest,
            target,
            suite: format!("flags/{}", variation.name),
            flags: variation.flags,
            node: engines.system.clone(),
        })?;
        jobs.retain(|job| variation.guests.is_empty() || variation.guests.contains(&job.guest.name.as_str()));
        summary.add(compare_all(&jobs, &[&common, &own])?);
        if selection.guest.is_none() && selection.flavour.is_none() && selection.target.is_none() {
            fail_unused(&own, &mut summary);
        }
    }
    Ok(summary)
}
