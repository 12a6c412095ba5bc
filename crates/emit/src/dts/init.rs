//! What the loader offers, and the types of the instance's exports.

use wbg_ir::linkage::{ExternKind, FinalExport, OuterType};
use wbg_ir::value::Word;
use wbg_ir::{Linkage, ModuleFacts};

use crate::dts::ast::{DefaultPath, Init, InitMemory, RawExport, Scope};
use crate::options::{EmitInput, Part};
use crate::target::spec::{InitApi, ModuleSystem, spec};

/// The init section of a package, for targets that have an init function or threads that are started with one.
pub fn section(input: &EmitInput<'_>) -> Option<Init> {
    let spec = spec(input.options.target);
    let threaded = spec.threaded.is_some() && input.linkage.imported_memory.is_some();
    let path = match (spec.init, input.options.default_module_path) {
        (InitApi::None, _) if threaded => DefaultPath::Loaded,
        (InitApi::None, _) => return None,
        (InitApi::Functions, Part::Write) => DefaultPath::Known,
        (InitApi::Functions, Part::Omit) => DefaultPath::Required,
    };
    Some(Init { path, memory: memory(input.facts), exports: raw_exports(input.linkage) })
}

/// Where users find the declarations.
pub fn scope(input: &EmitInput<'_>) -> Scope {
    match spec(input.options.target).modules {
        ModuleSystem::EsModule | ModuleSystem::CommonJs => Scope::Module,
        ModuleSystem::Script => Scope::Global(input.options.global.clone()),
    }
}

fn memory(facts: &ModuleFacts) -> InitMemory {
    match &facts.memory {
        Some(memory) if memory.imported.is_some() && memory.shared => InitMemory::Shared,
        Some(memory) if memory.imported.is_some() => InitMemory::Imported,
        _ => InitMemory::Own,
    }
}

/// Every function, memory, table and tag of the finished module, in its order.
pub fn raw_exports(linkage: &Linkage) -> Vec<RawExport> {
    typed(&linkage.all_exports)
}

/// The types of exports; globals are left out.
pub fn typed(exports: &[FinalExport]) -> Vec<RawExport> {
    exports
        .iter()
        .filter_map(|export| {
            let ty = match &export.kind {
                ExternKind::Func { params, results } => function(&export.name, params, results),
                ExternKind::Table => "WebAssembly.Table".to_owned(),
                ExternKind::Memory => "WebAssembly.Memory".to_owned(),
                ExternKind::Tag => "WebAssembly.Tag".to_owned(),
                ExternKind::Global => return None,
            };
            Some(RawExport { name: export.name.clone(), ty })
        })
        .collect()
}

fn function(name: &str, params: &[OuterType], results: &[OuterType]) -> String {
    // Users call it themselves, with what they know of the thread.
    let optional = if name == "__wbindgen_thread_destroy" { "?" } else { "" };
    let params: Vec<String> =
        params.iter().enumerate().map(|(at, ty)| format!("{}{optional}: {}", letter(at), outer(*ty))).collect();
    let results: Vec<&str> = results.iter().map(|ty| outer(*ty)).collect();
    let result = match results.as_slice() {
        [] => "void".to_owned(),
        [one] => (*one).to_owned(),
        many => format!("[{}]", many.join(", ")),
    };
    format!("({}) => {result}", params.join(", "))
}

/// `a`, `b`, … `z`, `a1`, …
fn letter(at: usize) -> String {
    let letter = char::from(b'a' + (at % 26) as u8);
    if at < 26 { letter.to_string() } else { format!("{letter}{}", at / 26) }
}

fn outer(ty: OuterType) -> &'static str {
    match ty {
        OuterType::Word(Word::I64) => "bigint",
        OuterType::Word(Word::I32 | Word::F32 | Word::F64) => "number",
        OuterType::Other => "any",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_show_words_and_tuples() {
        let i32 = OuterType::Word(Word::I32);
        let i64 = OuterType::Word(Word::I64);
        assert_eq!(function("f", &[], &[]), "() => void");
        assert_eq!(function("f", &[i32, i64, OuterType::Other], &[i32]), "(a: number, b: bigint, c: any) => number");
        assert_eq!(function("f", &[], &[i32, i32]), "() => [number, number]");
        assert_eq!(function("__wbindgen_thread_destroy", &[i32], &[]), "(a?: number) => void");
        assert_eq!((letter(25), letter(26), letter(53)), ("z".into(), "a1".into(), "b2".into()));
    }
}
