//! Finds the monomorphised functions that describe themselves: those with exactly one direct call of
//! the marker import.

use crate::error::WasmError;
use walrus::ir::{Instr, InstrSeqId, LegacyCatch};
use walrus::{FunctionId, LocalFunction, Module};

/// Functions with a marker call, in module order. Two calls in one function are an error.
pub fn find(module: &Module, markers: &[FunctionId]) -> Result<Vec<FunctionId>, WasmError> {
    let mut found = Vec::new();
    if markers.is_empty() {
        return Ok(found);
    }
    let mut pending = Vec::new();
    for (id, local) in module.funcs.iter_local() {
        match calls(local, markers, &mut pending) {
            0 => {}
            1 => found.push(id),
            count => {
                let function = super::function_name(module, id);
                return Err(WasmError::MergedMarkers { function, count });
            }
        }
    }
    Ok(found)
}

/// Counts direct calls of `targets`; `pending` is scratch space.
fn calls(func: &LocalFunction, targets: &[FunctionId], pending: &mut Vec<InstrSeqId>) -> usize {
    let mut count = 0;
    pending.clear();
    pending.push(func.entry_block());
    while let Some(seq) = pending.pop() {
        for (instr, _) in &func.block(seq).instrs {
            match instr {
                Instr::Call(e) => count += usize::from(targets.contains(&e.func)),
                Instr::ReturnCall(e) => count += usize::from(targets.contains(&e.func)),
                Instr::Block(e) => pending.push(e.seq),
                Instr::Loop(e) => pending.push(e.seq),
                Instr::IfElse(e) => pending.extend([e.consequent, e.alternative]),
                Instr::TryTable(e) => pending.push(e.seq),
                Instr::Try(e) => {
                    pending.push(e.seq);
                    pending.extend(e.catches.iter().filter_map(|catch| match catch {
                        LegacyCatch::Catch { handler, .. } | LegacyCatch::CatchAll { handler } => Some(*handler),
                        LegacyCatch::Delegate { .. } => None,
                    }));
                }
                _ => {}
            }
        }
    }
    count
}
