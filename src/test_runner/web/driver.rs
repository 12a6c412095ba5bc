//! Which browser there is: a driver that runs already, one named by a variable, or one on `PATH`.

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use crate::test_runner::settings::Environment;

/// How long to wait between two looks.
const PAUSE: Duration = Duration::from_millis(50);

/// A browser that has a WebDriver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Firefox.
    Firefox,
    /// Safari.
    Safari,
    /// Chrome and Chromium.
    Chrome,
    /// Edge.
    Edge,
}

impl Browser {
    /// In the order in which they are looked for.
    const ALL: [Browser; 4] = [Browser::Firefox, Browser::Safari, Browser::Chrome, Browser::Edge];

    /// Name for people.
    pub fn name(self) -> &'static str {
        match self {
            Browser::Firefox => "Firefox",
            Browser::Safari => "Safari",
            Browser::Chrome => "Chrome",
            Browser::Edge => "Edge",
        }
    }

    /// Name of the driver's program; its variables have the same name in capitals.
    fn program(self) -> &'static str {
        match self {
            Browser::Firefox => "geckodriver",
            Browser::Safari => "safaridriver",
            Browser::Chrome => "chromedriver",
            Browser::Edge => "msedgedriver",
        }
    }

    fn variable(self, suffix: &str) -> String {
        self.program().to_uppercase() + suffix
    }
}

/// A driver to use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Driver {
    /// What it steers.
    pub browser: Browser,
    place: Place,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// It runs already.
    Remote(String),
    /// To be started.
    Local { path: PathBuf, args: Vec<String> },
}

/// A driver that runs; it ends when this goes.
#[derive(Debug)]
pub struct Running {
    url: String,
    child: Option<Child>,
}

impl Running {
    /// Where it listens.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Was it started here, so that its browser runs on this machine?
    pub fn is_ours(&self) -> bool {
        self.child.is_some()
    }
}

/// Ends a process by its id. One that has ended by itself meanwhile is as good.
pub fn end(process: u64) {
    let process = process.to_string();
    let mut command = if cfg!(windows) {
        let mut command = std::process::Command::new("taskkill");
        command.args(["/F", "/PID", &process]);
        command
    } else {
        let mut command = std::process::Command::new("kill");
        command.args(["-KILL", &process]);
        command
    };
    if let Err(error) = command.stdout(Stdio::null()).stderr(Stdio::null()).status() {
        log::warn!("the browser (process {process}) cannot be ended: {error}");
    }
}

impl Driver {
    /// Looks for one.
    ///
    /// # Errors
    /// There is none, or its arguments cannot be read.
    pub fn find(environment: &Environment) -> Result<Driver> {
        for browser in Browser::ALL {
            if let Some(url) = environment.text(&browser.variable("_REMOTE")) {
                return Ok(Driver { browser, place: Place::Remote(url.to_owned()) });
            }
        }
        for browser in Browser::ALL {
            if let Some(path) = environment.get(&browser.variable("")) {
                return Driver::local(browser, path.into(), environment);
            }
        }
        let folders = environment.get("PATH").map(std::env::split_paths).into_iter().flatten().collect::<Vec<_>>();
        for browser in Browser::ALL {
            let name = format!("{}{}", browser.program(), std::env::consts::EXE_SUFFIX);
            if let Some(path) = folders.iter().map(|folder| folder.join(&name)).find(|path| path.is_file()) {
                return Driver::local(browser, path, environment);
            }
        }
        bail!(
            "no driver of a browser found; install `chromedriver` or `geckodriver`, or name one with the variable \
             `CHROMEDRIVER` or `GECKODRIVER` (a path) or `CHROMEDRIVER_REMOTE` (a URL); with `NO_HEADLESS` set you can \
             open the tests in any browser yourself"
        )
    }

