//! Parts to the text files of a package, in the order that the target's tools expect.
//!
//! Order inside the file with the glue: user modules, runtime, items, imports, loader. The runtime comes before the items because
//! items use it while the module is evaluated.

use std::collections::BTreeSet;

use wbg_ir::failure::{Guard, Lifecycle};
use wbg_ir::import::ImportKind;
use wbg_ir::intrinsic::Intrinsic;
use wbg_ir::linkage::GLUE_MODULE_SUFFIX;

use crate::contract;
use crate::dts;
use crate::glue::RECORD;
use crate::helpers::{self, Helper, Runtime};
use crate::js::ast::{Expr, Function, FunctionForm, Stmt};
use crate::options::{EmitError, EmitInput, Files, LinkedModules, Part};
use crate::parts::{GlueImport, GlueImportValue, Parts, PublicExport};
use crate::target::header;
use crate::target::loader::{Slot, fill, in_literal, in_url};
use crate::target::names::FileNames;
use crate::target::spec::{ImportForm, InitApi, ModuleSystem, RENEW, RESET_STATE, TargetSpec, Threaded, spec_of};
use crate::target::text;
use crate::target::{bind, helper_imports, memory};

const TAKEN_NAME: &str =
    "this name belongs to the loader of this target; rename the export with `js_name`, or choose another target";

/// All text files of a package.
///
/// # Errors
/// What the target cannot express, and names the target needs for itself.
pub fn assemble(input: &EmitInput<'_>, parts: Parts) -> Result<Files, EmitError> {
    let assembly = Assembly {
        input,
        spec: spec_of(input.options.target, input.failure.lifecycle()),
        names: FileNames::of(input.options),
    };
    assembly.check(&parts)?;
    let mut files = Files::default();
    assembly.scripts(parts, &mut files);
    assembly.declarations(&mut files);
    for (_, module) in input.bindings.modules.iter() {
        let embedded = input.options.linked == LinkedModules::Embed && header::is_linked_only(module);
        if let (Some((path, contents)), false) = (header::snippet(module), embedded) {
            files.texts.insert(format!("snippets/{path}"), contents.to_owned());
        }
    }
    Ok(files)
}

struct Assembly<'a> {
    input: &'a EmitInput<'a>,
    spec: &'static TargetSpec,
    names: FileNames,
}

