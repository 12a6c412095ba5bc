//! How failures are handled: one value, built in one place, asked five questions.

use crate::bindings::Bindings;
use crate::facts::{Exceptions, ModuleFacts};
use crate::import::ImportKind;
use crate::intrinsic::Intrinsic;

/// What the user asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FailureRequest {
    /// Export `__wbg_reset_state`.
    pub reset_function: bool,
    /// Detect aborts in `panic=abort` guests too.
    pub force_abort_handler: bool,
    /// What the package finds the exports in.
    pub exports: Exports,
}

/// What glue finds the exports of an instance in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Exports {
    /// The object that the engine makes, with a `WebAssembly.Global` for each global.
    #[default]
    Object,
    /// The namespace of a module that stands for the wasm, in which globals are mere values.
    Namespace,
}

/// The failure handling of one package.
///
/// Fields are private: stages ask [`FailureModel::guard`], [`FailureModel::rewind`], [`FailureModel::handles`],
/// [`FailureModel::foreign`] and [`FailureModel::unwind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailureModel {
    unwind: Exceptions,
    abort: Abort,
    lifecycle: Lifecycle,
    foreign: Foreign,
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
    /// The same, and the next call from outside gets a fresh instance.
    AbortReinit,
}

/// Who can have the instance replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifecycle {
    /// Nobody.
    One,
    /// The guest, and any call that finds the instance dead.
    Internal,
    /// JavaScript too, through `__wbg_reset_state`.
    Public,
}

/// Whether a JS handle (class instance, closure) remembers which instance it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handles {
    /// There is only ever one instance.
    Plain,
    /// It does.
    Stamped,
}

/// How errors that an import throws are told from those of the instance itself, in packages that watch for its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// The wasm counts the calls of imports: what arrives while one is running was thrown by it.
    Counted,
    /// Glue carries them in an object of its own: stacks that wait begin and end in no order, other threads end this instance too, and a
    /// namespace has no globals.
    Carried,
}

/// Who takes back what a call that fails has left on the guest's stacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rewind {
    /// The shims in the wasm.
    InWasm,
    /// The glue, around the entries that linkage lists as rewound: the guest has no exception handling that shims could use.
    InJs,
}

/// A request that cannot be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FailureError {
    /// The memory belongs to several threads.
    #[error(
        "an instance whose memory is shared between threads cannot be replaced; remove `--experimental-reset-state-function` and calls of `wasm_bindgen::handler::schedule_reinit`, or build without shared memory"
    )]
    SharedMemory,
    /// The guest does not say where its abort words are.
    #[error(
        "the end of an instance can be noticed only if the guest exports `__instance_terminated` and `__abort_handler`; build it with `wasm-bindgen` 0.2.130, or remove `--force-enable-abort-handler`, `--experimental-reset-state-function` and calls of `wasm_bindgen::handler::schedule_reinit`"
    )]
    NoAbortWords,
}

impl FailureModel {
    /// Decides from what the user asks, what the module is, and what the guest imports.
    ///
    /// # Errors
    /// A request that this module, or this version, cannot meet.
    pub fn resolve(request: FailureRequest, facts: &ModuleFacts, bindings: &Bindings) -> Result<Self, FailureError> {
        let lifecycle = match (request.reset_function, schedules_reinit(bindings)) {
            (true, _) => Lifecycle::Public,
            (false, true) => Lifecycle::Internal,
            (false, false) => Lifecycle::One,
        };
        let unwinds = facts.exceptions != Exceptions::None;
        if lifecycle != Lifecycle::One && facts.shares_memory() {
            return Err(FailureError::SharedMemory);
        }
        let asked = lifecycle != Lifecycle::One || (request.force_abort_handler && !unwinds);
        if asked && !facts.symbols.abort_words {
            return Err(FailureError::NoAbortWords);
        }
        let wanted = unwinds || asked;
        let abort = if wanted && facts.symbols.abort_words { Abort::Detect } else { Abort::Off };
        let waits =
            bindings.has_fibers() || bindings.imports.iter().any(|(_, import)| import.kind.suspends().is_some());
        // A package that replaces its instance makes it as well.
        let values = request.exports == Exports::Namespace && lifecycle == Lifecycle::One;
        let foreign = if waits || values || facts.shares_memory() { Foreign::Carried } else { Foreign::Counted };
        Ok(Self { unwind: facts.exceptions, abort, lifecycle, foreign })
    }

    /// Which instructions the shims use to rewind the stacks when an exception leaves an export.
    pub fn unwind(&self) -> Exceptions {
        self.unwind
    }

    /// Who takes back what a call that fails has left on the guest's stacks.
    pub fn rewind(&self) -> Rewind {
        match self.unwind {
            Exceptions::None => Rewind::InJs,
            Exceptions::Legacy | Exceptions::Exnref => Rewind::InWasm,
        }
    }

    /// What brackets each entry.
    pub fn guard(&self) -> Guard {
        match (self.abort, self.lifecycle) {
            (Abort::Off, _) => Guard::None,
            (Abort::Detect, Lifecycle::One) => Guard::Abort,
            (Abort::Detect, Lifecycle::Internal | Lifecycle::Public) => Guard::AbortReinit,
        }
    }

    /// How errors of imports are told from those of the instance; without a guard nobody has to.
    pub fn foreign(&self) -> Foreign {
        self.foreign
    }

    /// Whether handles are stamped.
    pub fn handles(&self) -> Handles {
        match self.lifecycle {
            Lifecycle::One => Handles::Plain,
            Lifecycle::Internal | Lifecycle::Public => Handles::Stamped,
        }
    }

    /// Who can have the instance replaced.
    pub fn lifecycle(&self) -> Lifecycle {
        self.lifecycle
    }
}

/// Whether the guest may ask for its own replacement. The linker drops the import when nothing uses it.
fn schedules_reinit(bindings: &Bindings) -> bool {
    bindings.imports.iter().any(|(_, import)| matches!(import.kind, ImportKind::Intrinsic(Intrinsic::Reinit, _)))
}
