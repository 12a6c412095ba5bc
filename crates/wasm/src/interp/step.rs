// One arm per instruction: longer than other files on purpose.
//! Instructions without control flow of their own, and calls.

use super::globals::constant;
use super::machine::{CallKind, Machine, Step};
use super::ops;
use super::tables::items;
use super::trap::Trap;
use super::value::{Ref, Value};
use walrus::ir::{AtomicOp, AtomicWidth, ExtendedLoad, Instr, LoadKind, MemArg, StoreKind};
use walrus::{DataId, ElementId, FunctionId, MemoryId, TableId, TypeId};

/// Bytes or slots that bulk instructions move for one step of the budget.
const BULK_PER_STEP: u64 = 8;

impl<'m> Machine<'m> {
    pub(super) fn instr(&mut self, instr: &'m Instr) -> Result<Step, Trap> {
        match instr {
            Instr::Const(e) => match constant(e.value) {
                Some(value) => self.push(value)?,
                None => return Err(Trap::Unsupported("v128.const".to_string())),
            },
            Instr::Binop(e) => {
                let b = self.pop()?;
                let a = self.pop()?;
                let value = ops::binary(e.op, a, b)?;
                self.stack.push(value);
            }
            Instr::Unop(e) => {
                let a = self.pop()?;
                let value = ops::unary(e.op, a)?;
                self.stack.push(value);
            }
            Instr::Call(e) => return self.call(e.func, CallKind::Normal),
            Instr::ReturnCall(e) => return self.call(e.func, CallKind::Tail),
            Instr::CallIndirect(e) => {
                let func = self.table_callee(e.table, e.ty)?;
                return self.call(func, CallKind::Normal);
            }
            Instr::ReturnCallIndirect(e) => {
                let func = self.table_callee(e.table, e.ty)?;
                return self.call(func, CallKind::Tail);
            }
            Instr::CallRef(_) | Instr::ReturnCallRef(_) => {
                let kind = match instr {
                    Instr::CallRef(_) => CallKind::Normal,
                    _ => CallKind::Tail,
                };
                return match self.pop()?.reference()? {
                    Ref::Func(func) => self.call(func, kind),
                    _ => Err(Trap::NullCall),
                };
            }
            Instr::GlobalGet(e) => {
                let value = self.globals.get(e.global);
                self.push(value.ok_or_else(|| Trap::Init("a global without a known value".to_string()))?)?;
            }
            Instr::GlobalSet(e) => {
                let value = self.pop()?;
                self.globals.set(e.global, value);
            }
            Instr::Select(_) => {
                let condition = self.pop()?.i32()?;
                let otherwise = self.pop()?;
                let value = self.pop()?;
                self.stack.push(if condition != 0 { value } else { otherwise });
            }
            Instr::Drop(_) => {
                self.pop()?;
            }
            Instr::Unreachable(_) => return Err(Trap::Unreachable),
            Instr::Throw(e) => return self.throw_new(e.tag),
            Instr::ThrowRef(_) => return self.throw_reference(),
            Instr::Rethrow(e) => return self.rethrow(e.relative_depth),
            Instr::I64Add128(_) => self.wide(|a, b| a.wrapping_add(b))?,
            Instr::I64Sub128(_) => self.wide(|a, b| a.wrapping_sub(b))?,
            Instr::I64MulWideS(_) => self.multiply(|v| i128::from(v).cast_unsigned())?,
            Instr::I64MulWideU(_) => self.multiply(|v| u128::from(v.cast_unsigned()))?,
            Instr::RefNull(_) => self.push(Value::Ref(Ref::Null))?,
            Instr::RefFunc(e) => self.push(Value::Ref(Ref::Func(e.func)))?,
            Instr::RefIsNull(_) => {
                let null = self.pop()?.reference()? == Ref::Null;
                self.stack.push(Value::I32(i32::from(null)));
            }
            Instr::RefAsNonNull(_) => {
                let value = self.pop()?;
                if value.reference()? == Ref::Null {
                    return Err(Trap::NullCall);
                }
                self.stack.push(value);
            }
            _ => return self.storage(instr),
        }
        Ok(Step::Next)
    }

