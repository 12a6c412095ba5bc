//! Which of a suite's tests run.

use super::args::{Args, Ignored, Matching};
use super::discovery::Test;

/// The tests that stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// In their order.
    pub tests: Vec<Test>,
    /// How many were left out.
    pub filtered: usize,
}

/// Applies filters, skips and `--ignored`.
pub fn select(tests: Vec<Test>, args: &Args) -> Selection {
    let total = tests.len();
    let tests: Vec<Test> = tests.into_iter().filter(|test| wanted(test, args)).collect();
    Selection { filtered: total - tests.len(), tests }
}

fn wanted(test: &Test, args: &Args) -> bool {
    let matches = |word: &String| match args.matching {
        Matching::Part => test.name.contains(word.as_str()),
        Matching::Whole => test.name == *word,
    };
    let by_mark = args.ignored != Ignored::Only || test.ignored;
    let by_filter = args.filters.is_empty() || args.filters.iter().any(matches);
    by_mark && by_filter && !args.skips.iter().any(matches)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_runner::args::{Command, parse};

    fn names(argv: &[&str]) -> (Vec<String>, usize) {
        let argv = std::iter::once(&"a.wasm").chain(argv).map(Into::into);
        let Ok(Command::Run(args)) = parse(argv) else { panic!("arguments of the test") };
        let test = |name: &str, ignored| Test { export: String::new(), name: name.to_owned(), ignored };
        let all = vec![test("adds", false), test("inner::adds", false), test("sleeps", true)];
        let selection = select(all, &args);
        (selection.tests.into_iter().map(|test| test.name).collect(), selection.filtered)
    }

    #[test]
    fn selections() {
        for (argv, wanted) in [
            (&[] as &[&str], &["adds", "inner::adds", "sleeps"] as &[&str]),
            (&["adds"], &["adds", "inner::adds"]),
            (&["adds", "--exact"], &["adds"]),
            (&["inner", "sle"], &["inner::adds", "sleeps"]),
            (&["--skip", "inner", "--skip", "sleeps"], &["adds"]),
            (&["--skip", "adds", "--exact"], &["inner::adds", "sleeps"]),
            (&["--ignored"], &["sleeps"]),
            (&["--include-ignored", "s"], &["adds", "inner::adds", "sleeps"]),
            (&["none"], &[]),
        ] {
            let (found, filtered) = names(argv);
            assert_eq!(found, wanted, "{argv:?}");
            assert_eq!(filtered, 3 - wanted.len(), "{argv:?}");
        }
    }
}
