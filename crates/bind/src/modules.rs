//! JS modules that imports come from: npm and URL specifiers, files of the guest crates, inline snippets.

use std::collections::BTreeMap;

use wbg_ir::diag::Diagnostics;
use wbg_ir::import::JsModule;
use wbg_ir::{Arena, ModuleId};
use wbg_schema::program::{ImportModule, LocalModule, Program};

use crate::context::Context;

/// Modules so far.
#[derive(Debug, Default)]
pub(crate) struct Modules<'a> {
    arena: Arena<ModuleId, JsModule>,
    external: BTreeMap<&'a str, ModuleId>,
    local: BTreeMap<&'a str, ModuleId>,
    /// Snippets of each program, by its position among the distinct programs.
    inline: BTreeMap<usize, Vec<ModuleId>>,
}

/// Registers every file and snippet the metadata carries; all of them become output files.
pub(crate) fn bind(cx: &mut Context<'_>) {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for (index, program) in cx.programs.iter().enumerate() {
        for file in &program.local_modules {
            cx.modules.add_local(file, &mut cx.diags);
        }
        let count = counts.entry(&program.unique_crate_identifier).or_default();
        cx.modules.add_inline(index, program, count);
    }
}

impl<'a> Modules<'a> {
    fn add_local(&mut self, file: &'a LocalModule, diags: &mut Diagnostics) {
        let Some(&id) = self.local.get(file.identifier.as_str()) else {
            let id = self.arena.push(JsModule::Local {
                path: file.identifier.clone(),
                contents: file.contents.clone(),
                linked_only: file.linked_module,
            });
            self.local.insert(&file.identifier, id);
            return;
        };
        if let JsModule::Local { contents, linked_only, .. } = &mut self.arena[id] {
            *linked_only &= file.linked_module;
            if *contents != file.contents {
                diags.push(
                    format!("local module `{}`", file.identifier),
                    "two parts of the guest carry different contents for it; the file changed between builds, \
                     run `cargo clean -p` for its crate and build again",
                );
            }
        }
    }

    fn add_inline(&mut self, index: usize, program: &Program, count: &mut u32) {
        let mut ids = Vec::new();
        for contents in &program.inline_js {
            ids.push(self.arena.push(JsModule::Inline {
                crate_id: program.unique_crate_identifier.clone(),
                index: *count,
                contents: contents.clone(),
            }));
            *count += 1;
        }
        self.inline.insert(index, ids);
    }

    /// The module an item of the `index`th program names.
    ///
    /// # Errors
    /// The metadata does not contain that file or snippet.
    pub(crate) fn find(&mut self, index: usize, module: &'a ImportModule) -> Result<ModuleId, String> {
        match module {
            ImportModule::RawNamed(specifier) => {
                let arena = &mut self.arena;
                let add = || arena.push(JsModule::External(specifier.clone()));
                Ok(*self.external.entry(specifier).or_insert_with(add))
            }
            ImportModule::Named(identifier) => self.local.get(identifier.as_str()).copied().ok_or_else(|| {
                format!("the metadata does not contain the file `{identifier}`; rebuild the crate that imports from it")
            }),
            ImportModule::Inline(number) => {
                let ids = self.inline.get(&index).map_or(&[][..], Vec::as_slice);
                ids.get(*number as usize).copied().ok_or_else(|| {
                    format!(
                        "the metadata contains {} inline snippets here but number {number} is used; rebuild the crate",
                        ids.len()
                    )
                })
            }
        }
    }

    /// All modules.
    pub(crate) fn into_arena(self) -> Arena<ModuleId, JsModule> {
        self.arena
    }
}

#[cfg(test)]
#[path = "modules_tests.rs"]
mod tests;
