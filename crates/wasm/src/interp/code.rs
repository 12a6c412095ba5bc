//! A function body as flat code: nested sequences become jumps, locals become slots, branch targets
//! become label depths. Everything else keeps pointing at the module's own instruction.
//!
//! Flat code needs no recursion to run, so deep nesting cannot exhaust the native stack.

use super::trap::Trap;
use super::value::Value;
use std::collections::HashMap;
use walrus::ir::{Instr, InstrSeq, InstrSeqId, InstrSeqType, LegacyCatch, Try, TryTableCatch};
use walrus::{LocalFunction, LocalId, Module, TagId};

/// One step.
#[derive(Debug)]
pub enum Op<'m> {
    /// `local.get`
    Get(u32),
    /// `local.set`
    Set(u32),
    /// `local.tee`
    Tee(u32),
    /// Opens a label.
    Enter(u32),
    /// Closes the innermost label.
    Exit,
    /// Opens a label; continues at `otherwise` when the condition is zero.
    If {
        /// Label.
        label: u32,
        /// Start of the else part.
        otherwise: u32,
    },
    /// Continues elsewhere under the same labels.
    Jump(u32),
    /// `br` by that many labels.
    Br(u32),
    /// `br_if`
    BrIf(u32),
    /// `br_table`; the last entry is the default.
    BrTable(Box<[u32]>),
    /// `return`, or a branch to the function's own label.
    Return,
    /// Anything without control flow, or a call.
    Instr(&'m Instr),
}

/// Branches out of the function use this depth.
pub const TO_RETURN: u32 = u32::MAX;

/// A label: a block and what happens when a branch or an exception arrives at it.
#[derive(Debug)]
pub struct Label {
    /// Operands the block takes from below.
    pub params: usize,
    /// Operands a branch to it carries.
    pub arity: usize,
    /// Where a branch to it continues.
    pub target: u32,
    /// Whether a branch to it keeps it open.
    pub kind: LabelKind,
    /// What it does with exceptions.
    pub handlers: Handlers,
}

/// Loops stay open when branched to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelKind {
    /// Branches leave it.
    Block,
    /// Branches restart it.
    Loop,
}

/// What a label does with exceptions thrown inside.
#[derive(Debug)]
pub enum Handlers {
    /// Nothing.
    None,
    /// `try_table`: the first matching clause branches, counted from outside the label.
    Table(Vec<TableClause>),
    /// Legacy `try`: the first matching clause (no tag: all) continues at a handler.
    Legacy(Vec<(Option<TagId>, u32)>),
    /// Legacy `delegate`: handled as if thrown inside the label that many levels out.
    Delegate(u32),
}

/// A clause of a `try_table`.
#[derive(Debug, Clone, Copy)]
pub struct TableClause {
    /// The tag it catches; none catches all.
    pub tag: Option<TagId>,
    /// Whether the exception reference is pushed too.
    pub reference: Reference,
    /// Branch depth, seen from outside the `try_table`.
    pub depth: u32,
}

/// Whether a clause gives the handler a reference to the exception.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// Only the payload.
    Dropped,
    /// Payload and reference.
    Pushed,
}

/// A function ready to run.
#[derive(Debug)]
pub struct Code<'m> {
    /// Steps.
    pub ops: Vec<Op<'m>>,
    /// Labels that [`Op::Enter`] and [`Op::If`] refer to.
    pub labels: Vec<Label>,
    /// Number of parameters.
    pub params: usize,
    /// Start values of the locals after the parameters.
    pub locals: Vec<Value>,
    /// Number of results.
    pub results: usize,
}

/// What to do at the end of a sequence.
enum After<'m> {
    Exit,
    Else {
        label: u32,
        branch: usize,
        alternative: InstrSeqId,
    },
    /// Try body or a handler: `next` is the clause that follows.
    Clause {
        label: u32,
        instr: &'m Try,
        next: usize,
        jumps: Vec<usize>,
    },
    End {
        label: u32,
        jumps: Vec<usize>,
    },
    Function,
}

struct Builder<'m> {
    module: &'m Module,
    func: &'m LocalFunction,
    code: Code<'m>,
    slots: HashMap<LocalId, u32>,
    /// Open sequences, outermost first; the first is the function itself.
    open: Vec<(InstrSeqId, usize, After<'m>)>,
    /// Where each open sequence but the function's own is in `open`.
    positions: HashMap<InstrSeqId, usize>,
}

