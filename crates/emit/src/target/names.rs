//! File names of a package.

use crate::options::EmitOptions;

/// Where each file of a package is, relative to the output folder, and how the files call each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileNames {
    stem: String,
}

impl FileNames {
    /// The names for a basename; suffixes are appended, dots in it mean nothing.
    pub fn of(options: &EmitOptions) -> Self {
        Self { stem: options.stem.clone() }
    }

    /// The file to import.
    pub fn js(&self) -> String {
        format!("{}.js", self.stem)
    }

    /// The glue behind the entry, for targets that have both.
    pub fn glue(&self) -> String {
        format!("{}_bg.js", self.stem)
    }

    /// The wasm.
    pub fn wasm(&self) -> String {
        format!("{}_bg.wasm", self.stem)
    }

    /// The declarations.
    pub fn declarations(&self) -> String {
        format!("{}.d.ts", self.stem)
    }

    /// The declarations of the wasm.
    pub fn wasm_declarations(&self) -> String {
        format!("{}_bg.wasm.d.ts", self.stem)
    }

    /// What a specifier to a snippet starts with, from the package's JavaScript.
    pub fn snippets(&self) -> String {
        match self.stem.matches('/').count() {
            0 => "./snippets/".to_owned(),
            depth => format!("{}snippets/", "../".repeat(depth)),
        }
    }

    /// The last component of a path: how files of the same folder call each other.
    pub fn beside(path: &str) -> &str {
        path.rsplit('/').next().unwrap_or(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Target;

    #[test]
    fn dots_and_folders_in_a_basename_are_kept() {
        let names = FileNames::of(&EmitOptions::new(Target::Web, "sub/a.b"));
        assert_eq!(names.wasm(), "sub/a.b_bg.wasm");
        assert_eq!(FileNames::beside(&names.wasm()), "a.b_bg.wasm");
        assert_eq!(names.snippets(), "../snippets/");
    }
}
