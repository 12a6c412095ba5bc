//! The command line of the test runner: that of Rust's own test programs, of which cargo and editors use more than has an effect.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::scan::{UsageError, Word, check_values, flag_table, scan};

/// The help text, whose lines that start with a dash are the options.
pub const USAGE: &str = include_str!("usage.txt");

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Print the help text.
    Help,
    /// Print the version that wasm-pack compares.
    Version,
    /// Run or list tests.
    Run(Args),
}

/// Which tests of which file, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Args {
    /// The wasm.
    pub input: PathBuf,
    /// Tests that match one of these, or all when there are none.
    pub filters: Vec<String>,
    /// Less those that match one of these.
    pub skips: Vec<String>,
    /// How a filter or a skip matches.
    pub matching: Matching,
    /// What happens to tests marked as ignored.
    pub ignored: Ignored,
    /// Tests or benchmarks.
    pub kind: Kind,
    /// Run them or list them.
    pub action: Action,
    /// What happens to console output.
    pub console: Console,
}

/// How a word matches the path of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matching {
    /// The path contains it.
    Part,
    /// The path is it.
    Whole,
}

/// What happens to tests marked `#[ignore]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ignored {
    /// They are reported as ignored.
    Report,
    /// They run like the others.
    Include,
    /// They run and the others do not.
    Only,
}

/// Which functions of the suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `#[wasm_bindgen_test]`.
    Tests,
    /// `#[wasm_bindgen_bench]`.
    Benches,
}

/// What to do with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Run.
    Run,
    /// Print their paths.
    List,
}

/// What happens to console output of tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Console {
    /// It is shown with a failure.
    Capture,
    /// It is printed at once.
    Print,
}

/// Values of options that accept only certain words.
const CHOICES: &[(&str, &[&str])] =
    &[("--format", &["pretty", "terse", "json", "junit"]), ("--color", &["auto", "always", "never"])];

/// Parses the arguments after the program's name.
///
/// # Errors
/// A sentence that says which word is wrong and what to write.
pub fn parse(argv: impl IntoIterator<Item = OsString>) -> Result<Command, UsageError> {
    let argv = argv.into_iter().flat_map(apart).collect::<Result<Vec<_>, _>>()?;
    let words = scan(&flag_table(USAGE), &argv)?;
    let given = |name: &str| words.iter().any(|word| matches!(word, Word::Flag(long, _) if long == name));
    if given("--help") {
        return Ok(Command::Help);
    }
    if given("--version") {
        return Ok(Command::Version);
    }
    check_values(&words, CHOICES)?;
    if given("--ignored") && given("--include-ignored") {
        return Err(UsageError::new("`--ignored` and `--include-ignored` cannot be used together; keep one of them"));
    }
    let ignored = match (given("--ignored"), given("--include-ignored")) {
        (true, _) => Ignored::Only,
        (_, true) => Ignored::Include,
        _ => Ignored::Report,
    };
    let kind = if given("--bench") { Kind::Benches } else { Kind::Tests };
    let shown = given("--nocapture") || given("--no-capture") || kind == Kind::Benches;
    let (matching, action) = (given("--exact"), given("--list"));
    let (mut positionals, mut skips) = (Vec::new(), Vec::new());
    for word in words {
        match word {
            Word::Positional(text) => positionals.push(text),
            Word::Flag(long, value) if long == "--skip" => skips.extend(value),
            Word::Flag(..) => {}
        }
    }
    if positionals.is_empty() {
        return Err(UsageError::new(
            "no input; write `wasm-bindgen-test-runner <input>` with the .wasm file, or let cargo call this program",
        ));
    }
    Ok(Command::Run(Args {
        input: positionals.remove(0).into(),
        filters: positionals,
        skips,
        matching: if matching { Matching::Whole } else { Matching::Part },
        ignored,
        kind,
        action: if action { Action::List } else { Action::Run },
        console: if shown { Console::Print } else { Console::Capture },
    }))
}

/// One argument as text; `-Zflag` is two words in one.
fn apart(arg: OsString) -> Vec<Result<String, UsageError>> {
    match arg.into_string() {
        Ok(text) => match text.strip_prefix("-Z").filter(|rest| !rest.is_empty() && !rest.starts_with('=')) {
            Some(rest) => vec![Ok("-Z".to_owned()), Ok(rest.to_owned())],
            None => vec![Ok(text)],
        },
        Err(arg) => {
            let arg = arg.to_string_lossy().into_owned();
            vec![Err(UsageError::new(format!("argument `{arg}` is not UTF-8; rename the file or folder")))]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(argv: &[&str]) -> Result<Command, String> {
        parse(argv.iter().map(OsString::from)).map_err(|error| error.to_string())
    }

    fn args(argv: &[&str]) -> Args {
        match command(argv).unwrap() {
            Command::Run(args) => args,
            other => panic!("{argv:?}: {other:?}"),
        }
    }

    #[test]
    fn what_cargo_passes() {
        let plain = args(&["a.wasm"]);
        assert_eq!(plain.input, PathBuf::from("a.wasm"));
        assert_eq!((plain.matching, plain.ignored, plain.kind), (Matching::Part, Ignored::Report, Kind::Tests));
        assert_eq!((plain.action, plain.console), (Action::Run, Console::Capture));
        let bench = args(&["a.wasm", "--bench", "adds"]);
        assert_eq!((bench.kind, bench.console), (Kind::Benches, Console::Print));
        assert_eq!(bench.filters, ["adds"]);
    }

    #[test]
    fn selections() {
        let many = args(&["a.wasm", "--exact", "x", "--skip", "y", "y2", "--skip=z", "--include-ignored", "--list"]);
        assert_eq!((many.filters.len(), many.skips.len()), (2, 2));
        assert_eq!((many.matching, many.ignored, many.action), (Matching::Whole, Ignored::Include, Action::List));
        assert_eq!(args(&["a.wasm", "--ignored", "--no-capture"]).ignored, Ignored::Only);
        assert_eq!(args(&["a.wasm", "--", "--exact"]).filters, ["--exact"]);
    }

    #[test]
    fn options_of_other_test_programs_change_nothing() {
        for more in [
            &["--test-threads=1"] as &[&str],
            &["--test-threads", "1", "-q"],
            &["--format", "json", "-Z", "unstable-options"],
            &["--format=pretty", "-Zunstable-options", "-Z", "other"],
            &["--color", "always", "--quiet", "--show-output", "--report-time"],
            &["--shuffle-seed", "3", "--fail-fast", "--test"],
        ] {
            assert_eq!(args(&[&["a.wasm"], more].concat()), args(&["a.wasm"]), "{more:?}");
        }
    }

    #[test]
    fn mistakes() {
        for (argv, part) in [
            (&[] as &[&str], "no input"),
            (&["a.wasm", "--ignored", "--include-ignored"], "cannot be used together"),
            (&["a.wasm", "--format", "xml"], "`xml` is not a value of `--format`"),
            (&["a.wasm", "--no-such"], "unknown option"),
            (&["a.wasm", "--skip"], "needs a value"),
            (&["a.wasm", "--exact", "--exact"], "twice"),
        ] {
            let error = command(argv).expect_err(&format!("{argv:?}"));
            assert!(error.contains(part), "{argv:?}: {error}");
        }
    }

    #[test]
    fn questions() {
        assert_eq!(command(&["-h"]), Ok(Command::Help));
        assert_eq!(command(&["--version", "a.wasm"]), Ok(Command::Version));
    }
}
