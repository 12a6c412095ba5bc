//! Signatures to calls: what [`crate::lower`] and [`crate::lift`] share, and how their errors are placed.
//!
//! Knows no exports or imports; callers say whose signature it is when they report a problem.

use std::fmt;

use wbg_ir::ModuleFacts;
use wbg_ir::func::{Fallible, Inbound, Outbound, Prefix};
use wbg_ir::value::{Elem, Num};
use wbg_schema::signature::{Number, Signature, Type};

use crate::closures::Closures;
use crate::resolve::Names;

/// A type that cannot stand where it stands, as a sentence with a next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unsupported(String);

impl Unsupported {
    /// From a finished sentence.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Sentences about one signature, each saying which argument or result it is about.
pub(crate) type Problems = Vec<String>;

/// Converts types; owns the closure adapters met on the way.
#[derive(Debug)]
pub(crate) struct Types<'a> {
    /// Definitions that types refer to.
    pub(crate) names: Names,
    /// The module.
    pub(crate) facts: &'a ModuleFacts,
    /// Adapters so far.
    pub(crate) closures: Closures,
}

impl Types<'_> {
    /// A call from JS to Rust.
    pub(crate) fn inbound(&mut self, signature: &Signature, prefix: Prefix) -> Result<Inbound, Problems> {
        let mut problems = Problems::new();
        let args = collect(signature.args.iter().map(|ty| self.lower(ty)), &mut problems);
        let (ret, fallible) = match &signature.ret {
            Type::Result(ok) => (&**ok, Fallible::Throws),
            ret => (ret, Fallible::No),
        };
        match self.lift(ret) {
            Ok(result) if problems.is_empty() => Ok(Inbound { prefix, args, result, fallible }),
            Ok(_) => Err(problems),
            Err(e) => {
                problems.push(format!("result: {e}"));
                Err(problems)
            }
        }
    }

    /// A call from Rust to JS.
    pub(crate) fn outbound(&mut self, signature: &Signature) -> Result<Outbound, Problems> {
        let mut problems = Problems::new();
        let mut lifted = Vec::new();
        for ty in &signature.args {
            lifted.push(self.lift_argument(ty));
        }
        let args = collect(lifted.into_iter(), &mut problems);
        match self.lower(&signature.ret) {
            Ok(result) if problems.is_empty() => Ok(Outbound { args, result }),
            Ok(_) => Err(problems),
            Err(e) => {
                problems.push(format!("result: {e}"));
                Err(problems)
            }
        }
    }
}

fn collect<T>(values: impl Iterator<Item = Result<T, Unsupported>>, problems: &mut Problems) -> Vec<T> {
    let mut good = Vec::new();
    for (i, value) in values.enumerate() {
        match value {
            Ok(value) => good.push(value),
            Err(e) => problems.push(format!("argument {}: {e}", i + 1)),
        }
    }
    good
}

/// The number as a value of its own.
pub(crate) fn num(number: Number) -> Num {
    match number {
        Number::I8 => Num::I8,
        Number::U8 | Number::ClampedU8 => Num::U8,
        Number::I16 => Num::I16,
        Number::U16 => Num::U16,
        Number::I32 => Num::I32,
        Number::U32 => Num::U32,
        Number::I64 => Num::I64,
        Number::U64 => Num::U64,
        Number::Isize64 => Num::Isize64,
        Number::Usize64 => Num::Usize64,
        Number::F32 => Num::F32,
        Number::F64 => Num::F64,
    }
}

/// The number as an element of a sequence.
pub(crate) fn elem(number: Number) -> Elem {
    match number {
        Number::I8 => Elem::I8,
        Number::U8 => Elem::U8,
        Number::ClampedU8 => Elem::ClampedU8,
        Number::I16 => Elem::I16,
        Number::U16 => Elem::U16,
        Number::I32 => Elem::I32,
        Number::U32 => Elem::U32,
        Number::I64 | Number::Isize64 => Elem::I64,
        Number::U64 | Number::Usize64 => Elem::U64,
        Number::F32 => Elem::F32,
        Number::F64 => Elem::F64,
    }
}
