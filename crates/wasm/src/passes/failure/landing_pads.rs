//! Makes the guest's landing pads handle panics only.
//!
//! Compilers write landing pads that run destructors as handlers for everything. They are made for panics all the same: imports are
//! declared as functions that never unwind, so a call of one may lie inside any handler's range, and the frame that it leaves has no
//! handler at all that would mark what it was doing as broken off. A handler further out would then free what was never made, or what
//! is half made. So an exception of JavaScript passes all of them by: it runs no destructors, as in guests that do not unwind.

use walrus::ir::{
    Block, Br, Drop, Instr, InstrLocId, InstrSeqId, InstrSeqType, LegacyCatch, LocalGet, LocalSet, TryTable,
    TryTableCatch,
};
use walrus::{FunctionId, LocalFunction, LocalId, Module, RefType, TagId, ValType};
use wbg_ir::facts::Exceptions;

use crate::passes::env::Env;
use crate::passes::failure::tags;

/// Narrows every handler for everything, in whatever dialect it is.
pub(crate) fn run(env: &mut Env<'_>) {
    if env.unwind == Exceptions::None {
        return;
    }
    let module = &mut *env.module;
    let found: Vec<(FunctionId, Vec<Place>)> = module
        .funcs
        .iter_local()
        .map(|(id, local)| (id, pads(local)))
        .filter(|(_, places)| !places.is_empty())
        .collect();
    let tag = tags::guest_tag(module);
    let payload = tag.map_or(vec![], |tag| module.types.params(module.tags.get(tag).ty).to_vec());
    let mut narrowing = Narrowing { module, tag, payload };
    for (function, places) in found {
        narrowing.function(function, &places);
    }
}

/// Where a `try` or `try_table` is that has a handler for everything.
#[derive(Clone, Copy)]
struct Place {
    seq: InstrSeqId,
    index: usize,
}

fn pads(function: &LocalFunction) -> Vec<Place> {
    let mut found = vec![];
    let mut todo = vec![function.entry_block()];
    while let Some(seq) = todo.pop() {
        for (index, (instr, _)) in function.block(seq).instrs.iter().enumerate() {
            match instr {
                Instr::Block(block) => todo.push(block.seq),
                Instr::Loop(block) => todo.push(block.seq),
                Instr::IfElse(branch) => todo.extend([branch.consequent, branch.alternative]),
                Instr::Try(tried) => {
                    todo.push(tried.seq);
                    for catch in &tried.catches {
                        match *catch {
                            LegacyCatch::Catch { handler, .. } => todo.push(handler),
                            LegacyCatch::CatchAll { handler } => {
                                todo.push(handler);
                                found.push(Place { seq, index });
                            }
                            LegacyCatch::Delegate { .. } => {}
                        }
                    }
                }
                Instr::TryTable(tried) => {
                    todo.push(tried.seq);
                    if tried.catches.iter().any(is_for_everything) {
                        found.push(Place { seq, index });
                    }
                }
                _ => {}
            }
        }
    }
    found
}

fn is_for_everything(catch: &TryTableCatch) -> bool {
    matches!(catch, TryTableCatch::CatchAll { .. } | TryTableCatch::CatchAllRef { .. })
}

struct Narrowing<'m> {
    module: &'m mut Module,
    /// What panics are thrown with; without any the guest cannot panic, and its handlers go.
    tag: Option<TagId>,
    payload: Vec<ValType>,
}