/// Flattens a function.
pub fn flatten<'m>(module: &'m Module, func: &'m LocalFunction) -> Result<Code<'m>, Trap> {
    let (params, results) = module.types.params_results(func.ty());
    let mut builder = Builder {
        module,
        func,
        code: Code {
            ops: Vec::new(),
            labels: Vec::new(),
            params: params.len(),
            locals: Vec::new(),
            results: results.len(),
        },
        slots: HashMap::new(),
        open: Vec::new(),
        positions: HashMap::new(),
    };
    builder.code.ops.reserve(func.block(func.entry_block()).instrs.len() + 1);
    builder.open(func.entry_block(), After::Function);
    for (slot, local) in (0..).zip(&func.args) {
        builder.slots.insert(*local, slot);
    }
    builder.run()?;
    Ok(builder.code)
}

impl<'m> Builder<'m> {
    fn run(&mut self) -> Result<(), Trap> {
        while let Some((id, next, _)) = self.open.last_mut() {
            let seq = self.func.block(*id);
            let Some((instr, _)) = seq.instrs.get(*next) else {
                self.finish();
                continue;
            };
            *next += 1;
            self.instr(instr)?;
        }
        Ok(())
    }

    fn here(&self) -> u32 {
        self.code.ops.len() as u32
    }

    fn open(&mut self, seq: InstrSeqId, after: After<'m>) {
        if !self.open.is_empty() {
            self.positions.insert(seq, self.open.len());
        }
        self.open.push((seq, 0, after));
    }

    /// Adds a label for `seq`; its target is fixed when the block ends, a loop's right away.
    fn label(&mut self, seq: &InstrSeq, kind: LabelKind, handlers: Handlers) -> u32 {
        let (params, results) = match seq.ty {
            InstrSeqType::Simple(result) => (0, usize::from(result.is_some())),
            InstrSeqType::MultiValue(ty) => {
                let (params, results) = self.module.types.params_results(ty);
                (params.len(), results.len())
            }
        };
        let arity = match kind {
            LabelKind::Block => results,
            LabelKind::Loop => params,
        };
        // The entry step comes first, the body after it.
        let target = self.here() + 1;
        self.code.labels.push(Label { params, arity, target, kind, handlers });
        self.code.labels.len() as u32 - 1
    }

    fn exit(&mut self, label: u32) {
        self.code.ops.push(Op::Exit);
        let end = self.here();
        let label = &mut self.code.labels[label as usize];
        if label.kind == LabelKind::Block {
            label.target = end;
        }
    }

    fn jump(&mut self) -> usize {
        self.code.ops.push(Op::Jump(0));
        self.code.ops.len() - 1
    }

    fn land(&mut self, jumps: Vec<usize>) {
        let here = self.here();
        for jump in jumps {
            self.code.ops[jump] = Op::Jump(here);
        }
    }

    fn finish(&mut self) {
        let Some((seq, _, after)) = self.open.pop() else { return };
        self.positions.remove(&seq);
        match after {
            After::Function => self.code.ops.push(Op::Return),
            After::Exit => self.code.ops.push(Op::Exit),
            After::End { label, jumps } => {
                self.land(jumps);
                self.exit(label);
            }
            After::Else { label, branch, alternative } => {
                let jumps = vec![self.jump()];
                let otherwise = self.here();
                self.code.ops[branch] = Op::If { label, otherwise };
                self.open(alternative, After::End { label, jumps });
            }
            After::Clause { label, instr, next, mut jumps } => {
                let clause = match instr.catches.get(next) {
                    Some(LegacyCatch::Catch { tag, handler }) => Some((Some(*tag), *handler)),
                    Some(LegacyCatch::CatchAll { handler }) => Some((None, *handler)),
                    // A delegating `try` has no handlers.
                    Some(LegacyCatch::Delegate { .. }) | None => None,
                };
                let Some((tag, handler)) = clause else {
                    self.land(jumps);
                    self.exit(label);
                    return;
                };
                jumps.push(self.jump());
                let start = self.here();
                if let Handlers::Legacy(clauses) = &mut self.code.labels[label as usize].handlers {
                    clauses.push((tag, start));
                }
                self.open(handler, After::Clause { label, instr, next: next + 1, jumps });
            }
        }
    }