    /// Memory and table instructions.
    fn storage(&mut self, instr: &'m Instr) -> Result<Step, Trap> {
        match instr {
            Instr::Load(e) => self.load(e.kind, &e.arg)?,
            Instr::Store(e) => self.store(e.kind, &e.arg)?,
            Instr::AtomicRmw(e) => self.rmw(e.op, e.width, &e.arg)?,
            Instr::Cmpxchg(e) => self.compare_exchange(e.width, &e.arg)?,
            Instr::AtomicNotify(e) => {
                self.pop()?;
                let addr = self.address(&e.arg)?;
                self.memory.check(addr, 4)?;
                self.stack.push(Value::I32(0));
            }
            Instr::AtomicWait(e) => self.wait(&e.arg, if e.sixty_four { 8 } else { 4 })?,
            Instr::AtomicFence(_) => {}
            Instr::MemorySize(e) => {
                let pages = self.memory.wasm_pages();
                self.push_size(e.memory, pages)?;
            }
            Instr::MemoryGrow(e) => {
                let delta = self.pop()?.address()?;
                let before = self.memory.grow(delta).unwrap_or(u64::MAX);
                self.push_size(e.memory, before)?;
            }
            Instr::MemoryFill(_) => {
                let len = self.bulk_length()?;
                let byte = self.pop()?.i32()? as u8;
                let to = self.pop()?.address()?;
                self.memory.fill(to, byte, len)?;
            }
            Instr::MemoryCopy(_) => {
                let len = self.bulk_length()?;
                let from = self.pop()?.address()?;
                let to = self.pop()?.address()?;
                self.memory.copy(to, from, len)?;
            }
            Instr::MemoryInit(e) => self.memory_init(e.data)?,
            Instr::DataDrop(e) => {
                self.dropped_data.insert(e.data);
            }
            Instr::ElemDrop(e) => {
                self.dropped_elements.insert(e.elem);
            }
            Instr::TableGet(e) => {
                let at = self.pop()?.address()?;
                let value = self.tables.get(self.module, &self.globals, e.table, at)?;
                self.stack.push(value);
            }
            Instr::TableSet(e) => {
                let value = self.pop()?;
                let at = self.pop()?.address()?;
                self.tables.set(self.module, &self.globals, e.table, at, value)?;
            }
            Instr::TableSize(e) => {
                let size = self.tables.size(self.module, &self.globals, e.table)?;
                self.push_table_size(e.table, size)?;
            }
            Instr::TableGrow(e) => self.table_grow(e.table)?,
            Instr::TableFill(e) => {
                let len = self.bulk_length()?;
                let value = self.pop()?;
                let at = self.pop()?.address()?;
                self.table_fill(e.table, at, value, len)?;
            }
            Instr::TableInit(e) => self.table_init(e.table, e.elem)?,
            Instr::TableCopy(e) => self.table_copy(e.dst, e.src)?,
            other => return Err(Trap::Unsupported(name(other))),
        }
        Ok(Step::Next)
    }

    fn table_callee(&mut self, table: TableId, ty: TypeId) -> Result<FunctionId, Trap> {
        let at = self.pop()?.address()?;
        let Ref::Func(func) = self.tables.get(self.module, &self.globals, table, at)?.reference()? else {
            return Err(Trap::NullCall);
        };
        let found = self.module.funcs.get(func).ty();
        let types = &self.module.types;
        if found != ty && types.params_results(found) != types.params_results(ty) {
            return Err(Trap::CallType);
        }
        Ok(func)
    }

    /// Pops an address and adds the instruction's offset.
    fn address(&mut self, arg: &MemArg) -> Result<u64, Trap> {
        let base = self.pop()?.address()?;
        base.checked_add(arg.offset).ok_or(Trap::OutOfBounds { addr: base, len: 1 })
    }

    fn push_size(&mut self, memory: MemoryId, pages: u64) -> Result<(), Trap> {
        // Truncation keeps the "could not grow" value -1 in either width.
        self.push(match self.module.memories.get(memory).memory64 {
            true => Value::I64(pages.cast_signed()),
            false => Value::I32(pages as i32),
        })
    }

    fn push_table_size(&mut self, table: TableId, size: u64) -> Result<(), Trap> {
        self.push(match self.module.tables.get(table).table64 {
            true => Value::I64(size.cast_signed()),
            false => Value::I32(size as i32),
        })
    }

