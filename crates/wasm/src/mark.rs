//! Reachability, resumable: roots may be added while the set is already in use.
//!
//! Must find exactly what walrus' own collection keeps, so the rules about segments are the same.

use std::collections::HashSet;

use walrus::ir::{Visitor, dfs_in_order};
use walrus::{
    ConstExpr, ConstOp, ElementId, ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind, GlobalId,
    GlobalKind, Module, TableId,
};

/// The live part of a module.
#[derive(Debug, Default)]
pub(crate) struct Marker {
    functions: HashSet<FunctionId>,
    tables: HashSet<TableId>,
    globals: HashSet<GlobalId>,
    elements: HashSet<ElementId>,
    work: Vec<Item>,
}

#[derive(Clone, Copy, Debug)]
enum Item {
    Function(FunctionId),
    Table(TableId),
    Global(GlobalId),
    Element(ElementId),
}

impl Marker {
    /// Starts with what is alive by itself: declared segments and those that fill imported tables.
    pub(crate) fn new(module: &Module) -> Self {
        let mut marker = Self::default();
        for element in module.elements.iter() {
            let alive = match element.kind {
                ElementKind::Active { table, .. } => module.tables.get(table).import.is_some(),
                ElementKind::Declared => true,
                ElementKind::Passive => false,
            };
            if alive {
                marker.element(element.id());
            }
        }
        marker
    }

    /// Adds a function.
    pub(crate) fn function(&mut self, id: FunctionId) {
        if self.functions.insert(id) {
            self.work.push(Item::Function(id));
        }
    }

    /// Adds whatever an export names.
    pub(crate) fn item(&mut self, item: ExportItem) {
        match item {
            ExportItem::Function(id) => self.function(id),
            ExportItem::Table(id) => self.table(id),
            ExportItem::Global(id) => self.global(id),
            ExportItem::Memory(_) | ExportItem::Tag(_) => {}
        }
    }

    /// Whether a function is known to be alive.
    pub(crate) fn is_live(&self, id: FunctionId) -> bool {
        self.functions.contains(&id)
    }

    /// Whether a table is known to be alive.
    pub(crate) fn has_table(&self, id: TableId) -> bool {
        self.tables.contains(&id)
    }

    /// Whether everything that was added has been followed.
    pub(crate) fn is_settled(&self) -> bool {
        self.work.is_empty()
    }

    /// Follows references until nothing new turns up. Each body is visited once in the marker's life.
    pub(crate) fn run(&mut self, module: &Module) {
        while let Some(item) = self.work.pop() {
            match item {
                Item::Function(id) => {
                    if let FunctionKind::Local(local) = &module.funcs.get(id).kind {
                        dfs_in_order(self, local, local.entry_block());
                    }
                }
                Item::Table(id) => {
                    let table = module.tables.get(id);
                    if let Some(init) = &table.init {
                        self.constant(init);
                    }
                    for &element in &table.elem_segments {
                        self.element(element);
                    }
                }
                Item::Global(id) => {
                    if let GlobalKind::Local(init) = &module.globals.get(id).kind {
                        self.constant(init);
                    }
                }
                Item::Element(id) => self.segment(module, id),
            }
        }
    }

    fn segment(&mut self, module: &Module, id: ElementId) {
        let element = module.elements.get(id);
        match &element.items {
            ElementItems::Functions(functions) => {
                for &function in functions {
                    self.function(function);
                }
            }
            ElementItems::Expressions(_, items) => {
                for item in items {
                    self.constant(item);
                }
            }
        }
        if let ElementKind::Active { table, offset } = &element.kind {
            self.constant(offset);
            self.table(*table);
        }
    }

    fn constant(&mut self, expr: &ConstExpr) {
        match expr {
            ConstExpr::Global(id) => self.global(*id),
            ConstExpr::RefFunc(id) => self.function(*id),
            ConstExpr::Value(_) | ConstExpr::RefNull(_) => {}
            ConstExpr::Extended(ops) => {
                for op in ops {
                    match op {
                        ConstOp::GlobalGet(id) => self.global(*id),
                        ConstOp::RefFunc(id) => self.function(*id),
                        _ => {}
                    }
                }
            }
        }
    }

    fn table(&mut self, id: TableId) {
        if self.tables.insert(id) {
            self.work.push(Item::Table(id));
        }
    }

    fn global(&mut self, id: GlobalId) {
        if self.globals.insert(id) {
            self.work.push(Item::Global(id));
        }
    }

    fn element(&mut self, id: ElementId) {
        if self.elements.insert(id) {
            self.work.push(Item::Element(id));
        }
    }
}

impl<'instr> Visitor<'instr> for Marker {
    fn visit_function_id(&mut self, id: &FunctionId) {
        self.function(*id);
    }

    fn visit_table_id(&mut self, id: &TableId) {
        self.table(*id);
    }

    fn visit_global_id(&mut self, id: &GlobalId) {
        self.global(*id);
    }

    fn visit_element_id(&mut self, id: &ElementId) {
        self.element(*id);
    }
}
