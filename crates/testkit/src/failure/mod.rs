//! The failure suite: the matrix of `tests/failure/matrix` (every way to fail at every place, in packages of every kind), and the
//! random sequences of `tests/failure/random`, and the examples of the guide.

mod examples;
mod flags;
mod matrix;
mod packages;
mod random;
mod tally;

pub use flags::Flags;
pub use tally::Tally;

use crate::node::Node;
use crate::package::{Tool, ToolKind};
use crate::suite::{Engines, Summary};
use crate::toolchain::Toolchain;
use crate::{Flavour, Result, Target, paths};
use packages::{Compiled, compile};
use std::path::PathBuf;

/// The flavours of the suite. Guests with threads are like unwinding ones, but cannot be replaced; they have a suite of their own.
const FLAVOURS: [Flavour; 4] = [Flavour::Abort, Flavour::UnwindLegacy, Flavour::UnwindExnref, Flavour::Mvp];

/// What to run; nothing given means all.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// One flavour only.
    pub flavour: Option<Flavour>,
    /// One target only.
    pub target: Option<Target>,
    /// One kind of package only.
    pub flags: Option<Flags>,
    /// One place of the matrix only, and no random sequences.
    pub place: Option<String>,
    /// One way to fail only, and no random sequences.
    pub way: Option<String>,
    /// The random sequences of this seed, and no matrix.
    pub seed: Option<u64>,
    /// Steps of the random sequences, over all packages.
    pub steps: Option<u64>,
}

impl Choice {
    fn wants(&self, flavour: Flavour, target: Target, flags: Flags) -> bool {
        self.flavour.is_none_or(|wanted| wanted == flavour)
            && self.target.is_none_or(|wanted| wanted == target)
            && self.flags.is_none_or(|wanted| wanted == flags)
    }

    fn wants_flavour(&self, flavour: Flavour) -> bool {
        self.flavour.is_none_or(|wanted| wanted == flavour)
    }
}

/// What the jobs of this suite share.
struct Bench<'a> {
    choice: &'a Choice,
    engines: &'a Engines,
    tool: Tool,
    guests: Vec<Compiled>,
}

impl Bench<'_> {
    fn guests(&self, flavour: Flavour) -> Option<&Compiled> {
        self.guests.iter().find(|compiled| compiled.flavour == flavour)
    }
}

/// Compiles, packages and runs everything that is asked for. The text has the counts per class.
///
/// # Errors
/// What could not be set up or compiled; failing cells are in the summary.
pub fn run(choice: &Choice, engines: &Engines) -> Result<(Summary, String)> {
    let tool = Tool::set_up(ToolKind::Ours)?;
    let toolchain = Toolchain::find()?;
    let flavours = FLAVOURS.into_iter().filter(|flavour| choice.wants_flavour(*flavour));
    let guests = flavours.map(|flavour| compile(&toolchain, flavour)).collect::<Result<_>>()?;
    let bench = Bench { choice, engines, tool, guests };
    let mut tally = Tally::default();
    if choice.seed.is_none() {
        matrix::run(&bench, &mut tally);
    }
    if choice.place.is_none() && choice.way.is_none() {
        random::run(&bench, &mut tally);
        examples::run(&bench, &toolchain, &mut tally);
    }
    Ok(tally.close())
}

/// Folder of the suite's JavaScript and guests.
fn dir() -> PathBuf {
    paths::workspace_root().join("tests/failure")
}

/// The engine for a package: both versions of Node have their share, and each target has one.
fn engine(engines: &Engines, flavour: Flavour, target: Target) -> Option<Node> {
    match target {
        Target::Deno => engines.deno.clone(),
        Target::Web | Target::Module => Some(engines.newer.clone()),
        _ if engines.system.major < flavour.oldest_node() => Some(engines.newer.clone()),
        _ => Some(engines.system.clone()),
    }
}