    /// Pops a length and pays for it.
    fn bulk_length(&mut self) -> Result<u64, Trap> {
        let len = self.pop()?.address()?;
        self.burn(len / BULK_PER_STEP)?;
        Ok(len)
    }

    fn load(&mut self, kind: LoadKind, arg: &MemArg) -> Result<(), Trap> {
        if let LoadKind::V128 = kind {
            return Err(Trap::Unsupported("v128.load".to_string()));
        }
        let addr = self.address(arg)?;
        let raw = self.memory.load(addr, kind.width() as usize)?;
        let signed = |extend: ExtendedLoad| matches!(extend, ExtendedLoad::SignExtend);
        // Casts select the loaded width, then widen with or without sign.
        let narrow = |extend, bits: u32| match signed(extend) {
            true => (raw << (64 - bits)).cast_signed() >> (64 - bits),
            false => raw.cast_signed(),
        };
        self.stack.push(match kind {
            LoadKind::I32 { .. } => Value::I32(raw as i32),
            LoadKind::I64 { .. } => Value::I64(raw.cast_signed()),
            LoadKind::F32 => Value::F32(raw as u32),
            LoadKind::F64 => Value::F64(raw),
            LoadKind::I32_8 { kind } => Value::I32(narrow(kind, 8) as i32),
            LoadKind::I32_16 { kind } => Value::I32(narrow(kind, 16) as i32),
            LoadKind::I64_8 { kind } => Value::I64(narrow(kind, 8)),
            LoadKind::I64_16 { kind } => Value::I64(narrow(kind, 16)),
            LoadKind::I64_32 { kind } => Value::I64(narrow(kind, 32)),
            LoadKind::V128 => return Err(Trap::Invalid),
        });
        Ok(())
    }

    fn store(&mut self, kind: StoreKind, arg: &MemArg) -> Result<(), Trap> {
        if let StoreKind::V128 = kind {
            return Err(Trap::Unsupported("v128.store".to_string()));
        }
        let bits = match self.pop()? {
            Value::I32(v) => u64::from(v.cast_unsigned()),
            Value::I64(v) => v.cast_unsigned(),
            Value::F32(v) => u64::from(v),
            Value::F64(v) => v,
            Value::Ref(_) => return Err(Trap::Invalid),
        };
        let addr = self.address(arg)?;
        self.memory.store(addr, kind.width() as usize, bits)
    }

    fn atomic_value(width: AtomicWidth, bits: u64) -> Value {
        match width {
            AtomicWidth::I32 | AtomicWidth::I32_8 | AtomicWidth::I32_16 => Value::I32(bits as i32),
            _ => Value::I64(bits.cast_signed()),
        }
    }

    fn rmw(&mut self, op: AtomicOp, width: AtomicWidth, arg: &MemArg) -> Result<(), Trap> {
        let operand = self.pop()?.address()?;
        let addr = self.address(arg)?;
        let bytes = width.bytes() as usize;
        let before = self.memory.load(addr, bytes)?;
        let after = match op {
            AtomicOp::Add => before.wrapping_add(operand),
            AtomicOp::Sub => before.wrapping_sub(operand),
            AtomicOp::And => before & operand,
            AtomicOp::Or => before | operand,
            AtomicOp::Xor => before ^ operand,
            AtomicOp::Xchg => operand,
        };
        self.memory.store(addr, bytes, after)?;
        self.stack.push(Self::atomic_value(width, before));
        Ok(())
    }

    fn compare_exchange(&mut self, width: AtomicWidth, arg: &MemArg) -> Result<(), Trap> {
        let replacement = self.pop()?.address()?;
        let expected = self.pop()?.address()?;
        let addr = self.address(arg)?;
        let bytes = width.bytes() as usize;
        let before = self.memory.load(addr, bytes)?;
        if before == expected {
            self.memory.store(addr, bytes, replacement)?;
        }
        self.stack.push(Self::atomic_value(width, before));
        Ok(())
    }

    /// Waiting only ends at once when the value already changed.
    fn wait(&mut self, arg: &MemArg, bytes: usize) -> Result<(), Trap> {
        self.pop()?;
        let expected = self.pop()?.address()?;
        let addr = self.address(arg)?;
        if self.memory.load(addr, bytes)? == expected {
            return Err(Trap::Wait);
        }
        self.stack.push(Value::I32(1));
        Ok(())
    }

