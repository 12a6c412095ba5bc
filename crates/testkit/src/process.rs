//! Runs programs: output captured, time bounded, progress shown when it takes long, ended by process id.

use crate::progress::Waiting;
use crate::{Error, Result};
use std::ffi::OsStr;
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Bound for programs that do not set one.
const DEFAULT_LIMIT: Duration = Duration::from_secs(600);

/// How much of a failed program's output goes into the error.
const SHOWN_OUTPUT: usize = 6000;

/// What happens to output while the program runs. It is captured in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Echo {
    No,
    Yes,
}

/// A program to run.
#[derive(Debug)]
pub struct Run {
    command: Command,
    what: String,
    limit: Duration,
    echo: Echo,
}

/// What a program left behind.
#[derive(Debug)]
pub struct Output {
    /// Exit status.
    pub status: ExitStatus,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// The command line, for messages.
    pub command: String,
}

impl Output {
    /// Both streams, errors last.
    pub fn text(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }

    /// Exit code; a signal counts as 128 plus its number.
    pub fn code(&self) -> i32 {
        self.status.code().unwrap_or_else(|| 128 + self.status.signal().unwrap_or(0))
    }
}

impl Run {
    /// Prepares `program`; it gets no standard input.
    pub fn new(program: impl AsRef<OsStr>) -> Run {
        let mut command = Command::new(&program);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // Backtraces in error texts would make them differ between machines.
        command.env_remove("RUST_BACKTRACE");
        let what = Path::new(&program).file_name().unwrap_or_default().to_string_lossy().into_owned();
        Run { command, what, limit: DEFAULT_LIMIT, echo: Echo::No }
    }

    /// Adds an argument.
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Run {
        self.command.arg(arg);
        self
    }

    /// Adds arguments.
    pub fn args<I: IntoIterator<Item: AsRef<OsStr>>>(mut self, args: I) -> Run {
        self.command.args(args);
        self
    }

    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Run {
        self.command.env(name, value);
        self
    }

    /// Removes an environment variable.
    pub fn env_remove(mut self, name: &str) -> Run {
        self.command.env_remove(name);
        self
    }

    /// Sets the working folder.
    pub fn dir(mut self, dir: impl AsRef<Path>) -> Run {
        self.command.current_dir(dir);
        self
    }

    /// Sets what the progress line says.
    pub fn what(mut self, what: impl Into<String>) -> Run {
        self.what = what.into();
        self
    }

    /// Sets the time after which the program is killed.
    pub fn limit(mut self, limit: Duration) -> Run {
        self.limit = limit;
        self
    }

    /// Passes output on while it runs, instead of a progress line.
    pub fn echo(mut self) -> Run {
        self.echo = Echo::Yes;
        self
    }

    /// Runs it; a non-zero exit status is not an error here.
    pub fn run(mut self) -> Result<Output> {
        let shown = self.shown();
        let mut child = self.command.spawn().map_err(|source| Error::Start {
            program: self.command.get_program().to_string_lossy().into_owned(),
            source,
        })?;
        let stdout = drain(child.stdout.take(), self.echo, std::io::stdout());
        let stderr = drain(child.stderr.take(), self.echo, std::io::stderr());
        let waiting = (self.echo == Echo::No).then(|| Waiting::new(&self.what));
        let status = wait(&mut child, self.limit, waiting);
        let stdout = stdout.join().expect("the reader does not panic");
        let stderr = stderr.join().expect("the reader does not panic");
        match status {
            Some(status) => Ok(Output { status, stdout, stderr, command: shown }),
            None => Err(Error::TimedOut {
                command: shown,
                limit: self.limit,
                output: tail(&format!("{stdout}{stderr}")).to_owned(),
            }),
        }
    }

