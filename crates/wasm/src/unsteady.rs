//! Which functions an error may leave with one of the guest's stacks moved.
//!
//! Such a function reaches something that moves a stack and something that may fail. What an allocator does when it finds its
//! heap corrupted is not followed: nothing works after that. Indirect calls may reach every function whose address is taken.
//!
//! An object is still borrowed if what fails comes behind something that may have written to memory, in the order of the text or in a
//! loop. The checks at the beginning of a method come before.

use std::collections::{HashMap, HashSet};

use walrus::ir::{Instr, InstrLocId, InstrSeq, InstrSeqId, Visitor, dfs_in_order};
use walrus::{ConstExpr, ElementItems, FunctionId, FunctionKind, GlobalId, LocalFunction, Module};

use crate::harmless::is_idle;

/// What one body does.
#[derive(Default)]
struct Body {
    calls: Vec<FunctionId>,
    indirect: bool,
    /// Those that come behind something that may have written.
    late: Vec<FunctionId>,
    /// An indirect call does.
    late_indirect: bool,
    /// It may end in a trap of its own.
    fails: bool,
    /// It may do so behind something that may have written.
    fails_late: bool,
    /// It sets a stack pointer.
    moves: bool,
}

/// What [`unsteady`] must know besides the module.
pub(crate) struct Question<'a> {
    /// The stack pointers.
    pub(crate) pointers: &'a [GlobalId],
    /// Functions that are known to leave the stacks alone.
    pub(crate) steady: &'a HashSet<FunctionId>,
    /// Functions whose own calls cannot be the end of the stack: the glue's shims.
    pub(crate) shims: &'a HashSet<FunctionId>,
    /// The import by which the guest throws a message.
    pub(crate) throw: Option<FunctionId>,
}

/// What an error may do that leaves a function.
pub(crate) struct Unsteady {
    /// Leave a stack moved.
    pub(crate) moved: HashSet<FunctionId>,
    /// Keep what the function has borrowed. A function that only complains of its arguments has borrowed nothing by then.
    pub(crate) kept: HashSet<FunctionId>,
}

/// Answers for all functions.
pub(crate) fn unsteady(module: &Module, question: &Question<'_>) -> Unsteady {
    let graph = Graph::of(module, question);
    let fails = graph.reaching(|id, body| {
        let calls = body.indirect || !body.calls.is_empty();
        body.fails || (calls && !question.shims.contains(id))
    });
    let mut moved = graph.reaching(|_, body| body.moves);
    moved.retain(|id| fails.contains(id));
    let complains =
        |id: &FunctionId, body: &Body| question.throw.is_some_and(|throw| throw == *id || body.calls.contains(&throw));
    let failing = graph.reaching(|_, body| body.fails);
    let kept = graph.reaching(|id, body| {
        let own = body.fails_late && !complains(id, body);
        own || body.late_indirect || body.late.iter().any(|callee| failing.contains(callee))
    });
    Unsteady { moved, kept }
}

struct Graph {
    bodies: HashMap<FunctionId, Body>,
    callers: HashMap<FunctionId, Vec<FunctionId>>,
    indirect_callers: Vec<FunctionId>,
    addressed: HashSet<FunctionId>,
}

impl Graph {
    fn of(module: &Module, question: &Question<'_>) -> Self {
        let mut addressed: HashSet<FunctionId> = HashSet::new();
        for element in module.elements.iter() {
            match &element.items {
                ElementItems::Functions(functions) => addressed.extend(functions),
                ElementItems::Expressions(_, items) => addressed.extend(items.iter().filter_map(|item| match item {
                    ConstExpr::RefFunc(function) => Some(*function),
                    _ => None,
                })),
            }
        }
        let endless = endless(module, question.throw);
        let mut bodies = HashMap::new();
        for function in module.funcs.iter() {
            let mut scan = Scan {
                body: Body::default(),
                pointers: question.pointers,
                addressed: &mut addressed,
                endless: &endless,
                written: false,
                over: false,
            };
            match &function.kind {
                FunctionKind::Local(local) => dfs_in_order(&mut scan, local, local.entry_block()),
                // Whatever is imported may throw.
                FunctionKind::Import(_) | FunctionKind::Uninitialized(_) => {
                    scan.body.fails = true;
                    scan.body.fails_late = true;
                }
            }
            let mut body = scan.body;
            body.calls.retain(|callee| !is_steady(module, question, *callee));
            body.late.retain(|callee| body.calls.contains(callee));
            bodies.insert(function.id(), body);
        }
        let mut callers: HashMap<FunctionId, Vec<FunctionId>> = HashMap::new();
        let mut indirect_callers = Vec::new();
        for (&id, body) in &bodies {
            for &callee in &body.calls {
                callers.entry(callee).or_default().push(id);
            }
            if body.indirect {
                indirect_callers.push(id);
            }
        }
        Self { bodies, callers, indirect_callers, addressed }
    }

