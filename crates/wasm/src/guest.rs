//! A guest on its way through the wasm stage: the walrus module and the ids other stages know its functions by.
//!
//! Made from what [`crate::load`] returns, changed by the passes, written by [`Guest::emit`].

use walrus::Module;
use wbg_ir::facts::Exceptions;

use crate::core_map::CoreMap;

/// A guest module.
#[derive(Debug)]
pub struct Guest {
    /// The module.
    pub module: Module,
    /// Ids that other stages hold.
    pub map: CoreMap,
    /// The dialect of the input, once code of the input has been dropped.
    pub(crate) exceptions: Option<Exceptions>,
}

impl Guest {
    /// Starts with no ids handed out.
    pub fn new(module: Module) -> Self {
        Self { module, map: CoreMap::default(), exceptions: None }
    }

    /// The bytes of the module. Custom sections are moved out by writing them, so this is the last step.
    pub fn emit(&mut self) -> Vec<u8> {
        self.module.emit_wasm()
    }

    /// The module itself, for callers of the public library that work on it.
    pub fn into_module(self) -> Module {
        self.module
    }
}
