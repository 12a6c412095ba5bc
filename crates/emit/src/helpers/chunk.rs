//! Cuts a runtime file into its declarations.
//!
//! Knows the style of the runtime files: declarations start at column 0, blocks end there too, anything else ends with `;`; names of the runtime start with `__wbg_`, type information is in JSDoc tags. Must not know what they do.

/// One declaration of a file, with the statements after it that belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk<'a> {
    /// Declared name.
    pub name: &'a str,
    /// Whether other files may use it.
    pub visible: Visible,
    /// Code without `export`, without type tags.
    pub text: String,
    /// Names of the runtime that the code mentions.
    pub mentions: Vec<&'a str>,
}

/// Whether other files may use a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visible {
    /// It is exported.
    Everywhere,
    /// It is not.
    InFile,
}

/// The declarations of a file, in order.
pub fn chunks(text: &str) -> Vec<Chunk<'_>> {
    let mut chunks: Vec<Chunk<'_>> = Vec::new();
    let mut comment = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("import ") {
            let mut last = line;
            while !last.contains(';') {
                let Some(next) = lines.next() else { break };
                last = next;
            }
            continue;
        }
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        if line.starts_with("/*") || line.starts_with(" *") {
            comment.push(line);
            continue;
        }
        let mut code = vec![line];
        while !ends(line, code[code.len() - 1]) {
            let Some(next) = lines.next() else { break };
            code.push(next);
        }
        add(&mut chunks, &clean_comment(&std::mem::take(&mut comment)), &code);
    }
    chunks
}

/// Whether `line` ends a declaration that begins with `first`.
fn ends(first: &str, line: &str) -> bool {
    if first.ends_with(['{', '(', '[']) { line.starts_with(['}', ')', ']']) } else { line.ends_with([';', '}']) }
}

fn add<'a>(chunks: &mut Vec<Chunk<'a>>, comment: &str, code: &[&'a str]) {
    let (first, visible) = match code[0].strip_prefix("export ") {
        Some(rest) => (rest, Visible::Everywhere),
        None => (code[0], Visible::InFile),
    };
    let mut text = comment.to_owned();
    for line in std::iter::once(&first).chain(&code[1..]) {
        let plain = without_casts(line);
        if plain.trim().is_empty() && !line.is_empty() {
            continue;
        }
        text.push_str(plain.trim_end());
        text.push('\n');
    }
    let mentions = code.iter().flat_map(|line| names(line));
    match (declared(first), chunks.last_mut()) {
        (None, Some(owner)) => {
            owner.text.push_str(&text);
            owner.mentions.extend(mentions);
        }
        (name, _) => {
            let mentions = mentions.collect();
            chunks.push(Chunk { name: name.unwrap_or_default(), visible, text, mentions });
        }
    }
}

/// The name a declaration's first line declares; none for other statements.
fn declared(line: &str) -> Option<&str> {
    let line = line.strip_prefix("async ").unwrap_or(line);
    let rest = ["function ", "class ", "const ", "let "].iter().find_map(|keyword| line.strip_prefix(keyword))?;
    rest.split(|c: char| !is_name(c)).next()
}

/// Names of the runtime in a line.
fn names(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !is_name(c)).filter(|word| word.starts_with("__wbg_"))
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// A comment without its tags: on one line if that is what is left, empty if nothing is.
fn clean_comment(lines: &[&str]) -> String {
    let inner = lines.iter().map(|line| {
        let line = line.trim_start().trim_start_matches("/**").trim_end_matches("*/").trim();
        line.strip_prefix('*').unwrap_or(line).trim()
    });
    let kept: Vec<&str> = inner.filter(|line| !line.is_empty() && !line.starts_with('@')).collect();
    match kept.as_slice() {
        [] => String::new(),
        [one] => format!("/** {one} */\n"),
        many => format!("/**\n * {}\n */\n", many.join("\n * ")),
    }
}

/// A line without the type casts and checker directives that only the checker reads.
fn without_casts(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("/** @") {
        let Some((_, after)) = after.split_once("*/") else { break };
        out.push_str(before);
        rest = after.trim_start();
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
// @ts-check
import {
    __wbg_b,
} from './b.js';

/**
 * Adds.
 * @param {number} x
 */
export function __wbg_a(x) {
    /** @type {any} */
    const y = /** @type {any} */ (x).y;

    return __wbg_b(y);
}

/** @type {number} */
let __wbg_n;
const __wbg_m =
    __wbg_n + 1;
__wbg_m.x = __wbg_c;
";

    #[test]
    fn a_file_becomes_declarations_without_types() {
        let chunks = chunks(FILE);
        let names: Vec<_> = chunks.iter().map(|chunk| (chunk.name, chunk.visible)).collect();
        assert_eq!(
            names,
            [("__wbg_a", Visible::Everywhere), ("__wbg_n", Visible::InFile), ("__wbg_m", Visible::InFile)]
        );
        let a = "/** Adds. */\nfunction __wbg_a(x) {\n    const y = (x).y;\n\n    return __wbg_b(y);\n}\n";
        assert_eq!(chunks[0].text, a);
        assert_eq!(chunks[1].text, "let __wbg_n;\n");
        assert_eq!(chunks[2].text, "const __wbg_m =\n    __wbg_n + 1;\n__wbg_m.x = __wbg_c;\n");
        assert_eq!(chunks[2].mentions, ["__wbg_m", "__wbg_n", "__wbg_m", "__wbg_c"]);
    }
}
