//! The machine: frames, labels, operands, calls. It runs one description at a time; each run starts
//! from the module's initial state.

use super::code::{Code, LabelKind, Op, TO_RETURN, flatten};
use super::globals::Globals;
use super::limits::Limits;
use super::memory::{Image, Memory};
use super::special::{Callee, Callees};
use super::tables::Tables;
use super::trap::Trap;
use super::value::{Ref, Value};
use std::collections::HashSet;
use std::rc::Rc;
use walrus::{DataId, ElementId, FunctionId, FunctionKind, GlobalId, Module, TagId};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The function returned.
    Returned,
    /// The marker import was called; everything after it is irrelevant.
    AtMarker,
}

/// What an instruction asks the run loop to do next.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    Next,
    /// Frames changed: continue with the innermost one.
    Switch,
    Return,
    Throw(u32),
    Stop,
}

/// Whether a call replaces its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CallKind {
    Normal,
    Tail,
}

#[derive(Debug)]
pub(super) struct Frame<'m> {
    pub(super) code: Rc<Code<'m>>,
    pub(super) func: FunctionId,
    pub(super) pc: usize,
    /// First local on the operand stack.
    pub(super) base: usize,
    /// Labels below belong to callers.
    pub(super) labels: usize,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct OpenLabel {
    pub(super) label: u32,
    /// Operands below the block's parameters.
    pub(super) height: usize,
    /// Set while a legacy handler of this label runs: the exception it caught.
    pub(super) caught: Option<u32>,
}

#[derive(Debug)]
pub(super) struct Exception {
    pub(super) tag: TagId,
    pub(super) payload: Vec<Value>,
}

/// An interpreter for one module.
#[derive(Debug)]
pub struct Machine<'m> {
    pub(super) module: &'m Module,
    pub(super) limits: Limits,
    callees: Callees,
    /// Flattened functions by index.
    codes: Vec<Option<Rc<Code<'m>>>>,
    stack_pointer: Option<GlobalId>,
    total_steps: u64,
    // State of the current run.
    steps: u64,
    pub(super) stack: Vec<Value>,
    pub(super) labels: Vec<OpenLabel>,
    pub(super) frames: Vec<Frame<'m>>,
    pub(super) globals: Globals,
    pub(super) memory: Memory<'m>,
    pub(super) tables: Tables,
    pub(super) exceptions: Vec<Exception>,
    pub(super) dropped_data: HashSet<DataId>,
    pub(super) dropped_elements: HashSet<ElementId>,
    pub(super) fault: Option<FunctionId>,
    words: Vec<u32>,
}

impl<'m> Machine<'m> {
    /// An interpreter in the module's initial state.
    pub fn new(module: &'m Module, callees: Callees, limits: Limits) -> Self {
        let globals = Globals::new(module);
        let image = Image::new(module, |offset| globals.offset(offset).ok());
        Machine {
            module,
            limits,
            callees,
            codes: Vec::new(),
            stack_pointer: super::globals::stack_pointer(module),
            total_steps: 0,
            steps: 0,
            stack: Vec::new(),
            labels: Vec::new(),
            frames: Vec::new(),
            memory: Memory::new(image, &limits),
            globals,
            tables: Tables::default(),
            exceptions: Vec::new(),
            dropped_data: HashSet::new(),
            dropped_elements: HashSet::new(),
            fault: None,
            words: Vec::new(),
        }
    }

