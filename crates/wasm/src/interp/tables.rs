//! Function tables: what active element segments put where, for indirect calls inside a run and
//! for resolving the table slots that closures name.

use super::globals::Globals;
use super::trap::Trap;
use super::value::{Ref, Value};
use crate::error::WasmError;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use walrus::{
    AbstractHeapType, Element, ElementItems, ElementKind, ExportItem, FunctionId, HeapType, Module, Table, TableId,
};

/// The main function table's slots after instantiation.
#[derive(Debug, Default)]
pub struct FunctionTable {
    table: Option<TableId>,
    slots: BTreeMap<u64, Option<FunctionId>>,
}

impl FunctionTable {
    /// The table, if the module has one.
    pub fn table(&self) -> Option<TableId> {
        self.table
    }

    /// The function in a slot; an error when the slot is empty or outside.
    pub fn function(&self, index: u32) -> Result<FunctionId, WasmError> {
        let index = u64::from(index);
        let problem = match (self.table, self.slots.get(&index)) {
            (_, Some(Some(func))) => return Ok(*func),
            (None, _) => "the module has no function table",
            (_, Some(None)) => "that slot is null",
            (_, None) => "no element segment fills that slot",
        };
        Err(WasmError::TableSlot { index, problem })
    }

    /// All filled slots in order.
    pub fn iter(&self) -> impl Iterator<Item = (u64, FunctionId)> + '_ {
        self.slots.iter().filter_map(|(index, func)| Some((*index, (*func)?)))
    }
}

/// Resolves the main function table: the only function table, or the one that carries the linker's
/// name when there are several.
pub fn function_table_lookup(module: &Module) -> Result<FunctionTable, WasmError> {
    let Some(table) = main_table(module) else {
        return Ok(FunctionTable::default());
    };
    let globals = Globals::new(module);
    let mut slots = BTreeMap::new();
    for element in module.elements.iter() {
        let ElementKind::Active { table: target, offset } = &element.kind else { continue };
        if *target != table {
            continue;
        }
        let place = |what: &str| format!("{what} of an element segment of the function table");
        let start =
            globals.offset(offset).map_err(|problem| WasmError::ConstExpr { place: place("offset"), problem })?;
        let items =
            items(element, &globals).map_err(|problem| WasmError::ConstExpr { place: place("content"), problem })?;
        for (index, item) in numbered(start, items) {
            let func = match item {
                Value::Ref(Ref::Func(func)) => Some(func),
                _ => None,
            };
            slots.insert(index, func);
        }
    }
    Ok(FunctionTable { table: Some(table), slots })
}

fn is_function_table(table: &Table) -> bool {
    matches!(
        table.element_ty.heap_type,
        HeapType::Abstract(AbstractHeapType::Func) | HeapType::Concrete(_) | HeapType::Exact(_)
    )
}

pub fn main_table(module: &Module) -> Option<TableId> {
    let tables: Vec<TableId> = module.tables.iter().filter(|t| is_function_table(t)).map(Table::id).collect();
    if let [only] = tables[..] {
        return Some(only);
    }
    const NAME: &str = "__indirect_function_table";
    let exported = module.exports.iter().find_map(|export| match export.item {
        ExportItem::Table(id) if export.name == NAME => Some(id),
        _ => None,
    });
    let imported = || {
        module.imports.iter().find_map(|import| match import.kind {
            walrus::ImportKind::Table(id) if import.name == NAME => Some(id),
            _ => None,
        })
    };
    let named = || module.tables.iter().find(|t| t.name.as_deref() == Some(NAME)).map(Table::id);
    exported.or_else(imported).or_else(named).or(tables.first().copied())
}

/// Items with their table indices. An offset near 2^64 wraps: such a segment is out of bounds of any
/// table, so nothing ever asks for those slots.
fn numbered(start: u64, items: Vec<Value>) -> impl Iterator<Item = (u64, Value)> {
    items.into_iter().enumerate().map(move |(i, item)| (start.wrapping_add(i as u64), item))
}

