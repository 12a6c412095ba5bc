//! Runs a package in a browser: a server hands out the files, a driver steers a browser to them, the report is read from the page.
//!
//! `server` knows files and what pages send back, `driver` which browser there is, `session` how to talk to it.

use std::time::Duration;

use anyhow::{Context, Result};

use super::package::Package;
use super::settings::Environment;
use super::{Failed, say};

mod coverage;
mod driver;
mod server;
mod session;

use driver::Driver;
use server::Server;

/// How long all tests may take, in seconds, unless `WASM_BINDGEN_TEST_TIMEOUT` says otherwise.
const TIMEOUT: u64 = 20;

/// How long a driver may take to start, in seconds, unless `WASM_BINDGEN_TEST_DRIVER_TIMEOUT` says otherwise.
const DRIVER_TIMEOUT: u64 = 5;

/// How long a browser may take to close.
const CLOSING: Duration = Duration::from_secs(3);

/// Has a browser run the tests.
///
/// # Errors
/// No server, driver or browser, tests that take too long, and tests that failed.
pub fn run(package: &Package, environment: &Environment) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.context("cannot start the server of the tests")?.block_on(async {
        let server = Server::bind(package, environment).await?;
        let url = format!("http://{}/", server.address());
        if environment.is_set("NO_HEADLESS") {
            say(&format!("Open {url} in a browser to run the tests. Press Ctrl-C to end.\n"));
            return server.serve().await;
        }
        let serving = tokio::spawn(server.serve());
        let outcome = headless(&url, environment).await;
        serving.abort();
        outcome
    })
}

async fn headless(url: &str, environment: &Environment) -> Result<()> {
    let driver = Driver::find(environment)?;
    let capabilities = session::capabilities(&driver, environment)?;
    let limit = seconds(environment, "WASM_BINDGEN_TEST_DRIVER_TIMEOUT", DRIVER_TIMEOUT)?;
    let running = driver.start(limit).await?;
    say(&format!(
        "Running headless tests in {} on `{}/`\n\n",
        driver.browser.name(),
        running.url().trim_end_matches('/')
    ));
    let limit = seconds(environment, "WASM_BINDGEN_TEST_TIMEOUT", TIMEOUT)?;
    let client = session::open(running.url(), capabilities).await?;
    let outcome = session::watch(&client, url, limit, environment).await;
    let browser = session::process(&client);
    // The browser ends with its session; what kept the session from ending matters less than the outcome.
    let closed = tokio::time::timeout(CLOSING, client.close()).await;
    if let (Err(_), Some(process), true) = (&closed, browser, running.is_ours()) {
        // A page that never gives control back keeps the driver waiting, and the browser would outlive it.
        driver::end(process);
    }
    if outcome? == session::Verdict::Failed {
        return Err(Failed("some tests failed".to_owned()).into());
    }
    closed.context("the browser does not close")?.context("the browser cannot be closed")
}

/// A number of seconds from a variable.
fn seconds(environment: &Environment, name: &str, otherwise: u64) -> Result<Duration> {
    let Some(value) = environment.get(name) else { return Ok(Duration::from_secs(otherwise)) };
    let number = value.to_str().and_then(|text| text.parse().ok());
    let number = number.with_context(|| format!("`{name}` is no whole number; set it to a number of seconds"))?;
    Ok(Duration::from_secs(number))
}
