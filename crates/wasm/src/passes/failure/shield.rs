//! Keeps exceptions of JavaScript out of landing pads that were not made for them.
//!
//! Rust declares imports as functions that never unwind, and compilers conclude the same of functions that do nothing else that
//! may. A call that never unwinds may lie anywhere: also inside a `try` whose handler drops what only exists when the calls
//! it was made for are under way. When JavaScript throws there after all, that handler would free what was never made. So the
//! exception is led past all handlers of the function; like everywhere else, it runs no destructors.

use std::collections::{BTreeMap, HashMap, HashSet};

use walrus::ir::{
    Block, Call, Instr, InstrLocId, InstrSeqId, InstrSeqType, LegacyCatch, LocalGet, Return, ThrowRef, Try, TryTable,
    TryTableCatch,
};
use walrus::{FunctionId, FunctionKind, LocalId, Module, RefType, ValType};
use wbg_ir::facts::Exceptions;

use crate::escapes::{self, Escapes, Site};
use crate::passes::env::Env;

/// Shields calls of functions that only JavaScript's exceptions can leave.
pub(crate) fn run(env: &mut Env<'_>) {
    let dialect = env.unwind;
    if dialect == Exceptions::None {
        return;
    }
    let graph = Graph::of(env.module);
    if !graph.bodies.values().flat_map(|body| &body.sites).any(|site| site.stops_foreign) {
        return;
    }
    let panics = graph.panicking(env.module);
    let foreign = graph.reaching_imports(env.module);
    let shielded =
        |site: &&Site| site.stops_foreign && foreign.contains(&site.callee) && !panics.contains(&site.callee);
    for (function, body) in &graph.bodies {
        let mut sites: Vec<Site> = body.sites.iter().filter(shielded).copied().collect();
        sites.sort_by_key(|site| (site.seq, site.index));
        match dialect {
            // From the end, so that places stay valid.
            Exceptions::Legacy => sites.iter().rev().for_each(|site| delegate(env.module, *function, site)),
            _ if !sites.is_empty() => lead_out(env.module, *function, &sites),
            _ => {}
        }
    }
}

struct Graph {
    /// In module order, so that output does not depend on hashing.
    bodies: BTreeMap<FunctionId, Escapes>,
    /// Who calls a function, and whether a panic of it would leave the caller.
    callers: HashMap<FunctionId, Vec<(FunctionId, bool)>>,
}

impl Graph {
    fn of(module: &Module) -> Self {
        let local = module.funcs.iter_local().map(|(id, local)| (id, escapes::of(local)));
        let bodies: BTreeMap<FunctionId, Escapes> = local.collect();
        let mut callers: HashMap<FunctionId, Vec<(FunctionId, bool)>> = HashMap::new();
        for (&caller, body) in &bodies {
            for site in &body.sites {
                callers.entry(site.callee).or_default().push((caller, site.passes_panics));
            }
        }
        Self { bodies, callers }
    }

    /// Functions that a panic may leave.
    fn panicking(&self, module: &Module) -> HashSet<FunctionId> {
        let throwing = self.bodies.iter().filter(|(id, body)| body.throws && !never_unwinds(module, **id));
        self.spread(throwing.map(|(id, _)| *id), |caller, passes| passes && !never_unwinds(module, caller))
    }

    /// Imports, and functions that call them.
    fn reaching_imports(&self, module: &Module) -> HashSet<FunctionId> {
        let imported = module.funcs.iter().filter(|f| matches!(f.kind, FunctionKind::Import(_)));
        self.spread(imported.map(|f| f.id()), |_, _| true)
    }

    fn spread(
        &self,
        start: impl Iterator<Item = FunctionId>,
        goes_on: impl Fn(FunctionId, bool) -> bool,
    ) -> HashSet<FunctionId> {
        let mut work: Vec<FunctionId> = start.collect();
        let mut found: HashSet<FunctionId> = work.iter().copied().collect();
        while let Some(id) = work.pop() {
            for &(caller, passes_panics) in self.callers.get(&id).into_iter().flatten() {
                if goes_on(caller, passes_panics) && found.insert(caller) {
                    work.push(caller);
                }
            }
        }
        found
    }
}

