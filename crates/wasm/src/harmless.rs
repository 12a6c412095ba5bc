//! Which functions always return, or run for ever, and touch nothing but their own variables.
//!
//! They reach no memory, no table and no import, hold no instruction that can trap, and call only others of their kind, never
//! themselves. Even the end of the engine's stack finds nothing half done in them. Instructions that are not listed here count as
//! dangerous.

use std::collections::{HashMap, HashSet};

use walrus::ir::{BinaryOp, Instr, InstrLocId, UnaryOp, Visitor, dfs_in_order};
use walrus::{FunctionId, FunctionKind, Module};

/// Those of the given functions that are harmless.
pub(crate) fn harmless(module: &Module, functions: impl IntoIterator<Item = FunctionId>) -> HashSet<FunctionId> {
    let mut search = Search { module, known: HashMap::new() };
    functions.into_iter().filter(|function| search.is_harmless(*function)).collect()
}

/// How many calls deep harmless functions are looked for.
const DEPTH: usize = 16;

struct Search<'a> {
    module: &'a Module,
    /// Answers; a function that is being looked at counts as dangerous, since it would call itself.
    known: HashMap<FunctionId, bool>,
}

impl Search<'_> {
    fn is_harmless(&mut self, function: FunctionId) -> bool {
        self.within(function, DEPTH)
    }

    fn within(&mut self, function: FunctionId, depth: usize) -> bool {
        if let Some(&known) = self.known.get(&function) {
            return known;
        }
        self.known.insert(function, false);
        let harmless = match &self.module.funcs.get(function).kind {
            FunctionKind::Local(local) if depth > 0 => {
                let mut scan = Scan::default();
                dfs_in_order(&mut scan, local, local.entry_block());
                !scan.dangerous && scan.calls.into_iter().all(|callee| self.within(callee, depth - 1))
            }
            FunctionKind::Local(_) | FunctionKind::Import(_) | FunctionKind::Uninitialized(_) => false,
        };
        self.known.insert(function, harmless);
        harmless
    }
}

#[derive(Default)]
struct Scan {
    dangerous: bool,
    calls: Vec<FunctionId>,
}

impl<'instr> Visitor<'instr> for Scan {
    fn visit_instr(&mut self, instr: &'instr Instr, _: &'instr InstrLocId) {
        match instr {
            Instr::Call(call) => self.calls.push(call.func),
            _ => self.dangerous |= !is_idle(instr),
        }
    }
}

/// Whether an instruction always succeeds, and changes nothing but the variables of its function.
pub(crate) fn is_idle(instr: &Instr) -> bool {
    match instr {
        Instr::Binop(operation) => !divides(operation.op),
        Instr::Unop(operation) => !truncates(operation.op),
        Instr::Block(_)
        | Instr::Loop(_)
        | Instr::IfElse(_)
        | Instr::Br(_)
        | Instr::BrIf(_)
        | Instr::BrTable(_)
        | Instr::Return(_)
        | Instr::Drop(_)
        | Instr::Select(_)
        | Instr::Const(_)
        | Instr::LocalGet(_)
        | Instr::LocalSet(_)
        | Instr::LocalTee(_)
        | Instr::GlobalGet(_)
        | Instr::RefNull(_)
        | Instr::RefIsNull(_) => true,
        _ => false,
    }
}

/// Divisions of integers trap.
fn divides(operation: BinaryOp) -> bool {
    use BinaryOp::{I32DivS, I32DivU, I32RemS, I32RemU, I64DivS, I64DivU, I64RemS, I64RemU};
    matches!(operation, I32DivS | I32DivU | I32RemS | I32RemU | I64DivS | I64DivU | I64RemS | I64RemU)
}

/// So do conversions of floats that do not fit, unless they saturate.
fn truncates(operation: UnaryOp) -> bool {
    use UnaryOp::{
        I32TruncSF32, I32TruncSF64, I32TruncUF32, I32TruncUF64, I64TruncSF32, I64TruncSF64, I64TruncUF32, I64TruncUF64,
    };
    matches!(
        operation,
        I32TruncSF32
            | I32TruncSF64
            | I32TruncUF32
            | I32TruncUF64
            | I64TruncSF32
            | I64TruncSF64
            | I64TruncUF32
            | I64TruncUF64
    )
}

#[cfg(test)]
mod tests;
