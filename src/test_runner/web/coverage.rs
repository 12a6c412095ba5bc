//! Where the profile of a suite goes that cannot write files itself.

/// Fills a template like that of `LLVM_PROFILE_FILE`.
///
/// `%p` is the process, `%h` the host, `%t` the folder for temporary files, and `%m`, with digits in between or not, the module.
pub fn path(template: Option<&str>, process: u32, folder: &str, signature: &str) -> String {
    let mut rest = template.unwrap_or("default_%m_%p.profraw");
    let mut path = String::new();
    while let Some((before, after)) = rest.split_once('%') {
        path.push_str(before);
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, tail) = after.split_at(digits);
        let (value, taken) = match tail.chars().next() {
            Some('m') => (format!("{signature}_0"), digits + 1),
            Some('p') if number.is_empty() => (process.to_string(), 1),
            Some('h') if number.is_empty() => ("wbgt".to_owned(), 1),
            Some('t') if number.is_empty() => (folder.to_owned(), 1),
            _ => (format!("%{number}"), digits),
        };
        path.push_str(&value);
        rest = &after[taken..];
    }
    path + rest
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn templates() {
        for (template, wanted) in [
            (None, "default_77_0_5.profraw"),
            (Some(""), ""),
            (Some("%p-%h-%t"), "5-wbgt-tmp"),
            (Some("%m"), "77_0"),
            (Some("%04m.x"), "77_0.x"),
            (Some("100%"), "100%"),
            (Some("%%p"), "%5"),
            (Some("%a%12%3p"), "%a%12%3p"),
            (Some("ä%pö"), "ä5ö"),
        ] {
            assert_eq!(path(template, 5, "tmp", "77"), wanted, "{template:?}");
        }
    }
}