    /// The module it runs.
    pub fn module(&self) -> &'m Module {
        self.module
    }

    /// Calls a function with zero for every parameter and gives the words it reported. On failure
    /// the error comes with the function that was running.
    pub fn describe(&mut self, func: FunctionId) -> Result<Vec<u32>, (FunctionId, Trap)> {
        self.reset();
        let entry_sp = self.stack_pointer.and_then(|sp| self.globals.get(sp));
        let outcome = self.start(func).and_then(|()| self.execute()).and_then(|ended| {
            let sp = self.stack_pointer.and_then(|sp| self.globals.get(sp));
            match (ended, entry_sp, sp) {
                (Ended::Returned, Some(before), Some(after)) if before != after => {
                    Err(Trap::StackPointer { expected: before.address()?, found: after.address()? })
                }
                _ => Ok(()),
            }
        });
        let running = self.fault.or(self.frames.last().map(|f| f.func)).unwrap_or(func);
        // Descriptions run once; what they call is called again by others.
        if let Some(code) = self.codes.get_mut(func.index()) {
            *code = None;
        }
        outcome.map(|()| self.words.clone()).map_err(|trap| (running, trap))
    }

    fn reset(&mut self) {
        self.steps = 0;
        self.stack.clear();
        self.labels.clear();
        self.frames.clear();
        self.globals.reset();
        self.memory.reset();
        self.tables.reset();
        self.exceptions.clear();
        self.dropped_data.clear();
        self.dropped_elements.clear();
        self.fault = None;
        self.words.clear();
    }

    fn start(&mut self, func: FunctionId) -> Result<(), Trap> {
        let params = self.module.types.params(self.module.funcs.get(func).ty());
        self.stack.extend(params.iter().map(|ty| Value::zero(*ty)));
        self.enter(func, CallKind::Normal)
    }

    /// Takes `steps` from the run's and the machine's budget.
    pub(super) fn burn(&mut self, steps: u64) -> Result<(), Trap> {
        self.steps += steps;
        self.total_steps += steps;
        if self.steps > self.limits.steps_per_run {
            return Err(Trap::Steps(self.limits.steps_per_run));
        }
        if self.total_steps > self.limits.total_steps {
            return Err(Trap::TotalSteps(self.limits.total_steps));
        }
        Ok(())
    }

    pub(super) fn push(&mut self, value: Value) -> Result<(), Trap> {
        if self.stack.len() >= self.limits.stack_values {
            return Err(Trap::Limit { what: "operands and locals", limit: self.limits.stack_values });
        }
        self.stack.push(value);
        Ok(())
    }

    pub(super) fn pop(&mut self) -> Result<Value, Trap> {
        self.stack.pop().ok_or(Trap::Invalid)
    }

    /// Drops operands down to `height`, keeping the topmost `count`.
    pub(super) fn keep(&mut self, height: usize, count: usize) -> Result<(), Trap> {
        let from = self.stack.len().checked_sub(count).ok_or(Trap::Invalid)?;
        if from < height {
            return Err(Trap::Invalid);
        }
        self.stack.drain(height..from);
        Ok(())
    }

    fn execute(&mut self) -> Result<Ended, Trap> {
        while let Some(frame) = self.frames.last() {
            let code = Rc::clone(&frame.code);
            let (base, mut pc) = (frame.base, frame.pc);
            loop {
                self.burn(1)?;
                let op = code.ops.get(pc).ok_or(Trap::Invalid)?;
                pc += 1;
                let step = match op {
                    Op::Instr(instr) => {
                        // It may be a call: the caller continues behind it.
                        self.frames.last_mut().ok_or(Trap::Invalid)?.pc = pc;
                        self.instr(instr)?
                    }
                    _ => self.control(op, &code, base, &mut pc)?,
                };
                match step {
                    Step::Next => continue,
                    Step::Stop => return Ok(Ended::AtMarker),
                    Step::Return => self.leave()?,
                    Step::Switch => {}
                    Step::Throw(exception) => self.throw(exception)?,
                }
                break;
            }
        }
        Ok(Ended::Returned)
    }

    fn control(&mut self, op: &Op<'m>, code: &Code<'m>, base: usize, pc: &mut usize) -> Result<Step, Trap> {
        let local = |slot: u32| base + slot as usize;
        match op {
            Op::Get(slot) => {
                let value = *self.stack.get(local(*slot)).ok_or(Trap::Invalid)?;
                self.push(value)?;
            }
            Op::Set(slot) => {
                let value = self.pop()?;
                *self.stack.get_mut(local(*slot)).ok_or(Trap::Invalid)? = value;
            }
            Op::Tee(slot) => {
                let value = *self.stack.last().ok_or(Trap::Invalid)?;
                *self.stack.get_mut(local(*slot)).ok_or(Trap::Invalid)? = value;
            }
            Op::Enter(label) => self.open(code, *label)?,
            Op::Exit => {
                self.labels.pop();
            }
            Op::If { label, otherwise } => {
                let condition = self.pop()?.i32()?;
                self.open(code, *label)?;
                if condition == 0 {
                    *pc = *otherwise as usize;
                }
            }
            Op::Jump(target) => *pc = *target as usize,
            Op::Br(depth) => return self.branch(code, *depth, pc),
            Op::BrIf(depth) => {
                if self.pop()?.i32()? != 0 {
                    return self.branch(code, *depth, pc);
                }
            }
            Op::BrTable(depths) => {
                let index = self.pop()?.i32()?.cast_unsigned() as usize;
                let depth = depths.get(index).or(depths.last()).ok_or(Trap::Invalid)?;
                return self.branch(code, *depth, pc);
            }
            Op::Return => return Ok(Step::Return),
            Op::Instr(_) => return Err(Trap::Invalid),
        }
        Ok(Step::Next)
    }

    fn open(&mut self, code: &Code<'m>, label: u32) -> Result<(), Trap> {
        if self.labels.len() >= self.limits.labels {
            return Err(Trap::Limit { what: "open blocks", limit: self.limits.labels });
        }
        let params = code.labels.get(label as usize).ok_or(Trap::Invalid)?.params;
        let height = self.stack.len().checked_sub(params).ok_or(Trap::Invalid)?;
        self.labels.push(OpenLabel { label, height, caught: None });
        Ok(())
    }

    /// Branches `depth` labels outwards within the innermost frame.
    pub(super) fn branch(&mut self, code: &Code<'m>, depth: u32, pc: &mut usize) -> Result<Step, Trap> {
        if depth == TO_RETURN {
            return Ok(Step::Return);
        }
        let index = self.labels.len().checked_sub(depth as usize + 1).ok_or(Trap::Invalid)?;
        let open = self.labels[index];
        let label = code.labels.get(open.label as usize).ok_or(Trap::Invalid)?;
        self.keep(open.height, label.arity)?;
        self.labels.truncate(match label.kind {
            LabelKind::Block => index,
            LabelKind::Loop => index + 1,
        });
        *pc = label.target as usize;
        Ok(Step::Next)
    }

    /// Returns from the innermost frame with its results.
    pub(super) fn leave(&mut self) -> Result<(), Trap> {
        let frame = self.frames.pop().ok_or(Trap::Invalid)?;
        self.labels.truncate(frame.labels);
        self.keep(frame.base, frame.code.results)
    }

    /// Calls a function whose arguments are on the operand stack.
    pub(super) fn call(&mut self, func: FunctionId, kind: CallKind) -> Result<Step, Trap> {
        let step = match self.callees.get(func) {
            Callee::Local => {
                self.enter(func, kind)?;
                return Ok(Step::Switch);
            }
            Callee::Describe => {
                let word = self.pop()?.i32()?.cast_unsigned();
                if self.words.len() >= self.limits.words {
                    return Err(Trap::Limit { what: "reported words", limit: self.limits.words });
                }
                self.words.push(word);
                Step::Next
            }
            Callee::Marker => return Ok(Step::Stop),
            Callee::Skip => {
                let (params, results) = self.module.types.params_results(self.module.funcs.get(func).ty());
                let height = self.stack.len().checked_sub(params.len()).ok_or(Trap::Invalid)?;
                self.stack.truncate(height);
                self.stack.extend(results.iter().map(|ty| Value::zero(*ty)));
                Step::Next
            }
            Callee::Invoke => {
                let params = self.module.types.params(self.module.funcs.get(func).ty()).len();
                let at = self.stack.len().checked_sub(params).ok_or(Trap::Invalid)?;
                if params == 0 {
                    return Err(Trap::Invalid);
                }
                let index = self.stack.remove(at).address()?;
                let target = self.invoke_target(index)?;
                return self.call(target, kind);
            }
            Callee::Import(import) => {
                let import = self.module.imports.get(import);
                let (module, field) = (import.module.clone(), import.name.clone());
                return Err(Trap::Import { module, field });
            }
        };
        Ok(match kind {
            CallKind::Normal => step,
            CallKind::Tail => Step::Return,
        })
    }

    fn invoke_target(&mut self, index: u64) -> Result<FunctionId, Trap> {
        let table = self.callees.invoke_table().ok_or(Trap::NullCall)?;
        match self.tables.get(self.module, &self.globals, table, index)?.reference()? {
            Ref::Func(func) => Ok(func),
            _ => Err(Trap::NullCall),
        }
    }

    fn enter(&mut self, func: FunctionId, kind: CallKind) -> Result<(), Trap> {
        let code = self.code(func)?;
        self.burn(code.locals.len() as u64 / 4)?;
        if kind == CallKind::Tail {
            let frame = self.frames.pop().ok_or(Trap::Invalid)?;
            self.labels.truncate(frame.labels);
            self.keep(frame.base, code.params)?;
        }
        if self.frames.len() >= self.limits.call_depth {
            return Err(Trap::Limit { what: "nested calls", limit: self.limits.call_depth });
        }
        let base = self.stack.len().checked_sub(code.params).ok_or(Trap::Invalid)?;
        if self.stack.len() + code.locals.len() > self.limits.stack_values {
            return Err(Trap::Limit { what: "operands and locals", limit: self.limits.stack_values });
        }
        self.stack.extend_from_slice(&code.locals);
        self.frames.push(Frame { code, func, pc: 0, base, labels: self.labels.len() });
        Ok(())
    }

    fn code(&mut self, func: FunctionId) -> Result<Rc<Code<'m>>, Trap> {
        let index = func.index();
        if let Some(Some(code)) = self.codes.get(index) {
            return Ok(Rc::clone(code));
        }
        let FunctionKind::Local(local) = &self.module.funcs.get(func).kind else {
            return Err(Trap::Invalid);
        };
        let code = Rc::new(flatten(self.module, local)?);
        if index >= self.codes.len() {
            self.codes.resize(index + 1, None);
        }
        self.codes[index] = Some(Rc::clone(&code));
        Ok(code)
    }
}
