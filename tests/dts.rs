//! Declarations of the whole corpus: `tsc --strict` accepts them and the code in `tests/dts/consumers` that uses them, and what
//! they declare exists once the package is loaded.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use wbg_testkit::guests::{self, Guest};
use wbg_testkit::node::{Node, NpmTools};
use wbg_testkit::process::Run;
use wbg_testkit::suite::Drivers;
use wbg_testkit::toolchain::Toolchain;
use wbg_testkit::{Flavour, Result, Target, Tool, ToolKind, paths, workers};

/// Targets, with the name under which consumers import their packages.
const TARGETS: [(Target, &str); 3] = [(Target::Web, "guest"), (Target::Nodejs, "nodejs"), (Target::Bundler, "bundler")];

#[test]
fn declarations_are_sound() -> Result<()> {
    let tools = NpmTools::install()?;
    let node = Node::system()?;
    let root = paths::target_dir().join("dts");
    paths::fresh_dir(&root)?;
    let drivers = Drivers::read(&node)?;
    let mut guests = guests::build(&Toolchain::find()?, Flavour::Abort)?;
    guests.retain(|guest| drivers.of(&guest.name).is_ok_and(|driver| driver.suits(&[])));
    let mut jobs = Vec::new();
    for (target, _) in TARGETS {
        for guest in &guests {
            // A driver knows which targets its guest can be loaded on.
            if drivers.of(&guest.name)?.targets.contains(&target) {
                jobs.push((target, guest));
            }
        }
    }
    generate(&jobs, &root)?;
    let mut used: Vec<&str> = Vec::new();
    for (target, name) in TARGETS {
        // What the same guest offers elsewhere is the same.
        let fresh = jobs.iter().filter(|(wanted, guest)| *wanted == target && !used.contains(&guest.name.as_str()));
        let fresh: Vec<&str> = fresh.map(|(_, guest)| guest.name.as_str()).collect();
        write_uses(&tools, &node, &root, (target, name), &fresh)?;
        used.extend(fresh);
    }
    assert!(guests.iter().all(|guest| used.contains(&guest.name.as_str()) || !has_package(&jobs, guest)));
    generate_with_buffers(&guests, &root)?;
    check_types(&tools, &node, &root)?;
    for (target, _) in TARGETS {
        let guests = jobs.iter().filter(|(wanted, _)| *wanted == target).map(|(_, guest)| *guest);
        check_values(&tools, &node, &root, target, guests)?;
    }
    check_scripts(&tools, &node, &drivers, &guests)
}

/// Classic scripts all declare the same global, so that each is a program of its own.
fn check_scripts(tools: &NpmTools, node: &Node, drivers: &Drivers, guests: &[Guest]) -> Result<()> {
    let root = paths::target_dir().join("dts-scripts");
    paths::fresh_dir(&root)?;
    let mut jobs = Vec::new();
    for guest in guests {
        if drivers.of(&guest.name)?.targets.contains(&Target::NoModules) {
            jobs.push((Target::NoModules, guest));
        }
    }
    generate(&jobs, &root)?;
    let run = Run::new(&node.path).arg("--no-warnings").arg(here("scripts.mjs")).arg("--packages");
    let run = run.arg(root.join(Target::NoModules.name())).arg("--modules").arg(tools.modules());
    let run = run.args(jobs.iter().map(|(_, guest)| &guest.name));
    run.what("checking types of scripts").limit(Duration::from_secs(300)).check().map(drop)
}

/// Writes packages.
fn generate(jobs: &[(Target, &Guest)], root: &Path) -> Result<()> {
    let tool = Tool::set_up(ToolKind::Ours)?;
    let made = workers::map("writing packages", jobs, |(target, guest)| {
        tool.generate(guest, *target, &root.join(target.name()).join(&guest.name))
    });
    made.into_iter().collect()
}

fn has_package(jobs: &[(Target, &Guest)], guest: &Guest) -> bool {
    jobs.iter().any(|(_, other)| other.name == guest.name)
}

/// Writes code that uses every declaration of the guests' packages.
fn write_uses(
    tools: &NpmTools,
    node: &Node,
    root: &Path,
    (target, name): (Target, &str),
    guests: &[&str],
) -> Result<()> {
    if guests.is_empty() {
        return Ok(());
    }
    let run = Run::new(&node.path).arg(here("uses.mjs")).arg("--packages").arg(root.join(target.name()));
    let run = run.args(["--name", name, "--out"]).arg(root.join("uses").join(name)).arg("--modules");
    let run = run.arg(tools.modules()).args(guests);
    run.what("writing uses of declarations").limit(Duration::from_secs(300)).check().map(drop)
}

/// A package whose typed arrays say what their buffer is.
fn generate_with_buffers(guests: &[Guest], root: &Path) -> Result<()> {
    let slices = guests.iter().find(|guest| guest.name == "slices").expect("the corpus has it");
    let dir = root.join("buffers/slices");
    Tool::set_up(ToolKind::Ours)?.generate_with(slices, Target::Web, &["--ts-typed-array-buffers"], &dir)
}

/// One run of the compiler over everything, so that it reads its own libraries once.
fn check_types(tools: &NpmTools, node: &Node, root: &Path) -> Result<()> {
    let consumers = here("consumers");
    let names = TARGETS.map(|(target, name)| format!("\"{name}/*\": [\"./{}/*\"]", target.name()));
    let config = format!(
        r#"{{
            "compilerOptions": {{
                "target": "esnext", "module": "esnext", "moduleResolution": "bundler", "lib": ["esnext", "dom"], "types": [],
                "strict": true, "noEmit": true, "skipLibCheck": false, "paths": {{ {}, "buffers/*": ["./buffers/*"] }}
            }},
            "include": ["./*/*/*.d.ts", "./uses/*/*.ts", "{}/*.ts", "{}/*.ts"]
        }}"#,
        names.join(", "),
        consumers.display(),
        here("buffers").display(),
    );
    let file = root.join("tsconfig.json");
    fs::write(&file, config).map_err(wbg_testkit::Error::io("write", &file))?;
    let tsc = Run::new(&node.path).arg(tools.script("typescript", "bin/tsc")).arg("--project").arg(&file);
    tsc.what("checking types").limit(Duration::from_secs(300)).check().map(drop)
}

/// Loads the packages of a target and compares them with their declarations.
fn check_values<'a>(
    tools: &NpmTools,
    node: &Node,
    root: &Path,
    target: Target,
    guests: impl Iterator<Item = &'a Guest>,
) -> Result<()> {
    let run = Run::new(&node.path).arg("--no-warnings").arg(here("values.mjs"));
    let run = run.arg("--packages").arg(root.join(target.name())).args(["--target", target.name(), "--modules"]);
    let run = run.arg(tools.modules()).args(guests.map(|guest| &guest.name));
    run.what("loading packages").limit(Duration::from_secs(300)).check().map(drop)
}

fn here(name: &str) -> PathBuf {
    paths::workspace_root().join("tests/dts").join(name)
}
