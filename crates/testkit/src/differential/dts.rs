//! Splits a `.d.ts` file into declarations and members, so that two files compare without regard to order, comments
//! and spacing.

/// One line per declaration; members of classes, enums and interfaces get a line each, after their owner. What a namespace
/// declares counts like the file's own declarations.
pub(super) fn declarations(text: &str) -> Vec<String> {
    let text = without_comments(text);
    let mut out = Vec::new();
    let mut statement = String::new();
    let mut depth = 0usize;
    for part in pieces(&text) {
        match part {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        statement.push_str(part);
        let ends = depth == 0 && (part == ";" || (part == "}" && has_members(&statement)));
        if ends {
            flush(&mut out, &mut statement);
        }
    }
    flush(&mut out, &mut statement);
    out.sort();
    out
}

/// Text between brackets, braces, semicolons and quotes; quoted text is one piece.
fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => {
                quote = None;
                out.push(&text[start..at + c.len_utf8()]);
                start = at + c.len_utf8();
            }
            Some(_) => {}
            None if "\"'`".contains(c) => {
                out.push(&text[start..at]);
                start = at;
                quote = Some(c);
            }
            None if "{}()[];".contains(c) => {
                out.push(&text[start..at]);
                out.push(&text[at..at + 1]);
                start = at + 1;
            }
            None => {}
        }
    }
    out.push(&text[start..]);
    out
}

fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("/*") {
        out.push_str(&rest[..at]);
        rest = rest[at..].split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    let code = |line: &str| line.trim_start().starts_with("//").then(String::new).unwrap_or_else(|| line.to_owned());
    out.lines().map(|line| code(line) + "\n").collect()
}

/// Is this the head of something whose braces hold members?
fn has_members(statement: &str) -> bool {
    let mut words = statement
        .split_whitespace()
        .skip_while(|word| matches!(*word, "export" | "declare" | "default" | "abstract" | "const"));
    matches!(words.next(), Some("class" | "interface" | "enum" | "namespace" | "module"))
}

fn flush(out: &mut Vec<String>, statement: &mut String) {
    let text = std::mem::take(statement);
    let squeezed = squeeze(&text);
    if squeezed.is_empty() {
        return;
    }
    let Some((head, body)) = text.split_once('{').filter(|_| has_members(&text)) else {
        out.push(squeezed.trim_end_matches(';').trim_end().to_owned());
        return;
    };
    let head = squeeze(head);
    let body = body.trim_end().strip_suffix('}').unwrap_or(body);
    if head.contains("namespace ") {
        // What a classic script declares is nothing but a module's declarations under a name.
        out.extend(declarations(body));
        out.push(head);
        return;
    }
    let separator = if head.contains("enum ") { ',' } else { ';' };
    for member in members(body, separator) {
        out.push(format!("{head} :: {}", squeeze(member)));
    }
    out.push(head);
}

/// Splits at the separator where no bracket is open.
fn members(body: &str, separator: char) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (at, c) in body.char_indices() {
        match c {
            '{' | '(' | '[' | '<' => depth += 1,
            '}' | ')' | ']' => depth = depth.saturating_sub(1),
            // The arrow of a function type closes nothing.
            '>' if !body[..at].ends_with('=') => depth = depth.saturating_sub(1),
            _ if c == separator && depth == 0 => {
                out.push(&body[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    out.push(&body[start..]);
    out.retain(|member| !member.trim().is_empty());
    out
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_stand_alone_and_sorted() {
        let text = "/* tslint:disable */\n/** Doc; with { odd } marks. */\nexport class C {\n  free(): void;\n\n  get p(): { a: number; };\n}\n\
                    export function f(a: number, b?: string | null): void;\nexport enum E {\n  A = 0,\n  B = 1,\n}\n";
        assert_eq!(
            declarations(text),
            [
                "export class C",
                "export class C :: free(): void",
                "export class C :: get p(): { a: number; }",
                "export enum E",
                "export enum E :: A = 0",
                "export enum E :: B = 1",
                "export function f(a: number, b?: string | null): void",
            ]
        );
    }

    #[test]
    fn declarations_in_a_namespace_are_told_apart() {
        let text = "declare namespace app {\n    class C {\n        free(): void;\n    }\n    export type { C };\n}\n";
        assert_eq!(
            declarations(text),
            ["class C", "class C :: free(): void", "declare namespace app", "export type { C }"]
        );
    }

    #[test]
    fn order_comments_and_spacing_do_not_matter() {
        let a = "export type T = \"a;\" | \"b{\";\nexport function g(): void;\n";
        let b = "// comment\nexport   function g():\n void;\n/* x */ export type T = \"a;\" | \"b{\";";
        assert_eq!(declarations(a), declarations(b));
        assert_eq!(declarations(a).len(), 2);
    }

    #[test]
    fn object_types_are_one_statement() {
        let text =
            "export type InitInput = { module: { x: number } } | string;\nexport let ns: {\n  a: typeof ns__a,\n};";
        assert_eq!(
            declarations(text),
            ["export let ns: { a: typeof ns__a, }", "export type InitInput = { module: { x: number } } | string"]
        );
    }
}
