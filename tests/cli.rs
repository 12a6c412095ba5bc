//! The command line as its callers see it: every folder of `tests/cli` is one case, described in `tests/cli/readme`.
//!
//! `BLESS=1` writes what the tool said into the case; read the difference before keeping it.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise of its own file system")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

/// What a run left behind, by the name of the file that expects it.
type Outcome = BTreeMap<&'static str, String>;

/// Files of a case that are expectations; everything else is an input.
const EXPECTED: [&str; 4] = ["exit", "files", "stderr", "stdout"];

#[test]
fn cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let mut folders: Vec<PathBuf> = fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    assert!(folders.len() > 50, "only {} cases in {}", folders.len(), root.display());
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let share = folders.len().div_ceil(workers);
    let failures: Vec<String> = thread::scope(|scope| {
        let handles: Vec<_> = folders.chunks(share).map(|part| scope.spawn(|| failures_of(part))).collect();
        handles.into_iter().flat_map(|handle| handle.join().unwrap()).collect()
    });
    assert!(failures.is_empty(), "{} of {} cases:\n\n{}", failures.len(), folders.len(), failures.join("\n"));
}

fn failures_of(folders: &[PathBuf]) -> Vec<String> {
    let name = |folder: &Path| folder.file_name().unwrap().to_string_lossy().into_owned();
    let failure = |folder: &PathBuf| check(folder).err().map(|problem| format!("{}\n{problem}", name(folder)));
    folders.iter().filter_map(failure).collect()
}

fn check(case: &Path) -> Result<(), String> {
    let outcome = run(case)?;
    if std::env::var_os("BLESS").is_some() {
        for name in EXPECTED {
            match outcome.get(name) {
                Some(text) => fs::write(case.join(name), text).unwrap(),
                None => _ = fs::remove_file(case.join(name)),
            }
        }
        return Ok(());
    }
    let mut problems = String::new();
    for name in EXPECTED {
        let expected = fs::read_to_string(case.join(name)).ok();
        let found = outcome.get(name);
        if expected.as_ref() != found {
            let show = |text: Option<&String>| text.map_or("(nothing)\n".to_owned(), Clone::clone);
            problems += &format!("  {name} expected:\n{}  {name} found:\n{}", show(expected.as_ref()), show(found));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Runs a case in a folder of its own that holds its inputs.
fn run(case: &Path) -> Result<Outcome, String> {
    let place = tempfile::tempdir().unwrap();
    let inputs = prepare(case, place.path())?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_wasm-bindgen"));
    command.current_dir(place.path());
    for name in [
        "RUST_BACKTRACE",
        "RUST_LIB_BACKTRACE",
        "RUST_LOG",
        "WASM_BINDGEN_ANYREF",
        "WASM_BINDGEN_EXTERNREF",
        "WASM_BINDGEN_MULTI_VALUE",
    ] {
        command.env_remove(name);
    }
    let words = fs::read_to_string(case.join("cmd")).map_err(|e| format!("cmd: {e}"))?;
    for word in words.lines().filter(|line| !line.starts_with('#')) {
        match word.strip_prefix("env ").and_then(|pair| pair.split_once('=')) {
            Some((name, value)) => command.env(name, value),
            None => command.arg(word),
        };
    }
    let output = command.output().map_err(|e| e.to_string())?;
    let mut outcome = Outcome::new();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_owned()).map_err(|e| e.to_string());
    outcome.insert("exit", format!("{}\n", output.status.code().ok_or("killed by a signal")?));
    outcome.insert("stdout", text(&output.stdout)?);
    outcome.insert("stderr", normal(&text(&output.stderr)?, place.path()));
    let mut left: Vec<String> = listing(place.path());
    left.retain(|path| !inputs.contains(path));
    outcome.insert("files", left.iter().map(|path| format!("{path}\n")).collect());
    outcome.retain(|_, text| !text.is_empty());
    Ok(outcome)
}

/// Copies, assembles and derives the inputs of a case. Returns their names.
fn prepare(case: &Path, place: &Path) -> Result<Vec<String>, String> {
    for entry in fs::read_dir(case).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "cmd" || EXPECTED.contains(&name.as_str()) {
            continue;
        }
        if name == "inputs" {
            for line in fs::read_to_string(&path).unwrap().lines() {
                derive(line, place)?;
            }
        } else if let Some(stem) = name.strip_suffix(".wat") {
            let bytes = wat::parse_file(&path).map_err(|e| e.to_string())?;
            fs::write(place.join(format!("{stem}.wasm")), bytes).unwrap();
        } else {
            fs::copy(&path, place.join(name)).unwrap();
        }
    }
    Ok(listing(place))
}

/// One line of `inputs`: `name = fixture`, `name = fixture first 100`, or `name/` for an empty folder.
fn derive(line: &str, place: &Path) -> Result<(), String> {
    if let Some(folder) = line.strip_suffix('/') {
        return fs::create_dir_all(place.join(folder)).map_err(|e| e.to_string());
    }
    let (name, source) = line.split_once(" = ").ok_or(format!("inputs: `{line}`"))?;
    let (fixture, first) = match source.split_once(" first ") {
        Some((fixture, count)) => (fixture, count.parse().map_err(|_| format!("inputs: `{line}`"))?),
        None => (source, usize::MAX),
    };
    let mut bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(fixture))
        .map_err(|e| format!("{fixture}: {e}"))?;
    bytes.truncate(first);
    fs::write(place.join(name), bytes).map_err(|e| e.to_string())
}

/// Paths and the system's own words in the form of one system.
fn normal(text: &str, place: &Path) -> String {
    text.replace(&place.display().to_string(), "$DIR").replace('\\', "/")
}

fn listing(place: &Path) -> Vec<String> {
    let mut all = Vec::new();
    let mut todo = vec![place.to_owned()];
    while let Some(folder) = todo.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(place).unwrap().to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                all.push(format!("{name}/"));
                todo.push(path);
            } else {
                all.push(name);
            }
        }
    }
    all.sort();
    all
}
