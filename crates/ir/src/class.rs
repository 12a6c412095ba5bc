//! Exported structs.

use crate::doc::PublicName;
use crate::id::{ClassId, CoreFn};

/// An exported struct. Its members are [`crate::export::Export`]s that name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// JS name and namespace; for renumbered private duplicates, the final name.
    pub public: PublicName,
    /// Declared but not exported at run time.
    pub private: bool,
    /// Parent class.
    pub extends: Option<ClassId>,
    /// `__wbg_<class>_free`.
    pub free: CoreFn,
    /// Export name of `free` in the input.
    pub free_symbol: String,
    /// Its canonical export name in the output.
    pub free_name: String,
    /// The upcast function to the parent, with its canonical export name; present when `extends` is.
    pub upcast: Option<(CoreFn, String)>,
    /// `toJSON`/`toString`/node inspection wanted.
    pub inspectable: bool,
    /// Doc comment lines.
    pub comments: Vec<String>,
    /// Whether the `.d.ts` mentions it.
    pub typescript: bool,
}
