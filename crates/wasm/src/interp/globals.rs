//! Globals, constant expressions and the shadow-stack pointer.

use super::value::{Ref, Value};
use std::collections::HashMap;
use walrus::ir::{self, Value as Const};
use walrus::{ConstExpr, ConstOp, GlobalId, GlobalKind, ImportKind, Module, ValType};

/// Values of a module's globals before any code runs.
#[derive(Debug, Default)]
pub struct Globals {
    values: HashMap<GlobalId, Value>,
    /// Previous values of globals that the current run changed, oldest first.
    journal: Vec<(GlobalId, Value)>,
}

impl Globals {
    /// Evaluates all initialisers. Imported numbers read as zero, except the stack pointer of a
    /// position-independent module, which starts at the top of the initial memory. A global whose
    /// initialiser cannot be evaluated is left out; using it is an error then.
    pub fn new(module: &Module) -> Self {
        let mut globals = Globals::default();
        for global in module.globals.iter() {
            let value = match &global.kind {
                GlobalKind::Import(import) => {
                    let import = module.imports.get(*import);
                    let is_stack = import.module == "env" && import.name == "__stack_pointer";
                    Some(match global.ty {
                        ValType::I32 if is_stack => Value::I32(stack_top(module) as i32),
                        ValType::I64 if is_stack => Value::I64(stack_top(module).cast_signed()),
                        ty => Value::zero(ty),
                    })
                }
                GlobalKind::Local(init) => globals.evaluate(init).ok(),
            };
            if let Some(value) = value {
                globals.values.insert(global.id(), value);
            }
        }
        globals
    }

    /// Current value.
    pub fn get(&self, id: GlobalId) -> Option<Value> {
        self.values.get(&id).copied()
    }

    /// Changes a value until the next [`Globals::reset`].
    pub fn set(&mut self, id: GlobalId, value: Value) {
        if let Some(before) = self.values.insert(id, value) {
            self.journal.push((id, before));
        }
    }

    /// Undoes the current run's changes.
    pub fn reset(&mut self) {
        while let Some((id, before)) = self.journal.pop() {
            self.values.insert(id, before);
        }
    }

    /// Value of a constant expression; the error names what is unsupported.
    pub fn evaluate(&self, expr: &ConstExpr) -> Result<Value, String> {
        match expr {
            ConstExpr::Value(value) => constant(*value).ok_or_else(|| "a vector constant".to_string()),
            ConstExpr::Global(id) => self.get(*id).ok_or_else(|| "a global without a known value".to_string()),
            ConstExpr::RefNull(_) => Ok(Value::Ref(Ref::Null)),
            ConstExpr::RefFunc(func) => Ok(Value::Ref(Ref::Func(*func))),
            ConstExpr::Extended(ops) => self.extended(ops),
        }
    }

    /// An address or table offset.
    pub fn offset(&self, expr: &ConstExpr) -> Result<u64, String> {
        self.evaluate(expr)?.address().map_err(|_| "an offset that is not an integer".to_string())
    }

    fn extended(&self, ops: &[ConstOp]) -> Result<Value, String> {
        let mut stack = Vec::new();
        for op in ops {
            let value = match *op {
                ConstOp::I32Const(v) => Value::I32(v),
                ConstOp::I64Const(v) => Value::I64(v),
                ConstOp::F32Const(v) => Value::F32(v.to_bits()),
                ConstOp::F64Const(v) => Value::F64(v.to_bits()),
                ConstOp::GlobalGet(id) => self.get(id).ok_or_else(|| "a global without a known value".to_string())?,
                ConstOp::RefNull(_) => Value::Ref(Ref::Null),
                ConstOp::RefFunc(func) => Value::Ref(Ref::Func(func)),
                ConstOp::I32Add
                | ConstOp::I32Sub
                | ConstOp::I32Mul
                | ConstOp::I64Add
                | ConstOp::I64Sub
                | ConstOp::I64Mul => {
                    let (Some(b), Some(a)) = (stack.pop(), stack.pop()) else {
                        return Err("an expression without operands".to_string());
                    };
                    super::ops::binary(arithmetic(op), a, b).map_err(|trap| trap.to_string())?
                }
                other => return Err(format!("{other:?}")),
            };
            stack.push(value);
        }
        stack.pop().ok_or_else(|| "an empty expression".to_string())
    }
}

fn arithmetic(op: &ConstOp) -> ir::BinaryOp {
    match op {
        ConstOp::I32Sub => ir::BinaryOp::I32Sub,
        ConstOp::I32Mul => ir::BinaryOp::I32Mul,
        ConstOp::I64Add => ir::BinaryOp::I64Add,
        ConstOp::I64Sub => ir::BinaryOp::I64Sub,
        ConstOp::I64Mul => ir::BinaryOp::I64Mul,
        _ => ir::BinaryOp::I32Add,
    }
}

/// A constant as a run-time value; none for vectors.
pub fn constant(value: Const) -> Option<Value> {
    match value {
        Const::I32(v) => Some(Value::I32(v)),
        Const::I64(v) => Some(Value::I64(v)),
        Const::F32(v) => Some(Value::F32(v.to_bits())),
        Const::F64(v) => Some(Value::F64(v.to_bits())),
        Const::V128(_) => None,
    }
}

fn stack_top(module: &Module) -> u64 {
    module.memories.iter().next().map_or(0, |memory| memory.initial.saturating_mul(65536))
}

/// The global that holds the shadow-stack pointer.
///
/// In order of trust: the global that the name section calls `__stack_pointer`; the import
/// `env.__stack_pointer`; a mutable integer global with a non-zero constant start value (the first,
/// with a warning, when there are two). More candidates or none: unknown.
pub fn stack_pointer(module: &Module) -> Option<GlobalId> {
    let named = module.globals.iter().find(|g| g.name.as_deref() == Some("__stack_pointer"));
    if let Some(global) = named {
        return Some(global.id());
    }
    let imported = module.imports.iter().find_map(|import| match import.kind {
        ImportKind::Global(id) if import.module == "env" && import.name == "__stack_pointer" => Some(id),
        _ => None,
    });
    if imported.is_some() {
        return imported;
    }
    let candidates: Vec<GlobalId> = module
        .globals
        .iter()
        .filter(|g| {
            let start = match &g.kind {
                GlobalKind::Local(ConstExpr::Value(Const::I32(v))) => i64::from(*v),
                GlobalKind::Local(ConstExpr::Value(Const::I64(v))) => *v,
                _ => 0,
            };
            g.mutable && start != 0
        })
        .map(walrus::Global::id)
        .collect();
    match candidates[..] {
        [only] => Some(only),
        [first, _] => {
            log::warn!(
                "the module has no names and two globals that could be the stack pointer; \
                 taking the first one. Keep the name section to be sure"
            );
            Some(first)
        }
        _ => None,
    }
}
