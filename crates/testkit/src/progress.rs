//! Progress for a person at a terminal, and plain lines for a log.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// From when on something counts as taking long.
const LONG: Duration = Duration::from_secs(2);

/// How often a log gets a line.
const LOG_INTERVAL: Duration = Duration::from_secs(20);

/// Shows that one thing of unknown length is being waited for, once it takes more than two seconds.
#[derive(Debug)]
pub struct Waiting {
    what: String,
    start: Instant,
    bar: Option<ProgressBar>,
    next_line: Duration,
}

impl Waiting {
    /// Nothing is shown yet.
    pub fn new(what: &str) -> Waiting {
        Waiting { what: what.to_owned(), start: Instant::now(), bar: None, next_line: LONG }
    }

    /// To be called often.
    pub fn tick(&mut self) {
        let elapsed = self.start.elapsed();
        if elapsed < self.next_line {
            return;
        }
        if std::io::stderr().is_terminal() {
            let bar = self.bar.get_or_insert_with(|| {
                let style = ProgressStyle::with_template("{spinner} {msg} ({elapsed})");
                let bar = ProgressBar::new_spinner().with_style(style.expect("the template is valid"));
                bar.with_message(self.what.clone()).with_elapsed(elapsed)
            });
            bar.tick();
            self.next_line = elapsed + Duration::from_millis(100);
        } else {
            eprintln!("... {} ({} s)", self.what, elapsed.as_secs());
            self.next_line = elapsed + LOG_INTERVAL;
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// Counts through a known number of things.
#[derive(Debug)]
pub struct Counting {
    what: String,
    total: usize,
    bar: Option<ProgressBar>,
    state: Mutex<CountState>,
}

#[derive(Debug)]
struct CountState {
    done: usize,
    next_line: Instant,
}

impl Counting {
    /// Starts at zero of `total`.
    pub fn new(what: &str, total: usize) -> Counting {
        let bar = std::io::stderr().is_terminal().then(|| {
            let style = ProgressStyle::with_template("{msg} [{bar:40}] {pos}/{len} ({elapsed})");
            let bar = ProgressBar::new(total as u64).with_style(style.expect("the template is valid"));
            bar.with_message(what.to_owned())
        });
        let state = CountState { done: 0, next_line: Instant::now() + LONG };
        Counting { what: what.to_owned(), total, bar, state: Mutex::new(state) }
    }

    /// One more is done.
    pub fn step(&self) {
        let mut state = self.state.lock().expect("no holder of this lock panics");
        state.done += 1;
        if let Some(bar) = &self.bar {
            bar.inc(1);
        } else if Instant::now() >= state.next_line {
            eprintln!("... {}: {} of {}", self.what, state.done, self.total);
            state.next_line = Instant::now() + LOG_INTERVAL;
        }
    }
}

impl Drop for Counting {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
