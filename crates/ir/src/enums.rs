//! Numeric enums, string enums and dynamic unions.

use crate::doc::PublicName;
use crate::value::Lift;

/// A numeric enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumericEnum {
    /// JS name and namespace.
    pub public: PublicName,
    /// Declared but not exported at run time.
    pub private: bool,
    /// Variants in declaration order.
    pub variants: Vec<NumericVariant>,
    /// Doc comment lines.
    pub comments: Vec<String>,
    /// Whether the `.d.ts` mentions it.
    pub typescript: bool,
}

/// A variant of a numeric enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumericVariant {
    /// JS name.
    pub name: String,
    /// Discriminant, already signed or unsigned as declared.
    pub value: i64,
    /// Doc comment lines.
    pub comments: Vec<String>,
}

/// A string enum: a type for TypeScript, an array of texts for the glue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StringEnum {
    /// JS name and namespace.
    pub public: PublicName,
    /// Type declared without `export`.
    pub private: bool,
    /// Texts; the number of them stands for an unknown text, plus one for none, plus two for null.
    pub values: Vec<String>,
    /// Doc comment lines.
    pub comments: Vec<String>,
    /// Whether the `.d.ts` mentions it.
    pub typescript: bool,
}

/// A dynamic union: a type for TypeScript only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Union {
    /// JS name and namespace.
    pub public: PublicName,
    /// Type declared without `export`.
    pub private: bool,
    /// Literal members.
    pub literals: Vec<String>,
    /// Payload members.
    pub members: Vec<Lift>,
    /// Doc comment lines.
    pub comments: Vec<String>,
    /// Whether the `.d.ts` mentions it.
    pub typescript: bool,
}
