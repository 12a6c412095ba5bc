//! What it costs that failures are survived: `benches/failure`, and the size of packages with and without unwinding.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use wbg_testkit::guests::Guest;
use wbg_testkit::node::Node;
use wbg_testkit::process::Run;
use wbg_testkit::toolchain::Toolchain;
use wbg_testkit::{Flavour, Target, Tool, guests};

use super::{bench_dir, print_indented};

const SMALL: &str = "failure_bench";
const LARGE: &str = "failure_bench_large";

/// Guests of the corpus whose packages are weighed.
const WEIGHED: [&str; 4] = ["bigweb", "webapi", "classes", "strings"];

const RESET: &[&str] = &["--experimental-reset-state-function"];

/// Measures both dialects of exceptions in the oldest Node that has them.
pub fn run(toolchain: &Toolchain, tools: &[Tool; 2], nodes: &[Node; 2]) -> Result<()> {
    compile(toolchain, Flavour::Abort)?;
    let plain = pair(tools, &guest(Flavour::Abort, SMALL), &[])?;
    for (flavour, node) in [(Flavour::UnwindLegacy, &nodes[0]), (Flavour::UnwindExnref, &nodes[1])] {
        compile(toolchain, flavour)?;
        let mut run = Run::new(&node.path).arg("--expose-gc").arg(bench_dir("failure/bench.mjs"));
        for (option, packages) in [
            ("--abort", plain.clone()),
            ("--unwind", pair(tools, &guest(flavour, SMALL), &[])?),
            ("--reset", pair(tools, &guest(flavour, SMALL), RESET)?),
            ("--reset-large", pair(tools, &guest(flavour, LARGE), RESET)?),
        ] {
            run = run.arg(option).args(packages);
        }
        println!("failures, {flavour}, Node {}", node.major);
        print_indented(&run.limit(Duration::from_secs(600)).what("measuring failures").check()?.stdout);
    }
    sizes(toolchain, tools)
}

fn compile(toolchain: &Toolchain, flavour: Flavour) -> Result<()> {
    let build = toolchain.build(flavour, &bench_dir("failure/guests"), &guests::target_dir(flavour));
    build.arg("--locked").check()?;
    Ok(())
}

fn guest(flavour: Flavour, name: &str) -> Guest {
    let release = guests::target_dir(flavour).join("wasm32-unknown-unknown/release");
    Guest { name: name.to_owned(), wasm: release.join(format!("{name}.wasm")), flavour }
}

/// The glue of our package and of the reference's.
fn pair(tools: &[Tool; 2], guest: &Guest, flags: &[&str]) -> Result<Vec<PathBuf>> {
    let mut glue = Vec::new();
    for tool in tools {
        let kind = if flags.is_empty() { "plain" } else { "reset" };
        let out = tool.package_dir("bench-failure", guest, Target::Nodejs).join(kind);
        tool.generate_with(guest, Target::Nodejs, flags, &out)?;
        glue.push(out.join(format!("{}.js", guest.name)));
    }
    Ok(glue)
}

/// How much larger packages are that survive panics.
fn sizes(toolchain: &Toolchain, tools: &[Tool; 2]) -> Result<()> {
    guests::build(toolchain, Flavour::Abort)?;
    guests::build(toolchain, Flavour::UnwindLegacy)?;
    println!(
        "size of packages: JavaScript of an unwinding guest over the same with panic=abort; its wasm, ours/reference"
    );
    for name in WEIGHED {
        let plain = pair(tools, &guest(Flavour::Abort, name), &[])?;
        let unwind = pair(tools, &guest(Flavour::UnwindLegacy, name), &[])?;
        let grown = |i: usize| -> Result<f64> { Ok(100.0 * (bytes(&unwind[i])? / bytes(&plain[i])? - 1.0)) };
        let wasm = |glue: &Path| bytes(&glue.with_file_name(format!("{name}_bg.wasm")));
        println!(
            "    {name:<12} ours {:+.1} %, reference {:+.1} %; wasm {:.3}",
            grown(0)?,
            grown(1)?,
            wasm(&unwind[0])? / wasm(&unwind[1])?
        );
    }
    Ok(())
}

#[allow(clippy::cast_precision_loss, reason = "files are far smaller than what a float can count")]
fn bytes(path: &Path) -> Result<f64> {
    Ok(std::fs::metadata(path)?.len() as f64)
}
