//! Exceptions in both dialects: from a `throw` outwards to the handler that takes it.

use super::code::{Handlers, Reference, TO_RETURN, TableClause};
use super::machine::{Exception, Machine, Step};
use super::trap::Trap;
use super::value::{Ref, Value};
use std::rc::Rc;
use walrus::TagId;

/// Exceptions that one run may throw.
const LIMIT: usize = 1 << 16;

impl Machine<'_> {
    /// `throw`: takes the payload from the operand stack.
    pub(super) fn throw_new(&mut self, tag: TagId) -> Result<Step, Trap> {
        if self.exceptions.len() >= LIMIT {
            return Err(Trap::Limit { what: "exceptions", limit: LIMIT });
        }
        let params = self.module.types.params(self.module.tags.get(tag).ty()).len();
        let from = self.stack.len().checked_sub(params).ok_or(Trap::Invalid)?;
        let payload = self.stack.split_off(from);
        self.exceptions.push(Exception { tag, payload });
        Ok(Step::Throw(self.exceptions.len() as u32 - 1))
    }

    /// `throw_ref`
    pub(super) fn throw_reference(&mut self) -> Result<Step, Trap> {
        match self.pop()?.reference()? {
            Ref::Exn(exception) => Ok(Step::Throw(exception)),
            _ => Err(Trap::NullCall),
        }
    }

    /// Legacy `rethrow` of what the handler `depth` labels out caught.
    pub(super) fn rethrow(&mut self, depth: u32) -> Result<Step, Trap> {
        let index = self.labels.len().checked_sub(depth as usize + 1).ok_or(Trap::Invalid)?;
        let caught = self.labels[index].caught.ok_or(Trap::Invalid)?;
        Ok(Step::Throw(caught))
    }

    /// Unwinds to the innermost handler of an exception; an error when there is none.
    pub(super) fn throw(&mut self, exception: u32) -> Result<(), Trap> {
        self.fault = self.frames.last().map(|frame| frame.func);
        let tag = self.exceptions.get(exception as usize).ok_or(Trap::Invalid)?.tag;
        while let Some(frame) = self.frames.last() {
            let (code, bottom, base) = (Rc::clone(&frame.code), frame.labels, frame.base);
            let mut index = self.labels.len();
            while index > bottom {
                index -= 1;
                let open = self.labels[index];
                let label = code.labels.get(open.label as usize).ok_or(Trap::Invalid)?;
                match &label.handlers {
                    // A handler does not catch what is thrown inside itself.
                    _ if open.caught.is_some() => {}
                    Handlers::None => {}
                    // Search on at the label it names, that label included.
                    Handlers::Delegate(depth) => index = index.saturating_sub(*depth as usize).max(bottom),
                    Handlers::Legacy(clauses) => {
                        let clause = clauses.iter().find(|(caught, _)| caught.is_none_or(|t| t == tag));
                        if let Some((caught, start)) = clause {
                            self.stack.truncate(open.height);
                            self.labels.truncate(index + 1);
                            self.labels[index].caught = Some(exception);
                            if caught.is_some() {
                                self.push_payload(exception);
                            }
                            return self.resume(*start as usize);
                        }
                    }
                    Handlers::Table(clauses) => {
                        let clause = clauses.iter().find(|clause| clause.tag.is_none_or(|t| t == tag));
                        if let Some(clause) = clause {
                            self.stack.truncate(open.height);
                            self.labels.truncate(index);
                            return self.take(exception, *clause);
                        }
                    }
                }
            }
            self.labels.truncate(bottom);
            self.stack.truncate(base);
            self.frames.pop();
        }
        Err(Trap::Threw)
    }

    /// Branches to a `try_table` clause's target.
    fn take(&mut self, exception: u32, clause: TableClause) -> Result<(), Trap> {
        if clause.tag.is_some() {
            self.push_payload(exception);
        }
        if clause.reference == Reference::Pushed {
            self.stack.push(Value::Ref(Ref::Exn(exception)));
        }
        if clause.depth == TO_RETURN {
            self.fault = None;
            return self.leave();
        }
        let code = Rc::clone(&self.frames.last().ok_or(Trap::Invalid)?.code);
        let mut pc = 0;
        self.branch(&code, clause.depth, &mut pc)?;
        self.resume(pc)
    }

    fn push_payload(&mut self, exception: u32) {
        let payload = self.exceptions.get(exception as usize).map(|e| e.payload.as_slice());
        self.stack.extend_from_slice(payload.unwrap_or_default());
    }

    fn resume(&mut self, pc: usize) -> Result<(), Trap> {
        self.fault = None;
        self.frames.last_mut().ok_or(Trap::Invalid)?.pc = pc;
        Ok(())
    }
}
