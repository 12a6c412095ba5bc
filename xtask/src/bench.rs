//! `cargo xtask bench`: ratios against the reference tool, both in one run. Nothing here fails because something is slow.

mod failure;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Result, bail};
use wbg_testkit::guests::Guest;
use wbg_testkit::node::{Node, NpmTools};
use wbg_testkit::process::Run;
use wbg_testkit::toolchain::Toolchain;
use wbg_testkit::{Flavour, Target, Tool, ToolKind, guests, paths, real};

/// Flavours whose calls are measured.
const FLAVOURS: [Flavour; 3] = [Flavour::Abort, Flavour::UnwindLegacy, Flavour::UnwindExnref];

/// The guests of the corpus with the most wasm.
const LARGEST: [&str; 2] = ["bigweb", "webapi"];

/// Names of the parts, in the order in which they run.
const PARTS: [&str; 4] = ["tool", "calls", "failures", REAL];

/// The part that only runs when it is asked for, since its guests take a quarter of an hour to compile.
const REAL: &str = "real";

/// Runs all benchmarks, or one part, and prints their tables.
///
/// # Errors
/// Whatever could not be set up or run.
pub fn run(part: Option<&str>) -> Result<()> {
    if let Some(name) = part.filter(|name| !PARTS.contains(name)) {
        bail!("there is no part `{name}` of the benchmarks; there are {}", PARTS.join(", "));
    }
    let wants = |name: &str| part.is_none_or(|wanted| wanted == name);
    let toolchain = Toolchain::find()?;
    let tools = [Tool::set_up_optimised(ToolKind::Ours)?, Tool::set_up_optimised(ToolKind::Oracle)?];
    let nodes = [Node::system()?, NpmTools::install()?.node];
    if wants("tool") {
        tool_speed(&toolchain, &tools, &nodes[0])?;
    }
    if wants("calls") {
        for flavour in FLAVOURS {
            glue_speed(&toolchain, flavour, &tools, &nodes)?;
        }
    }
    if wants("failures") {
        failure::run(&toolchain, &tools, &nodes)?;
    }
    if part == Some(REAL) {
        real_guests(&toolchain, &tools, &nodes[0])?;
    }
    Ok(())
}

fn bench_dir(name: &str) -> PathBuf {
    paths::workspace_root().join("benches").join(name)
}

/// Time and peak memory of the command line itself.
fn tool_speed(toolchain: &Toolchain, tools: &[Tool; 2], node: &Node) -> Result<()> {
    println!("command line: ours/reference (below 1 is better)");
    guests::build(toolchain, Flavour::Abort)?;
    guests::build(toolchain, Flavour::UnwindLegacy)?;
    for flavour in [Flavour::Abort, Flavour::UnwindLegacy] {
        let release = guests::target_dir(flavour).join("wasm32-unknown-unknown/release");
        println!("  {flavour}, release");
        tool_rows(tools, node, LARGEST.iter().map(|name| release.join(format!("{name}.wasm"))))?;
    }
    println!("  {}, debug", Flavour::UnwindLegacy);
    let debug = debug_guest(toolchain)?;
    tool_rows(tools, node, std::iter::once(debug))
}

/// Time of the command line on published crates and apps, and the size of their packages.
fn real_guests(toolchain: &Toolchain, tools: &[Tool; 2], node: &Node) -> Result<()> {
    println!("published crates and apps: ours/reference (below 1 is better)");
    for flavour in [Flavour::Abort, Flavour::UnwindLegacy] {
        let guests = real::build(toolchain, flavour)?;
        println!("  {flavour}");
        tool_rows(tools, node, guests.into_iter().map(|guest| guest.wasm))?;
    }
    Ok(())
}

fn tool_rows(tools: &[Tool; 2], node: &Node, guests: impl Iterator<Item = PathBuf>) -> Result<()> {
    let mut run = Run::new(&node.path).arg(bench_dir("tool/bench.mjs"));
    for (name, tool) in ["--ours", "--reference"].iter().zip(tools) {
        run = run.arg(name).arg(&tool.path);
    }
    let run = run.args(guests).limit(Duration::from_secs(600)).what("measuring the command line");
    print_indented(&run.check()?.stdout);
    Ok(())
}

/// The largest guest without optimisation and with its debug information.
fn debug_guest(toolchain: &Toolchain) -> Result<PathBuf> {
    let flavour = Flavour::UnwindLegacy;
    // The folder of the builds suite, whose debug build has the same standard library.
    let target_dir = paths::cache_dir().join("guests/builds-debug");
    std::fs::create_dir_all(&target_dir)?;
    toolchain
        .build(flavour, &guests::corpus_dir(), &target_dir)
        .args(["--locked", "--package", LARGEST[0]])
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "true")
        .check()?;
    Ok(target_dir.join("wasm32-unknown-unknown/release").join(format!("{}.wasm", LARGEST[0])))
}

/// Nanoseconds per call through the glue.
fn glue_speed(toolchain: &Toolchain, flavour: Flavour, tools: &[Tool; 2], nodes: &[Node]) -> Result<()> {
    let target_dir = guests::target_dir(flavour);
    toolchain.build(flavour, &bench_dir("glue/guest"), &target_dir).arg("--locked").check()?;
    let stem = "glue_bench";
    let wasm = target_dir.join("wasm32-unknown-unknown/release").join(format!("{stem}.wasm"));
    let guest = Guest { name: stem.to_owned(), wasm, flavour };
    let mut packages = Vec::new();
    for tool in tools {
        let dir = tool.package_dir("bench", &guest, Target::Nodejs);
        tool.generate(&guest, Target::Nodejs, &dir)?;
        packages.push(dir.join(format!("{stem}.js")));
    }
    for node in nodes.iter().filter(|node| node.major >= flavour.oldest_node()) {
        println!("calls, {flavour}, Node {}", node.major);
        print_indented(&calls(node, &packages)?);
    }
    Ok(())
}

fn calls(node: &Node, packages: &[PathBuf]) -> Result<String> {
    let run =
        Run::new(&node.path).arg("--expose-gc").arg(bench_dir("glue/bench.mjs")).args(packages.iter().map(Path::new));
    Ok(run.limit(Duration::from_secs(600)).what("measuring calls").check()?.stdout)
}

fn print_indented(text: &str) {
    for line in text.lines() {
        println!("    {line}");
    }
}
