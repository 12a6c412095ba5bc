//! Fills the slots of a loader file.
//!
//! A slot is an identifier that starts with `$`. In a line of its own it stands for a statement, which may be absent; inside a
//! string literal it stands for text.

/// What a loader file may leave open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// Name of the wasm file, inside a string literal.
    WasmFile,
    /// Relative URL of the wasm file, inside a string literal.
    WasmUrl,
    /// The wasm itself as base64, inside a string literal.
    WasmText,
    /// Name of the file with the glue, inside a string literal.
    GlueFile,
    /// Ties the record to the instance.
    Bind,
    /// What the entry file takes from the glue.
    EntryImports,
    /// Makes a declaration public where a keyword does so.
    Export,
    /// Runs the start function.
    Start,
    /// Gives `module_or_path` its default.
    DefaultPath,
}

impl Slot {
    /// All of them.
    pub const ALL: &'static [Slot] = &[
        Slot::WasmFile,
        Slot::WasmUrl,
        Slot::WasmText,
        Slot::GlueFile,
        Slot::Bind,
        Slot::EntryImports,
        Slot::Export,
        Slot::Start,
        Slot::DefaultPath,
    ];

    /// The identifier in the file.
    pub fn identifier(self) -> &'static str {
        match self {
            Slot::WasmFile => "$WASM_FILE",
            Slot::WasmUrl => "$WASM_URL",
            Slot::WasmText => "$WASM_TEXT",
            Slot::GlueFile => "$GLUE_FILE",
            Slot::Bind => "$BIND",
            Slot::EntryImports => "$ENTRY_IMPORTS",
            Slot::Export => "$EXPORT",
            Slot::Start => "$START",
            Slot::DefaultPath => "$DEFAULT_PATH",
        }
    }
}

/// A loader file with its slots filled. A statement that is absent takes its line with it; so does the file's own first comment.
pub fn fill(file: &str, value: impl Fn(Slot) -> Option<String>) -> String {
    let mut out = String::new();
    let mut preamble = true;
    for line in file.lines() {
        preamble &= line.is_empty() || line.starts_with("//");
        if preamble {
            continue;
        }
        if let Some(line) = fill_line(line, &value) {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

fn fill_line(line: &str, value: &impl Fn(Slot) -> Option<String>) -> Option<String> {
    let mut line = line.to_owned();
    for &slot in Slot::ALL {
        if !line.contains(slot.identifier()) {
            continue;
        }
        let statement = line.trim() == format!("{};", slot.identifier());
        match value(slot) {
            None if statement => return None,
            Some(text) => line = line.replace(slot.identifier(), &text),
            // A keyword that is not there takes the space behind it along.
            None => line = line.replace(&format!("{} ", slot.identifier()), ""),
        }
    }
    Some(line)
}

/// A text that means itself inside any kind of string literal.
pub fn in_literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\\' | '\'' | '"' | '`' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// A file name as a relative URL.
pub fn in_url(name: &str) -> String {
    name.replace('%', "%25").replace('?', "%3F").replace('#', "%23")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Target;
    use crate::target::spec::{RENEW, RESET_STATE, spec_of};
    use wbg_ir::failure::Lifecycle;

    const STANDALONE: [&str; 2] =
        [include_str!("../runtime/loader/embedded.js"), include_str!("../runtime/loader/fetched.js")];

    fn slots(file: &str) -> Vec<String> {
        file.split('$')
            .skip(1)
            .map(|rest| rest.chars().take_while(|c| c.is_ascii_uppercase() || *c == '_').collect::<String>())
            .filter(|name| name.len() > 1)
            .collect()
    }

    #[test]
    fn every_slot_is_known_and_every_slot_is_used() {
        let mut seen = Vec::new();
        let lifecycles = [Lifecycle::One, Lifecycle::Public];
        for (target, lifecycle) in Target::ALL.into_iter().flat_map(|target| lifecycles.map(|l| (target, l))) {
            let spec = spec_of(target, lifecycle);
            let heads = [Some(spec.head), spec.entry, spec.threaded.map(|threaded| threaded.head)];
            let loaders = [Some(spec.loader), spec.replacing_loader, spec.threaded.map(|threaded| threaded.loader)];
            let files = heads.into_iter().flatten().chain(loaders.into_iter().flatten().flatten().copied());
            for file in files.chain([RENEW, RESET_STATE]).chain(STANDALONE) {
                for name in slots(file) {
                    let known = Slot::ALL.iter().find(|slot| slot.identifier()[1..] == name);
                    seen.push(*known.unwrap_or_else(|| panic!("unknown slot `${name}`")));
                }
                let filled = fill(file, |_| Some("filled".to_owned()));
                assert_eq!(slots(&filled), Vec::<String>::new());
            }
        }
        for slot in Slot::ALL {
            assert!(seen.contains(slot), "{slot:?} is used nowhere");
        }
    }

    #[test]
    fn absent_statements_take_their_line() {
        let file = "// about\n\na();\n    $START;\nb('$WASM_FILE');\n";
        assert_eq!(fill(file, |slot| (slot != Slot::Start).then(|| "x".to_owned())), "a();\nb('x');\n");
        assert_eq!(fill(file, |_| Some("x".to_owned())), "a();\n    x;\nb('x');\n");
    }

    #[test]
    fn odd_file_names_mean_themselves() {
        assert_eq!(in_literal("it's `${a}`"), "it\\'s \\`\\${a}\\`");
        assert_eq!(in_url("a#b?c%d"), "a%23b%3Fc%25d");
    }
}
