//! Real guests: published crates and small apps around them (`tests/real`), made into packages by both tools; each does its job in an
//! engine, and what is seen has to be the same.

use crate::browser::{self, Browser};
use crate::guests::Guest;
use crate::node::NpmTools;
use crate::package::{Tool, ToolKind};
use crate::process::Run;
use crate::suite::{Engines, Observed, Summary, Verdict, run_script};
use crate::toolchain::Toolchain;
use crate::{Error, Flavour, Result, Target, guests, paths};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How much to build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// What a run of all suites can afford.
    Usual,
    /// Everything.
    All,
}

/// Where a guest does its job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// In Node.
    Node,
    /// In a page, with a real document.
    Page,
}

/// One crate of `tests/real`.
#[derive(Debug)]
struct Real {
    name: &'static str,
    place: Place,
    extent: Extent,
    flavours: &'static [Flavour],
}

const BOTH: &[Flavour] = &[Flavour::Abort, Flavour::UnwindLegacy];

/// Crates that hand closures to `wasm-bindgen` without promising that they may unwind do not compile with `panic=unwind`.
const ABORT_ONLY: &[Flavour] = &[Flavour::Abort];

const GUESTS: [Real; 11] = [
    Real { name: "syntax", place: Place::Node, extent: Extent::Usual, flavours: BOTH },
    Real { name: "crypto", place: Place::Node, extent: Extent::Usual, flavours: BOTH },
    Real { name: "compress", place: Place::Node, extent: Extent::All, flavours: BOTH },
    Real { name: "pictures", place: Place::Node, extent: Extent::All, flavours: BOTH },
    Real { name: "query", place: Place::Node, extent: Extent::All, flavours: BOTH },
    Real { name: "pages", place: Place::Node, extent: Extent::All, flavours: BOTH },
    Real { name: "fetcher", place: Place::Node, extent: Extent::All, flavours: BOTH },
    Real { name: "board", place: Place::Page, extent: Extent::All, flavours: BOTH },
    Real { name: "panels", place: Place::Page, extent: Extent::All, flavours: ABORT_ONLY },
    Real { name: "budget", place: Place::Page, extent: Extent::All, flavours: ABORT_ONLY },
    Real { name: "todo", place: Place::Page, extent: Extent::All, flavours: ABORT_ONLY },
];

/// Compiles all that there are in a flavour, for measurements.
///
/// # Errors
/// What could not be compiled.
pub fn build(toolchain: &Toolchain, flavour: Flavour) -> Result<Vec<Guest>> {
    let of_flavour = GUESTS.iter().filter(|real| real.flavours.contains(&flavour));
    of_flavour.map(|real| compile(toolchain, real.name, flavour)).collect()
}

/// Builds and runs them; `only` names one.
///
/// # Errors
/// What could not be set up, and names that do not exist; failing cases are in the summary.
pub fn run(extent: Extent, only: Option<&str>, npm: &NpmTools, engines: &Engines) -> Result<Summary> {
    let wanted =
        |real: &&Real| only.map_or(extent == Extent::All || real.extent == Extent::Usual, |name| real.name == name);
    let chosen: Vec<&Real> = GUESTS.iter().filter(wanted).collect();
    if chosen.is_empty() {
        return Err(Error::Unknown {
            what: "real guest",
            name: only.unwrap_or_default().to_owned(),
            known: GUESTS.map(|real| real.name).join(", "),
        });
    }
    if only.is_none() && extent == Extent::Usual {
        let left: Vec<&str> = GUESTS.iter().filter(|real| !wanted(real)).map(|real| real.name).collect();
        println!(
            "   left out, since they take minutes to compile: {}; `cargo xtask real --all` runs them",
            left.join(", ")
        );
    }
    let tools = [Tool::set_up(ToolKind::Ours)?, Tool::set_up(ToolKind::Oracle)?];
    let toolchain = Toolchain::find()?;
    let mut summary = Summary::default();
    for real in chosen {
        for &flavour in real.flavours {
            let title = format!("{} ({flavour})", real.name);
            let result =
                compile(&toolchain, real.name, flavour).and_then(|guest| case(real, &guest, &tools, npm, engines));
            match result {
                Ok(None) => summary.passed += 1,
                Ok(Some(difference)) => summary.fail(title, difference),
                Err(error) => summary.fail(title, error.to_string()),
            }
        }
    }
    Ok(summary)
}

fn dir() -> PathBuf {
    paths::workspace_root().join("tests/real")
}

/// One cargo call each, so that the features of a crate do not depend on which others are built.
pub(crate) fn compile(toolchain: &Toolchain, name: &str, flavour: Flavour) -> Result<Guest> {
    let target_dir = guests::target_dir(flavour);
    std::fs::create_dir_all(&target_dir).map_err(Error::io("create", &target_dir))?;
    let run = toolchain.build(flavour, &dir(), &target_dir).args(["--locked", "--package", name]);
    run.what(format!("compiling {name} ({flavour})")).check()?;
    let wasm = target_dir.join(flavour.triple()).join("release").join(format!("{name}.wasm"));
    Ok(Guest { name: name.to_owned(), wasm, flavour })
}