    fn memory_init(&mut self, data: DataId) -> Result<(), Trap> {
        let len = self.bulk_length()?;
        let from = self.pop()?.address()?;
        let to = self.pop()?.address()?;
        let segment = self.module.data.get(data);
        // Active segments are dropped at instantiation.
        let bytes: &[u8] =
            if segment.is_passive() && !self.dropped_data.contains(&data) { &segment.value } else { &[] };
        let out = Trap::OutOfBounds { addr: from, len };
        let end = from.checked_add(len).filter(|end| *end <= bytes.len() as u64).ok_or(out)?;
        self.memory.write(to, &bytes[from as usize..end as usize])
    }

    fn table_grow(&mut self, table: TableId) -> Result<(), Trap> {
        let delta = self.bulk_length()?;
        let value = self.pop()?;
        let before = self.tables.grow(self.module, &self.globals, table, delta)?;
        if let Some(before) = before
            && value != Value::Ref(Ref::Null)
        {
            self.table_fill(table, before, value, delta)?;
        }
        self.push_table_size(table, before.unwrap_or(u64::MAX))
    }

    fn table_fill(&mut self, table: TableId, at: u64, value: Value, len: u64) -> Result<(), Trap> {
        self.tables.check(self.module, &self.globals, table, at, len)?;
        for index in at..at + len {
            self.tables.set(self.module, &self.globals, table, index, value)?;
        }
        Ok(())
    }

    fn table_init(&mut self, table: TableId, elem: ElementId) -> Result<(), Trap> {
        let len = self.bulk_length()?;
        let from = self.pop()?.address()?;
        let to = self.pop()?.address()?;
        let element = self.module.elements.get(elem);
        let passive = matches!(element.kind, walrus::ElementKind::Passive);
        let values = if passive && !self.dropped_elements.contains(&elem) {
            items(element, &self.globals).map_err(Trap::Init)?
        } else {
            Vec::new()
        };
        let end = from.checked_add(len).filter(|end| *end <= values.len() as u64);
        let end = end.ok_or(Trap::TableBounds(from.saturating_add(len)))?;
        self.tables.check(self.module, &self.globals, table, to, len)?;
        for (index, value) in values[from as usize..end as usize].iter().enumerate() {
            self.tables.set(self.module, &self.globals, table, to + index as u64, *value)?;
        }
        Ok(())
    }

    fn table_copy(&mut self, to_table: TableId, from_table: TableId) -> Result<(), Trap> {
        let len = self.bulk_length()?;
        let from = self.pop()?.address()?;
        let to = self.pop()?.address()?;
        self.tables.check(self.module, &self.globals, to_table, to, len)?;
        self.tables.check(self.module, &self.globals, from_table, from, len)?;
        for step in 0..len {
            let step = if to > from { len - 1 - step } else { step };
            let value = self.tables.get(self.module, &self.globals, from_table, from + step)?;
            self.tables.set(self.module, &self.globals, to_table, to + step, value)?;
        }
        Ok(())
    }

    /// 128-bit arithmetic on two pairs of 64-bit halves.
    fn wide(&mut self, op: impl Fn(u128, u128) -> u128) -> Result<(), Trap> {
        let b = self.pop_pair()?;
        let a = self.pop_pair()?;
        self.push_pair(op(a, b))
    }

    fn multiply(&mut self, extend: impl Fn(i64) -> u128) -> Result<(), Trap> {
        let b = self.pop()?.i64()?;
        let a = self.pop()?.i64()?;
        self.push_pair(extend(a).wrapping_mul(extend(b)))
    }

    fn pop_pair(&mut self) -> Result<u128, Trap> {
        let high = self.pop()?.address()?;
        let low = self.pop()?.address()?;
        Ok(u128::from(high) << 64 | u128::from(low))
    }

    fn push_pair(&mut self, value: u128) -> Result<(), Trap> {
        // The halves of the number, low first.
        self.push(Value::I64(value as i64))?;
        self.push(Value::I64((value >> 64) as i64))
    }
}

/// The instruction's kind for an error message: the variant's name.
fn name(instr: &Instr) -> String {
    let text = format!("{instr:?}");
    let end = text.find(['(', ' ', '{']).unwrap_or(text.len());
    text[..end].to_string()
}
