//! The sources as the rules see them: files of the checkout, Rust text with comments and strings told apart.
//!
//! A small scanner, not a parser: it knows comments, strings, characters and lifetimes, which is all the rules need.

use std::fs;
use std::path::{Path, PathBuf};

/// One text file.
pub struct Source {
    /// Relative to the checkout, with `/`.
    pub path: String,
    /// Contents.
    pub text: String,
    /// Only compiled for tests.
    pub is_test: bool,
}

/// The checkout.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below some folders, with their bytes, in order. Build products and dependencies are left out.
pub fn walk(folders: &[&str], visit: &mut dyn FnMut(&str, &[u8])) {
    for folder in folders {
        below(&root().join(folder), visit);
    }
}

fn below(folder: &Path, visit: &mut dyn FnMut(&str, &[u8])) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !["target", "node_modules", ".git"].contains(&name.as_str()) {
                below(&path, visit);
            }
        } else {
            let relative = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            visit(&relative, &fs::read(&path).unwrap());
        }
    }
}

/// All UTF-8 files below some folders.
pub fn texts(folders: &[&str]) -> Vec<Source> {
    let mut all = Vec::new();
    walk(folders, &mut |path, bytes| {
        if let Ok(text) = std::str::from_utf8(bytes) {
            all.push(Source { path: path.to_owned(), text: text.to_owned(), is_test: false });
        }
    });
    all
}

/// All Rust files below some folders.
pub fn rust_sources(folders: &[&str]) -> Vec<Source> {
    let mut all = texts(folders);
    all.retain(|file| file.path.ends_with(".rs"));
    let modules: Vec<String> = all.iter().flat_map(test_modules).collect();
    for file in &mut all {
        let stem = file.path.trim_end_matches(".rs").trim_end_matches("/mod");
        let below_one = modules.iter().any(|m| stem == m || stem.starts_with(&format!("{m}/")));
        file.is_test = below_one || file.path.split('/').any(|part| part == "tests" || part == "tests.rs");
    }
    all
}

/// Paths without extension of the modules that a file declares for tests only.
fn test_modules(file: &Source) -> Vec<String> {
    let folder = match file.path.rsplit_once('/') {
        Some((folder, "lib.rs" | "main.rs" | "mod.rs")) => folder.to_owned(),
        _ => file.path.trim_end_matches(".rs").to_owned(),
    };
    let lines: Vec<&str> = file.text.lines().map(str::trim).collect();
    let pairs = lines.windows(2).filter(|pair| pair[0].starts_with("#[cfg(test)]"));
    let names = pairs.filter_map(|pair| pair[1].strip_suffix(';')?.split("mod ").nth(1));
    names.map(|name| format!("{folder}/{name}")).collect()
}

impl Source {
    /// Places of product code (no comments, no strings, no test modules) that `matches` recognises, as `path:line: text`.
    pub fn places(&self, matches: impl Fn(&str) -> bool) -> Vec<String> {
        let code = scan(&self.text).0;
        let numbered = code.lines().take(product_lines(&code)).enumerate().filter(|(_, line)| matches(line));
        numbered.map(|(number, line)| format!("{}:{}: {}", self.path, number + 1, line.trim())).collect()
    }

    /// String literals of product code with the line they start on.
    pub fn strings(&self) -> Vec<(usize, String)> {
        let (code, strings) = scan(&self.text);
        let product = product_lines(&code);
        strings.into_iter().filter(|(line, _)| *line <= product).collect()
    }
}

/// Number of lines before the test module at the end.
fn product_lines(code: &str) -> usize {
    let lines: Vec<&str> = code.lines().collect();
    let is_module = |at: usize| {
        let item = lines[at + 1..].iter().find(|line| !line.starts_with("#["));
        lines[at] == "#[cfg(test)]" && item.is_some_and(|line| line.starts_with("mod ") && line.ends_with('{'))
    };
    (0..lines.len()).find(|at| is_module(*at)).unwrap_or(lines.len())
}

/// The code with comments and string contents blanked, and the strings with their lines.
fn scan(text: &str) -> (String, Vec<(usize, String)>) {
    let chars: Vec<char> = text.chars().collect();
    let (mut code, mut strings, mut at) = (String::new(), Vec::new(), 0);
    while at < chars.len() {
        let rest = &chars[at..];
        let end = match rest {
            ['/', '/', ..] => at + rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()),
            ['/', '*', ..] => at + find(rest, "*/").map_or(rest.len(), |i| i + 2),
            ['\'', '\\', ..] => at + 3 + rest.iter().skip(3).position(|c| *c == '\'').map_or(0, |i| i + 1),
            ['\'', _, '\'', ..] => at + 3,
            ['"', ..] => at + quoted(rest),
            ['r', '"' | '#', ..] if !word_before(&code) => match raw(rest) {
                Some(length) => at + length,
                None => at,
            },
            _ => at,
        };
        if end == at {
            code.push(chars[at]);
            at += 1;
            continue;
        }
        let piece: String = chars[at..end].iter().collect();
        if piece.starts_with(['"', 'r']) {
            strings.push((code.matches('\n').count() + 1, piece.clone()));
        }
        code.extend(piece.chars().filter(|c| *c == '\n'));
        at = end;
    }
    (code, strings)
}

fn word_before(code: &str) -> bool {
    code.chars().last().is_some_and(|c| c.is_alphanumeric() || c == '_')
}

/// Length of the string literal at the start.
fn quoted(rest: &[char]) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != '"' {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

/// Length of the raw string literal at the start, if it is one.
fn raw(rest: &[char]) -> Option<usize> {
    let hashes = rest[1..].iter().take_while(|c| **c == '#').count();
    if rest.get(1 + hashes) != Some(&'"') {
        return None;
    }
    let close = format!("\"{}", "#".repeat(hashes));
    Some(find(&rest[2 + hashes..], &close).map_or(rest.len(), |i| 2 + hashes + i + close.len()))
}

fn find(rest: &[char], text: &str) -> Option<usize> {
    let text: Vec<char> = text.chars().collect();
    rest.windows(text.len()).position(|part| part == text)
}

#[test]
fn the_scanner_tells_code_from_text() {
    let text = "let a = \"x.unwrap()\"; // .unwrap()\nlet b = r#\"{\n}\"#; let c = '\"'; b.unwrap();\nlet d: &'a str = '\\'';\n";
    let (code, strings) = scan(text);
    assert_eq!(code, "let a = ; \nlet b = \n; let c = ; b.unwrap();\nlet d: &'a str = ;\n");
    assert_eq!(strings, [(1, "\"x.unwrap()\"".to_owned()), (2, "r#\"{\n}\"#".to_owned())]);
}
