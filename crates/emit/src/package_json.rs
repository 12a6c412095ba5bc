//! `package.json` of the output: the npm dependencies of all guest crates, sorted.
//!
//! Manifests are given as text; reading them is somebody else's business.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::options::EmitError;
use crate::target::spec::PackageKind;

/// The text of `package.json`, or nothing when there is nothing to say: no crate asks for a package, and the files need no kind.
///
/// # Errors
/// A manifest that is not an object, dependencies that are not an object of texts, and one package asked for by two manifests.
pub fn text(manifests: &[(String, String)], kind: PackageKind) -> Result<Option<String>, EmitError> {
    let wanted = wanted(manifests)?;
    let mut fields = Map::new();
    if !wanted.is_empty() {
        let dependencies = wanted.into_iter().map(|(name, (_, range))| (name, Value::String(range)));
        fields.insert("dependencies".to_owned(), Value::Object(dependencies.collect()));
    }
    if kind == PackageKind::EsModule {
        fields.insert("type".to_owned(), Value::String("module".to_owned()));
    }
    Ok((!fields.is_empty()).then(|| format!("{:#}", Value::Object(fields))))
}

/// For targets whose output cannot import packages.
///
/// # Errors
/// As [`text`], and any package that is asked for.
pub fn refuse(manifests: &[(String, String)]) -> Result<(), EmitError> {
    match wanted(manifests)?.into_iter().next() {
        None => Ok(()),
        Some((name, (path, _))) => Err(manifest(
            path,
            format!(
                "the npm package `{name}` is asked for, but a classic script has no imports; use a target whose output \
                 is a module, such as `--target web`"
            ),
        )),
    }
}

/// npm packages in order, each with its manifest and its version range.
fn wanted(manifests: &[(String, String)]) -> Result<BTreeMap<String, (&str, String)>, EmitError> {
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
    Ok(wanted)
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
        text(&owned, PackageKind::Unsaid)
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
    fn modules_say_so_even_without_packages() {
        let given = [("a".to_owned(), r#"{"dependencies": {"x": "1"}}"#.to_owned())];
        let both = "{\n  \"dependencies\": {\n    \"x\": \"1\"\n  },\n  \"type\": \"module\"\n}";
        assert_eq!(text(&given, PackageKind::EsModule), Ok(Some(both.into())));
        assert_eq!(text(&[], PackageKind::EsModule), Ok(Some("{\n  \"type\": \"module\"\n}".into())));
    }

    #[test]
    fn scripts_take_no_packages() {
        let given = |text: &str| refuse(&[("p".to_owned(), text.to_owned())]);
        assert_eq!(given("{}"), Ok(()));
        let error = given(r#"{"dependencies": {"x": "1"}}"#).expect_err("a package").to_string();
        assert!(error.starts_with("`p`: the npm package `x` is asked for, but a classic script"), "{error}");
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
