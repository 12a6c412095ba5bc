//! Counts and failures of a suite.

use std::fmt;

/// One failed case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Which case.
    pub title: String,
    /// What went wrong.
    pub text: String,
}

/// Result of a suite.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Cases that held.
    pub passed: usize,
    /// Cases that do not apply here.
    pub skipped: usize,
    /// Cases that failed.
    pub failures: Vec<Failure>,
}

impl Summary {
    /// Records a failure.
    pub fn fail(&mut self, title: impl Into<String>, text: impl Into<String>) {
        self.failures.push(Failure { title: title.into(), text: text.into() });
    }

    /// Takes over the results of another suite.
    pub fn add(&mut self, other: Summary) {
        self.passed += other.passed;
        self.skipped += other.skipped;
        self.failures.extend(other.failures);
    }

    /// Did nothing fail?
    pub fn ok(&self) -> bool {
        self.failures.is_empty()
    }

    /// All failures in full, for a person.
    pub fn details(&self) -> String {
        let indent = |text: &str| text.lines().map(|line| format!("    {line}\n")).collect::<String>();
        self.failures.iter().map(|failure| format!("FAILED {}\n{}", failure.title, indent(&failure.text))).collect()
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failures.len(), self.skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_up_and_prints() {
        let mut all = Summary { passed: 2, ..Summary::default() };
        let mut part = Summary { skipped: 1, ..Summary::default() };
        part.fail("case", "two\nlines");
        all.add(part);
        assert!(!all.ok());
        assert_eq!(all.to_string(), "2 passed, 1 failed, 1 skipped");
        assert_eq!(all.details(), "FAILED case\n    two\n    lines\n");
    }
}
