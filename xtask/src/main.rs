//! Developer commands: `cargo xtask <command>`. Each one sets up what it needs on a fresh machine.
//!
//! Only parses arguments, calls the test support crate and reports; the work is done there.

mod bench;
mod demo;
mod test;

use anyhow::{Context, Result};
use docopt::Docopt;
use serde::Deserialize;
use std::process::ExitCode;
use wbg_testkit::node::NpmTools;
use wbg_testkit::package::ToolKind;
use wbg_testkit::real::{self, Extent};
use wbg_testkit::suite::{self, Engines, Selection, Summary};
use wbg_testkit::toolchain::Toolchain;
use wbg_testkit::{Flavour, Target, builds, differential, failure, guests, js, oracle, runner, tools};

const USAGE: &str = "
Developer commands, to be called as `cargo xtask COMMAND`.

Usage:
  xtask demo
  xtask test
  xtask run-suite [--tool T] [--guest G] [--flavour F] [--target T]
  xtask differential [--guest G] [--flavour F] [--target T]
  xtask flags [--guest G] [--flavour F] [--target T]
  xtask builds [--build B]
  xtask tools [PART]
  xtask real [--all] [--guest G]
  xtask failure [--flavour F] [--target T] [--flags K] [--place P] [--way W] [--seed N] [--steps N]
  xtask runner
  xtask js
  xtask guests [--flavour F]
  xtask node
  xtask oracle
  xtask bench [--part B]
  xtask bless
  xtask (-h | --help)

Commands:
  demo          Builds a real guest, hurts it in Node and in Chromium, prints what was seen.
  test          Sets everything up and runs all suites.
  run-suite     Runs the guests of `tests/guests` with their drivers in `tests/run`.
  differential  Compares our packages with those of upstream's tool.
  flags         The same with flags that change the packages, such as `--debug`.
  failure       The failure matrix (every way to fail at every place), then random sequences of calls and faults.
  builds        Runs a few guests from debug, link-time optimised and coverage builds.
  tools         Gives our packages to bundlers, engines and build tools and runs the result; PART is one of
                bundlers, pages, bun, apps, workers and wasm-pack.
  real          Builds published crates of `tests/real` and compares what both tools' packages do; two of them unless told otherwise.
  runner        Runs the test suites of `tests/runner_guests` with our test runner and with upstream's.
  js            Unit tests, type check and lint of the runtime JavaScript.
  guests        Compiles the guests and prints where their wasm lies.
  node          Installs the npm tools and prints the Nodes in use.
  oracle        Installs upstream's tool and prints where it is.
  bench         Ratios against upstream's tool: command line and calls.
  bless         Rewrites the expected output of the snapshot tests.

Options:
  --tool T      Whose packages to run: ours or oracle [default: ours].
  --build B     One build only: debug, lto or coverage.
  --all         All of them, which takes minutes.
  --guest G     One guest only.
  --flavour F   One flavour only: abort, unwind-legacy, unwind-exnref, mvp,
                threads or wasm64.
  --target T    One target only: nodejs, web, no-modules, bundler or experimental-nodejs-module.
  --flags K     One kind of package only: default, force or reset.
  --place P     One place of the failure matrix only, by its name in `tests/failure/matrix/places.mjs`; no random sequences.
  --way W       One way to fail only, by its name in `tests/failure/matrix/ways.mjs`; no random sequences.
  --seed N      The random sequences of this seed, and no matrix.
  --part B      One part of the benchmarks only: tool, calls, failures, or real, which is no part of a whole run.
  --steps N     Steps of the random sequences, over all packages.
  -h --help     Shows this text.
";

#[derive(Debug, Deserialize)]
struct Args {
    cmd_demo: bool,
    cmd_bench: bool,
    cmd_test: bool,
    #[serde(rename = "cmd_run-suite")]
    cmd_run_suite: bool,
    cmd_differential: bool,
    cmd_flags: bool,
    cmd_builds: bool,
    cmd_tools: bool,
    cmd_runner: bool,
    cmd_failure: bool,
    cmd_real: bool,
    cmd_js: bool,
    cmd_guests: bool,
    cmd_node: bool,
    cmd_oracle: bool,
    cmd_bless: bool,
    #[serde(rename = "arg_PART")]
    arg_part: Option<String>,
    flag_all: bool,
    flag_tool: String,
    flag_build: Option<String>,
    flag_guest: Option<String>,
    flag_flavour: Option<String>,
    flag_target: Option<String>,
    flag_flags: Option<String>,
    flag_place: Option<String>,
    flag_way: Option<String>,
    flag_part: Option<String>,
    flag_seed: Option<u64>,
    flag_steps: Option<u64>,
}

