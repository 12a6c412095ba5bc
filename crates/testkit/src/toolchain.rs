//! Finds, or installs, a compiler that can build guests together with their standard library.
//!
//! Looked for in this order: `WBG_GUEST_CARGO` (path of a cargo binary that accepts `-Zbuild-std`); a rustup nightly with
//! `rust-src`; Debian's packages, which are installed when this runs as root.

use crate::process::Run;
use crate::{Error, Flavour, Result, host};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Debian's packages: compiler, cargo, sources of std, linker.
const PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-19"];

const APT_INSTALL: &str = "apt-get install -y --no-install-recommends";

/// A compiler for guests.
#[derive(Clone, Debug)]
pub struct Toolchain {
    cargo: PathBuf,
    linker: Option<&'static str>,
}

impl Toolchain {
    /// Finds one, installing Debian's if there is none and this runs as root.
    pub fn find() -> Result<Toolchain> {
        if let Some(cargo) = std::env::var_os("WBG_GUEST_CARGO") {
            return Ok(Toolchain { cargo: cargo.into(), linker: None });
        }
        if let Some(cargo) = rustup_nightly() {
            return Ok(Toolchain { cargo, linker: None });
        }
        if !debian_present() {
            install_debian()?;
        }
        Ok(Toolchain { cargo: PathBuf::from("/usr/bin/cargo"), linker: Some("wasm-ld-19") })
    }

    /// The cargo binary.
    pub fn cargo(&self) -> &Path {
        &self.cargo
    }

    /// A `cargo build --release` for wasm in `dir`, in the given flavour and target folder; the caller adds packages.
    pub fn build(&self, flavour: Flavour, dir: &Path, target_dir: &Path) -> Run {
        self.call("build", flavour, dir, target_dir)
    }

    /// The same with `cargo test`; the caller names a runner in the environment.
    pub fn test(&self, flavour: Flavour, dir: &Path, target_dir: &Path) -> Run {
        let run = self.call("test", flavour, dir, target_dir);
        // Without it cargo wants a second std for them, which unwinds.
        if flavour.unwinds() { run } else { run.arg("-Zpanic-abort-tests") }
    }

    /// `PATH` with this compiler, and with `folder` in front unless that is empty.
    pub fn path(&self, folder: &Path) -> Result<OsString> {
        let bin = self.cargo.parent().unwrap_or(Path::new(""));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let first = [folder, bin].map(Path::to_path_buf).into_iter().filter(|path| !path.as_os_str().is_empty());
        std::env::join_paths(first.chain(std::env::split_paths(&path))).map_err(|error| Error::Content {
            path: folder.to_path_buf(),
            problem: format!("cannot be in `PATH`: {error}"),
        })
    }

    fn call(&self, subcommand: &str, flavour: Flavour, dir: &Path, target_dir: &Path) -> Run {
        if let Err(error) = host::fill(target_dir) {
            // Cargo compiles what is not there.
            eprintln!("macros of guests are compiled once more: {error}");
        }
        self.around(&self.cargo, flavour, Path::new(""))
            .args([subcommand, "--release", "--target", flavour.triple()])
            .arg("--target-dir")
            .arg(target_dir)
            .dir(dir)
            .what(format!("compiling guests ({flavour})"))
    }

    /// A program that is or calls cargo, in an environment where this compiler builds guests of the flavour. `first` is a folder to
    /// search before that of the compiler, or empty.
    pub fn around(&self, program: &Path, flavour: Flavour, first: &Path) -> Run {
        let mut run = Run::new(program)
            // The outer cargo's choices must not leak into the guests.
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("RUSTUP_TOOLCHAIN")
            .env_remove("LD_LIBRARY_PATH")
            .env_remove("RUSTC")
            .env_remove("RUSTDOC")
            .env_remove("RUSTC_WRAPPER")
            .env_remove("RUSTC_WORKSPACE_WRAPPER")
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_UNSTABLE_BUILD_STD", flavour.std_parts())
            // Without the readers of debug information for backtraces, which take a third of the time and which wasm never calls.
            .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "panic-unwind")
            .env("RUSTFLAGS", flavour.rustflags())
            .env("CARGO_PROFILE_RELEASE_PANIC", flavour.panic_setting())
            .limit(Duration::from_secs(1800));
        if let Ok(path) = self.path(first) {
            run = run.env("PATH", path);
        }
        match self.linker {
            Some(linker) => {
                let triple = flavour.triple().replace('-', "_").to_uppercase();
                run.env(&format!("CARGO_TARGET_{triple}_LINKER"), linker)
            }
            None => run,
        }
    }
}

/// The cargo of a rustup nightly that has the sources of std.
fn rustup_nightly() -> Option<PathBuf> {
    let list = Run::new("rustup").args(["toolchain", "list"]).check().ok()?;
    let nightly = list.stdout.lines().find(|line| line.starts_with("nightly"))?;
    let name = nightly.split_whitespace().next()?;
    let rustc = Run::new("rustc").arg(format!("+{name}")).args(["--print", "sysroot"]).check().ok()?;
    let sysroot = PathBuf::from(rustc.stdout.trim());
    let cargo = sysroot.join("bin/cargo");
    let has_source = sysroot.join("lib/rustlib/src/rust/library/Cargo.lock").exists();
    (has_source && cargo.exists()).then_some(cargo)
}

fn debian_present() -> bool {
    let source = Path::new("/usr/lib/rustlib/src/rust/library/Cargo.toml");
    let linker = Run::new("wasm-ld-19").arg("--version").run().is_ok();
    Path::new("/usr/bin/cargo").exists() && Path::new("/usr/bin/rustc").exists() && source.exists() && linker
}

fn install_debian() -> Result<()> {
    match apt_install(&PACKAGES) {
        Ok(()) if debian_present() => Ok(()),
        Ok(()) | Err(Error::Missing { .. }) => Err(Error::Missing {
            what: "a Rust compiler that can build std for wasm",
            commands: format!(
                "    rustup toolchain install nightly --component rust-src\nor, on Debian, as root:\n    apt-get update\n    \
                 {APT_INSTALL} {}",
                PACKAGES.join(" ")
            ),
        }),
        Err(other) => Err(other),
    }
}

/// Installs Debian packages; without root or without apt an error with the commands to run.
pub(crate) fn apt_install(packages: &[&'static str]) -> Result<()> {
    let root = Run::new("id").arg("-u").check().is_ok_and(|id| id.stdout.trim() == "0");
    if !root || Run::new("apt-get").arg("--version").run().is_err() {
        return Err(Error::Missing {
            what: "a Debian package",
            commands: format!("    apt-get update\n    {APT_INSTALL} {}", packages.join(" ")),
        });
    }
    let apt = |what: &str| {
        Run::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive").what(what).limit(Duration::from_secs(1200))
    };
    apt("refreshing the list of Debian packages").arg("update").check()?;
    let install = apt(&format!("installing {}", packages.join(" ")));
    install.args(["install", "-y", "--no-install-recommends"]).args(packages).check()?;
    Ok(())
}
