//! The JavaScript tree, its printer and its naming rules. Knows the language; must not know bindings.

pub mod ast;
pub mod name;
pub mod print;
pub mod visit;