    /// Depth of a branch to `target`, counted from the innermost open sequence.
    fn depth(&self, target: InstrSeqId) -> Result<u32, Trap> {
        if target == self.func.entry_block() {
            return Ok(TO_RETURN);
        }
        let position = *self.positions.get(&target).ok_or(Trap::Invalid)?;
        Ok((self.open.len() - 1 - position) as u32)
    }

    fn slot(&mut self, local: LocalId) -> u32 {
        let next = (self.code.params + self.code.locals.len()) as u32;
        let slot = *self.slots.entry(local).or_insert(next);
        if slot == next {
            self.code.locals.push(Value::zero(self.module.locals.get(local).ty()));
        }
        slot
    }

    fn instr(&mut self, instr: &'m Instr) -> Result<(), Trap> {
        let op = match instr {
            Instr::LocalGet(e) => Op::Get(self.slot(e.local)),
            Instr::LocalSet(e) => Op::Set(self.slot(e.local)),
            Instr::LocalTee(e) => Op::Tee(self.slot(e.local)),
            Instr::Br(e) => match self.depth(e.block)? {
                TO_RETURN => Op::Return,
                depth => Op::Br(depth),
            },
            Instr::BrIf(e) => Op::BrIf(self.depth(e.block)?),
            Instr::BrTable(e) => {
                let targets = e.blocks.iter().chain([&e.default]);
                Op::BrTable(targets.map(|seq| self.depth(*seq)).collect::<Result<_, _>>()?)
            }
            Instr::Return(_) => Op::Return,
            Instr::Block(e) => {
                self.block(e.seq, LabelKind::Block, Handlers::None);
                return Ok(());
            }
            Instr::Loop(e) => {
                self.block(e.seq, LabelKind::Loop, Handlers::None);
                return Ok(());
            }
            Instr::TryTable(e) => {
                let clauses = e.catches.iter().map(|c| self.clause(c)).collect::<Result<_, _>>()?;
                self.block(e.seq, LabelKind::Block, Handlers::Table(clauses));
                return Ok(());
            }
            Instr::IfElse(e) => {
                let label = self.label(self.func.block(e.consequent), LabelKind::Block, Handlers::None);
                let branch = self.code.ops.len();
                self.code.ops.push(Op::If { label, otherwise: 0 });
                self.open(e.consequent, After::Else { label, branch, alternative: e.alternative });
                return Ok(());
            }
            Instr::Try(e) => {
                let handlers = match e.catches.first() {
                    Some(LegacyCatch::Delegate { relative_depth }) => Handlers::Delegate(*relative_depth),
                    _ => Handlers::Legacy(Vec::new()),
                };
                let label = self.label(self.func.block(e.seq), LabelKind::Block, handlers);
                self.code.ops.push(Op::Enter(label));
                self.open(e.seq, After::Clause { label, instr: e, next: 0, jumps: Vec::new() });
                return Ok(());
            }
            other => Op::Instr(other),
        };
        self.code.ops.push(op);
        Ok(())
    }

    fn block(&mut self, seq: InstrSeqId, kind: LabelKind, handlers: Handlers) {
        let label = self.label(self.func.block(seq), kind, handlers);
        self.code.ops.push(Op::Enter(label));
        let after = match kind {
            LabelKind::Loop => After::Exit,
            LabelKind::Block => After::End { label, jumps: Vec::new() },
        };
        self.open(seq, after);
    }

    fn clause(&self, catch: &TryTableCatch) -> Result<TableClause, Trap> {
        let (tag, reference, seq) = match catch {
            TryTableCatch::Catch { tag, label } => (Some(*tag), Reference::Dropped, *label),
            TryTableCatch::CatchRef { tag, label } => (Some(*tag), Reference::Pushed, *label),
            TryTableCatch::CatchAll { label } => (None, Reference::Dropped, *label),
            TryTableCatch::CatchAllRef { label } => (None, Reference::Pushed, *label),
        };
        Ok(TableClause { tag, reference, depth: self.depth(seq)? })
    }
}
