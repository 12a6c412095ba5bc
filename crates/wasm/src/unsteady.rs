//! Which functions an error may leave with one of the guest's stacks moved.
//!
//! Such a function reaches something that moves a stack and something that may fail. What an allocator does when it finds its
//! heap corrupted is not followed: nothing works after that. Indirect calls may reach every function whose address is taken.

use std::collections::{HashMap, HashSet};

use walrus::ir::{Instr, InstrLocId, Visitor, dfs_in_order};
use walrus::{ConstExpr, ElementItems, FunctionId, FunctionKind, GlobalId, Module};

/// What one body does.
#[derive(Default)]
struct Body {
    calls: Vec<FunctionId>,
    indirect: bool,
    /// It may end in a trap of its own.
    fails: bool,
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
    let kept = graph.reaching(|id, body| body.fails && !complains(id, body));
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
        let mut bodies = HashMap::new();
        for function in module.funcs.iter() {
            let mut scan = Scan { body: Body::default(), pointers: question.pointers, addressed: &mut addressed };
            match &function.kind {
                FunctionKind::Local(local) => dfs_in_order(&mut scan, local, local.entry_block()),
                // Whatever is imported may throw.
                FunctionKind::Import(_) | FunctionKind::Uninitialized(_) => scan.body.fails = true,
            }
            let mut body = scan.body;
            body.calls.retain(|callee| !is_steady(module, question, *callee));
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

struct Scan<'a> {
    body: Body,
    pointers: &'a [GlobalId],
    addressed: &'a mut HashSet<FunctionId>,
}

impl<'instr> Visitor<'instr> for Scan<'_> {
    fn visit_instr(&mut self, instr: &'instr Instr, _: &'instr InstrLocId) {
        match instr {
            Instr::Call(call) => self.body.calls.push(call.func),
            Instr::ReturnCall(call) => self.body.calls.push(call.func),
            Instr::RefFunc(taken) => drop(self.addressed.insert(taken.func)),
            Instr::CallIndirect(_) | Instr::ReturnCallIndirect(_) | Instr::CallRef(_) | Instr::ReturnCallRef(_) => {
                self.body.indirect = true;
            }
            Instr::Unreachable(_) => self.body.fails = true,
            Instr::GlobalSet(set) => self.body.moves |= self.pointers.contains(&set.global),
            _ => {}
        }
    }
}