    fn local(browser: Browser, path: PathBuf, environment: &Environment) -> Result<Driver> {
        let name = browser.variable("_ARGS");
        let args = match environment.text(&name) {
            None => Vec::new(),
            Some(args) => {
                shlex::split(args).with_context(|| format!("`{name}` has an open quote; write it as for a shell"))?
            }
        };
        Ok(Driver { browser, place: Place::Local { path, args } })
    }

    /// Starts it and waits until it listens.
    ///
    /// # Errors
    /// It cannot be started, ends at once, or does not listen in time.
    pub async fn start(&self, limit: Duration) -> Result<Running> {
        match &self.place {
            Place::Remote(url) => Ok(Running { url: url.clone(), child: None }),
            Place::Local { path, args } => start(path, args, limit).await,
        }
    }
}

async fn start(path: &Path, args: &[String], limit: Duration) -> Result<Running> {
    let shown = path.display();
    let port = free_port().context("cannot find a free port for the driver of the browser")?;
    let log = tempfile::NamedTempFile::new().context("cannot make a file for what the driver says")?;
    let out = |log: &File| log.try_clone().map(Stdio::from).context("cannot open a file for what the driver says");
    let mut command = Command::new(path);
    command.arg(format!("--port={port}")).args(args).stdin(Stdio::null()).kill_on_drop(true);
    command.stdout(out(log.as_file())?).stderr(out(log.as_file())?);
    let mut child = command.spawn().with_context(|| format!("cannot start the driver `{shown}`"))?;
    let said = || std::fs::read_to_string(log.path()).unwrap_or_default();
    let started = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_err() {
        if let Some(status) = child.try_wait().context("cannot watch the driver of the browser")? {
            bail!("the driver `{shown}` ended at once ({status}); it said:\n{}", said());
        }
        if started.elapsed() > limit {
            bail!(
                "the driver `{shown}` does not listen after {} s; give it more time with \
                 `WASM_BINDGEN_TEST_DRIVER_TIMEOUT` (seconds); it said:\n{}",
                limit.as_secs(),
                said()
            );
        }
        tokio::time::sleep(PAUSE).await;
    }
    Ok(Running { url: format!("http://127.0.0.1:{port}"), child: Some(child) })
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(variables: &[(&str, &str)]) -> Result<Driver, String> {
        Driver::find(&Environment::of(variables.iter().copied())).map_err(|error| error.to_string())
    }

    #[test]
    fn what_runs_wins_over_paths_and_both_over_the_search() {
        let remote = find(&[("CHROMEDRIVER_REMOTE", "http://x"), ("GECKODRIVER", "/g")]).unwrap();
        assert_eq!((remote.browser, remote.place), (Browser::Chrome, Place::Remote("http://x".to_owned())));
        let named = find(&[("CHROMEDRIVER", "/c"), ("CHROMEDRIVER_ARGS", "--a 'b c'"), ("PATH", "/nowhere")]).unwrap();
        let args = vec!["--a".to_owned(), "b c".to_owned()];
        assert_eq!(named.place, Place::Local { path: "/c".into(), args });
        assert_eq!(find(&[("GECKODRIVER", "/g"), ("CHROMEDRIVER", "/c")]).unwrap().browser, Browser::Firefox);
    }

    #[test]
    fn the_search_takes_the_first_there_is() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(format!("msedgedriver{}", std::env::consts::EXE_SUFFIX)), "").unwrap();
        let path = format!("/nowhere:{}", folder.path().display());
        if cfg!(unix) {
            assert_eq!(find(&[("PATH", path.as_str())]).unwrap().browser, Browser::Edge);
        }
    }

    #[test]
    fn nothing_is_refused_with_what_to_do() {
        assert!(find(&[("PATH", "")]).unwrap_err().contains("install `chromedriver`"));
        assert!(find(&[("CHROMEDRIVER", "/c"), ("CHROMEDRIVER_ARGS", "'")]).unwrap_err().contains("open quote"));
    }
}