/// What one tool's package did.
struct Seen {
    transcript: Vec<(String, String)>,
    shape: Vec<String>,
}

/// Runs both tools' packages; tells the first difference, or why a driver failed.
fn case(real: &Real, guest: &Guest, tools: &[Tool; 2], npm: &NpmTools, engines: &Engines) -> Result<Option<String>> {
    let mut seen = Vec::new();
    for tool in tools {
        let result = match real.place {
            Place::Node => in_node(tool, guest, engines)?,
            Place::Page => in_page(tool, guest, npm, engines)?,
        };
        match result {
            Ok(one) => seen.push(one),
            Err(text) => return Ok(Some(format!("{}: {text}", tool.kind.name()))),
        }
    }
    Ok(difference(&seen[0], &seen[1]))
}

fn difference(ours: &Seen, reference: &Seen) -> Option<String> {
    // Only our packages show the class of their errors.
    let shown: Vec<&String> = ours.shape.iter().filter(|line| !line.contains(" PanicError")).collect();
    let same = shown.iter().copied().eq(&reference.shape);
    let shapes = (!same).then(|| format!("{shown:?}\n{:?}", reference.shape));
    let lines = ours.transcript.len().max(reference.transcript.len());
    let line = |seen: &Seen, i: usize| seen.transcript.get(i).map(|(label, value)| format!("{label}: {value}"));
    let differs = (0..lines).find(|&i| line(ours, i) != line(reference, i));
    let texts =
        differs.map(|i| [line(ours, i), line(reference, i)].map(|text| text.unwrap_or_else(|| "nothing".to_owned())));
    let texts = texts.map(|[ours, reference]| format!("ours:      {ours}\nreference: {reference}"));
    shapes.or(texts)
}

fn driver(guest: &Guest) -> PathBuf {
    dir().join(&guest.name).join("driver.mjs")
}

fn in_node(tool: &Tool, guest: &Guest, engines: &Engines) -> Result<std::result::Result<Seen, String>> {
    let package = tool.package_dir("real", guest, Target::Nodejs);
    tool.generate(guest, Target::Nodejs, &package)?;
    let Observed { verdict, transcript, shape } =
        run_script(&engines.system, tool.kind, guest, Target::Nodejs, &[], &package, &driver(guest))?;
    Ok(match verdict {
        Verdict::Passed => Ok(Seen { transcript, shape }),
        Verdict::Skipped => Err("the driver does not apply".to_owned()),
        Verdict::Failed(text) => Err(text),
    })
}

fn in_page(tool: &Tool, guest: &Guest, npm: &NpmTools, engines: &Engines) -> Result<std::result::Result<Seen, String>> {
    let package = tool.package_dir("real", guest, Target::Web);
    tool.generate(guest, Target::Web, &package)?;
    let site = tool.package_dir("real-site", guest, Target::Web);
    write_site(&engines.system.path, tool, guest, &package, &site)?;
    let outcome = Browser::set_up(npm)?.visit(&site, &["src/index.html".to_owned()], &[])?.pop();
    let Some(mut outcome) = outcome else { return Ok(Err("the page told nothing".to_owned())) };
    Ok(match (outcome.error, outcome.transcripts.remove(&guest.name)) {
        (Some(error), _) => Err(error),
        (None, None) => Err("the driver did not run".to_owned()),
        (None, Some(transcript)) => Ok(Seen { transcript, shape: Vec::new() }),
    })
}

fn write_site(node: &Path, tool: &Tool, guest: &Guest, package: &Path, site: &Path) -> Result<()> {
    let run = Run::new(node).arg(browser::script("site.mjs")).arg("--dir").arg(site).args(["--name", &guest.name]);
    let run = run.arg("--pkg").arg(package).arg("--driver").arg(driver(guest));
    run.args(["--flavour", guest.flavour.name(), "--tool", tool.kind.name()]).limit(Duration::from_secs(60)).check()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(lines: &[&str]) -> Seen {
        let transcript = lines.iter().map(|line| ((*line).to_owned(), "1".to_owned())).collect();
        Seen { transcript, shape: Vec::new() }
    }

    #[test]
    fn the_first_difference_is_told() {
        assert_eq!(difference(&seen(&["a", "b"]), &seen(&["a", "b"])), None);
        let text = difference(&seen(&["a", "b"]), &seen(&["a", "c", "d"])).unwrap();
        assert_eq!(text, "ours:      b: 1\nreference: c: 1");
        let text = difference(&seen(&["a"]), &seen(&["a", "b"])).unwrap();
        assert_eq!(text, "ours:      nothing\nreference: b: 1");
    }

    #[test]
    fn every_crate_of_the_folder_is_listed() {
        let manifest = paths::read_text(&dir().join("Cargo.toml")).unwrap();
        for real in GUESTS {
            assert!(manifest.contains(&format!("\"{}\"", real.name)), "{}", real.name);
            assert!(dir().join(real.name).join("driver.mjs").exists(), "{}", real.name);
        }
    }
}
