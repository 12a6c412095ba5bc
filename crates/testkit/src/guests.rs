//! The guest corpus: which guests there are, and their compiled wasm.

use crate::toolchain::Toolchain;
use crate::{Error, Flavour, Result, paths};
use std::path::PathBuf;

/// One compiled guest.
#[derive(Clone, Debug)]
pub struct Guest {
    /// Name of the crate and stem of the file.
    pub name: String,
    /// The compiler's output.
    pub wasm: PathBuf,
    /// How it was compiled.
    pub flavour: Flavour,
}

/// Folder of the corpus, a cargo workspace of its own.
pub fn corpus_dir() -> PathBuf {
    paths::workspace_root().join("tests/guests")
}

/// Names of all guests, sorted.
pub fn names() -> Result<Vec<String>> {
    let dir = corpus_dir();
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&dir).map_err(Error::io("list", &dir))? {
        let path = entry.map_err(Error::io("list", &dir))?.path();
        if path.join("Cargo.toml").exists()
            && let Some(name) = path.file_name()
        {
            names.push(name.to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Checks that a guest of that name exists.
pub fn known(name: &str) -> Result<()> {
    let names = names()?;
    if names.iter().any(|known| known == name) {
        return Ok(());
    }
    Err(Error::Unknown { what: "guest", name: name.to_owned(), known: names.join(", ") })
}

/// Compiles what a flavour has of the corpus with one cargo call; quick when nothing changed. std is built once per
/// flavour, in a target folder that all checkouts share.
pub fn build(toolchain: &Toolchain, flavour: Flavour) -> Result<Vec<Guest>> {
    let target_dir = target_dir(flavour);
    std::fs::create_dir_all(&target_dir).map_err(Error::io("create", &target_dir))?;
    let names = match flavour.guests() {
        None => names()?,
        Some(few) => few.iter().map(|name| (*name).to_owned()).collect(),
    };
    let build = toolchain.build(flavour, &corpus_dir(), &target_dir).arg("--locked");
    let few = flavour.guests().into_iter().flatten();
    few.fold(build, |build, name| build.args(["--package", name])).check()?;
    let out = target_dir.join(flavour.triple()).join("release");
    let guests = names.into_iter().map(|name| Guest { wasm: out.join(format!("{name}.wasm")), name, flavour });
    guests.map(|guest| if guest.wasm.exists() { Ok(guest) } else { Err(lost(&guest)) }).collect()
}

/// The guest of that name among compiled ones.
pub fn find<'a>(guests: &'a [Guest], name: &str) -> Result<&'a Guest> {
    guests.iter().find(|guest| guest.name == name).ok_or_else(|| Error::Unknown {
        what: "guest",
        name: name.to_owned(),
        known: guests.iter().map(|guest| guest.name.as_str()).collect::<Vec<_>>().join(", "),
    })
}

/// Target folder shared by all guests of a flavour.
pub fn target_dir(flavour: Flavour) -> PathBuf {
    paths::cache_dir().join("guests").join(flavour.name())
}

fn lost(guest: &Guest) -> Error {
    Error::Content {
        path: guest.wasm.clone(),
        problem: format!("cargo did not write it; is `{}` a cdylib of that name?", guest.name),
    }
}
