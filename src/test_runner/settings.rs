//! Environment variables of the test runner, read once.

use std::collections::BTreeMap;
use std::ffi::OsString;

/// The variables of this process, or those of a test.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    variables: BTreeMap<OsString, OsString>,
}

impl Environment {
    /// The variables of this process.
    pub fn read() -> Environment {
        Environment { variables: std::env::vars_os().collect() }
    }

    /// Exactly these variables.
    pub fn of<N: Into<OsString>, V: Into<OsString>>(variables: impl IntoIterator<Item = (N, V)>) -> Environment {
        let variables = variables.into_iter().map(|(name, value)| (name.into(), value.into()));
        Environment { variables: variables.collect() }
    }

    /// Is it there, with any value?
    pub fn is_set(&self, name: &str) -> bool {
        self.variables.contains_key(&OsString::from(name))
    }

    /// Its value.
    pub fn get(&self, name: &str) -> Option<&OsString> {
        self.variables.get(&OsString::from(name))
    }

    /// Its value, if that is UTF-8.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.to_str()
    }
}
