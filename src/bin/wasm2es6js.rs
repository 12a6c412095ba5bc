//! The `wasm2es6js` command: a wasm module as an ES module. Only parses arguments and writes files; the library does the work.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use docopt::Docopt;
use serde::Deserialize;
use wasm_bindgen_cli_support::{GUEST_VERSION, wasm2es6js};

const USAGE: &str = include_str!("wasm2es6js.txt");

#[derive(Debug, Deserialize)]
struct Args {
    arg_input: PathBuf,
    flag_base64: bool,
    flag_fetch: Option<String>,
    flag_output: Option<PathBuf>,
    flag_out_dir: Option<PathBuf>,
    flag_typescript: bool,
    flag_help: bool,
    flag_version: bool,
}

fn main() -> ExitCode {
    match run() {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Does what was asked and returns the text for stdout.
fn run() -> Result<String> {
    let parsed = Docopt::new(USAGE).and_then(|parser| parser.help(false).deserialize());
    let args: Args = match parsed {
        Ok(args) => args,
        Err(_) => bail!("these arguments do not fit together; `wasm2es6js --help` shows the forms"),
    };
    if args.flag_help {
        return Ok(USAGE.to_owned());
    }
    if args.flag_version {
        return Ok(format!("wasm2es6js {GUEST_VERSION}\n"));
    }
    if args.flag_base64 && args.flag_fetch.is_some() {
        bail!("`--base64` and `--fetch` cannot be used together; keep one of them");
    }
    if args.flag_output.is_some() && args.flag_out_dir.is_some() {
        bail!("`--output` and `--out-dir` cannot be used together; keep one of them");
    }
    let input = &args.arg_input;
    let wasm = std::fs::read(input).with_context(|| format!("cannot read `{}`", input.display()))?;
    let output = wasm2es6js::Config::new().base64(args.flag_base64).fetch(args.flag_fetch.clone()).generate(&wasm);
    let output = output.with_context(|| format!("cannot convert `{}`", input.display()))?;
    match (&args.flag_output, &args.flag_out_dir) {
        (None, None) if args.flag_typescript => bail!("`--typescript` needs `--output` or `--out-dir`"),
        (None, None) => Ok(output.js_and_wasm()?.0),
        (Some(file), _) => {
            let dir = file.parent().unwrap_or(Path::new("."));
            write(dir, &name_of(file.file_name())?, &name_of(file.file_stem())?, output, args.flag_typescript)
        }
        (None, Some(dir)) => {
            let stem = name_of(input.file_stem())?;
            write(dir, &format!("{stem}.js"), &stem, output, args.flag_typescript)
        }
    }
}

fn name_of(name: Option<&OsStr>) -> Result<String> {
    name.and_then(OsStr::to_str).map(str::to_owned).context("a file name is missing or not UTF-8; choose another")
}

fn write(dir: &Path, js_name: &str, stem: &str, output: wasm2es6js::Output, types: bool) -> Result<String> {
    let types = if types { Some(output.typescript()?) } else { None };
    let (js, wasm) = output.js_and_wasm()?;
    let (types_name, wasm_name) = (format!("{stem}.d.ts"), format!("{stem}.wasm"));
    let mut files = vec![(js_name, js.as_bytes())];
    files.extend(types.as_ref().map(|text| (types_name.as_str(), text.as_bytes())));
    files.extend(wasm.as_ref().map(|bytes| (wasm_name.as_str(), bytes.as_slice())));
    let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    wasm2es6js::write(dir, &files)?;
    Ok(String::new())
}
