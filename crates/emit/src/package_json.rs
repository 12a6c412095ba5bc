//! `package.json` of the output: the npm dependencies of all guest crates, sorted.
//!
//! Manifests are given as text; reading them is somebody else's business.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::options::EmitError;

/// The text of `package.json`, or nothing when no crate asks for a package.
///
/// # Errors
/// A manifest that is not an object, dependencies that are not an object of texts, and one package asked for by two manifests.
pub fn text(manifests: &[(String, String)]) -> Result<Option<String>, EmitError> {
    let mut wanted: BTreeMap<String, (&str, String)> = BTreeMap::new();
    for (path, contents) in manifests {
        for (name, range) in dependencies(path, contents)? {
            if let Some((first, _)) = wanted.get(&name) {
                return Err(manifest(
                    path,
                    format!("the npm package `{name}` is also asked for by `{first}`; keep one of the two"),
                ));
            }
            wanted.insert(name, (path, range));
        }
    }
    if wanted.is_empty() {
        return Ok(None);
    }
    let dependencies: Map<String, Value> =
        wanted.into_iter().map(|(name, (_, range))| (name, Value::String(range))).collect();
    let package = Value::Object(Map::from_iter([("dependencies".to_owned(), Value::Object(dependencies))]));
    Ok(Some(format!("{package:#}")))
}

fn dependencies(path: &str, contents: &str) -> Result<Vec<(String, String)>, EmitError> {
    let value: Value = serde_json::from_str(contents)
        .map_err(|error| manifest(path, format!("not a JSON document: {error}; correct the file")))?;
    let Value::Object(fields) = value else {
        return Err(manifest(path, "the manifest must be a JSON object".to_owned()));
    };
    match fields.get("dependencies") {
        None => Ok(vec![]),
        Some(Value::Object(list)) => list.iter().map(|(name, range)| dependency(path, name, range)).collect(),
        Some(_) => {
            Err(manifest(path, "`dependencies` must be an object from package names to version ranges".to_owned()))
        }
    }
}

fn dependency(path: &str, name: &str, range: &Value) -> Result<(String, String), EmitError> {
    match range {
        Value::String(range) => Ok((name.to_owned(), range.clone())),
        _ => Err(manifest(path, format!("the version range of `{name}` must be a text"))),
    }
}

fn manifest(path: &str, message: String) -> EmitError {
    EmitError::Manifest { path: path.to_owned(), message }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(list: &[(&str, &str)]) -> Result<Option<String>, EmitError> {
        let owned: Vec<(String, String)> = list.iter().map(|(path, text)| ((*path).into(), (*text).into())).collect();
        text(&owned)
    }

    #[test]
    fn dependencies_are_merged_and_sorted() {
        let one = r#"{"name": "x", "dependencies": {"zed": "^1", "abc": "2"}}"#;
        let two = r#"{"dependencies": {"mid": "~3"}}"#;
        assert_eq!(
            given(&[("a", one), ("b", two), ("c", "{}")]),
            Ok(Some(
                "{\n  \"dependencies\": {\n    \"abc\": \"2\",\n    \"mid\": \"~3\",\n    \"zed\": \"^1\"\n  }\n}"
                    .into()
            ))
        );
        assert_eq!(given(&[("c", "{}")]), Ok(None));
    }

    #[test]
    fn bad_manifests_are_named() {
        let message = |list: &[(&str, &str)]| given(list).expect_err("a bad manifest").to_string();
        assert!(message(&[("p", "{")]).starts_with("`p`: not a JSON document"));
        assert_eq!(message(&[("p", "[]")]), "`p`: the manifest must be a JSON object");
        assert_eq!(
            message(&[("p", r#"{"dependencies": []}"#)]),
            "`p`: `dependencies` must be an object from package names to version ranges"
        );
        assert_eq!(message(&[("p", r#"{"dependencies": {"x": 1}}"#)]), "`p`: the version range of `x` must be a text");
        let same = r#"{"dependencies": {"x": "1"}}"#;
        assert_eq!(
            message(&[("p", same), ("q", same)]),
            "`q`: the npm package `x` is also asked for by `p`; keep one of the two"
        );
    }
}
