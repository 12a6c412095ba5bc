//! Files to disk: the only writer.
//!
//! Every file is first written in full beside its target, then all are renamed. A failure leaves the folder as it was, except for
//! files replaced before a rename failed; folders and files made by the run are removed again.

use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::error::Error;

/// A file to write: path relative to the output folder, with `/`, and its bytes.
pub(crate) type Entry<'a> = (&'a str, &'a [u8]);

/// Writes all files below `dir`, which is made when missing.
///
/// # Errors
/// The first path that cannot be written; nothing is left behind then.
pub(crate) fn write_all(dir: &Path, files: &[Entry<'_>]) -> Result<(), Error> {
    let mut made = Made::default();
    let result = stage(dir, files, &mut made).and_then(|staged| rename(staged, &mut made));
    if result.is_err() {
        made.undo();
    }
    result
}

/// What this run has made so far.
#[derive(Debug, Default)]
struct Made {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made {
    /// Removes it. What cannot be removed is in use by someone else by now and stays.
    fn undo(self) {
        for file in self.files.iter().rev() {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn stage(dir: &Path, files: &[Entry<'_>], made: &mut Made) -> Result<Vec<(NamedTempFile, PathBuf)>, Error> {
    make_folder(dir, made)?;
    let mut staged = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        let target = dir.join(inside(path)?);
        let parent = target.parent().unwrap_or(dir);
        make_folder(parent, made)?;
        if target.is_dir() {
            let source = io::Error::from(io::ErrorKind::IsADirectory);
            return Err(Error::Write { path: target, hint: "a folder of that name is in the way", source });
        }
        let temp = temp_file(parent)
            .and_then(|mut temp| temp.write_all(bytes).map(|()| temp))
            .map_err(|source| failed(&target, source))?;
        staged.push((temp, target));
    }
    Ok(staged)
}

fn rename(staged: Vec<(NamedTempFile, PathBuf)>, made: &mut Made) -> Result<(), Error> {
    for (temp, target) in staged {
        let existed = target.symlink_metadata().is_ok();
        temp.persist(&target).map_err(|error| failed(&target, error.error))?;
        if !existed {
            made.files.push(target);
        }
    }
    Ok(())
}

/// The relative path, if it stays inside the folder.
fn inside(path: &str) -> Result<&Path, Error> {
    let relative = Path::new(path);
    let plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
    if plain && !path.is_empty() && !path.contains('\\') {
        Ok(relative)
    } else {
        Err(Error::Escapes { path: path.to_owned() })
    }
}

fn make_folder(folder: &Path, made: &mut Made) -> Result<(), Error> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        make_folder(parent, made)?;
    }
    match fs::create_dir(folder) {
        Ok(()) => {
            made.folders.push(folder.to_owned());
            Ok(())
        }
        // Another process may have made it meanwhile.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        Err(source) if source.kind() == io::ErrorKind::AlreadyExists => {
            Err(Error::Write { path: folder.to_owned(), hint: "a file of that name is in the way", source })
        }
        Err(source) => Err(failed(folder, source)),
    }
}

fn failed(path: &Path, source: io::Error) -> Error {
    Error::Write { path: path.to_owned(), hint: "choose another `--out-dir`, or make this one writable", source }
}

#[cfg(unix)]
fn temp_file(folder: &Path) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    // Packages are read by other users (servers, containers): ordinary files, as the umask allows.
    Builder::new().prefix(".wbg-").permissions(fs::Permissions::from_mode(0o666)).tempfile_in(folder)
}

#[cfg(not(unix))]
fn temp_file(folder: &Path) -> io::Result<NamedTempFile> {
    Builder::new().prefix(".wbg-").tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(dir: &Path) -> Vec<String> {
        let mut all = Vec::new();
        let mut todo = vec![dir.to_owned()];
        while let Some(folder) = todo.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                all.push(path.strip_prefix(dir).unwrap().to_string_lossy().replace('\\', "/"));
                if path.is_dir() {
                    todo.push(path);
                }
            }
        }
        all.sort();
        all
    }

    #[test]
    fn makes_folders_and_replaces_files() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("a/b");
        write_all(&out, &[("x.js", b"1"), ("sub/y.js", b"2")]).unwrap();
        write_all(&out, &[("x.js", b"3")]).unwrap();
        assert_eq!(listing(&out), ["sub", "sub/y.js", "x.js"]);
        assert_eq!(fs::read(out.join("x.js")).unwrap(), b"3");
    }

    #[cfg(unix)]
    #[test]
    fn files_are_readable_by_others_as_far_as_the_umask_allows() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        write_all(dir.path(), &[("x.js", b"1")]).unwrap();
        fs::write(dir.path().join("plain"), b"1").unwrap();
        let mode = |name: &str| fs::metadata(dir.path().join(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode("x.js"), mode("plain"));
    }

    #[test]
    fn a_failure_leaves_nothing_behind() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("z.js")).unwrap();
        let error = write_all(dir.path(), &[("a.js", b"1"), ("n/b.js", b"1"), ("z.js", b"1")]).unwrap_err();
        assert!(error.to_string().contains("z.js"), "{error}");
        assert_eq!(listing(dir.path()), ["z.js"]);
    }

    #[test]
    fn a_file_in_place_of_the_folder_is_reported_with_its_path() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("file"), b"").unwrap();
        let error = write_all(&dir.path().join("file/out"), &[("a.js", b"1")]).unwrap_err();
        assert!(error.to_string().contains("file`; a file of that name is in the way"), "{error}");
        assert_eq!(listing(dir.path()), ["file"]);
    }

    #[test]
    fn nothing_is_written_outside() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("out");
        for path in ["../x.js", "/x.js", "a/../../x.js", "", "./x.js", "a\\..\\x.js"] {
            assert!(matches!(write_all(&out, &[(path, b"1")]), Err(Error::Escapes { .. })), "{path}");
        }
        assert!(listing(dir.path()).is_empty());
    }
}
