//! The output targets that the tests load.

use crate::{Error, Result};

/// Value of the tool's `--target`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// CommonJS, loads itself.
    Nodejs,
    /// ES module with an init function.
    Web,
    /// Classic script with a global.
    NoModules,
    /// ES module that imports the wasm file.
    Bundler,
    /// ES module for Node, loads itself.
    NodejsModule,
    /// ES module for Deno, loads itself.
    Deno,
    /// ES module with a source phase import, loads itself.
    Module,
}

impl Target {
    /// All of them, in a fixed order.
    pub const ALL: [Target; 7] = [
        Target::Nodejs,
        Target::Web,
        Target::NoModules,
        Target::Bundler,
        Target::NodejsModule,
        Target::Deno,
        Target::Module,
    ];

    /// Name on the tool's command line.
    pub fn name(self) -> &'static str {
        match self {
            Target::Nodejs => "nodejs",
            Target::Web => "web",
            Target::NoModules => "no-modules",
            Target::Bundler => "bundler",
            Target::NodejsModule => "experimental-nodejs-module",
            Target::Deno => "deno",
            Target::Module => "module",
        }
    }

    /// The target of that name.
    pub fn parse(name: &str) -> Result<Target> {
        Target::ALL.into_iter().find(|target| target.name() == name).ok_or_else(|| Error::Unknown {
            what: "target",
            name: name.to_owned(),
            known: Target::ALL.map(Target::name).join(", "),
        })
    }
}

impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
