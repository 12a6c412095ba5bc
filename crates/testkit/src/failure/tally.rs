//! Adds up what the packages of the failure suite found.

use crate::suite::Summary;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What the JavaScript of the suite says about one package.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub struct Report {
    passed: usize,
    /// Cells that held, by expected class.
    classes: BTreeMap<String, usize>,
    /// Cells that cannot be expressed, by reason.
    skipped: BTreeMap<String, usize>,
    /// Cells that are wrong as the list says, by reason.
    known: BTreeMap<String, usize>,
    failures: Vec<Wrong>,
}

#[derive(Clone, Debug, serde::Deserialize)]
struct Wrong {
    place: String,
    way: String,
    problem: String,
}

impl Report {
    /// Of a package that cannot run.
    pub fn skipped(reason: &str) -> Report {
        Report { skipped: BTreeMap::from([(reason.to_owned(), 1)]), ..Report::default() }
    }

    /// All cells, whatever became of them.
    pub fn cells(&self) -> usize {
        self.passed + self.failures.len() + self.known.values().sum::<usize>() + self.skipped.values().sum::<usize>()
    }
}

/// The sums.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    summary: Summary,
    classes: BTreeMap<String, usize>,
    skipped: BTreeMap<String, usize>,
    known: BTreeMap<String, usize>,
    lines: Vec<String>,
}

impl Tally {
    /// Takes over what was found in a package.
    pub fn add(&mut self, title: &str, report: Report) {
        self.summary.passed += report.passed;
        for (sums, parts) in
            [(&mut self.classes, report.classes), (&mut self.skipped, report.skipped), (&mut self.known, report.known)]
        {
            for (key, count) in parts {
                *sums.entry(key).or_default() += count;
            }
        }
        for Wrong { place, way, problem } in report.failures {
            self.summary.fail(format!("{title}: {place} / {way}"), problem);
        }
    }

    /// Counts cells that do not apply.
    pub fn skip(&mut self, reason: &str, cells: usize) {
        *self.skipped.entry(reason.to_owned()).or_default() += cells;
    }

    /// Records a failure.
    pub fn fail(&mut self, title: impl Into<String>, text: impl Into<String>) {
        self.summary.fail(title, text);
    }

    /// Counts one case that held, with a line for the reader.
    pub fn pass(&mut self, line: String) {
        self.summary.passed += 1;
        self.lines.push(line);
    }

    /// The counts, and the same as text.
    pub fn close(mut self) -> (Summary, String) {
        let mut text = String::new();
        for (title, table) in [
            ("cells that held, by class of the failure", &self.classes),
            ("cells that cannot be expressed", &self.skipped),
            ("cells that are wrong, as is known", &self.known),
        ] {
            if !table.is_empty() {
                let _ = writeln!(text, "{title}: {}", table.values().sum::<usize>());
            }
            for (key, count) in table {
                let _ = writeln!(text, "{count:>8}  {key}");
            }
        }
        for line in &self.lines {
            let _ = writeln!(text, "{line}");
        }
        self.summary.skipped += self.skipped.values().sum::<usize>() + self.known.values().sum::<usize>();
        (self.summary, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = r#"{
        "passed": 3, "classes": { "panic": 2, "abort": 1 }, "skipped": { "no `Result`": 4 }, "known": { "later": 1 },
        "failures": [{ "place": "free", "way": "panic", "problem": "wrong" }]
    }"#;

    #[test]
    fn adds_up_reports() {
        let report: Report = serde_json::from_str(REPORT).unwrap();
        assert_eq!(report.cells(), 9);
        let mut tally = Tally::default();
        tally.add("here", report.clone());
        tally.add("there", report);
        tally.pass("a line".to_owned());
        let (summary, text) = tally.close();
        assert_eq!((summary.passed, summary.skipped, summary.failures.len()), (7, 10, 2));
        assert_eq!(summary.failures[0].title, "here: free / panic");
        assert!(
            text.contains("       4  panic\n") && text.contains("cells that are wrong, as is known: 2\n"),
            "{text}"
        );
        assert!(text.ends_with("a line\n"));
    }
}
