//! The stages by name: timing them, and showing the value of one.
//!
//! Knows nothing about what a stage does.

use std::fmt::Debug;
use std::time::Instant;

use crate::error::Error;

/// Names that [`crate::Bindgen::dump_stage`] accepts, in the order of the run.
pub const STAGE_NAMES: &[&str] =
    &["programs", "descriptors", "generics", "facts", "choices", "bindings", "linkage", "files"];

/// A value that can be shown instead of making a package. One per entry of [`STAGE_NAMES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Decoded metadata.
    Programs,
    /// Decoded types of exports, statics, fields.
    Descriptors,
    /// Generic imports with key and signature.
    Generics,
    /// What the wasm is.
    Facts,
    /// `Abi` and `FailureModel`.
    Choices,
    /// What is bound.
    Bindings,
    /// Names in the finished wasm.
    Linkage,
    /// The text files.
    Files,
}

impl Stage {
    const ALL: [Stage; 8] = [
        Stage::Programs,
        Stage::Descriptors,
        Stage::Generics,
        Stage::Facts,
        Stage::Choices,
        Stage::Bindings,
        Stage::Linkage,
        Stage::Files,
    ];

    /// The stage of a name.
    pub(crate) fn named(name: &str) -> Result<Stage, Error> {
        let index = STAGE_NAMES.iter().position(|known| *known == name).ok_or_else(|| {
            Error::Options(format!("there is no stage `{name}`; use one of `{}`", STAGE_NAMES.join("`, `")))
        })?;
        Ok(Self::ALL[index])
    }
}

/// Why the pipeline ended early.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The value that was asked for.
    Shown(String),
    /// A failure.
    Failed(Error),
}

impl<E: Into<Error>> From<E> for Stop {
    fn from(error: E) -> Self {
        Stop::Failed(error.into())
    }
}

/// Times stages into the log and stops the run at the stage that is to be shown.
#[derive(Debug)]
pub(crate) struct Recorder {
    wanted: Option<Stage>,
}

impl Recorder {
    /// `wanted`: the stage at which to stop, if any.
    pub(crate) fn new(wanted: Option<Stage>) -> Self {
        Self { wanted }
    }

    /// Runs one step and logs its time.
    pub(crate) fn step<T>(&self, name: &str, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
        let start = Instant::now();
        let result = work();
        let time = start.elapsed().as_micros();
        let outcome = if result.is_ok() { "" } else { " (failed)" };
        log::info!("{name}: {time} us{outcome}");
        result
    }

    /// Stops the run if this stage is the one wanted.
    pub(crate) fn show(&self, stage: Stage, value: &dyn Debug) -> Result<(), Stop> {
        self.show_text(stage, || format!("{value:#?}\n"))
    }

    /// As [`Recorder::show`], for values with a text form of their own.
    pub(crate) fn show_text(&self, stage: Stage, text: impl FnOnce() -> String) -> Result<(), Stop> {
        if self.wanted == Some(stage) { Err(Stop::Shown(text())) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_its_stage() {
        for (name, stage) in STAGE_NAMES.iter().zip(Stage::ALL) {
            assert_eq!(Stage::named(name).unwrap(), stage);
            assert_eq!(format!("{stage:?}").to_lowercase(), *name);
        }
        assert_eq!(STAGE_NAMES.len(), Stage::ALL.len());
        assert!(Stage::named("nope").is_err());
    }
}
