//! The command line as typed: [`USAGE`] is the parser, [`Args`] holds its raw answer.
//!
//! Checks only what the words themselves contradict (exclusive spellings, unknown values); whether the choices make sense
//! together is for the library to say. Build tools rely on every name here.

use std::ffi::OsString;

use docopt::Docopt;
use serde::Deserialize;

use wasm_bindgen_cli::scan::{FlagSpec, UsageError, Word, check_values, flag_table, scan};

/// The help text, from which the parser is made.
pub const USAGE: &str = include_str!("usage.txt");

/// What to do.
#[derive(Debug)]
pub enum Command {
    /// Print the help text.
    Help,
    /// Print the version build tools compare.
    Version,
    /// Print both versions.
    VersionFull,
    /// Make a package, or dump a stage.
    Run(Box<Args>),
}

/// Exactly what was typed. Field names are docopt's: `flag_` or `arg_` and the name in the usage text.
///
/// `--typescript` and `--weak-refs` are read and have no field: they change nothing.
#[derive(Debug, Deserialize)]
#[allow(missing_docs, reason = "each field is documented by its line in the usage text")]
pub struct Args {
    pub arg_input: String,
    pub flag_out_dir: Option<String>,
    pub flag_out_name: Option<String>,
    pub flag_target: Option<String>,
    pub flag_no_typescript: bool,
    pub flag_ts_typed_array_buffers: bool,
    pub flag_omit_imports: bool,
    pub flag_omit_default_module_path: bool,
    pub flag_encode_into: Option<String>,
    pub flag_split_linked_modules: bool,
    pub flag_no_modules_global: Option<String>,
    pub flag_js_string_builtins: bool,
    pub flag_browser: bool,
    pub flag_no_demangle: bool,
    pub flag_remove_name_section: bool,
    pub flag_remove_producers_section: bool,
    pub flag_keep_lld_exports: bool,
    pub flag_debug: bool,
    pub flag_keep_debug: bool,
    pub flag_split_debug_info: bool,
    pub flag_debug_info_url: Option<String>,
    pub flag_dump_stage: Option<String>,
    pub flag_experimental_reset_state_function: bool,
    pub flag_reset_state_function: bool,
    pub flag_force_enable_abort_handler: bool,
    pub flag_nodejs: bool,
    pub flag_web: bool,
    pub flag_no_modules: bool,
    pub flag_reference_types: bool,
}

/// Spellings that all choose the target; any two of them contradict each other.
const TARGET_GROUP: &[&str] = &["--target", "--browser", "--nodejs", "--web", "--no-modules"];

/// Values of options that accept only certain words.
const CHOICES: &[(&str, &[&str])] = &[
    ("--target", &["bundler", "web", "nodejs", "no-modules", "deno", "experimental-nodejs-module", "module"]),
    ("--encode-into", &["test", "always", "never"]),
    ("--dump-stage", wasm_bindgen_cli_support::STAGE_NAMES),
];

/// Parses the arguments after the program's name.
///
/// # Errors
/// A sentence that says which word is wrong and what to write.
pub fn parse(argv: impl IntoIterator<Item = OsString>) -> Result<Command, UsageError> {
    let argv = argv.into_iter().map(utf8).collect::<Result<Vec<_>, _>>()?;
    let table = flag_table(USAGE);
    let words = scan(&table, &argv)?;
    let given = |name: &str| words.iter().any(|word| matches!(word, Word::Flag(long, _) if long == name));
    if given("--help") {
        return Ok(Command::Help);
    }
    if given("--version") {
        return Ok(Command::Version);
    }
    if given("--version-full") {
        return Ok(Command::VersionFull);
    }
    check_values(&words, CHOICES)?;
    check_conflicts(&given)?;
    check_required(&words, &given)?;
    let parser = Docopt::new(USAGE).expect("the usage text is well-formed, as its tests show");
    let args = parser
        .argv(std::iter::once("wasm-bindgen".to_owned()).chain(canonical(&table, words)))
        .help(false)
        .deserialize()
        .map_err(|_| UsageError::new("these arguments do not fit together; `wasm-bindgen --help` shows the forms"))?;
    Ok(Command::Run(Box::new(args)))
}

