//! wasm-pack, the published one, builds packages with our tool on its path; they run.
//!
//! It is compiled into the cache folder once, without optimisation: that takes a minute on two cores instead of two.

use super::Env;
use crate::guests::{self, Guest};
use crate::process::Run;
use crate::suite::{Observed, Summary, Verdict, run_driver};
use crate::{Error, Flavour, Result, Target, paths};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

const VERSION: &str = "wasm-pack@0.15.1";
const TARGETS: [Target; 3] = [Target::Web, Target::Bundler, Target::Nodejs];
const GUEST: &str = "panics";
const FLAVOURS: [Flavour; 2] = [Flavour::Abort, Flavour::UnwindLegacy];

/// Debian's compiler has no built standard library for wasm, and wasm-pack looks for the folder of one although it is to be built.
const RUSTC_SHIM: &str =
    "#!/bin/sh\ncase \"$*\" in '--target wasm32-unknown-unknown --print target-libdir') echo / ;; *) exec ";

/// Builds and runs a guest for each target.
pub(super) fn run(env: &Env<'_>) -> Result<Summary> {
    let root = paths::cache_dir().join("wasm-pack");
    let binary = root.join("bin/wasm-pack");
    if !binary.exists() {
        let cargo = Run::new("cargo").args(["install", "--locked", "--debug", "--root"]).arg(&root).arg(VERSION);
        let cargo = cargo.dir(paths::cache_dir()).env_remove("CARGO_TARGET_DIR").env_remove("RUSTFLAGS");
        let cargo = cargo.env("CARGO_PROFILE_DEV_DEBUG", "false");
        cargo.what("compiling wasm-pack").limit(Duration::from_secs(1800)).check()?;
    }
    let programs = programs(env)?;
    let mut summary = Summary::default();
    for (flavour, target) in FLAVOURS.iter().flat_map(|flavour| TARGETS.map(|target| (*flavour, target))) {
        let title = format!("wasm-pack build --target {target} ({flavour})");
        match case(env, &binary, &programs, flavour, target) {
            Ok(Observed { verdict: Verdict::Passed, .. }) => summary.passed += 1,
            Ok(Observed { verdict: Verdict::Skipped, .. }) => summary.fail(title, "the driver does not apply"),
            Ok(Observed { verdict: Verdict::Failed(text), .. }) => summary.fail(title, text),
            Err(error) => summary.fail(title, error.to_string()),
        }
    }
    Ok(summary)
}

/// A folder with what wasm-pack is to find first: our tool under its usual name, a current `wasm-opt`, the compiler.
fn programs(env: &Env<'_>) -> Result<PathBuf> {
    let dir = paths::target_dir().join("wbg/tools/wasm-pack/bin");
    paths::fresh_dir(&dir)?;
    std::fs::copy(&env.tool.path, dir.join("wasm-bindgen")).map_err(Error::io("copy", &env.tool.path))?;
    let node = &env.npm.node.path;
    let wasm_opt = env.npm.script("binaryen", "bin/wasm-opt");
    let call = format!("exec '{}' '{}' \"$@\"", node.display(), wasm_opt.display());
    script(&dir.join("wasm-opt"), &format!("#!/bin/sh\necho \"$*\" >> \"$0.log\"\n{call}\n"))?;
    let rustc = env.toolchain.cargo().with_file_name("rustc");
    script(&dir.join("rustc"), &format!("{RUSTC_SHIM}'{}' \"$@\" ;; esac\n", rustc.display()))?;
    Ok(dir)
}

fn script(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).map_err(Error::io("write", path))?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).map_err(Error::io("make executable", path))
}

fn case(env: &Env<'_>, wasm_pack: &Path, programs: &Path, flavour: Flavour, target: Target) -> Result<Observed> {
    let out = paths::target_dir().join("wbg/tools/wasm-pack").join(flavour.name()).join(target.name());
    paths::fresh_dir(&out)?;
    let target_dir = guests::target_dir(flavour);
    let run = env.toolchain.around(wasm_pack, flavour, programs).args(["build", ".", "--mode", "no-install"]);
    let run = run.args(["--target", target.name(), "--out-name", GUEST, "--out-dir"]).arg(&out);
    let run = run.dir(guests::corpus_dir().join(GUEST)).env("CARGO_TARGET_DIR", &target_dir);
    run.what("wasm-pack build").check()?;
    for file in [format!("{GUEST}.js"), format!("{GUEST}.d.ts"), format!("{GUEST}_bg.wasm"), "package.json".to_owned()]
    {
        if !out.join(&file).exists() {
            return Err(Error::Content { path: out.join(file), problem: "wasm-pack did not leave it".to_owned() });
        }
    }
    let wasm = out.join(format!("{GUEST}_bg.wasm"));
    // A package that was not optimised would pass too, and show less.
    if !paths::read_text(&programs.join("wasm-opt.log"))?.contains(&wasm.display().to_string()) {
        return Err(Error::Content { path: wasm, problem: "wasm-pack did not give it to wasm-opt".to_owned() });
    }
    let guest = Guest { name: GUEST.to_owned(), wasm, flavour };
    run_driver(&env.engines.system, env.tool.kind, &guest, target, &out)
}
