//! User mistakes, collected so that all of them are reported at once.

use std::fmt;

/// One thing the user must change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is being bound, e.g. "export `greet`".
    pub subject: String,
    /// What is wrong and what to do; lower case, no final stop.
    pub message: String,
}

/// A list of them; empty means fine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one; the same one twice is kept once.
    pub fn push(&mut self, subject: impl Into<String>, message: impl Into<String>) {
        let item = Diagnostic { subject: subject.into(), message: message.into() };
        if !self.items.contains(&item) {
            self.items.push(item);
        }
    }

    /// All of them, in the order they were found.
    pub fn items(&self) -> &[Diagnostic] {
        &self.items
    }

    /// `Ok` when nothing was reported.
    ///
    /// # Errors
    /// The list itself.
    pub fn into_result<T>(self, value: T) -> Result<T, Diagnostics> {
        if self.items.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, item) in self.items.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{}: {}", item.subject, item.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}