impl Args {
    fn flavour(&self) -> Result<Option<Flavour>> {
        Ok(self.flag_flavour.as_deref().map(Flavour::parse).transpose()?)
    }

    fn target(&self) -> Result<Option<Target>> {
        Ok(self.flag_target.as_deref().map(Target::parse).transpose()?)
    }

    fn failure_choice(&self) -> Result<failure::Choice> {
        Ok(failure::Choice {
            flavour: self.flavour()?,
            target: self.target()?,
            flags: self.flag_flags.as_deref().map(failure::Flags::parse).transpose()?,
            place: self.flag_place.clone(),
            way: self.flag_way.clone(),
            seed: self.flag_seed,
            steps: self.flag_steps,
        })
    }

    fn selection(&self) -> Result<Selection> {
        let selection = Selection {
            tool: ToolKind::parse(&self.flag_tool)?,
            guest: self.flag_guest.clone(),
            flavour: self.flavour()?,
            target: self.target()?,
        };
        selection.check()?;
        Ok(selection)
    }
}

fn main() -> ExitCode {
    let args: Args = Docopt::new(USAGE).and_then(|parser| parser.deserialize()).unwrap_or_else(|error| error.exit());
    match run(&args) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<ExitCode> {
    if args.cmd_test {
        return Ok(report(&test::everything()?));
    }
    if args.cmd_run_suite {
        return Ok(report(&suite::run(&args.selection()?, &Engines::set_up()?)?));
    }
    if args.cmd_differential {
        return Ok(report(&differential::run(&args.selection()?, &Engines::set_up()?)?));
    }
    if args.cmd_flags {
        return Ok(report(&differential::run_flags(&args.selection()?, &Engines::set_up()?)?));
    }
    if args.cmd_failure {
        return Ok(report(&test::failures(&args.failure_choice()?, &Engines::set_up()?)?));
    }
    if args.cmd_builds {
        return Ok(report(&builds::run(&Engines::set_up()?, args.flag_build.as_deref())?));
    }
    if args.cmd_tools {
        return Ok(report(&tools::run(args.arg_part.as_deref(), &NpmTools::install()?, &Engines::set_up()?)?));
    }
    if args.cmd_real {
        let extent = if args.flag_all { Extent::All } else { Extent::Usual };
        let only = args.flag_guest.as_deref();
        return Ok(report(&real::run(extent, only, &NpmTools::install()?, &Engines::set_up()?)?));
    }
    if args.cmd_runner {
        return Ok(report(&runner::run(&Engines::set_up()?)?));
    }
    if args.cmd_js {
        return Ok(report(&js::run(&NpmTools::install()?, &Engines::set_up()?)?));
    }
    if args.cmd_bless {
        return Ok(report(&test::bless()?));
    }
    if args.cmd_demo {
        demo::run()?;
    } else if args.cmd_bench {
        bench::run(args.flag_part.as_deref())?;
    } else if args.cmd_guests {
        print_guests(args.flavour()?)?;
    } else if args.cmd_node {
        print_nodes()?;
    } else if args.cmd_oracle {
        println!("{}", oracle::install()?.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints failures and the closing line.
fn report(summary: &Summary) -> ExitCode {
    print!("{}", summary.details());
    println!("{summary}");
    if summary.ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn print_guests(flavour: Option<Flavour>) -> Result<()> {
    let toolchain = Toolchain::find()?;
    let flavours = flavour.map_or(Flavour::ALL.to_vec(), |flavour| vec![flavour]);
    for flavour in flavours {
        let guests =
            guests::build(&toolchain, flavour).with_context(|| format!("the guests do not compile ({flavour})"))?;
        for guest in guests {
            println!("{}", guest.wasm.display());
        }
    }
    Ok(())
}

fn print_nodes() -> Result<()> {
    let engines = Engines::set_up()?;
    for node in [engines.system, engines.newer].into_iter().chain(engines.deno) {
        println!("{} ({node})", node.path.display());
    }
    Ok(())
}
