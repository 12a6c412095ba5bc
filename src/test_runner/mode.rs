//! Where a suite runs: what it says itself, otherwise what the environment says, otherwise Node.

use anyhow::{Result, bail};

use super::settings::Environment;

/// A place to run tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Node, as CommonJS.
    Node,
    /// Node, as an ES module.
    NodeModule,
    /// Deno.
    Deno,
    /// A page of a browser.
    Browser,
    /// A worker that belongs to a page.
    DedicatedWorker,
    /// A worker that pages share.
    SharedWorker,
    /// A worker between pages and the network.
    ServiceWorker,
}

/// Values of the configuration section, in the order in which they win.
const CONFIGURED: &[(u8, Mode)] = &[
    (1, Mode::Browser),
    (2, Mode::DedicatedWorker),
    (3, Mode::SharedWorker),
    (4, Mode::ServiceWorker),
    (5, Mode::NodeModule),
];

/// The value that asks for Emscripten.
const EMSCRIPTEN: u8 = 6;

/// Variables that choose when the suite does not.
const VARIABLES: &[(&str, Mode)] = &[
    ("WASM_BINDGEN_USE_DENO", Mode::Deno),
    ("WASM_BINDGEN_USE_BROWSER", Mode::Browser),
    ("WASM_BINDGEN_USE_DEDICATED_WORKER", Mode::DedicatedWorker),
    ("WASM_BINDGEN_USE_SHARED_WORKER", Mode::SharedWorker),
    ("WASM_BINDGEN_USE_SERVICE_WORKER", Mode::ServiceWorker),
    ("WASM_BINDGEN_USE_NODE_EXPERIMENTAL", Mode::NodeModule),
];

impl Mode {
    /// Chooses from the content of the configuration section and the environment.
    ///
    /// # Errors
    /// An unknown or unavailable configuration, or several variables.
    pub fn choose(configuration: Option<&[u8]>, environment: &Environment) -> Result<Mode> {
        match configuration {
            Some(values) => Mode::configured(values),
            None => Mode::from_environment(environment),
        }
    }

    fn configured(values: &[u8]) -> Result<Mode> {
        if let Some((_, mode)) = CONFIGURED.iter().find(|(value, _)| values.contains(value)) {
            return Ok(*mode);
        }
        if values.contains(&EMSCRIPTEN) {
            bail!("the suite asks for Emscripten, which is not available in this version; remove `run_in_emscripten`");
        }
        bail!(
            "the suite asks for a place that is not known here (value {values:?}); use a `wasm-bindgen-test` crate that \
             belongs to `wasm-bindgen` {}",
            wasm_bindgen_cli_support::GUEST_VERSION
        )
    }

    fn from_environment(environment: &Environment) -> Result<Mode> {
        let set: Vec<_> = VARIABLES.iter().filter(|(name, _)| environment.is_set(name)).collect();
        match set.as_slice() {
            [] => Ok(Mode::Node),
            [(_, mode)] => Ok(*mode),
            several => {
                let names = several.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                bail!("{names} are all set, but tests run in one place; keep one of them")
            }
        }
    }

    /// Is this Node or Deno, that is, nothing with a page?
    pub fn is_command_line(self) -> bool {
        matches!(self, Mode::Node | Mode::NodeModule | Mode::Deno)
    }

    /// A sentence for suites that the environment excludes.
    pub fn excluded(self, environment: &Environment) -> Option<&'static str> {
        if environment.is_set("WASM_BINDGEN_TEST_ONLY_NODE") && !self.is_command_line() {
            return Some("this suite runs in a browser, but `WASM_BINDGEN_TEST_ONLY_NODE` is set; skipped");
        }
        if environment.is_set("WASM_BINDGEN_TEST_ONLY_WEB") && self.is_command_line() {
            return Some("this suite runs in Node, but `WASM_BINDGEN_TEST_ONLY_WEB` is set; skipped");
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(names: &[&str]) -> Environment {
        Environment::of(names.iter().map(|name| (*name, "")))
    }

    fn choose(configuration: Option<&[u8]>, names: &[&str]) -> Result<Mode, String> {
        Mode::choose(configuration, &environment(names)).map_err(|error| error.to_string())
    }

    #[test]
    fn the_suite_wins() {
        let deno = &["WASM_BINDGEN_USE_DENO"];
        assert_eq!(choose(Some(&[1]), deno), Ok(Mode::Browser));
        assert_eq!(choose(Some(&[5, 4, 3]), deno), Ok(Mode::SharedWorker));
        assert_eq!(choose(None, deno), Ok(Mode::Deno));
        assert_eq!(choose(None, &[]), Ok(Mode::Node));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        assert!(choose(Some(&[6]), &[]).unwrap_err().contains("Emscripten"));
        assert!(choose(Some(&[]), &[]).unwrap_err().contains("not known"));
        let two = choose(None, &["WASM_BINDGEN_USE_DENO", "WASM_BINDGEN_USE_BROWSER"]).unwrap_err();
        assert!(two.contains("`WASM_BINDGEN_USE_DENO`, `WASM_BINDGEN_USE_BROWSER`"), "{two}");
    }

    #[test]
    fn exclusions() {
        let (node, web) = (environment(&["WASM_BINDGEN_TEST_ONLY_NODE"]), environment(&["WASM_BINDGEN_TEST_ONLY_WEB"]));
        assert!(Mode::Browser.excluded(&node).is_some() && Mode::Browser.excluded(&web).is_none());
        assert!(Mode::Node.excluded(&web).is_some() && Mode::Deno.excluded(&node).is_none());
    }
}
