//! How failures are handled: one value, built in one place, asked four questions.

use crate::facts::{Exceptions, ModuleFacts};

/// What the user asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FailureRequest {
    /// Export `__wbg_reset_state`.
    pub reset_function: bool,
    /// Detect aborts in `panic=abort` guests too.
    pub force_abort_handler: bool,
}

/// The failure handling of one package.
///
/// Fields are private: stages ask [`FailureModel::guard`], [`FailureModel::catch_at`], [`FailureModel::handles`] and
/// [`FailureModel::unwind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailureModel {
    unwind: Exceptions,
    abort: Abort,
}

/// What becomes of traps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Abort {
    /// They are errors like others.
    Off,
    /// The instance is dead from then on.
    Detect,
}

/// What happens when JS enters the guest, and when an error leaves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Nothing: calls go straight to the current instance.
    None,
    /// A trap ends the instance: its error is kept, the guest's hook runs, later calls are refused.
    Abort,
}

/// Where exceptions of `catch` imports are turned into values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CatchAt {
    /// In the JS shim, which works in every engine and with every guest.
    Js,
}

/// Whether a JS handle (class instance, closure) remembers which instance it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handles {
    /// There is only ever one instance.
    Plain,
}

/// A request that cannot be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FailureError {
    /// Recovery is not built yet.
    #[error(
        "`--experimental-reset-state-function` is not available in this version; remove the flag, or use a release that lists instance reset"
    )]
    ResetUnavailable,
    /// Abort detection is not built yet.
    #[error(
        "`--force-enable-abort-handler` is not available in this version; remove the flag, or use a release that lists abort detection"
    )]
    AbortUnavailable,
}

impl FailureModel {
    /// Decides from what the user asks and what the module is.
    ///
    /// # Errors
    /// A request that this version cannot meet.
    pub fn resolve(request: FailureRequest, facts: &ModuleFacts) -> Result<Self, FailureError> {
        if request.reset_function {
            return Err(FailureError::ResetUnavailable);
        }
        if request.force_abort_handler && facts.exceptions == Exceptions::None {
            return Err(FailureError::AbortUnavailable);
        }
        let unwinds = facts.exceptions != Exceptions::None;
        let abort = if unwinds && facts.symbols.abort_words { Abort::Detect } else { Abort::Off };
        Ok(Self { unwind: facts.exceptions, abort })
    }

    /// Which instructions the shims use to rewind the stacks when an exception leaves an export.
    pub fn unwind(&self) -> Exceptions {
        self.unwind
    }

    /// What brackets each entry.
    pub fn guard(&self) -> Guard {
        match self.abort {
            Abort::Off => Guard::None,
            Abort::Detect => Guard::Abort,
        }
    }

    /// Where `catch` imports catch.
    pub fn catch_at(&self) -> CatchAt {
        CatchAt::Js
    }

    /// Whether handles are stamped.
    pub fn handles(&self) -> Handles {
        Handles::Plain
    }
}