/// Rust's end of the process, by name: it reaches the panic machinery, but with orders not to unwind.
fn never_unwinds(module: &Module, id: FunctionId) -> bool {
    const FINAL: [&str; 3] = ["panic_cannot_unwind", "panic_nounwind", "panic_in_cleanup"];
    let name = module.funcs.get(id).name.as_deref().unwrap_or_default();
    FINAL.iter().any(|part| name.contains(part))
}

/// `try … call … delegate` to the function itself. Results travel in locals: binaryen's optimiser loses what such a `try` leaves on the
/// stack.
fn delegate(module: &mut Module, function: FunctionId, site: &Site) {
    let (params, results) = module.types.params_results(module.funcs.get(site.callee).ty());
    let (params, results) = (params.to_vec(), results.to_vec());
    let kept: Vec<LocalId> = results.iter().map(|ty| module.locals.add(*ty)).collect();
    let ty = InstrSeqType::new(&mut module.types, &params, &[]);
    let local = module.funcs.get_mut(function).kind.unwrap_local_mut();
    let mut tried = local.builder_mut().dangling_instr_seq(ty);
    tried.instr(Call { func: site.callee });
    for local in kept.iter().rev() {
        tried.local_set(*local);
    }
    let seq = tried.id();
    let catches = vec![LegacyCatch::Delegate { relative_depth: site.depth }];
    let unnamed = InstrLocId::default();
    let instrs = &mut local.block_mut(site.seq).instrs;
    let Some((slot, _)) = instrs.get_mut(site.index) else { return };
    *slot = Try { seq, catches }.into();
    let after = site.index + 1;
    instrs.splice(after..after, kept.into_iter().map(|local| (LocalGet { local }.into(), unnamed)));
}

/// Each call branches out of everything when an exception leaves it; there the exception goes on.
fn lead_out(module: &mut Module, function: FunctionId, sites: &[Site]) {
    let results = module.types.results(module.funcs.get(function).ty()).to_vec();
    let whole = InstrSeqType::new(&mut module.types, &[], &results);
    let local = module.funcs.get_mut(function).kind.unwrap_local_mut();
    let entry = local.entry_block();
    let builder = local.builder_mut();
    let body = builder.dangling_instr_seq(whole).id();
    let out = builder.dangling_instr_seq(ValType::Ref(RefType::EXNREF)).id();
    // Branches that leave the function keep naming its own block.
    let instrs = std::mem::take(&mut local.block_mut(entry).instrs);
    let moved = |seq: InstrSeqId| if seq == entry { body } else { seq };
    local.block_mut(body).instrs = instrs;
    let unnamed = InstrLocId::default();
    local.block_mut(out).instrs = vec![(Block { seq: body }.into(), unnamed), (Return {}.into(), unnamed)];
    local.block_mut(entry).instrs = vec![(Block { seq: out }.into(), unnamed), (ThrowRef {}.into(), unnamed)];
    for site in sites {
        let site = Site { seq: moved(site.seq), ..*site };
        let seq = alone(module, function, &site);
        let catches = vec![TryTableCatch::CatchAllRef { label: out }];
        replace(module, function, &site, TryTable { seq, catches }.into());
    }
}

/// A block with nothing but the call, to which the arguments are given.
fn alone(module: &mut Module, function: FunctionId, site: &Site) -> InstrSeqId {
    let (params, results) = module.types.params_results(module.funcs.get(site.callee).ty());
    let (params, results) = (params.to_vec(), results.to_vec());
    let ty = InstrSeqType::new(&mut module.types, &params, &results);
    let local = module.funcs.get_mut(function).kind.unwrap_local_mut();
    let mut seq = local.builder_mut().dangling_instr_seq(ty);
    seq.instr(Call { func: site.callee });
    seq.id()
}

fn replace(module: &mut Module, function: FunctionId, site: &Site, instr: Instr) {
    let local = module.funcs.get_mut(function).kind.unwrap_local_mut();
    if let Some((slot, _)) = local.block_mut(site.seq).instrs.get_mut(site.index) {
        *slot = instr;
    }
}

#[cfg(test)]
mod tests;