impl Narrowing<'_> {
    fn function(&mut self, id: FunctionId, places: &[Place]) {
        // The exception, where a handler wants it above the payload.
        let mut exception = None;
        let mut handlers = vec![];
        for &place in places {
            match self.local(id).block(place.seq).instrs.get(place.index) {
                Some((Instr::Try(_), _)) => handlers.extend(self.legacy(id, place)),
                Some((Instr::TryTable(_), _)) => self.exnref(id, place, &mut exception),
                _ => {}
            }
        }
        // Last, since it moves what the places count.
        let drops = vec![(Drop {}.into(), InstrLocId::default()); self.payload.len()];
        for handler in handlers {
            self.local_mut(id).block_mut(handler).instrs.splice(0..0, drops.iter().cloned());
        }
    }

    /// `catch_all` becomes `catch` of the tag. The answer is the handler, which has yet to drop the payload.
    fn legacy(&mut self, id: FunctionId, place: Place) -> Option<InstrSeqId> {
        let tag = self.tag;
        let (instr, _) = self.local_mut(id).block_mut(place.seq).instrs.get_mut(place.index)?;
        let Instr::Try(tried) = instr else { return None };
        let everything = tried.catches.iter().position(|catch| matches!(catch, LegacyCatch::CatchAll { .. }))?;
        let LegacyCatch::CatchAll { handler } = tried.catches.remove(everything) else { return None };
        let tag = tag.filter(|tag| {
            !tried.catches.iter().any(|catch| matches!(catch, LegacyCatch::Catch { tag: other, .. } if other == tag))
        })?;
        tried.catches.insert(everything, LegacyCatch::Catch { tag, handler });
        let plain = self.local(id).block(handler).ty;
        let results = results(self.module, plain);
        let ty = InstrSeqType::new(&mut self.module.types, &self.payload, &results);
        self.local_mut(id).block_mut(handler).ty = ty;
        Some(handler)
    }

    /// `catch_all_ref` becomes `catch_ref` of the tag, to a block that drops the payload and goes where the handler is:
    /// `(block $after (block $pad (try_table (catch_ref $tag $pad) …) (br $after)) … (br $handler))`.
    fn exnref(&mut self, id: FunctionId, place: Place, exception: &mut Option<LocalId>) {
        let Some((Instr::TryTable(tried), at)) = self.local(id).block(place.seq).instrs.get(place.index).cloned()
        else {
            return;
        };
        let TryTable { seq, mut catches } = tried;
        let Some(everything) = catches.iter().position(is_for_everything) else { return };
        let handler = catches.remove(everything);
        let tag = self.tag.filter(|tag| {
            let same = |catch: &TryTableCatch| match catch {
                TryTableCatch::Catch { tag: other, .. } | TryTableCatch::CatchRef { tag: other, .. } => other == tag,
                _ => false,
            };
            !catches.iter().any(same)
        });
        let Some(tag) = tag else {
            self.put(id, place, at, TryTable { seq, catches }.into());
            return;
        };
        let ty = self.local(id).block(seq).ty;
        let params = params(self.module, ty);
        let mut caught = self.payload.clone();
        let (label, reference) = match handler {
            TryTableCatch::CatchAllRef { label } => (label, true),
            TryTableCatch::CatchAll { label } | TryTableCatch::Catch { label, .. } => (label, false),
            TryTableCatch::CatchRef { label, .. } => (label, false),
        };
        let exnref = ValType::Ref(RefType::EXNREF);
        let local = reference.then(|| *exception.get_or_insert_with(|| self.module.locals.add(exnref)));
        caught.extend(local.map(|_| exnref));
        let pad_type = InstrSeqType::new(&mut self.module.types, &params, &caught);
        let builder = self.local_mut(id).builder_mut();
        let pad = builder.dangling_instr_seq(pad_type).id();
        let after = builder.dangling_instr_seq(ty).id();
        catches.insert(
            everything,
            match local {
                Some(_) => TryTableCatch::CatchRef { tag, label: pad },
                None => TryTableCatch::Catch { tag, label: pad },
            },
        );
        let unnamed = InstrLocId::default();
        let mut leading: Vec<Instr> = vec![Block { seq: pad }.into()];
        leading.extend(local.map(|local| LocalSet { local }.into()));
        leading.extend(self.payload.iter().map(|_| Instr::from(Drop {})));
        leading.extend(local.map(|local| LocalGet { local }.into()));
        leading.push(Br { block: label }.into());
        let function = self.local_mut(id);
        function.block_mut(pad).instrs =
            vec![(TryTable { seq, catches }.into(), at), (Br { block: after }.into(), unnamed)];
        function.block_mut(after).instrs = leading.into_iter().map(|instr| (instr, unnamed)).collect();
        self.put(id, place, unnamed, Block { seq: after }.into());
    }

    fn put(&mut self, id: FunctionId, place: Place, at: InstrLocId, instr: Instr) {
        if let Some(slot) = self.local_mut(id).block_mut(place.seq).instrs.get_mut(place.index) {
            *slot = (instr, at);
        }
    }

    fn local(&self, id: FunctionId) -> &LocalFunction {
        self.module.funcs.get(id).kind.unwrap_local()
    }

    fn local_mut(&mut self, id: FunctionId) -> &mut LocalFunction {
        self.module.funcs.get_mut(id).kind.unwrap_local_mut()
    }
}

fn results(module: &Module, ty: InstrSeqType) -> Vec<ValType> {
    match ty {
        InstrSeqType::Simple(result) => result.into_iter().collect(),
        InstrSeqType::MultiValue(ty) => module.types.results(ty).to_vec(),
    }
}

fn params(module: &Module, ty: InstrSeqType) -> Vec<ValType> {
    match ty {
        InstrSeqType::Simple(_) => vec![],
        InstrSeqType::MultiValue(ty) => module.types.params(ty).to_vec(),
    }
}

#[cfg(test)]
mod tests;
