//! Where exceptions go that leave a call: to a handler of the same function, or to the caller.
//!
//! Two kinds are told apart. A panic of the guest carries the guest's tag, so `catch` and `catch_all` both stop it; an exception
//! that JavaScript threw has no tag the guest knows, so only `catch_all` stops it. Must not change anything.

use walrus::ir::{Instr, InstrSeqId, LegacyCatch, TryTableCatch};
use walrus::{FunctionId, LocalFunction};

/// A call and what becomes of exceptions that leave it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site {
    /// The called function.
    pub(crate) callee: FunctionId,
    /// Where the call is.
    pub(crate) seq: InstrSeqId,
    /// Its place there.
    pub(crate) index: usize,
    /// Blocks around it, the function's own not counted.
    pub(crate) depth: u32,
    /// Whether a panic would leave the function.
    pub(crate) passes_panics: bool,
    /// Whether a handler of the function would stop an exception of JavaScript.
    pub(crate) stops_foreign: bool,
}

/// What one body does.
#[derive(Debug, Default)]
pub(crate) struct Escapes {
    /// Direct calls.
    pub(crate) sites: Vec<Site>,
    /// Whether a panic may start here, or come out of a call whose target is not known, and leave the function.
    pub(crate) throws: bool,
}

/// Reads a body.
pub(crate) fn of(function: &LocalFunction) -> Escapes {
    let mut scan = Scan { function, frames: vec![Frame { parent: 0, depth: 0, kind: Kind::Function }], todo: vec![] };
    scan.todo.push((function.entry_block(), 0));
    let mut found = Escapes::default();
    while let Some((seq, frame)) = scan.todo.pop() {
        for (index, (instr, _)) in function.block(seq).instrs.iter().enumerate() {
            scan.enter(instr, frame);
            match instr {
                Instr::Call(call) => found.sites.push(scan.site(call.func, seq, index, frame)),
                Instr::ReturnCall(call) => {
                    // It leaves the function's handlers behind.
                    found.sites.push(Site { stops_foreign: false, ..scan.site(call.func, seq, index, 0) });
                }
                Instr::ReturnCallIndirect(_) | Instr::ReturnCallRef(_) => found.throws = true,
                Instr::CallIndirect(_)
                | Instr::CallRef(_)
                | Instr::Throw(_)
                | Instr::ThrowRef(_)
                | Instr::Rethrow(_) => found.throws |= scan.passes_panics(frame),
                _ => {}
            }
        }
    }
    found
}

/// One block, seen from inside.
struct Frame {
    parent: usize,
    depth: u32,
    kind: Kind,
}

/// What a block means for exceptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Function,
    Plain,
    /// Inside a `try`: what its handlers stop.
    Tried(Stops),
    /// Inside a `try` that hands exceptions to an outer block.
    Delegated(u32),
    /// Inside a handler for everything that never hands anything on: the end of the process.
    Final,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stops {
    Nothing,
    Panics,
    Everything,
}

struct Scan<'f> {
    function: &'f LocalFunction,
    frames: Vec<Frame>,
    todo: Vec<(InstrSeqId, usize)>,
}

impl Scan<'_> {
    /// Remembers the blocks of an instruction.
    fn enter(&mut self, instr: &Instr, frame: usize) {
        match instr {
            Instr::Block(block) => self.later(block.seq, frame, Kind::Plain),
            Instr::Loop(block) => self.later(block.seq, frame, Kind::Plain),
            Instr::IfElse(branch) => {
                self.later(branch.consequent, frame, Kind::Plain);
                self.later(branch.alternative, frame, Kind::Plain);
            }
            Instr::TryTable(tried) => {
                let stops = tried.catches.iter().map(|catch| match catch {
                    TryTableCatch::Catch { .. } | TryTableCatch::CatchRef { .. } => Stops::Panics,
                    TryTableCatch::CatchAll { .. } | TryTableCatch::CatchAllRef { .. } => Stops::Everything,
                });
                self.later(tried.seq, frame, Kind::Tried(strongest(stops)));
            }
            Instr::Try(tried) => self.enter_try(tried.seq, &tried.catches, frame),
            _ => {}
        }
    }

    fn enter_try(&mut self, seq: InstrSeqId, catches: &[LegacyCatch], frame: usize) {
        let mut kind = Kind::Tried(strongest(catches.iter().map(|catch| match catch {
            LegacyCatch::Catch { .. } => Stops::Panics,
            LegacyCatch::CatchAll { .. } => Stops::Everything,
            LegacyCatch::Delegate { .. } => Stops::Nothing,
        })));
        for catch in catches {
            match *catch {
                LegacyCatch::Catch { handler, .. } => self.later(handler, frame, Kind::Plain),
                LegacyCatch::CatchAll { handler } if self.goes_on(handler) => self.later(handler, frame, Kind::Plain),
                LegacyCatch::CatchAll { handler } => self.later(handler, frame, Kind::Final),
                LegacyCatch::Delegate { relative_depth } => kind = Kind::Delegated(relative_depth),
            }
        }
        self.later(seq, frame, kind);
    }

    /// Whether a handler hands on what it caught, or lets the function go on.
    fn goes_on(&self, handler: InstrSeqId) -> bool {
        let instrs = &self.function.block(handler).instrs;
        !matches!(instrs.last(), Some((Instr::Unreachable(_), _)))
            || instrs
                .iter()
                .any(|(instr, _)| !matches!(instr, Instr::Call(_) | Instr::Unreachable(_) | Instr::Const(_)))
    }

    fn later(&mut self, seq: InstrSeqId, parent: usize, kind: Kind) {
        let depth = self.frames[parent].depth + 1;
        self.frames.push(Frame { parent, depth, kind });
        self.todo.push((seq, self.frames.len() - 1));
    }

    fn site(&self, callee: FunctionId, seq: InstrSeqId, index: usize, frame: usize) -> Site {
        let depth = self.frames[frame].depth;
        let passes_panics = self.passes_panics(frame);
        Site {
            callee,
            seq,
            index,
            depth,
            passes_panics,
            stops_foreign: self.stops(frame, |stops| stops == Stops::Everything),
        }
    }

    fn passes_panics(&self, frame: usize) -> bool {
        !self.stops(frame, |stops| stops != Stops::Nothing)
    }

    /// Whether a handler outside of `frame` stops what `stopped_by` says.
    fn stops(&self, mut frame: usize, stopped_by: impl Fn(Stops) -> bool) -> bool {
        loop {
            let Frame { parent, kind, .. } = self.frames[frame];
            frame = parent;
            match kind {
                Kind::Function => return false,
                Kind::Tried(stops) if stopped_by(stops) => return true,
                Kind::Final if stopped_by(Stops::Panics) => return true,
                Kind::Plain | Kind::Tried(_) | Kind::Final => {}
                Kind::Delegated(levels) => {
                    // Deeper than the function is what validation has refused.
                    for _ in 0..levels.min(self.frames[frame].depth) {
                        frame = self.frames[frame].parent;
                    }
                }
            }
        }
    }
}

fn strongest(stops: impl Iterator<Item = Stops>) -> Stops {
    let rank = |stops: Stops| match stops {
        Stops::Nothing => 0,
        Stops::Panics => 1,
        Stops::Everything => 2,
    };
    stops.fold(Stops::Nothing, |a, b| if rank(b) > rank(a) { b } else { a })
}
