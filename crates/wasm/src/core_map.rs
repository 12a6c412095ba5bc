//! The only place that pairs walrus ids with the ids other stages see.
//!
//! Knows nothing about what the functions are for. An id, once handed out, stands for the same function for good: passes that
//! turn an import into a local function keep its walrus id, so entries never go stale while the function lives.

use std::collections::HashMap;

use walrus::{FunctionId, TableId};
use wbg_ir::{CoreFn, CoreTable, Id};

/// Walrus ids by [`CoreFn`] and [`CoreTable`], and back.
#[derive(Debug, Default)]
pub struct CoreMap {
    functions: Vec<FunctionId>,
    core_functions: HashMap<FunctionId, CoreFn>,
    tables: Vec<TableId>,
}

impl CoreMap {
    /// The id of a function; the first call for a function makes one.
    pub fn core_fn(&mut self, function: FunctionId) -> CoreFn {
        *self.core_functions.entry(function).or_insert_with(|| {
            self.functions.push(function);
            CoreFn::from_index(self.functions.len() - 1)
        })
    }

    /// The id of a function, if it has one.
    pub fn find(&self, function: FunctionId) -> Option<CoreFn> {
        self.core_functions.get(&function).copied()
    }

    /// The function of an id that this map handed out.
    pub fn function(&self, core: CoreFn) -> FunctionId {
        *self.functions.get(core.index()).expect("core ids are only made by the map of the same module")
    }

    /// The id of a table; the first call for a table makes one.
    pub fn core_table(&mut self, table: TableId) -> CoreTable {
        let index = self.tables.iter().position(|known| *known == table).unwrap_or_else(|| {
            self.tables.push(table);
            self.tables.len() - 1
        });
        CoreTable::from_index(index)
    }

    /// The table of an id that this map handed out.
    pub fn table(&self, core: CoreTable) -> TableId {
        *self.tables.get(core.index()).expect("core ids are only made by the map of the same module")
    }
}