    /// Runs it and requires exit status zero.
    pub fn check(self) -> Result<Output> {
        let output = self.run()?;
        if output.status.success() {
            return Ok(output);
        }
        Err(Error::Failed {
            command: output.command.clone(),
            status: output.status.to_string(),
            output: tail(&output.text()).to_owned(),
        })
    }

    fn shown(&self) -> String {
        let parts = std::iter::once(self.command.get_program()).chain(self.command.get_args());
        parts.map(|part| part.to_string_lossy()).collect::<Vec<_>>().join(" ")
    }
}

/// Reads a stream to its end on a thread of its own, so that neither stream can block the program.
fn drain<S: Read + Send + 'static>(
    stream: Option<S>,
    echo: Echo,
    mut to: impl Write + Send + 'static,
) -> JoinHandle<String> {
    let mut stream = stream.expect("the stream is piped");
    std::thread::spawn(move || {
        let mut all = Vec::new();
        let mut buffer = [0; 8192];
        while let Ok(read) = stream.read(&mut buffer) {
            if read == 0 {
                break;
            }
            all.extend_from_slice(&buffer[..read]);
            if echo == Echo::Yes {
                // A closed output is no reason to stop reading.
                let _ = to.write_all(&buffer[..read]).and_then(|()| to.flush());
            }
        }
        String::from_utf8_lossy(&all).into_owned()
    })
}

/// Waits for the end; `None` when the time is up and the program was killed.
fn wait(child: &mut Child, limit: Duration, mut waiting: Option<Waiting>) -> Option<ExitStatus> {
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if let Ok(Some(status)) = child.try_wait() {
            return Some(status);
        }
        if start.elapsed() > limit {
            kill_tree(child);
            return None;
        }
        if let Some(waiting) = &mut waiting {
            waiting.tick();
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

/// Kills the program and what it started. They share our process group, so that a terminal's interrupt ends them all.
fn kill_tree(child: &mut Child) {
    let mut ids = vec![child.id()];
    let mut next = 0;
    while let Some(id) = ids.get(next) {
        ids.extend(children_of(*id));
        next += 1;
    }
    // Any of them may have ended by now.
    let _ = Command::new("kill").arg("-KILL").args(ids.iter().map(u32::to_string)).stderr(Stdio::null()).status();
    let _ = child.kill();
    let _ = child.wait();
}

/// Ids of the processes whose parent has this id; none where the system does not tell.
fn children_of(parent: u32) -> Vec<u32> {
    let Ok(processes) = std::fs::read_dir("/proc") else { return Vec::new() };
    let ids = processes.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    ids.filter(|id| parent_of(*id) == Some(parent)).collect()
}

fn parent_of(id: u32) -> Option<u32> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name comes first, in parentheses, and may contain anything; then state and parent.
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

fn tail(text: &str) -> &str {
    let text = text.trim_end();
    let mut from = text.len().saturating_sub(SHOWN_OUTPUT);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captures_both_streams_and_the_code() {
        let output = Run::new("sh").args(["-c", "echo out; echo err >&2; exit 3"]).run().unwrap();
        assert_eq!((output.stdout.as_str(), output.stderr.as_str(), output.code()), ("out\n", "err\n", 3));
    }

    #[test]
    fn a_failure_shows_command_and_output() {
        let error = Run::new("sh").args(["-c", "echo because; exit 1"]).check().unwrap_err().to_string();
        assert!(error.contains("sh -c echo because") && error.ends_with("because"), "{error}");
    }

    #[test]
    fn a_hanging_program_is_killed_with_its_children() {
        let start = Instant::now();
        // Reading ends only when nobody holds the output open any more, the inner sleeper included.
        let run = Run::new("sh").args(["-c", "sleep 100 & sleep 100"]).limit(Duration::from_millis(200));
        assert!(matches!(run.run(), Err(Error::TimedOut { .. })));
        assert!(start.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = Run::new("no-such-program-here").run().unwrap_err();
        assert_eq!(error.to_string(), "cannot start `no-such-program-here`");
    }
}
