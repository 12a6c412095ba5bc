//! What guests need compiled for this machine: macros and build scripts. It is the same in every flavour, so that a new target folder
//! starts with a copy of another one's.

use crate::process::Run;
use crate::{Error, Result};
use std::path::{Path, PathBuf};

/// Cargo's folder for this machine, below that of a target.
const HOST: &str = "release";

/// Marks come before what they vouch for, so that a copy made while cargo works lacks marks rather than files.
const PARTS: [&str; 3] = [".fingerprint", "build", "deps"];

/// Fills a target folder that has nothing for this machine yet from one beside it, if there is one that has.
///
/// # Errors
/// What could not be copied.
pub(crate) fn fill(target_dir: &Path) -> Result<()> {
    let host = target_dir.join(HOST);
    let Some(source) = beside(target_dir).filter(|_| !host.exists()) else { return Ok(()) };
    std::fs::create_dir_all(target_dir).map_err(Error::io("create", target_dir))?;
    let scratch = tempfile::tempdir_in(target_dir).map_err(Error::io("create", target_dir))?;
    for part in PARTS.map(|part| source.join(part)).iter().filter(|part| part.exists()) {
        // Keeps times, by which cargo knows what is fresh. Files that another cargo removes meanwhile are not missed.
        Run::new("cp").arg("-a").arg(part).arg(scratch.path()).what("copying macros of guests").run()?;
    }
    match std::fs::rename(scratch.path(), &host) {
        // Somebody else was quicker.
        Err(_) if host.exists() => Ok(()),
        moved => moved.map_err(Error::io("write", &host)),
    }
}

/// The folder for this machine of a neighbour; the first by name.
fn beside(target_dir: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(target_dir.parent()?).ok()?;
    let folders = entries.flatten().map(|entry| entry.path()).filter(|path| path != target_dir);
    folders.map(|path| path.join(HOST)).filter(|host| host.join(PARTS[0]).is_dir()).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(path: PathBuf) -> Option<String> {
        std::fs::read_to_string(path).ok()
    }

    #[test]
    fn a_new_folder_starts_with_what_another_one_has() {
        let all = tempfile::tempdir().unwrap();
        let (first, second) = (all.path().join("a"), all.path().join("b"));
        fill(&first).unwrap();
        assert!(!first.exists());
        for part in PARTS {
            std::fs::create_dir_all(first.join(HOST).join(part)).unwrap();
            std::fs::write(first.join(HOST).join(part).join("file"), part).unwrap();
        }
        fill(&second).unwrap();
        for part in PARTS {
            assert_eq!(text(second.join(HOST).join(part).join("file")).as_deref(), Some(part));
        }
        let time = |path: &Path| path.join(HOST).join("deps/file").metadata().unwrap().modified().unwrap();
        assert_eq!(time(&first), time(&second));
    }

    #[test]
    fn what_is_there_stays() {
        let all = tempfile::tempdir().unwrap();
        let (first, second) = (all.path().join("a"), all.path().join("b"));
        std::fs::create_dir_all(first.join(HOST).join(PARTS[0])).unwrap();
        std::fs::create_dir_all(second.join(HOST)).unwrap();
        fill(&second).unwrap();
        assert!(!second.join(HOST).join(PARTS[0]).exists());
    }
}
