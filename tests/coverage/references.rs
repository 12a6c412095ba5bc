//! What a row of the table says about a test, and whether it is true.

use std::fs;
use std::path::PathBuf;

/// Files of `tests/run` that are no drivers.
const HELPERS: [&str; 7] = ["harness", "list", "load", "shape", "support", "threads_worker", "wasm-hooks"];

/// Folders with unit tests of fixed JavaScript.
const SCRIPT_TESTS: [&str; 2] = ["crates/emit/src/runtime/test", "src/test_runner/host/test"];

/// Folders with code that uses declarations.
const CONSUMERS: [&str; 2] = ["tests/dts/consumers", "tests/dts/scripts"];

/// The checkout.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A text of the checkout.
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Names of the entries of a folder.
fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Names of the drivers, which are those of their guests.
pub fn drivers() -> Vec<String> {
    let names = names("tests/run").into_iter().filter_map(|name| Some(name.strip_suffix(".mjs")?.to_owned()));
    names.filter(|name| !HELPERS.contains(&name.as_str())).collect()
}

/// Names of the command line cases.
pub fn cases() -> Vec<String> {
    let names = names("tests/cli").into_iter();
    names.filter(|name| root().join("tests/cli").join(name).is_dir()).collect()
}

/// One test as a row names it: `kind/name`, and words of it.
#[derive(Clone, Copy)]
pub struct Reference<'a> {
    kind: &'a str,
    name: &'a str,
    words: Option<&'a str>,
}

impl<'a> Reference<'a> {
    /// Understands `run/DRIVER: words`, `cli/CASE`, `test/FILE::FUNCTION`, `js/FILE: title`, `dts/FILE: words`, `flags/NAME`, and
    /// `script/FILE: words` for a script of another suite.
    pub fn parse(text: &'a str) -> Option<Reference<'a>> {
        let (kind, rest) = text.split_once('/')?;
        let (name, words) = match (kind, rest.split_once("::"), rest.split_once(": ")) {
            ("run" | "cli" | "js" | "dts" | "flags" | "script", _, Some((name, words))) => (name, Some(words)),
            ("test", Some((name, words)), _) => (name, Some(words)),
            ("run" | "cli" | "test" | "js" | "dts" | "flags" | "script", _, _) => (rest, None),
            _ => return None,
        };
        Some(Reference { kind, name, words })
    }

    /// The test without the words.
    pub fn test(&self) -> String {
        format!("{}/{}", self.kind, self.name)
    }

    /// Is the test itself, or a case of it, called after a number such as `D19`?
    pub fn is_named_after(&self, number: &str) -> bool {
        let words = self.words.unwrap_or_default().split([' ', '_']);
        words.into_iter().any(|word| word.eq_ignore_ascii_case(number))
    }

    /// Says what is wrong with it.
    pub fn check(&self) -> Result<(), String> {
        match self.kind {
            "run" => self.check_run(),
            "cli" => exists(&format!("tests/cli/{}/cmd", self.name)),
            "flags" => exists(&format!("tests/differential/flags/{}.toml", self.name)),
            "test" => {
                exists(self.name)?;
                let function = self.words.ok_or("which function?")?;
                let found = test_functions(&read(self.name)).iter().any(|name| name == function);
                if found { Ok(()) } else { Err("the file has no test of that name".to_owned()) }
            }
            "js" => {
                let title = self.words.ok_or("which title?")?;
                let text = read(&one_of(&SCRIPT_TESTS, self.name)?);
                let found = text.lines().any(|line| line.trim_start().starts_with(&format!("test('{title}',")));
                if found { Ok(()) } else { Err("the file has no test of that title".to_owned()) }
            }
            "dts" => self.check_words(&read(&one_of(&CONSUMERS, self.name)?)),
            _ => {
                exists(self.name)?;
                self.check_words(&read(self.name))
            }
        }
    }

    fn check_run(&self) -> Result<(), String> {
        let driver = format!("tests/run/{}.mjs", self.name);
        exists(&driver)?;
        if HELPERS.contains(&self.name) {
            return Err(format!("`{}` is no driver", self.name));
        }
        let Some(words) = self.words else { return Ok(()) };
        let guest = |folder| format!("tests/guests/{}/{folder}", self.name);
        let folders = [guest("src"), guest("js"), format!("tests/run/{}", self.name)];
        let mut files = vec![driver];
        for folder in folders.iter().filter(|folder| root().join(folder).is_dir()) {
            files.extend(names(folder).iter().map(|name| format!("{folder}/{name}")));
        }
        if files.iter().any(|file| read(file).contains(words)) {
            Ok(())
        } else {
            Err("neither the driver nor its guest says so".to_owned())
        }
    }

    fn check_words(&self, text: &str) -> Result<(), String> {
        let words = self.words.ok_or("which words of it?")?;
        if text.contains(words) { Ok(()) } else { Err("the file does not say so".to_owned()) }
    }
}

fn exists(path: &str) -> Result<(), String> {
    if root().join(path).is_file() { Ok(()) } else { Err(format!("there is no {path}")) }
}

/// The path of a file that lies in one of some folders.
fn one_of(folders: &[&str], name: &str) -> Result<String, String> {
    let mut paths = folders.iter().map(|folder| format!("{folder}/{name}"));
    paths.find(|path| root().join(path).is_file()).ok_or(format!("there is no {name} in {}", folders.join(" or ")))
}

/// Names of the functions that a Rust file marks as tests.
fn test_functions(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut marked = false;
    for line in text.lines().map(str::trim) {
        if line == "#[test]" {
            marked = true;
        } else if marked && let Some(rest) = line.strip_prefix("fn ") {
            names.extend(rest.split(['(', '<']).next().map(str::to_owned));
            marked = false;
        }
    }
    names
}
