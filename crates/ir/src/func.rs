//! Calls across the boundary, in both directions.

use crate::value::{Lift, Lower};

/// JS calls wasm: bindgen exports and closure invoke functions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Inbound {
    /// Words before the arguments.
    pub prefix: Prefix,
    /// Argument values in order, without the receiver.
    pub args: Vec<Lower>,
    /// The result.
    pub result: Lift,
    /// Whether the guest's result is a `Result`: an error handle and a flag follow the result's words.
    pub fallible: Fallible,
}

/// Words that come before the declared arguments of an [`Inbound`] call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Prefix {
    /// None.
    None,
    /// The object pointer, read and left in place (`&self`, `&mut self`).
    Receiver,
    /// The object pointer, taken from the JS object (`self`).
    ReceiverByValue,
    /// The two words of a closure: data and vtable.
    Closure,
}

/// Whether a call hands back a `Result`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fallible {
    /// It cannot fail by value.
    No,
    /// `Err` is thrown.
    Throws,
}

/// wasm calls JS: imported functions, statics, intrinsics, casts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Outbound {
    /// Argument values in order; an imported method's receiver is the first.
    pub args: Vec<Lift>,
    /// The result.
    pub result: Lower,
}

/// A declared parameter, for signatures people read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParamDoc {
    /// Name as the metadata has it.
    pub name: String,
    /// `unchecked_param_type`.
    pub type_override: Option<String>,
    /// The override is an optional parameter.
    pub optional: bool,
    /// `param_description`.
    pub description: Option<String>,
}

/// What people read about a function.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FuncDoc {
    /// Parameters, one per argument of the call.
    pub params: Vec<ParamDoc>,
    /// `unchecked_return_type`.
    pub return_override: Option<String>,
    /// `return_description`.
    pub return_description: Option<String>,
    /// The documented result of an `async` function, in place of the promise handle.
    pub awaited: Option<Lift>,
    /// The last parameter is a rest parameter.
    pub variadic: bool,
    /// Doc comment lines.
    pub comments: Vec<String>,
    /// Whether the `.d.ts` mentions it.
    pub typescript: bool,
    /// Whether the JS gets generated `@param`/`@returns` tags.
    pub jsdoc: bool,
}
