//! `cargo xtask demo`: builds the example guest with `panic=unwind`, makes packages for Node and the web, hurts both a thousand times and
//! prints what was seen.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde::Deserialize;
use wbg_testkit::node::{Node, NpmTools};
use wbg_testkit::process::Run;
use wbg_testkit::toolchain::Toolchain;
use wbg_testkit::{Flavour, chromium, guests, ours, paths};

/// Panics caused in each engine.
const FAULTS: u32 = 1000;

/// What the scenario of the example reports.
#[derive(Debug, Deserialize)]
struct Seen {
    panics: u32,
    rejected: u32,
    documents: u32,
    edits: u32,
    milliseconds: f64,
    messages: Vec<String>,
    #[serde(default)]
    browser: String,
}

/// Runs the demo and prints its report.
///
/// # Errors
/// Whatever could not be set up or did not survive, with the place.
pub fn run() -> Result<()> {
    println!("1. setting up: guest compiler, Node packages, browser, our tool");
    let toolchain = Toolchain::find()?;
    let node = Node::system()?;
    let npm = NpmTools::install()?;
    let browser = chromium::find()?;
    let tool = ours::optimised_tool()?;

    println!("2. compiling examples/markdown with panic=unwind");
    let wasm = compile(&toolchain)?;

    println!("3. wasm-bindgen for `nodejs` and `web`");
    let out = paths::target_dir().join("wbg/demo");
    paths::fresh_dir(&out)?;
    let site = out.join("site");
    let nodejs = generate(&tool, &wasm, "nodejs", &out.join("nodejs"))?;
    let web = generate(&tool, &wasm, "web", &site.join("pkg"))?;

    println!("4. {FAULTS} panics in Node {}", node.major);
    let in_node = seen(Run::new(&node.path).arg(demo_file("node.mjs")).arg(&nodejs.dir).arg(FAULTS.to_string()))?;

    println!("5. the same page in headless Chromium");
    for file in ["index.html", "scenario.js"] {
        std::fs::copy(demo_file(file), site.join(file)).with_context(|| format!("cannot copy `{file}` to the site"))?;
    }
    let picture = out.join("page.png");
    let run = Run::new(&node.path).arg(demo_file("browser.mjs")).arg(&site).arg(&browser);
    let in_browser = seen(run.arg(npm.modules().join("playwright-core")).arg(&picture))?;

    report(&wasm, &[nodejs, web], &in_node, &in_browser, &picture)
}

/// A package our tool wrote.
struct Package {
    target: &'static str,
    dir: PathBuf,
    took: Duration,
}

fn demo_file(name: &str) -> PathBuf {
    paths::workspace_root().join("examples/markdown/demo").join(name)
}

fn compile(toolchain: &Toolchain) -> Result<PathBuf> {
    let target_dir = guests::target_dir(Flavour::UnwindLegacy);
    std::fs::create_dir_all(&target_dir).with_context(|| format!("cannot create `{}`", target_dir.display()))?;
    let dir = paths::workspace_root().join("examples/markdown");
    toolchain.build(Flavour::UnwindLegacy, &dir, &target_dir).arg("--locked").check()?;
    Ok(target_dir.join("wasm32-unknown-unknown/release/markdown_desk.wasm"))
}

fn generate(tool: &Path, wasm: &Path, target: &'static str, dir: &Path) -> Result<Package> {
    let started = Instant::now();
    Run::new(tool).arg(wasm).args(["--target", target, "--out-dir"]).arg(dir).check()?;
    Ok(Package { target, dir: dir.to_owned(), took: started.elapsed() })
}

fn seen(run: Run) -> Result<Seen> {
    let output = run.limit(Duration::from_secs(120)).what("running the scenario").check()?;
    let last = output.stdout.lines().last().unwrap_or_default();
    serde_json::from_str(last).with_context(|| format!("the scenario printed `{last}` instead of its result"))
}

fn report(wasm: &Path, packages: &[Package], node: &Seen, browser: &Seen, picture: &Path) -> Result<()> {
    println!();
    println!("guest: {} bytes of wasm from rustc", size(wasm)?);
    for package in packages {
        println!(
            "`{}` package in {:.1} ms: {} bytes of wasm, {} bytes of JavaScript",
            package.target,
            package.took.as_secs_f64() * 1e3,
            size(&package.dir.join("markdown_desk_bg.wasm"))?,
            size(&package.dir.join("markdown_desk.js"))?,
        );
    }
    for (engine, seen) in [("Node".to_owned(), node), (format!("Chromium {}", browser.browser), browser)] {
        println!(
            "{engine}: {} of {FAULTS} panics survived in {:.0} ms; {} rejected promise; the desk holds {} documents after {} edits",
            seen.panics, seen.milliseconds, seen.rejected, seen.documents, seen.edits
        );
    }
    if let Some(message) = node.messages.first() {
        println!("one of them: PanicError: {message}");
    }
    println!("the page: {}", picture.display());
    anyhow::ensure!(node.panics == FAULTS && browser.panics == FAULTS, "not every panic was survived");
    Ok(())
}

fn size(path: &Path) -> Result<u64> {
    Ok(std::fs::metadata(path).with_context(|| format!("cannot read `{}`", path.display()))?.len())
}
