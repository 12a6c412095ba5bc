//! Single calls, each made with both runners on the same wasm.

use super::normal;
use crate::process::Run;
use crate::suite::Summary;
use crate::{Error, Flavour, Result};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A call.
#[derive(Clone, Debug)]
pub struct Case {
    /// How the suite was compiled.
    pub flavour: Flavour,
    /// Name of the suite.
    suite: &'static str,
    /// Arguments after the wasm.
    args: &'static [&'static str],
    env: &'static [(&'static str, &'static str)],
}

impl Case {
    fn title(&self) -> String {
        format!("{} {} {:?} ({})", self.suite, self.args.join(" "), self.env, self.flavour)
    }
}

/// Without checks in the glue, whose reports differ in number.
pub const NO_DEBUG: (&str, &str) = ("WASM_BINDGEN_NO_DEBUG", "1");

/// Calls for which both runners must say the same.
const SAME: &[(&str, &[&str])] = &[
    ("passing", &[]),
    ("passing", &["--nocapture"]),
    ("passing", &["--list"]),
    ("passing", &["--list", "inner"]),
    ("passing", &["inner"]),
    ("passing", &["inner::adds", "--exact"]),
    ("passing", &["adds", "--skip", "inner", "--skip", "nothing"]),
    ("passing", &["--exact", "--skip", "adds"]),
    ("passing", &["--include-ignored"]),
    ("passing", &["--include-ignored", "sleeps"]),
    ("passing", &["--ignored", "--list"]),
    ("passing", &["sleeps"]),
    ("passing", &["no such test"]),
    ("passing", &["--format", "terse"]),
    ("passing", &["--bench"]),
    ("failing", &["passes"]),
    ("empty", &[]),
    ("empty", &["--list"]),
];

/// The same with the environment.
const WITH_ENVIRONMENT: &[(&str, &[(&str, &str)])] = &[
    ("failing", &[NO_DEBUG]),
    ("passing", &[("WASM_BINDGEN_TEST_ONLY_NODE", "1")]),
    ("passing", &[("WASM_BINDGEN_USE_NODE_EXPERIMENTAL", "1")]),
    ("failing", &[NO_DEBUG, ("WASM_BINDGEN_USE_NODE_EXPERIMENTAL", "1")]),
    ("passing", &[("NODE_ARGS", "--no-warnings,--stack-trace-limit=3")]),
];

/// Suite, arguments, environment, and what is said.
type Own = (&'static str, &'static [&'static str], &'static [(&'static str, &'static str)], &'static str);

/// Calls in the browser, of which the reports are compared.
const IN_BROWSER: &[(&str, &[&str])] = &[
    ("browser", &["d_is"]),
    ("browser", &["sleeps"]),
    ("dedicated", &["e_panics", "--skip", "closure"]),
    ("shared", &["d_is"]),
    ("service", &["first"]),
];

/// Calls where ours does what the option says and the reference tool does not, or in other words: what ours says.
const OWN: &[Own] = &[
    (
        "passing",
        &["--ignored"],
        &[],
        "running 2 tests\ntest sleeps_long ... ok\ntest sleeps ... ok\n\n\
         test result: ok. 2 passed; 0 failed; 0 ignored; 8 filtered out; finished in T\n\nexit code 0\n",
    ),
    (
        "passing",
        &["inner::adds", "is_fine", "--test-threads=1", "-q", "--color", "always", "--format=pretty"],
        &[],
        "running 2 tests\ntest is_fine ... ok\ntest inner::adds ... ok\n\n\
         test result: ok. 2 passed; 0 failed; 0 ignored; 8 filtered out; finished in T\n\nexit code 0\n",
    ),
    (
        "failing",
        &["throws_a_string"],
        &[],
        "running 1 test\ntest throws_a_string ... FAIL\n\nfailures:\n\n---- throws_a_string output ----\n    error output:\n        \
         wasm-bindgen: imported JS function that was not marked as `catch` threw an error: just text\n\n    \
         JS exception that was thrown:\n        just text\n\nfailures:\n\n    throws_a_string\n\n\
         test result: FAILED. 0 passed; 1 failed; 0 ignored; 7 filtered out; finished in T\n\nexit code 1\n",
    ),
    (
        "passing",
        &[],
        &[("WASM_BINDGEN_TEST_ONLY_WEB", "1")],
        "this suite runs in Node, but `WASM_BINDGEN_TEST_ONLY_WEB` is set; skipped\nexit code 0\n",
    ),
];

/// Makes the calls of ours alone.
pub fn own(suites: &BTreeMap<String, PathBuf>, ours: &Path) -> Summary {
    let mut summary = Summary::default();
    for (suite, args, env, wanted) in OWN {
        let case = Case { flavour: Flavour::UnwindLegacy, suite, args, env };
        match call(&case, suites, ours) {
            Ok(found) if found == *wanted => summary.passed += 1,
            Ok(found) => summary.fail(case.title(), normal::difference(wanted, &found)),
            Err(error) => summary.fail(case.title(), error.to_string()),
        }
    }
    summary
}

/// All calls of both.
pub fn all() -> Vec<Case> {
    let flavour = Flavour::UnwindLegacy;
    let plain = SAME.iter().map(|(suite, args)| Case { flavour, suite, args, env: &[] });
    let special = WITH_ENVIRONMENT.iter().map(|(suite, env)| Case { flavour, suite, args: &[], env });
    // Without unwinding, upstream's suites that throw nothing through Rust behave the same.
    let aborting = [Case { flavour: Flavour::Abort, suite: "failing", args: &[], env: &[NO_DEBUG] }];
    // There, panics that unwind leave nothing behind with either runner.
    let panicking = [Case { flavour, suite: "panicking", args: &[], env: &[NO_DEBUG] }];
    let in_browser = IN_BROWSER.iter().map(|(suite, args)| Case { flavour, suite, args, env: &[NO_DEBUG] });
    plain.chain(special).chain(aborting).chain(panicking).chain(in_browser).collect()
}

/// Makes the call with both.
pub fn compare(case: &Case, suites: &BTreeMap<String, PathBuf>, ours: &Path, reference: &Path) -> Summary {
    let mut summary = Summary::default();
    let title = case.title();
    match (call(case, suites, ours), call(case, suites, reference)) {
        (Ok(found), Ok(wanted)) if found == wanted => summary.passed += 1,
        (Ok(found), Ok(wanted)) => {
            let difference = normal::difference(&wanted, &found);
            summary.fail(title, format!("{difference}\nreference:\n{wanted}\nours:\n{found}"));
        }
        (Err(error), _) | (_, Err(error)) => summary.fail(title, error.to_string()),
    }
    summary
}

fn call(case: &Case, suites: &BTreeMap<String, PathBuf>, runner: &Path) -> Result<String> {
    let wasm = suites.get(case.suite).ok_or_else(|| Error::Unknown {
        what: "test suite",
        name: case.suite.to_owned(),
        known: suites.keys().cloned().collect::<Vec<_>>().join(", "),
    })?;
    let run = Run::new(runner).arg(wasm).args(case.args).dir(super::dir()).limit(super::LIMIT);
    let run = case.env.iter().fold(run, |run, (name, value)| run.env(name, value));
    let output = run.run()?;
    let in_browser = IN_BROWSER.iter().any(|(suite, _)| *suite == case.suite);
    let report = if in_browser { normal::page(&output.stdout) } else { normal::report(&output.stdout) };
    Ok(format!("{report}exit code {}\n", output.code()))
}
