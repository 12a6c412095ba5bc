//! The guests of the suite and the packages made from them.

use super::{Bench, Flags, dir};
use crate::guests::{self, Guest};
use crate::toolchain::Toolchain;
use crate::{Error, Flavour, Result, Target, paths};
use std::path::{Path, PathBuf};

/// The guests of one flavour.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// How they were compiled.
    pub flavour: Flavour,
    /// Fails in every way at every place.
    pub faults: Guest,
    /// The same, which may ask for its own replacement.
    pub faults_reinit: Guest,
}

/// Compiles both guests; quick when nothing changed.
pub fn compile(toolchain: &Toolchain, flavour: Flavour) -> Result<Compiled> {
    let target_dir = guests::target_dir(flavour);
    std::fs::create_dir_all(&target_dir).map_err(Error::io("create", &target_dir))?;
    toolchain.build(flavour, &dir().join("guests"), &target_dir).arg("--locked").check()?;
    let out = target_dir.join("wasm32-unknown-unknown/release");
    let guest = |name: &str| Guest { name: name.to_owned(), wasm: out.join(format!("{name}.wasm")), flavour };
    Ok(Compiled { flavour, faults: guest("faults"), faults_reinit: guest("faults_reinit") })
}

/// Makes the package of a guest and returns its folder.
pub fn package(bench: &Bench<'_>, guest: &Guest, target: Target, flags: Flags) -> Result<PathBuf> {
    let out = bench.tool.package_dir("failure", guest, target).join(flags.name());
    bench.tool.generate_with(guest, target, flags.args(), &out)?;
    Ok(out)
}

/// Have two packages the same files with the same content?
pub fn same(left: &Path, right: &Path) -> Result<bool> {
    let (mine, theirs) = (contents(left)?, contents(right)?);
    Ok(mine == theirs)
}

fn contents(dir: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(Error::io("list", dir))? {
        let path = entry.map_err(Error::io("list", dir))?.path();
        if path.is_file() {
            let bytes = std::fs::read(&path).map_err(Error::io("read", &path))?;
            files.push((path.file_name().map(PathBuf::from).unwrap_or_default(), bytes));
        }
    }
    files.sort();
    Ok(files)
}

/// Where the JavaScript of the suite is to leave its report; that of an earlier run is gone.
///
/// `title` is that of the package.
pub fn report_file(title: &str) -> Result<PathBuf> {
    let dir = paths::target_dir().join("wbg/failure/reports");
    std::fs::create_dir_all(&dir).map_err(Error::io("create", &dir))?;
    let file = dir.join(format!("matrix-{}.json", title.replace(", ", "-")));
    if file.exists() {
        std::fs::remove_file(&file).map_err(Error::io("remove", &file))?;
    }
    Ok(file)
}