fn utf8(arg: OsString) -> Result<String, UsageError> {
    arg.into_string().map_err(|arg| {
        UsageError::new(format!("argument `{}` is not UTF-8; rename the file or folder", arg.to_string_lossy()))
    })
}

/// The words in one spelling: values as separate words, `<input>` behind `--`. docopt itself reads `=` by regular expressions.
fn canonical(table: &[FlagSpec], words: Vec<Word>) -> Vec<String> {
    let (mut flags, mut positionals) = (Vec::with_capacity(words.len() + table.len()), vec!["--".to_owned()]);
    for word in words {
        match word {
            Word::Flag(long, value) => {
                flags.push(long);
                flags.extend(value);
            }
            Word::Positional(text) => positionals.push(text),
        }
    }
    flags.extend(positionals);
    flags
}

fn check_conflicts(given: &impl Fn(&str) -> bool) -> Result<(), UsageError> {
    let targets: Vec<_> = TARGET_GROUP.iter().filter(|name| given(name)).collect();
    if let [first, second, ..] = targets.as_slice() {
        return Err(UsageError::new(format!("`{first}` and `{second}` cannot be used together; keep one of them")));
    }
    for (first, second) in
        [("--typescript", "--no-typescript"), ("--experimental-reset-state-function", "--reset-state-function")]
    {
        if given(first) && given(second) {
            return Err(UsageError::new(format!("`{first}` and `{second}` cannot be used together; keep one of them")));
        }
    }
    if given("--debug-info-url") && !given("--split-debug-info") {
        return Err(UsageError::new("`--debug-info-url` needs `--split-debug-info`; add it, or remove the URL"));
    }
    Ok(())
}

