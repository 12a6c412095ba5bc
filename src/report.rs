//! An error as text for people: one line, its causes, a backtrace when it was asked for.

use std::backtrace::BacktraceStatus;
use std::fmt::Write;

use crate::scan::UsageError;

/// Renders an error with its causes, after `label` and a colon.
///
/// One cause is indented below `Caused by:`; several are numbered. A cause that only repeats the line above it is left out.
pub fn render(label: &str, error: &anyhow::Error) -> String {
    let mut text = format!("{label}: {error}\n");
    let mut last = error.to_string();
    let mut causes = Vec::new();
    for cause in error.chain().skip(1) {
        let line = cause.to_string();
        if line != last {
            causes.push(line.clone());
        }
        last = line;
    }
    if !causes.is_empty() {
        text.push_str("\nCaused by:\n");
    }
    for (i, cause) in causes.iter().enumerate() {
        let cause = cause.replace('\n', "\n       ");
        if causes.len() > 1 {
            write!(text, "    {i}: {cause}").expect("writing to a string cannot fail");
        } else {
            write!(text, "    {cause}").expect("writing to a string cannot fail");
        }
        text.push('\n');
    }
    // Where in this program a word of the command line was refused helps nobody.
    if !error.is::<UsageError>() && error.backtrace().status() == BacktraceStatus::Captured {
        write!(text, "\nStack backtrace:\n{}", error.backtrace()).expect("writing to a string cannot fail");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::anyhow;

    /// The part before a backtrace, which depends on the environment of the test.
    fn text(error: &anyhow::Error) -> String {
        let text = render("error", error);
        text.split("\nStack backtrace:").next().unwrap().to_owned()
    }

    #[test]
    fn no_cause() {
        assert_eq!(text(&anyhow!("it broke")), "error: it broke\n");
    }

    #[test]
    fn one_cause_is_not_numbered() {
        assert_eq!(text(&anyhow!("a").context("b")), "error: b\n\nCaused by:\n    a\n");
    }

    #[test]
    fn more_causes_are_numbered_and_repeats_dropped() {
        let error = anyhow!("a").context("b").context("b").context("c");
        assert_eq!(text(&error), "error: c\n\nCaused by:\n    0: b\n    1: a\n");
    }
}
