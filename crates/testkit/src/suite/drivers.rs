//! The drivers in `tests/run`: for which targets and tools each one is written.

use crate::node::Node;
use crate::package::ToolKind;
use crate::process::Run;
use crate::{Error, Flavour, Result, Target, paths};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What a driver says of itself.
#[derive(Clone, Debug)]
pub struct Driver {
    /// Targets it can load.
    pub targets: Vec<Target>,
    /// Tools whose output it describes.
    pub tools: Vec<ToolKind>,
    /// Flavours that it is about.
    pub flavours: Vec<Flavour>,
    /// Ways to make its packages; a case is run once with each.
    pub flags: Vec<FlagSet>,
}

impl Driver {
    /// Can the guest be made into a package with these flags? Some need flags of their own.
    pub fn suits(&self, flags: &[&str]) -> bool {
        self.flags.iter().any(|set| set.add.iter().all(|flag| flags.contains(&flag.as_str())))
    }
}

/// Flags that a package is made with, beyond those of every package.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlagSet {
    /// The flags.
    pub add: Vec<String>,
    /// Names of the targets it is for; all if absent.
    targets: Option<Vec<String>>,
    /// Names of the flavours it is for; all if absent.
    flavours: Option<Vec<String>>,
}

impl FlagSet {
    /// Is a package of this flavour and target made with it?
    pub fn applies(&self, flavour: Flavour, target: Target) -> bool {
        let lists =
            |list: &Option<Vec<String>>, name: &str| list.as_ref().is_none_or(|list| list.iter().any(|n| n == name));
        lists(&self.flavours, flavour.name()) && lists(&self.targets, target.name())
    }

    fn check(&self) -> Result<()> {
        self.targets.iter().flatten().try_for_each(|name| Target::parse(name).map(drop))?;
        self.flavours.iter().flatten().try_for_each(|name| Flavour::parse(name).map(drop))
    }
}

/// All drivers by the name of their guest.
#[derive(Clone, Debug)]
pub struct Drivers {
    drivers: BTreeMap<String, Driver>,
}

/// Folder of the drivers and their harness.
pub fn run_dir() -> PathBuf {
    paths::workspace_root().join("tests/run")
}

#[derive(serde::Deserialize)]
struct Listed {
    targets: Vec<String>,
    tools: Vec<String>,
    flags: Vec<FlagSet>,
    flavours: Vec<String>,
}

impl Drivers {
    /// Asks the drivers themselves.
    pub fn read(node: &Node) -> Result<Drivers> {
        let script = run_dir().join("list.mjs");
        let output = Run::new(&node.path).arg(&script).what("listing the drivers").check()?;
        let listed: BTreeMap<String, Listed> = serde_json::from_str(&output.stdout).map_err(|error| {
            Error::Content { path: script, problem: format!("printed no list of drivers: {error}") }
        })?;
        let mut drivers = BTreeMap::new();
        for (name, listed) in listed {
            let targets = listed.targets.iter().map(|target| Target::parse(target)).collect::<Result<_>>()?;
            let tools = listed.tools.iter().map(|tool| ToolKind::parse(tool)).collect::<Result<_>>()?;
            let flavours = listed.flavours.iter().map(|flavour| Flavour::parse(flavour)).collect::<Result<_>>()?;
            listed.flags.iter().try_for_each(FlagSet::check)?;
            drivers.insert(name, Driver { targets, tools, flavours, flags: listed.flags });
        }
        Ok(Drivers { drivers })
    }

    /// The driver of a guest.
    pub fn of(&self, guest: &str) -> Result<&Driver> {
        self.drivers.get(guest).ok_or_else(|| Error::Unknown {
            what: "driver for guest",
            name: guest.to_owned(),
            known: self.drivers.keys().cloned().collect::<Vec<_>>().join(", "),
        })
    }

    /// Checks that guests and drivers belong together one to one.
    pub fn cover(&self, guests: &[String]) -> Result<()> {
        guests.iter().try_for_each(|guest| self.of(guest).map(drop))?;
        match self.drivers.keys().find(|name| !guests.contains(name)) {
            None => Ok(()),
            Some(name) => Err(Error::Unknown { what: "guest", name: name.clone(), known: guests.join(", ") }),
        }
    }
}