fn check_required(words: &[Word], given: &impl Fn(&str) -> bool) -> Result<(), UsageError> {
    let mut inputs = words.iter().filter_map(|word| match word {
        Word::Positional(text) => Some(text),
        Word::Flag(..) => None,
    });
    match (inputs.next(), inputs.next()) {
        (None, _) => {
            return Err(UsageError::new("no input; write `wasm-bindgen --out-dir <dir> <input>` with the .wasm file"));
        }
        (Some(first), Some(second)) => {
            return Err(UsageError::new(format!("one input is expected, but `{first}` and `{second}` were given")));
        }
        (Some(_), None) => {}
    }
    if !given("--out-dir") && !given("--dump-stage") {
        return Err(UsageError::new("`--out-dir` is missing; write `--out-dir <dir>` with the folder for the package"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Options with a value, then options without: what build tools may pass.
    const WITH_VALUE: &[&str] =
        &["debug-info-url", "dump-stage", "encode-into", "no-modules-global", "out-dir", "out-name", "target"];
    const SWITCHES: &[&str] = &[
        "browser",
        "debug",
        "experimental-reset-state-function",
        "force-enable-abort-handler",
        "help",
        "js-string-builtins",
        "keep-debug",
        "keep-lld-exports",
        "no-demangle",
        "no-modules",
        "no-typescript",
        "nodejs",
        "omit-default-module-path",
        "omit-imports",
        "reference-types",
        "remove-name-section",
        "remove-producers-section",
        "reset-state-function",
        "split-debug-info",
        "split-linked-modules",
        "ts-typed-array-buffers",
        "typescript",
        "version",
        "version-full",
        "weak-refs",
        "web",
    ];

    fn args(words: &[&str]) -> Args {
        match parse(words.iter().map(OsString::from)) {
            Ok(Command::Run(args)) => *args,
            other => panic!("{words:?} gave {other:?}"),
        }
    }

    fn error(words: &[&str]) -> String {
        parse(words.iter().map(OsString::from)).expect_err(&format!("{words:?}")).to_string()
    }

    #[test]
    fn the_usage_text_declares_exactly_the_known_options() {
        let mut with_value: Vec<_> = Vec::new();
        let mut switches: Vec<_> = Vec::new();
        for flag in flag_table(USAGE) {
            let list = if flag.value.is_some() { &mut with_value } else { &mut switches };
            list.push(flag.long.trim_start_matches('-').to_owned());
        }
        with_value.sort();
        switches.sort();
        assert_eq!(with_value, WITH_VALUE);
        assert_eq!(switches, SWITCHES);
    }

    #[test]
    fn docopt_reads_the_same_table() {
        let parser = Docopt::new(USAGE).unwrap();
        let debug = format!("{:?}", parser.parser());
        for name in WITH_VALUE {
            assert!(
                debug.contains(&format!("'--{name}' => Options {{ repeats: false, arg: One(None)")),
                "{name}: {debug}"
            );
        }
        for name in SWITCHES {
            assert!(debug.contains(&format!("'--{name}' => Options {{ repeats: false, arg: Zero")), "{name}: {debug}");
        }
    }

    /// Every switch reaches its own field: `Args` printed with one switch differs from `Args` without in that field only.
    #[test]
    fn every_option_reaches_its_field() {
        let base = format!("{:#?}", args(&["in.wasm", "--out-dir", "d"]));
        let fieldless = ["help", "typescript", "version", "version-full", "weak-refs"];
        for name in SWITCHES.iter().filter(|name| !fieldless.contains(name)) {
            let with = format!("{:#?}", args(&["in.wasm", "--out-dir", "d", &format!("--{name}")]));
            let field = format!("    flag_{}: true,", name.replace('-', "_"));
            let changed: Vec<_> = with.lines().filter(|line| !base.contains(line)).collect();
            assert_eq!(changed, [field], "{name}");
        }
        for (name, value) in
            [("encode-into", "never"), ("no-modules-global", "x"), ("out-name", "n"), ("target", "web")]
        {
            for spelling in [vec![format!("--{name}"), value.to_owned()], vec![format!("--{name}={value}")]] {
                let mut words = vec!["--out-dir=d", "in.wasm"];
                words.extend(spelling.iter().map(String::as_str));
                let with = format!("{:#?}", args(&words));
                let line = format!("    flag_{}: Some(\n        \"{value}\",", name.replace('-', "_"));
                assert!(with.contains(&line), "{name}: {with}");
            }
        }
    }

    #[test]
    fn the_input_may_stand_anywhere() {
        for words in [
            &["a.wasm", "--out-dir", "d", "--debug"] as &[&str],
            &["--out-dir", "d", "a.wasm", "--debug"],
            &["--debug", "--out-dir=d", "--", "a.wasm"],
        ] {
            let args = args(words);
            assert_eq!(
                (args.arg_input.as_str(), args.flag_out_dir.as_deref(), args.flag_debug),
                ("a.wasm", Some("d"), true)
            );
        }
        assert_eq!(args(&["--out-dir=d", "--", "--debug"]).arg_input, "--debug");
        assert_eq!(args(&["--out-dir=d d", "a b.wasm"]).flag_out_dir.as_deref(), Some("d d"));
    }

    #[test]
    fn help_and_version_win() {
        let parsed = |words: &[&str]| parse(words.iter().map(OsString::from)).unwrap();
        assert!(matches!(parsed(&["--help"]), Command::Help));
        assert!(matches!(parsed(&["a.wasm", "-h", "--target", "nonsense"]), Command::Help));
        assert!(matches!(parsed(&["-V"]), Command::Version));
        assert!(matches!(parsed(&["--version-full"]), Command::VersionFull));
    }

    #[test]
    fn contradictions() {
        for (words, part) in [
            (&["--target", "web", "--browser"] as &[&str], "`--target` and `--browser` cannot"),
            (&["--nodejs", "--web"], "`--nodejs` and `--web` cannot"),
            (&["--typescript", "--no-typescript"], "cannot be used together"),
            (&["--debug-info-url", "x"], "needs `--split-debug-info`"),
            (&["--target", "wbe"], "`wbe` is not a value of `--target`; use one of `bundler`"),
            (&["--encode-into=maybe"], "`test`, `always`, `never`"),
        ] {
            let mut all = vec!["a.wasm", "--out-dir", "d"];
            all.extend(words);
            let text = error(&all);
            assert!(text.contains(part), "{words:?}: {text}");
        }
        assert!(error(&["--out-dir", "d"]).contains("no input"));
        assert!(error(&["a.wasm"]).contains("`--out-dir` is missing"));
        assert!(error(&["a", "b", "--out-dir", "d"]).contains("`a` and `b`"));
        assert_eq!(args(&["a.wasm", "--dump-stage", "facts"]).flag_out_dir, None);
    }
}
