//! Reports without what differs between runs, tools and engines: frames of stack traces and times.

/// A report in comparable form.
pub fn report(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("at ")).map(|line| timeless(line) + "\n").collect()
}

/// A report of a page: without what runners say before and after it.
pub fn page(text: &str) -> String {
    let from = text.find("running ").unwrap_or(0);
    let text = &text[from..];
    report(text.split("console output:").next().unwrap_or(text))
}

fn timeless(line: &str) -> String {
    if let Some((before, _)) = line.split_once(" on `http://") {
        return format!("{before} on URL");
    }
    match line.split_once("; finished in ") {
        Some((before, time)) if time.ends_with('s') => format!("{before}; finished in T"),
        _ => line.trim_end().to_owned(),
    }
}

/// The first lines that differ.
pub fn difference(wanted: &str, found: &str) -> String {
    let (mut wanted_lines, mut found_lines) = (wanted.lines(), found.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (wanted_lines.next(), found_lines.next()) {
            (None, None) => return "no line differs".to_owned(),
            (wanted, found) if wanted != found => {
                let show = |line: Option<&str>| line.map_or("(the end)".to_owned(), |line| format!("`{line}`"));
                return format!("line {number}: expected {}, found {}", show(wanted), show(found));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_and_times_go() {
        let text = "test a ... ok\n    at f (x.js:1)\ntest result: ok. 1 passed; finished in 0.12s\n\n";
        assert_eq!(report("Running in X on `http://127.0.0.1:1/`"), "Running in X on URL\n");
        assert_eq!(page("Loading\nrunning 1 test\nx\n\nconsole output:\n y\n"), "running 1 test\nx\n\n");
        assert_eq!(report(text), "test a ... ok\ntest result: ok. 1 passed; finished in T\n\n");
    }

    #[test]
    fn the_first_difference_is_named() {
        assert_eq!(difference("a\nb\n", "a\nc\n"), "line 2: expected `b`, found `c`");
        assert_eq!(difference("a\n", ""), "line 1: expected `a`, found (the end)");
    }
}
