//! The words of the command line, checked against the options that the usage text declares.
//!
//! Runs before docopt so that every mistake gets a sentence of ours: docopt only says that the whole does not match. Knows the
//! names of options and which take a value, nothing about what they mean.

use std::collections::BTreeSet;

/// A command line that cannot be used; the text says what to change.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UsageError(String);

impl UsageError {
    /// Wraps a sentence.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

/// One option of the usage text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlagSpec {
    /// With its dashes.
    pub long: String,
    /// With its dash.
    pub short: Option<String>,
    /// Name of the value it takes.
    pub value: Option<String>,
    /// May it be given several times? The usage text says so with `...` after the value.
    pub repeats: bool,
}

/// The options that a usage text declares: its lines that start with a dash.
pub fn flag_table(usage: &str) -> Vec<FlagSpec> {
    usage.lines().map(str::trim).filter(|line| line.starts_with('-')).filter_map(flag_of_line).collect()
}

fn flag_of_line(line: &str) -> Option<FlagSpec> {
    let head = line.split("  ").next().unwrap_or(line);
    let mut spec = FlagSpec { long: String::new(), short: None, value: None, repeats: head.ends_with("...") };
    for word in head.split([' ', ',', '=']).filter(|w| !w.is_empty()) {
        if word.starts_with("--") {
            spec.long = word.to_owned();
        } else if word.starts_with('-') {
            spec.short = Some(word.to_owned());
        } else {
            spec.value = Some(word.trim_end_matches("...").to_owned());
        }
    }
    (!spec.long.is_empty()).then_some(spec)
}

/// One thing that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// An option by its long name, with its value if it takes one.
    Flag(String, Option<String>),
    /// Anything else.
    Positional(String),
}

/// Splits the arguments into words.
///
/// # Errors
/// Unknown options, missing, empty or unwanted values, and options given twice that do not repeat.
pub fn scan(table: &[FlagSpec], argv: &[String]) -> Result<Vec<Word>, UsageError> {
    let mut words = Vec::new();
    let mut seen = BTreeSet::new();
    let mut rest = argv.iter();
    while let Some(arg) = rest.next() {
        if arg == "--" {
            words.extend(rest.cloned().map(Word::Positional));
            break;
        }
        if !arg.starts_with('-') || arg == "-" {
            words.push(Word::Positional(arg.clone()));
            continue;
        }
        let (name, attached) = match arg.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (arg.as_str(), None),
        };
        let spec = find(table, name)?;
        if !seen.insert(&spec.long) && !spec.repeats {
            return Err(UsageError::new(format!("`{}` is given twice; keep one of them", spec.long)));
        }
        let value = match (&spec.value, attached) {
            (None, None) => None,
            (None, Some(value)) => {
                return Err(UsageError::new(format!(
                    "`{name}` takes no value, but `{value}` was given; write `{name}`"
                )));
            }
            (Some(what), attached) => Some(value_of(table, name, what, attached, &mut rest)?),
        };
        words.push(Word::Flag(spec.long.clone(), value));
    }
    Ok(words)
}

/// Checks options that accept only certain words: `choices` has them by option.
///
/// # Errors
/// Another word.
pub fn check_values(words: &[Word], choices: &[(&str, &[&str])]) -> Result<(), UsageError> {
    for word in words {
        let Word::Flag(long, Some(value)) = word else { continue };
        let Some((_, allowed)) = choices.iter().find(|(name, _)| name == long) else { continue };
        if !allowed.contains(&value.as_str()) {
            let all = allowed.iter().map(|v| format!("`{v}`")).collect::<Vec<_>>().join(", ");
            return Err(UsageError::new(format!("`{value}` is not a value of `{long}`; use one of {all}")));
        }
    }
    Ok(())
}

fn find<'a>(table: &'a [FlagSpec], name: &str) -> Result<&'a FlagSpec, UsageError> {
    table
        .iter()
        .find(|spec| spec.long == name || spec.short.as_deref() == Some(name))
        .ok_or_else(|| unknown(table, name))
}

