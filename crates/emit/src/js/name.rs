//! Names and string literals of the language: what is an identifier, what is reserved, how text is quoted.

/// Words that cannot be bindings in a module, and those that must not be (`arguments`, `eval`).
const RESERVED: &[&str] = &[
    "arguments",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "undefined",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// Whether a word cannot name a binding.
pub fn is_reserved(word: &str) -> bool {
    RESERVED.binary_search(&word).is_ok()
}

/// Whether a text is an identifier name, reserved words included: what may follow a dot.
pub fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(starts) && chars.all(continues)
}

/// Whether a text can name a binding.
pub fn is_binding(text: &str) -> bool {
    is_identifier(text) && !is_reserved(text)
}

/// The nearest text that can name a binding: other characters become `_`, reserved words get a leading `_`.
pub fn to_binding(text: &str) -> String {
    let mut name: String = text.chars().map(|c| if continues(c) { c } else { '_' }).collect();
    if !name.chars().next().is_some_and(starts) || is_reserved(&name) {
        name.insert(0, '_');
    }
    name
}

fn starts(c: char) -> bool {
    c == '_' || c == '$' || c.is_alphabetic()
}

fn continues(c: char) -> bool {
    starts(c) || c.is_ascii_digit() || (!c.is_ascii() && c.is_alphanumeric())
}

/// A string literal in double quotes.
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if (c as u32) < 0x20 || matches!(c as u32, 0x7F | 0x2028 | 0x2029 | 0xFEFF) => {
                out.push_str(&format!("\\u{:04X}", c as u32));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_words_are_sorted_for_the_search() {
        assert!(RESERVED.is_sorted());
        assert!(is_reserved("class") && is_reserved("arguments") && !is_reserved("klass"));
    }

    #[test]
    fn identifiers_and_bindings() {
        for good in ["a", "_", "$x1", "größe", "class"] {
            assert!(is_identifier(good), "{good}");
        }
        for bad in ["", "1a", "a-b", "a b", "[x]", "#p"] {
            assert!(!is_identifier(bad), "{bad}");
        }
        assert!(!is_binding("class"));
        assert_eq!(to_binding("a-b c"), "a_b_c");
        assert_eq!(to_binding("default"), "_default");
        assert_eq!(to_binding("1st"), "_1st");
        assert_eq!(to_binding(""), "_");
    }

    #[test]
    fn quoting_escapes_what_a_literal_cannot_hold() {
        assert_eq!(quote("a\"b\\c\n\u{2028}\u{0}é"), "\"a\\\"b\\\\c\\n\\u2028\\u0000é\"");
    }
}
