//! Bindings to JavaScript trees: what each export, import, class and enum does on the JS side.
//!
//! Knows the IR and the runtime's identifiers; must not know module systems or text. Every name it uses was decided by the plan
//! before the first tree is built. Sits between [`crate::plan`] and target assembly, which prints [`Parts`].

pub mod body;
pub mod call;
pub mod class;
pub mod closure;
pub mod enums;
pub mod export;
pub mod guard;
pub mod import;
pub mod intrinsic;
pub mod items;
pub mod lift;
pub mod lower;
pub mod namespace;
pub mod path;
pub mod words;

pub use body::Body;
pub use lift::{Place, lift};
pub use lower::{lower, lower_args};

use wbg_ir::failure::{Foreign, Guard, Handles, Rewind};
use wbg_ir::{Abi, Bindings, Linkage};

use crate::helpers;
use crate::options::{EmitError, EmitInput};
use crate::parts::Parts;
use crate::plan::Plan;

/// The local name of the instance record in every generated body.
pub const RECORD: &str = "wbg";

/// What every piece of glue may look at.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The stages' results and the options.
    pub input: EmitInput<'a>,
    /// The names.
    pub plan: &'a Plan,
}

impl<'a> Context<'a> {
    /// What is bound.
    pub fn bindings(&self) -> &'a Bindings {
        self.input.bindings
    }

    /// Names in the finished wasm.
    pub fn linkage(&self) -> &'a Linkage {
        self.input.linkage
    }

    /// Module-wide conversions.
    pub fn abi(&self) -> &'a Abi {
        self.input.abi
    }

    /// What brackets each entry.
    pub fn guard(&self) -> Guard {
        self.input.failure.guard()
    }

    /// How errors of imports are told from those of the instance; without a guard nobody has to.
    pub fn foreign(&self) -> Foreign {
        self.input.failure.foreign()
    }

    /// Whether the glue rewinds the guest's stacks behind a call of the export `name` that an error has left.
    pub fn rewinds(&self, name: &str) -> bool {
        let listed = self.guard() != Guard::None || self.linkage().rewound.contains(name);
        listed && self.input.failure.rewind() == Rewind::InJs
    }

    /// Whether objects and closures remember their instance.
    pub fn handles(&self) -> Handles {
        self.input.failure.handles()
    }
}

/// All varying code of a package.
///
/// # Errors
/// Names that collide, and what this version or the target cannot express.
pub fn glue(input: &EmitInput<'_>) -> Result<Parts, EmitError> {
    let plan = Plan::new(input)?;
    let ctx = Context { input: *input, plan: &plan };
    let mut parts = Parts { items: items::items(ctx)?, imports: import::imports(ctx)?, ..Parts::default() };
    parts.items.extend(closure::factories(ctx)?);
    parts.helpers = helpers::used(&parts);
    parts.header = plan.header;
    Ok(parts)
}

#[cfg(test)]
mod tests;
