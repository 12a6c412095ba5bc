//! Which cases there are: the engines at hand, and what a user selects.

use crate::node::{Node, NpmTools};
use crate::package::ToolKind;
use crate::{Flavour, Result, Target, guests};

/// The Nodes to run in.
#[derive(Clone, Debug)]
pub struct Engines {
    /// The one on `PATH`, which stands for the oldest supported one.
    pub system: Node,
    /// The one from npm.
    pub newer: Node,
    /// A Node of 2022, where it is at hand.
    pub aged: Option<Node>,
    /// Deno, where it is at hand.
    pub deno: Option<Node>,
}

/// Guests whose packages run in engines as old as their wasm, whatever happens to them.
const AGELESS: [&str; 3] = ["defects", "failures", "recovery"];

impl Engines {
    /// Finds the one and installs the other.
    pub fn set_up() -> Result<Engines> {
        let NpmTools { node, aged, deno, .. } = NpmTools::install()?;
        Ok(Engines { system: Node::system()?, newer: node, aged, deno })
    }

    /// An engine without exceptions in wasm, for guests that have none: their packages have to recover there too.
    pub fn without_exceptions(&self, guest: &str, flavour: Flavour, target: Target) -> Option<Node> {
        let applies = AGELESS.contains(&guest)
            && matches!(flavour, Flavour::Abort | Flavour::Mvp)
            && matches!(target, Target::Nodejs | Target::Web);
        self.aged.clone().filter(|_| applies)
    }

    /// The engines for a case. Both ways that most users load modules run everywhere; the other targets differ in
    /// loading only, so that two flavours in one engine are enough.
    pub fn for_case(&self, flavour: Flavour, target: Target) -> Vec<Node> {
        let main_target = matches!(target, Target::Nodejs | Target::Web);
        let common_flavour = matches!(flavour, Flavour::Abort | Flavour::UnwindLegacy | Flavour::Threads);
        match target {
            Target::Deno if common_flavour => return self.deno.iter().cloned().collect(),
            // Source phase imports are young.
            Target::Module if common_flavour => return vec![self.newer.clone()],
            _ => {}
        }
        let wanted: &[&Node] = match (main_target, common_flavour) {
            (true, true) => &[&self.system, &self.newer],
            (true, false) if flavour.oldest_node() > 20 => &[&self.newer],
            (true, false) | (false, true) => &[&self.system],
            (false, false) => &[],
        };
        let mut engines: Vec<Node> = Vec::new();
        for node in wanted {
            if node.major >= flavour.oldest_node() && !engines.iter().any(|known| known.major == node.major) {
                engines.push((*node).clone());
            }
        }
        engines
    }
}

/// What to run; nothing given means all.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Whose packages.
    pub tool: ToolKind,
    /// One guest only.
    pub guest: Option<String>,
    /// One flavour only.
    pub flavour: Option<Flavour>,
    /// One target only.
    pub target: Option<Target>,
}

impl Selection {
    /// Everything, with one tool.
    pub fn all(tool: ToolKind) -> Selection {
        Selection { tool, guest: None, flavour: None, target: None }
    }

    /// Checks that the guest exists.
    pub fn check(&self) -> Result<()> {
        self.guest.as_deref().map_or(Ok(()), guests::known)
    }

    /// Is this guest selected?
    pub fn wants_guest(&self, name: &str) -> bool {
        self.guest.as_deref().is_none_or(|wanted| wanted == name)
    }

    /// Is this flavour selected?
    pub fn wants_flavour(&self, flavour: Flavour) -> bool {
        self.flavour.is_none_or(|wanted| wanted == flavour)
    }

    /// Is this target selected?
    pub fn wants_target(&self, target: Target) -> bool {
        self.target.is_none_or(|wanted| wanted == target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::Runtime;

    fn engines() -> Engines {
        let node = |major| Node { path: format!("node{major}").into(), major, runtime: Runtime::Node };
        let deno = Node { path: "deno".into(), major: 2, runtime: Runtime::Deno };
        Engines { system: node(20), newer: node(24), aged: Some(node(18)), deno: Some(deno) }
    }

    fn majors(flavour: Flavour, target: Target) -> Vec<u32> {
        engines().for_case(flavour, target).into_iter().map(|node| node.major).collect()
    }

    #[test]
    fn no_engine_gets_what_it_cannot_compile() {
        assert_eq!(majors(Flavour::UnwindExnref, Target::Web), [24]);
        assert_eq!(majors(Flavour::UnwindLegacy, Target::Web), [20, 24]);
        assert_eq!(majors(Flavour::Mvp, Target::Nodejs), [20]);
        assert_eq!(majors(Flavour::Abort, Target::Bundler), [20]);
        assert_eq!(majors(Flavour::UnwindExnref, Target::Bundler), [] as [u32; 0]);
        assert_eq!(majors(Flavour::Abort, Target::Module), [24]);
        assert_eq!(majors(Flavour::UnwindLegacy, Target::Deno), [2]);
        assert_eq!(majors(Flavour::Mvp, Target::Deno), [] as [u32; 0]);
    }

    #[test]
    fn guests_that_recover_run_in_old_engines() {
        let aged = |guest, flavour, target| engines().without_exceptions(guest, flavour, target).map(|node| node.major);
        assert_eq!(aged("recovery", Flavour::Abort, Target::Web), Some(18));
        assert_eq!(aged("recovery", Flavour::UnwindLegacy, Target::Web), None);
        assert_eq!(aged("strings", Flavour::Abort, Target::Web), None);
    }

    #[test]
    fn one_engine_runs_once() {
        let mut engines = engines();
        engines.system.major = 24;
        assert_eq!(engines.for_case(Flavour::Abort, Target::Web).len(), 1);
    }
}
