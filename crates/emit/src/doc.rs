//! Doc comment texts, without the comment delimiters: plain ones, and those with generated tags.
//!
//! The tags of the JavaScript carry types, those of the declarations only descriptions. Nothing here can end a comment early.

use wbg_ir::enums::NumericEnum;
use wbg_ir::export::{Export, ExportKind};
use wbg_ir::func::FuncDoc;

use crate::dts::ast::{Param, ParamForm};
use crate::dts::signature;
use crate::dts::types::Types;

/// The text of comment lines as the guest has them: most begin with the space after `///`.
pub fn plain(lines: &[String]) -> String {
    let lines: Vec<&str> = lines.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    closed(&lines.join("\n"))
}

/// The text for an export in the JavaScript file. `names` are the parameters as the JavaScript calls them, in the order of the
/// call's arguments; missing ones keep their declared name.
pub fn javascript(types: Types<'_>, export: &Export, names: &[String]) -> String {
    let mut lines = Vec::new();
    if export.doc.jsdoc {
        let own = OwnTags::of(&export.doc.comments);
        let params = signature::params(types, export);
        for (at, param) in params.iter().enumerate() {
            let name = names.get(at).map_or(param.name.as_str(), |name| name.trim_start_matches("..."));
            if !own.params.contains(&name) && !own.params.contains(&param.name.as_str()) {
                lines.push(param_tag(param, name, description(&export.doc, at)));
            }
        }
        lines.extend(returns_tag(types, export).filter(|_| !own.returns));
    }
    joined(plain(&export.doc.comments), &lines)
}

/// The text for a numeric enum in the JavaScript file.
pub fn javascript_enum(item: &NumericEnum) -> String {
    let values: Vec<String> = item.variants.iter().map(|variant| variant.value.to_string()).collect();
    let tag = if values.is_empty() { "@enum {never}".to_owned() } else { format!("@enum {{{}}}", values.join(" | ")) };
    joined(plain(&item.comments), &[tag])
}

/// The text for an export in the declarations: tags appear when there is something to say that types do not.
pub fn declared(export: &Export) -> String {
    let doc = &export.doc;
    let mut lines = Vec::new();
    let described = doc.params.iter().any(|param| param.description.is_some());
    if described || doc.return_description.is_some() {
        let own = OwnTags::of(&doc.comments);
        for param in doc.params.iter().filter(|param| !own.params.contains(&param.name.as_str())) {
            let tail = param.description.as_ref().map_or(String::new(), |text| format!(" - {text}"));
            lines.push(format!("@param {}{tail}", param.name));
        }
        if let (Some(text), false) = (&doc.return_description, own.returns) {
            lines.push(format!("@returns {text}"));
        }
    }
    joined(plain(&doc.comments), &lines)
}

/// Tags that the guest's own comment has, which are not written again.
#[derive(Debug, Default, PartialEq, Eq)]
struct OwnTags<'a> {
    params: Vec<&'a str>,
    returns: bool,
}

impl<'a> OwnTags<'a> {
    fn of(comments: &'a [String]) -> Self {
        let mut own = Self::default();
        for line in comments.iter().flat_map(|text| text.lines()) {
            let line = line.trim_start();
            if let Some(rest) = line.strip_prefix("@param ") {
                own.params.extend(param_name(rest));
            }
            own.returns |= matches!(line.split_whitespace().next(), Some("@return" | "@returns"));
        }
        own
    }
}

/// The name in `{type} name`, `[name]`, `[name=default]`, each with or without the type.
fn param_name(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    if rest.starts_with('{') {
        let mut open = 0_usize;
        let end = rest.char_indices().find_map(|(at, c)| {
            match c {
                '{' => open += 1,
                '}' => open -= 1,
                _ => {}
            }
            (open == 0).then_some(at + 1)
        })?;
        rest = rest[end..].trim_start();
    }
    let rest = rest.trim_start_matches(['[', '.']);
    let name = rest.split(|c: char| c.is_whitespace() || "]=-:,".contains(c)).next()?;
    (!name.is_empty()).then_some(name)
}

fn description(doc: &FuncDoc, at: usize) -> Option<&str> {
    doc.params.get(at).and_then(|param| param.description.as_deref())
}

fn param_tag(param: &Param, name: &str, description: Option<&str>) -> String {
    let ty = &param.ty;
    let head = match param.form {
        ParamForm::Required => format!("@param {{{ty}}} {name}"),
        ParamForm::Omittable => format!("@param {{{ty}}} [{name}]"),
        ParamForm::Rest => format!("@param {{...{ty}}} {name}"),
    };
    description.map_or(head.clone(), |text| format!("{head} - {text}"))
}

fn returns_tag(types: Types<'_>, export: &Export) -> Option<String> {
    if matches!(export.kind, ExportKind::Constructor(_)) {
        return None;
    }
    let ty = signature::result(types, export);
    match &export.doc.return_description {
        Some(text) => Some(format!("@returns {{{ty}}} {text}")),
        None if ty == "void" => None,
        None => Some(format!("@returns {{{ty}}}")),
    }
}

fn joined(text: String, tags: &[String]) -> String {
    let mut parts: Vec<String> = if text.is_empty() { vec![] } else { vec![text] };
    parts.extend(tags.iter().map(|tag| closed(tag)));
    parts.join("\n")
}

/// A text that cannot close the comment it stands in.
fn closed(text: &str) -> String {
    text.replace("*/", "*\\/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_the_guest_are_found() {
        for text in
            ["{string} name - what", "name what", "[name] x", "{{a: {b: 1}}} [name=5]", "{...T} ...name", "name"]
        {
            assert_eq!(param_name(text), Some("name"), "{text}");
        }
        for text in ["", "{unclosed name", "{string}"] {
            assert_eq!(param_name(text), None, "{text}");
        }
        let lines =
            [" Text @param not".to_owned(), " @param {number} x - one".to_owned(), " @return {string} it".to_owned()];
        assert_eq!(OwnTags::of(&lines), OwnTags { params: vec!["x"], returns: true });
        assert_eq!(OwnTags::of(&[" @returnsomething".to_owned()]), OwnTags::default());
    }

    #[test]
    fn comments_lose_one_space_and_cannot_close() {
        let lines = [" One.".to_owned(), "".to_owned(), "   code */ more".to_owned()];
        assert_eq!(plain(&lines), "One.\n\n  code *\\/ more");
    }
}