    /// Functions from which one with the property can be reached.
    fn reaching(&self, has: impl Fn(&FunctionId, &Body) -> bool) -> HashSet<FunctionId> {
        let mut work: Vec<FunctionId> =
            self.bodies.iter().filter(|(id, body)| has(id, body)).map(|(id, _)| *id).collect();
        let mut found: HashSet<FunctionId> = work.iter().copied().collect();
        let mut through_table = false;
        while let Some(id) = work.pop() {
            let mut callers: Vec<FunctionId> = self.callers.get(&id).cloned().unwrap_or_default();
            if !through_table && self.addressed.contains(&id) {
                through_table = true;
                callers.extend(&self.indirect_callers);
            }
            work.extend(callers.into_iter().filter(|caller| found.insert(*caller)));
        }
        found
    }
}

/// Rust's allocator, by the names that the compiler gives it; without names it is like any other code.
fn is_steady(module: &Module, question: &Question<'_>, id: FunctionId) -> bool {
    const ALLOCATOR: [&str; 5] = ["__rust_alloc", "__rust_dealloc", "__rust_realloc", "__rdl_", "dlmalloc"];
    let name = module.funcs.get(id).name.as_deref().unwrap_or_default();
    question.steady.contains(&id) || ALLOCATOR.iter().any(|part| name.contains(part))
}

/// Functions that never return: their text ends with a trap or with a call of one of their kind, and nothing leaves it before.
fn endless(module: &Module, throw: Option<FunctionId>) -> HashSet<FunctionId> {
    let mut found: HashSet<FunctionId> = throw.into_iter().collect();
    let mut calling: HashMap<FunctionId, Vec<FunctionId>> = HashMap::new();
    let mut work: Vec<FunctionId> = found.iter().copied().collect();
    for (id, function) in module.funcs.iter_local() {
        match function.block(function.entry_block()).instrs.last() {
            Some((Instr::Unreachable(_), _)) if !leaves(function) => work.push(id),
            Some((Instr::Call(call), _)) => calling.entry(call.func).or_default().push(id),
            _ => {}
        }
    }
    while let Some(id) = work.pop() {
        found.insert(id);
        for caller in calling.remove(&id).unwrap_or_default() {
            if matches!(&module.funcs.get(caller).kind, FunctionKind::Local(local) if !leaves(local)) {
                work.push(caller);
            }
        }
    }
    found
}

/// Whether a function may return before the end of its text, or jump there.
fn leaves(function: &LocalFunction) -> bool {
    struct Leaves {
        outermost: InstrSeqId,
        found: bool,
    }
    impl<'instr> Visitor<'instr> for Leaves {
        fn visit_instr(&mut self, instr: &'instr Instr, _: &'instr InstrLocId) {
            self.found |= match instr {
                Instr::Br(jump) => jump.block == self.outermost,
                Instr::BrIf(jump) => jump.block == self.outermost,
                Instr::BrTable(jump) => jump.default == self.outermost || jump.blocks.contains(&self.outermost),
                Instr::Return(_) => true,
                Instr::Call(_)
                | Instr::CallIndirect(_)
                | Instr::GlobalSet(_)
                | Instr::Load(_)
                | Instr::Store(_)
                | Instr::Unreachable(_) => false,
                // Some of the others return or jump.
                _ => !is_idle(instr),
            };
        }
    }
    let outermost = function.entry_block();
    let mut leaves = Leaves { outermost, found: false };
    dfs_in_order(&mut leaves, function, outermost);
    leaves.found
}

struct Scan<'a> {
    body: Body,
    pointers: &'a [GlobalId],
    addressed: &'a mut HashSet<FunctionId>,
    /// Functions that never return.
    endless: &'a HashSet<FunctionId>,
    /// Something above may have written to memory.
    written: bool,
    /// The instruction above never returned.
    over: bool,
}

impl Scan<'_> {
    fn call(&mut self, callee: FunctionId) {
        self.body.calls.push(callee);
        if self.written {
            self.body.late.push(callee);
        }
    }
}

impl<'instr> Visitor<'instr> for Scan<'_> {
    fn start_instr_seq(&mut self, _: &'instr InstrSeq) {
        self.over = false;
    }

    fn end_instr_seq(&mut self, _: &'instr InstrSeq) {
        self.over = false;
    }

    fn visit_instr(&mut self, instr: &'instr Instr, _: &'instr InstrLocId) {
        let over = std::mem::take(&mut self.over);
        match instr {
            Instr::Call(call) => {
                self.call(call.func);
                self.over = self.endless.contains(&call.func);
                self.written |= !self.over;
            }
            Instr::ReturnCall(call) => self.call(call.func),
            Instr::RefFunc(taken) => drop(self.addressed.insert(taken.func)),
            Instr::CallIndirect(_) | Instr::ReturnCallIndirect(_) | Instr::CallRef(_) | Instr::ReturnCallRef(_) => {
                self.body.indirect = true;
                self.body.late_indirect |= self.written;
                self.written = true;
            }
            Instr::Unreachable(_) => {
                self.body.fails = true;
                self.body.fails_late |= self.written && !over;
            }
            Instr::GlobalSet(set) => self.body.moves |= self.pointers.contains(&set.global),
            // What is written below is above, the next time.
            Instr::Loop(_) => self.written = true,
            Instr::Load(_) => {}
            _ => self.written |= !is_idle(instr),
        }
    }
}

#[cfg(test)]
mod tests;
