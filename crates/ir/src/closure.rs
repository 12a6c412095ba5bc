//! Rust closures that become JS functions.

use crate::func::Inbound;
use crate::id::CoreFn;

/// One way to enter a Rust closure: an invoke function with a signature.
///
/// One function may serve several signatures (linkers fold equal bodies), so the pair is the identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosureAdapter {
    /// The invoke function, from the function table.
    pub core: CoreFn,
    /// `FnMut`: re-entry is refused by zeroing the data word during a call.
    pub mutable: bool,
    /// The call; its prefix is [`crate::func::Prefix::Closure`].
    pub call: Inbound,
}