impl Assembly<'_> {
    fn check(&self, parts: &Parts) -> Result<(), EmitError> {
        let lifecycle = self.input.failure.lifecycle();
        for export in parts.items.iter().flat_map(|part| &part.exports) {
            let resets = lifecycle == Lifecycle::Public && export.name == contract::RESET_STATE;
            let name = export.name.as_str();
            let threaded = self.threaded().is_some_and(|threaded| threaded.exports.contains(&name));
            let memory = self.spec.imports == ImportForm::Exports
                && self.input.linkage.imported_memory.as_ref().is_some_and(|memory| memory.name == name);
            if resets || threaded || memory || self.spec.exports.contains(&name) {
                return Err(EmitError::Name {
                    subject: format!("export `{}`", export.name),
                    message: TAKEN_NAME.to_owned(),
                });
            }
        }
        self.check_raw_exports()?;
        if self.spec.imports == ImportForm::Exports {
            self.check_intrinsics()?;
        }
        if self.spec.modules == ModuleSystem::Script {
            self.check_script(parts)?;
        }
        Ok(())
    }

    /// A wasm export is no public name, but `default` among the init function's results is taken for a module's default export.
    fn check_raw_exports(&self) -> Result<(), EmitError> {
        let has_default = self.input.linkage.all_exports.iter().any(|export| export.name == "default");
        if has_default && self.spec.init == InitApi::Functions && self.spec.modules == ModuleSystem::EsModule {
            return Err(EmitError::Name {
                subject: "wasm export `default`".to_owned(),
                message: TAKEN_NAME.to_owned(),
            });
        }
        Ok(())
    }

    /// A classic script cannot import anything.
    fn check_script(&self, parts: &Parts) -> Result<(), EmitError> {
        let modules = &self.input.bindings.modules;
        let wanted = parts.header.iter().map(|import| header::specifier(&modules[import.module], &self.names));
        match wanted.chain(self.input.linkage.passthrough.keys().cloned()).min() {
            None => Ok(()),
            Some(specifier) => Err(EmitError::Unsupported {
                subject: format!("module `{specifier}`"),
                what: "the guest imports from it, but a classic script has no imports".to_owned(),
                instead: "use a target whose output is a module, such as `--target web`, or import from a global"
                    .to_owned(),
            }),
        }
    }

    /// With a bundler, nobody but the bundler sees the module and the instance.
    fn check_intrinsics(&self) -> Result<(), EmitError> {
        for id in self.input.linkage.imports.keys() {
            if let Some(import) = self.input.bindings.imports.get(*id)
                && let ImportKind::Intrinsic(intrinsic @ (Intrinsic::Module | Intrinsic::Instance), _) = &import.kind
            {
                return Err(EmitError::Unsupported {
                    subject: format!("intrinsic `{}`", intrinsic.name()),
                    what: "the module and the instance belong to the bundler".to_owned(),
                    instead: "use `--target web` or `--target nodejs`".to_owned(),
                });
            }
        }
        Ok(())
    }

    fn scripts(&self, mut parts: Parts, files: &mut Files) {
        parts.imports.extend(self.table_import());
        parts.imports.extend(memory::import(self.input, self.spec));
        parts.imports.extend(helper_imports::all(self.input.linkage));
        parts.imports.sort_by(|a, b| a.name.cmp(&b.name));
        let glue = self.glue(&parts);
        match self.spec.entry {
            None => {
                files.texts.insert(self.names.js(), self.self_types() + &glue);
            }
            Some(entry) => {
                files.texts.insert(self.names.js(), self.self_types() + &self.entry(entry, &parts));
                files.texts.insert(self.names.glue(), glue);
            }
        }
    }

    /// The file with everything that talks to the wasm.
    fn glue(&self, parts: &Parts) -> String {
        let modules = self.spec.modules;
        let (whole_text, whole) = match self.spec.imports {
            ImportForm::Object => header::whole(self.input.linkage.passthrough.keys(), modules),
            ImportForm::Exports => (String::new(), vec![]),
        };
        let named = match self.input.options.header_imports {
            Part::Write => header::named(self.input.bindings, &parts.header, &self.names, modules),
            Part::Omit => String::new(),
        };
        let imports = match self.spec.imports {
            ImportForm::Object => {
                let params = memory::params(self.input);
                let strings = &self.input.linkage.string_constants;
                text::import_object(&parts.imports, params, &self.glue_module(), strings, &whole)
            }
            ImportForm::Exports => text::import_exports(&parts.imports),
        };
        let sections = [
            self.script_start(),
            self.head(),
            named + &whole_text,
            self.runtime(parts),
            text::items(&parts.items, modules),
            imports,
            self.loader(),
            self.closing_exports(),
        ];
        let sections: Vec<&str> = sections.iter().map(|section| section.trim_end()).filter(|s| !s.is_empty()).collect();
        sections.join("\n\n") + "\n"
    }

    fn script_start(&self) -> String {
        match self.spec.modules {
            ModuleSystem::Script => contract::script_start(&self.input.options.global),
            _ => String::new(),
        }
    }

    fn head(&self) -> String {
        let options = self.input.options;
        match (self.spec.modules, options.default_module_path) {
            // All it does is to find what lies beside the script.
            (ModuleSystem::Script, Part::Omit) if !self.links_files() => String::new(),
            _ => fill(self.threaded().map_or(self.spec.head, |threaded| threaded.head), |slot| self.slot(slot)),
        }
    }

    /// Whether the glue gives out addresses of files of the package.
    fn links_files(&self) -> bool {
        let links = |id| matches!(self.input.bindings.imports[id].kind, ImportKind::LinkedModule(_));
        self.input.options.linked == LinkedModules::Split && self.input.linkage.imports.keys().any(|id| links(*id))
    }

    fn runtime(&self, parts: &Parts) -> String {
        let mut needed: BTreeSet<Helper> = helpers::used(parts);
        needed.extend(parts.helpers.iter().copied());
        needed.extend([Helper::InstanceClass, Helper::Instance]);
        if self.input.failure.guard() != Guard::None || bind::merely_rewinds(self.input) {
            needed.insert(Helper::Bind);
        }
        if self.input.offers_panic_error() {
            needed.insert(Helper::PanicError);
        }
        if self.guarded_start().is_some() {
            needed.insert(Helper::Start);
        }
        helpers::runtime(&needed, Runtime::of(self.input))
    }

    /// The import that fills the handle table before anything else runs.
    fn table_import(&self) -> Option<GlueImport> {
        let name = self.input.linkage.init_externref_table.clone()?;
        let strings = self.input.linkage.static_strings.iter().cloned().map(Expr::Str).collect();
        let call = Expr::Helper(Helper::InitTable).call([Expr::ident(RECORD), Expr::Array(strings)]);
        let function = Function { form: FunctionForm::Plain, params: vec![], body: vec![Stmt::Expr(call)] };
        Some(GlueImport { name, value: GlueImportValue::Function(function) })
    }

    /// The module name under which the wasm imports its glue.
    fn glue_module(&self) -> String {
        let stem = FileNames::beside(&self.input.options.stem);
        format!("./{stem}{GLUE_MODULE_SUFFIX}")
    }

    fn slot(&self, slot: Slot) -> Option<String> {
        let wasm = self.names.wasm();
        let wasm = FileNames::beside(&wasm);
        match slot {
            Slot::WasmFile => Some(in_literal(wasm)),
            // Only modules of one file have it.
            Slot::WasmText => None,
            Slot::WasmUrl => Some(in_literal(&in_url(wasm))),
            Slot::GlueFile => Some(in_literal(FileNames::beside(&self.names.glue()))),
            Slot::Bind => Some(bind::bind(self.input)),
            Slot::Export => (self.spec.modules == ModuleSystem::EsModule).then(|| "export".to_owned()),
            Slot::EntryImports => Some(match self.guarded_start() {
                None => contract::SET_WASM.to_owned(),
                Some(start) => format!("{}, {start}", contract::SET_WASM),
            }),
            Slot::Start => self.input.linkage.start.as_ref().map(|name| {
                let shared = self.input.facts.shares_memory() && self.threaded().is_some();
                let size = if shared { contract::STACK_SIZE } else { "" };
                match self.guarded_start() {
                    None => format!("{}.{name}({size})", contract::WASM),
                    Some(start) => format!("{start}({size})"),
                }
            }),
            Slot::DefaultPath => Some(match (self.input.options.default_module_path, self.spec.modules) {
                (Part::Omit, _) => contract::NO_DEFAULT_PATH.to_owned(),
                (Part::Write, ModuleSystem::Script) => contract::SCRIPT_DEFAULT_PATH.to_owned(),
                (Part::Write, _) => contract::default_path(&in_literal(&in_url(wasm))),
            }),
        }
    }

    /// The loader of this target for a memory that comes from outside, if this module has one.
    fn threaded(&self) -> Option<Threaded> {
        self.spec.threaded.filter(|_| self.input.linkage.imported_memory.is_some())
    }

    /// Fetching, instantiating and, where asked for, replacing.
    fn loader(&self) -> String {
        let (usual, more): (_, &[&str]) = match (self.input.failure.lifecycle(), self.spec.replacing_loader) {
            (Lifecycle::One, _) | (_, None) => (self.spec.loader, &[]),
            (Lifecycle::Internal, Some(loader)) => (loader, &[RENEW]),
            (Lifecycle::Public, Some(loader)) => (loader, &[RENEW, RESET_STATE]),
        };
        let loader = self.threaded().map_or(usual, |threaded| threaded.loader);
        let files = loader.iter().chain(more).map(|file| fill(file, |slot| self.slot(slot)));
        files.collect::<Vec<_>>().join("\n")
    }

    /// The function that runs the start function and watches it.
    fn guarded_start(&self) -> Option<&'static str> {
        match (self.input.failure.guard(), &self.input.linkage.start) {
            (Guard::None, _) | (_, None) => None,
            (Guard::Abort | Guard::AbortReinit, Some(_)) => Some(Helper::Start.identifier()),
        }
    }

    /// Exports that belong to the loader; those of init functions are the last statement of the file.
    fn closing_exports(&self) -> String {
        let offered = self.threaded().is_some_and(|threaded| threaded.exports.contains(&contract::RAW_EXPORTS));
        let raw = self.input.options.raw_exports == Part::Write && !offered;
        let (wasm, raw_name, init_sync) = (contract::WASM, contract::RAW_EXPORTS, contract::INIT_SYNC);
        let mut out = String::new();
        if let (Some(start), Some(_)) = (self.guarded_start(), self.spec.entry) {
            let export = PublicExport { local: start.to_owned(), name: start.to_owned() };
            out.push_str(&text::export_statement(&export, self.spec.modules));
        }
        if self.input.failure.lifecycle() == Lifecycle::Public && self.spec.modules != ModuleSystem::EsModule {
            let name = contract::RESET_STATE.to_owned();
            out.push_str(&text::export_statement(&PublicExport { local: name.clone(), name }, self.spec.modules));
        }
        out.push_str(&self.panic_error());
        match self.spec.modules {
            // Wrappers take every `export { a as b };` on one line for an item of the guest; this one is not.
            ModuleSystem::EsModule if raw => out.push_str(&format!("export {{\n    {wasm} as {raw_name}\n}};\n")),
            ModuleSystem::CommonJs if raw && self.input.failure.lifecycle() == Lifecycle::One => out.push_str(&format!("exports.{raw_name} = {wasm};\n")),
            // The script ends long before there is an instance, and an instance may be replaced.
            ModuleSystem::Script | ModuleSystem::CommonJs if raw => out.push_str(&format!(
                "Object.defineProperty(exports, '{raw_name}', {{ get: () => {wasm}, configurable: true, enumerable: true }});\n"
            )),
            _ => {}
        }
        match (self.spec.init, self.spec.modules) {
            (InitApi::Functions, ModuleSystem::EsModule) => {
                out.push_str(&format!("export {{ {init_sync}, {} as default }};\n", contract::INIT));
            }
            (InitApi::Functions, _) => out.push_str(&format!("exports.{init_sync} = {init_sync};\n")),
            (InitApi::None, _) => {}
        }
        if self.spec.modules == ModuleSystem::Script {
            out.push_str(contract::SCRIPT_END);
        }
        out
    }

    /// Offers the class of panics. In ES modules never in a form that wrappers would take for an item of the guest.
    fn panic_error(&self) -> String {
        let (local, name) = (Helper::PanicError.identifier(), contract::PANIC_ERROR);
        match self.spec.modules {
            _ if !self.input.offers_panic_error() => String::new(),
            ModuleSystem::EsModule => format!("export {{\n    {local} as {name}\n}};\n"),
            ModuleSystem::CommonJs | ModuleSystem::Script => format!("exports.{name} = {local};\n"),
        }
    }

    /// The file in front of the glue, which offers the public names and nothing else.
    fn entry(&self, file: &str, parts: &Parts) -> String {
        let mut out = fill(file, |slot| self.slot(slot));
        let mut public: Vec<String> =
            parts.items.iter().flat_map(|part| &part.exports).map(|export| text::export_name(&export.name)).collect();
        if self.input.offers_panic_error() {
            public.push(contract::PANIC_ERROR.to_owned());
        }
        if self.input.options.raw_exports == Part::Write {
            public.push(contract::RAW_EXPORTS.to_owned());
        }
        if !public.is_empty() {
            let glue = self.names.glue();
            let glue = FileNames::beside(&glue);
            out.push_str(&format!("\nexport {{\n    {}\n}} from \"./{}\";\n", public.join(", "), in_literal(glue)));
        }
        out
    }

    fn self_types(&self) -> String {
        match self.input.options.typescript {
            _ if self.spec.modules == ModuleSystem::Script => String::new(),
            Part::Write => contract::self_types(FileNames::beside(&self.names.declarations())),
            Part::Omit => String::new(),
        }
    }

    fn declarations(&self, files: &mut Files) {
        if self.input.options.typescript == Part::Write {
            files.texts.insert(self.names.declarations(), dts::package_declarations(self.input));
            files.texts.insert(self.names.wasm_declarations(), dts::wasm_declarations(self.input));
        }
    }
}
