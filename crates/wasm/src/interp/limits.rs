//! What a run of a type description may use.
//!
//! Real descriptions take a few hundred steps; the limits only exist so that a damaged or hostile
//! module ends in an error rather than in a hang or in exhausted memory.

/// Upper bounds of one interpreter.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Instructions of one run.
    pub steps_per_run: u64,
    /// Instructions of all runs together.
    pub total_steps: u64,
    /// Nested calls.
    pub call_depth: usize,
    /// Operands and locals of all frames.
    pub stack_values: usize,
    /// Open blocks of all frames.
    pub labels: usize,
    /// Memory pages (of the overlay's page size) that one run may touch.
    pub memory_pages: usize,
    /// Words that one description may report.
    pub words: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            steps_per_run: 10_000_000,
            total_steps: 500_000_000,
            call_depth: 4096,
            stack_values: 1 << 20,
            labels: 1 << 20,
            memory_pages: 4096,
            words: 1 << 20,
        }
    }
}