/// The references of a segment.
pub fn items(element: &Element, globals: &Globals) -> Result<Vec<Value>, String> {
    match &element.items {
        ElementItems::Functions(funcs) => Ok(funcs.iter().map(|f| Value::Ref(Ref::Func(*f))).collect()),
        ElementItems::Expressions(_, exprs) => exprs.iter().map(|expr| globals.evaluate(expr)).collect(),
    }
}

/// One table of the running module. Only filled slots take storage.
#[derive(Debug)]
struct State {
    size: u64,
    default: Value,
    slots: HashMap<u64, Value>,
}

/// All tables during a run, filled on first use and forgotten when the run changed them.
#[derive(Debug, Default)]
pub struct Tables {
    tables: HashMap<TableId, State>,
    changed: bool,
}

impl Tables {
    /// Forgets the current run's changes.
    pub fn reset(&mut self) {
        if self.changed {
            self.tables.clear();
            self.changed = false;
        }
    }

    fn state(&mut self, module: &Module, globals: &Globals, id: TableId) -> Result<&mut State, Trap> {
        match self.tables.entry(id) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => Ok(place.insert(State::new(module, globals, id)?)),
        }
    }

    /// `table.get`
    pub fn get(&mut self, module: &Module, globals: &Globals, id: TableId, at: u64) -> Result<Value, Trap> {
        let state = self.state(module, globals, id)?;
        if at >= state.size {
            return Err(Trap::TableBounds(at));
        }
        Ok(state.slots.get(&at).copied().unwrap_or(state.default))
    }

    /// `table.set`
    pub fn set(&mut self, module: &Module, globals: &Globals, id: TableId, at: u64, value: Value) -> Result<(), Trap> {
        self.changed = true;
        let state = self.state(module, globals, id)?;
        if at >= state.size {
            return Err(Trap::TableBounds(at));
        }
        state.slots.insert(at, value);
        Ok(())
    }

    /// `table.size`
    pub fn size(&mut self, module: &Module, globals: &Globals, id: TableId) -> Result<u64, Trap> {
        Ok(self.state(module, globals, id)?.size)
    }

    /// Fails unless `len` slots from `at` exist.
    pub fn check(&mut self, module: &Module, globals: &Globals, id: TableId, at: u64, len: u64) -> Result<(), Trap> {
        let size = self.size(module, globals, id)?;
        match at.checked_add(len) {
            Some(end) if end <= size => Ok(()),
            _ => Err(Trap::TableBounds(at.saturating_add(len))),
        }
    }

    /// `table.grow`; none when the maximum forbids it.
    pub fn grow(&mut self, module: &Module, globals: &Globals, id: TableId, delta: u64) -> Result<Option<u64>, Trap> {
        self.changed = true;
        let limit = module.tables.get(id).maximum.unwrap_or(u64::from(u32::MAX));
        let state = self.state(module, globals, id)?;
        let before = state.size;
        Ok(match before.checked_add(delta) {
            Some(size) if size <= limit => {
                state.size = size;
                Some(before)
            }
            _ => None,
        })
    }
}

impl State {
    fn new(module: &Module, globals: &Globals, id: TableId) -> Result<State, Trap> {
        let table = module.tables.get(id);
        let default = match &table.init {
            Some(init) => globals.evaluate(init).map_err(Trap::Init)?,
            None => Value::Ref(Ref::Null),
        };
        let mut state = State { size: table.initial, default, slots: HashMap::new() };
        for element in module.elements.iter() {
            if let ElementKind::Active { table, offset } = &element.kind
                && *table == id
            {
                let start = globals.offset(offset).map_err(Trap::Init)?;
                let items = items(element, globals).map_err(Trap::Init)?;
                state.slots.extend(numbered(start, items));
            }
        }
        Ok(state)
    }
}