fn value_of<'a>(
    table: &[FlagSpec],
    name: &str,
    what: &str,
    attached: Option<&str>,
    rest: &mut impl Iterator<Item = &'a String>,
) -> Result<String, UsageError> {
    let value = match attached {
        Some(value) => value.to_owned(),
        None => rest
            .next()
            .ok_or_else(|| UsageError::new(format!("`{name}` needs a value; write `{name} {what}`")))?
            .clone(),
    };
    if value.is_empty() {
        return Err(UsageError::new(format!("the value of `{name}` is empty; write `{name} {what}`")));
    }
    let next = value.split('=').next().unwrap_or(&value);
    if attached.is_none() && (value == "--" || find(table, next).is_ok()) {
        return Err(UsageError::new(format!(
            "`{name}` needs a value, but `{value}` follows; write `{name} {what}`, or `{name}={value}` if that is the value"
        )));
    }
    Ok(value)
}

fn unknown(table: &[FlagSpec], name: &str) -> UsageError {
    if name == "--deno" {
        return UsageError::new("unknown option `--deno`; write `--target deno`");
    }
    let prefixed: Vec<_> = table.iter().filter(|spec| name.len() > 2 && spec.long.starts_with(name)).collect();
    if let [only] = prefixed.as_slice() {
        return UsageError::new(format!(
            "unknown option `{name}`: options cannot be abbreviated; write `{}`",
            only.long
        ));
    }
    let close = |spec: &&FlagSpec| strsim::damerau_levenshtein(&spec.long, name);
    let hint = match table.iter().min_by_key(close) {
        Some(best) if close(&best) <= 1 + name.len() / 5 => format!("did you mean `{}`?", best.long),
        _ => "`--help` lists all options".to_owned(),
    };
    UsageError::new(format!("unknown option `{name}`; {hint}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Usage: x\n\nOptions:\n    -h, --help  text\n    --out-dir <dir>\n        text\n    --debug\n    --debug-url <u>\n    --skip <name>...\n";

    fn words(argv: &[&str]) -> Result<Vec<Word>, String> {
        let argv: Vec<String> = argv.iter().map(|s| (*s).to_owned()).collect();
        scan(&flag_table(TEXT), &argv).map_err(|e| e.to_string())
    }

    #[test]
    fn both_spellings_of_a_value_and_the_terminator() {
        let dir = Word::Flag("--out-dir".into(), Some("d".into()));
        let file = |name: &str| Word::Positional(name.into());
        assert_eq!(words(&["a", "--out-dir", "d"]).unwrap(), [file("a"), dir.clone()]);
        assert_eq!(words(&["--out-dir=d", "a"]).unwrap(), [dir.clone(), file("a")]);
        assert_eq!(words(&["--out-dir=d", "--", "--debug"]).unwrap(), [dir, file("--debug")]);
        assert_eq!(words(&["-h"]).unwrap(), [Word::Flag("--help".into(), None)]);
        assert_eq!(words(&["--out-dir=a=b c\n"]).unwrap(), [Word::Flag("--out-dir".into(), Some("a=b c\n".into()))]);
        let skip = |name: &str| Word::Flag("--skip".into(), Some(name.into()));
        assert_eq!(words(&["--skip", "a", "--skip=b"]).unwrap(), [skip("a"), skip("b")]);
        assert_eq!(words(&["--out-dir", "-d"]).unwrap(), [Word::Flag("--out-dir".into(), Some("-d".into()))]);
    }

    #[test]
    fn mistakes() {
        for (argv, part) in [
            (&["--outdir"] as &[&str], "did you mean `--out-dir`"),
            (&["--out"], "cannot be abbreviated; write `--out-dir`"),
            (&["--deb"], "did you mean `--debug`?"),
            (&["--zzzzzzzz"], "lists all options"),
            (&["-x"], "unknown option `-x`"),
            (&["-hh"], "unknown option `-hh`"),
            (&["--deno"], "`--target deno`"),
            (&["--debug=1"], "takes no value"),
            (&["--out-dir"], "needs a value"),
            (&["--out-dir="], "is empty"),
            (&["--out-dir", "--debug"], "`--debug` follows"),
            (&["--out-dir", "--debug-url=x"], "follows"),
            (&["--debug", "--debug"], "twice"),
            (&["-h", "--help"], "twice"),
        ] {
            let error = words(argv).expect_err(&format!("{argv:?}"));
            assert!(error.contains(part), "{argv:?}: {error}");
        }
    }
}
