//! The example serves a real guest with snippets; a script loads it from there as the page does.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use wbg_testkit::node::Node;
use wbg_testkit::process::Run;
use wbg_testkit::toolchain::Toolchain;
use wbg_testkit::{Error, Flavour, Result, guests};

/// Ends the server with the test.
struct Stopped(Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        // It may have ended by itself, which the test has noticed then.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_page_runs_the_guest() -> Result<()> {
    let guests = guests::build(&Toolchain::find()?, Flavour::Abort)?;
    let guest = guests.iter().find(|guest| guest.name == "esm_snippets").expect("the corpus has it");
    let binary = Path::new(env!("CARGO_BIN_EXE_serve"));
    let start = Command::new(binary).arg(&guest.wasm).stdout(Stdio::piped()).spawn();
    let mut server = Stopped(start.map_err(Error::io("start", binary))?);
    let mut address = String::new();
    if let Some(stdout) = server.0.stdout.take() {
        BufReader::new(stdout).read_line(&mut address).map_err(Error::io("read from", binary))?;
    }
    assert!(address.starts_with("http://127.0.0.1:"), "`{address}`");
    let folder = tempfile::tempdir().map_err(Error::io("create", std::env::temp_dir()))?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/page.mjs");
    let run = Run::new(Node::system()?.path).arg(script).arg(address.trim()).arg(folder.path());
    let output = run.what("loading the page").check()?;
    assert_eq!(output.stdout, "the guest runs\n");
    Ok(())
}

#[test]
fn a_missing_guest_is_an_error() -> Result<()> {
    let output = Run::new(env!("CARGO_BIN_EXE_serve")).arg("missing.wasm").run()?;
    assert_eq!(output.code(), 1);
    assert!(output.text().contains("missing.wasm"), "{}", output.text());
    Ok(())
}
