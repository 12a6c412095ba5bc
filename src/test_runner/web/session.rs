//! A browser's session: what it is asked to be, and reading the report from its page.

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::driver::{Browser, Driver};
use crate::test_runner::say;
use crate::test_runner::settings::Environment;

/// How often the page is asked.
const PAUSE: Duration = Duration::from_millis(100);

/// How long after its time a page may still answer.
const GRACE: Duration = Duration::from_secs(1);

/// The question; see the file.
const POLL: &str = include_str!("../host/poll.js");

/// How the tests of a page ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All passed.
    Passed,
    /// Not all did.
    Failed,
}

/// The answer of the page.
#[derive(Debug, Deserialize)]
#[serde(default)]
struct Seen {
    text: String,
    /// Of the whole report, in the page's own units.
    length: u64,
    console: String,
    finished: bool,
    passed: bool,
    broken: String,
}

impl Default for Seen {
    fn default() -> Self {
        let nothing = String::new;
        Seen { text: nothing(), length: 0, console: nothing(), finished: false, passed: false, broken: nothing() }
    }
}

/// What the browser is asked for: the content of `webdriver.json`, and no window.
///
/// # Errors
/// A file that is missing although it was named, or is no JSON object.
pub fn capabilities(driver: &Driver, environment: &Environment) -> Result<Capabilities> {
    let named = environment.get("WASM_BINDGEN_TEST_WEBDRIVER_JSON");
    let path = named.map_or(Path::new("webdriver.json"), Path::new);
    let mut wanted = if named.is_some() || path.exists() { read(path)? } else { Map::new() };
    let (key, flags): (_, &[&str]) = match driver.browser {
        Browser::Firefox => ("moz:firefoxOptions", &["-headless"]),
        Browser::Chrome => ("goog:chromeOptions", &["headless", "disable-dev-shm-usage", "no-sandbox"]),
        Browser::Edge => ("ms:edgeOptions", &["headless", "disable-dev-shm-usage", "no-sandbox"]),
        Browser::Safari => return Ok(wanted),
    };
    let options = wanted.entry(key).or_insert_with(|| json!({}));
    let Some(options) = options.as_object_mut() else {
        bail!("`{key}` in `{}` is no object; write `{{ \"args\": [] }}` there", path.display());
    };
    let args = options.entry("args").or_insert_with(|| json!([]));
    let Some(args) = args.as_array_mut() else {
        bail!("`args` of `{key}` in `{}` is no list; write a list of texts there", path.display());
    };
    for flag in flags {
        if !args
            .iter()
            .any(|arg| arg.as_str().is_some_and(|arg| arg.trim_start_matches('-') == flag.trim_start_matches('-')))
        {
            args.push(json!(flag));
        }
    }
    Ok(wanted)
}

fn read(path: &Path) -> Result<Map<String, Value>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    serde_json::from_str(&text)
        .with_context(|| format!("`{}` is no JSON object; write the capabilities of the session there", path.display()))
}

/// Opens a browser.
///
/// # Errors
/// The driver refuses.
pub async fn open(driver: &str, capabilities: Capabilities) -> Result<Client> {
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(capabilities);
    builder.connect(driver).await.with_context(|| {
        format!("the driver at `{driver}` opens no browser; check that browser and driver have the same version")
    })
}

/// The process of the browser, if the driver tells.
pub fn process(client: &Client) -> Option<u64> {
    let capabilities = client.capabilities()?;
    ["goog:processID", "moz:processID", "ms:processID"].iter().find_map(|name| capabilities.get(*name)?.as_u64())
}

/// Loads the page and prints its report until it is whole.
///
/// # Errors
/// The page cannot be asked, its scripts broke, or it takes longer than `limit`.
pub async fn watch(client: &Client, url: &str, limit: Duration, environment: &Environment) -> Result<Verdict> {
    let streams = !environment.is_set("WASM_BINDGEN_TEST_NO_STREAM");
    let question = format!("return ({POLL})(arguments[0]);");
    let (started, mut from, mut held) = (Instant::now(), 0, String::new());
    // One more look after the limit; a page that never gives control back does not even answer.
    let patience = || (limit + GRACE).saturating_sub(started.elapsed());
    let opened = tokio::time::timeout(patience(), client.goto(url)).await.map_err(|_| timed_out(limit))?;
    opened.with_context(|| format!("the browser cannot open `{url}`"))?;
    loop {
        let answer = tokio::time::timeout(patience(), client.execute(&question, vec![json!(from)])).await;
        let answer = answer.map_err(|_| timed_out(limit))?.context("the page does not answer any more")?;
        let seen: Seen = serde_json::from_value(answer).context("the page answers in an unknown form")?;
        from = seen.length;
        held.push_str(&seen.text);
        let late = started.elapsed() > limit;
        if streams || seen.finished || late {
            say(&std::mem::take(&mut held));
        }
        if seen.finished {
            return verdict(&seen);
        }
        if late {
            show_console(&seen.console);
            return Err(timed_out(limit));
        }
        tokio::time::sleep(PAUSE).await;
    }
}

fn timed_out(limit: Duration) -> anyhow::Error {
    anyhow!(
        "Failed to detect test as having been run. It might have timed out. The limit is {} s; give it more time with \
         `WASM_BINDGEN_TEST_TIMEOUT` (seconds)",
        limit.as_secs()
    )
}

fn verdict(seen: &Seen) -> Result<Verdict> {
    if !seen.broken.is_empty() {
        show_console(&seen.console);
        bail!("the tests cannot be run in the browser: {}", seen.broken);
    }
    if seen.passed {
        return Ok(Verdict::Passed);
    }
    show_console(&seen.console);
    Ok(Verdict::Failed)
}

/// What the page wrote to its console.
fn show_console(text: &str) {
    if text.is_empty() {
        return;
    }
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "console output:");
    for line in text.lines() {
        let _ = writeln!(out, "    {line}");
    }
}
