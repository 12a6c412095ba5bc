//! Imports: what glue provides, moved to the glue module, with a wasm shim where JS values replace handles.
//!
//! An import keeps its function identity. Where a handle crosses directly it becomes a local function that calls a new import
//! of the same name; everywhere else only the module name changes.

use std::collections::BTreeMap;

use walrus::{FunctionId, FunctionKind, GlobalId, ValType};
use wbg_ir::facts::RuntimeFn;
use wbg_ir::func::Outbound;
use wbg_ir::import::{Import, ImportKind};
use wbg_ir::intrinsic::Intrinsic;
use wbg_ir::layout::{Returns, area_word, outer};
use wbg_ir::value::{Lower, LowerShape, Pass, Slot, Word, pointer_slot};
use wbg_ir::{Bindings, HandleMode, ImportId};

use super::check;
use super::env::{Env, missing, val_types};
use super::failure::outside;
use super::handles::{self, Pending};
use super::jspi;
use crate::error::WasmError;
use crate::facts::{EXTERNREF, val_type};
use crate::names::SHIM_SUFFIX;

/// Functions that stand for bound imports, by identity.
#[derive(Debug, Default)]
pub(crate) struct Bound {
    /// What the guest calls: the import itself or its shim.
    pub(crate) functions: BTreeMap<FunctionId, ImportId>,
}

/// The words of an import as the guest calls it.
struct Words {
    params: Vec<Slot>,
    result: Option<Slot>,
    /// The area address comes first.
    area: bool,
}

/// Rewrites every bound import.
///
/// # Errors
/// An import whose wasm type is not what its binding says, or a missing handle table.
pub(crate) fn run(
    env: &mut Env<'_>,
    bindings: &Bindings,
    glue_module: &str,
    pending: &mut Pending,
) -> Result<Bound, WasmError> {
    let mut bound = Bound::default();
    for (id, import) in bindings.imports.iter() {
        let function = env.map.function(import.core);
        if !matches!(env.module.funcs.get(function).kind, FunctionKind::Import(_)) {
            return Err(WasmError::NotAnImport { name: import.name.clone() });
        }
        if lower_here(env, bindings, import, function, pending)? {
            continue;
        }
        let words = words(env, &import.kind);
        check_type(env, import, function, &words)?;
        adapt(env, import, function, &words, glue_module)?;
        bound.functions.insert(function, id);
    }
    Ok(bound)
}

/// Imports that need no JS. Returns whether this was one.
fn lower_here(
    env: &mut Env<'_>,
    bindings: &Bindings,
    import: &Import,
    function: FunctionId,
    pending: &mut Pending,
) -> Result<bool, WasmError> {
    let table = env.has_table();
    let i32s = |n: usize| vec![ValType::I32; n];
    let (params, results) = match &import.kind {
        ImportKind::StaticString(_) if table => (0, 1),
        ImportKind::ObjectClone if table => (1, 1),
        ImportKind::ObjectDrop if table => (1, 0),
        ImportKind::Intrinsic(Intrinsic::JspiInContext | Intrinsic::JspiSpawnPoll | Intrinsic::JspiSpawnFirst, _)
            if !bindings.has_fibers() =>
        {
            jspi::lower(env, function);
            return Ok(true);
        }
        _ => return Ok(false),
    };
    check::signature(env, function, &i32s(params), &i32s(results), &item(import))?;
    match &import.kind {
        ImportKind::StaticString(text) => handles::lower_string(env, function, text, pending)?,
        ImportKind::ObjectClone => handles::lower_clone(env, function)?,
        _ => handles::lower_drop(env, function)?,
    }
    Ok(true)
}

fn item(import: &Import) -> String {
    format!("import `{}`", import.name)
}

fn words(env: &Env<'_>, kind: &ImportKind) -> Words {
    let handle = |pass| Slot { word: Word::I32, pass };
    let plain = |params: Vec<Slot>, result: Option<Slot>| Words { params, result, area: false };
    let number = handle(Pass::Plain);
    match kind {
        ImportKind::Call(call) => outbound(env, &call.call),
        ImportKind::Intrinsic(_, call) | ImportKind::Cast(call) => outbound(env, call),
        ImportKind::Static { result, .. } => outbound(env, &Outbound { args: vec![], result: result.clone() }),
        ImportKind::LinkedModule(_) => {
            outbound(env, &Outbound { args: vec![], result: Lower::new(LowerShape::String) })
        }
        ImportKind::InstanceOf(_) => plain(vec![handle(Pass::BorrowedHandle)], Some(number)),
        ImportKind::ClassNew(_) => plain(vec![pointer_slot(env.abi.pointer)], Some(handle(Pass::OwnedHandle))),
        ImportKind::ClassUnwrap(_) => plain(vec![handle(Pass::BorrowedHandle)], Some(pointer_slot(env.abi.pointer))),
        // Heap mode: JS works on the numbers themselves.
        ImportKind::StaticString(_) => plain(vec![], Some(number)),
        ImportKind::ObjectClone => plain(vec![number], Some(number)),
        ImportKind::ObjectDrop => plain(vec![number], None),
    }
}

fn outbound(env: &Env<'_>, call: &Outbound) -> Words {
    let params = call.param_slots(env.abi.pointer);
    match call.returns(env.abi.pointer) {
        Returns::Nothing => Words { params, result: None, area: false },
        Returns::Direct(slot) => Words { params, result: Some(slot), area: false },
        Returns::Area(_) => Words { params, result: None, area: true },
    }
}

/// Whether JS hands a thrown value to the guest, which then ignores the result.
fn catches(kind: &ImportKind) -> bool {
    matches!(kind, ImportKind::Call(call) if call.catch)
}

fn check_type(env: &Env<'_>, import: &Import, function: FunctionId, words: &Words) -> Result<(), WasmError> {
    let area = words.area.then(|| area_word(env.abi.pointer));
    let params = val_types(area.into_iter().chain(words.params.iter().map(|slot| slot.word)));
    let results = val_types(words.result.map(|slot| slot.word));
    check::signature(env, function, &params, &results, &item(import))
}

fn adapt(
    env: &mut Env<'_>,
    import: &Import,
    function: FunctionId,
    words: &Words,
    glue_module: &str,
) -> Result<(), WasmError> {
    let is_reference = |slot: &Slot| outer(*slot, &env.abi).pass() != Pass::Plain;
    // Without references nothing can wait: `jspi::waits` refuses such an import if it is alive.
    let waits = import.kind.suspends().is_some() && env.abi.handles == HandleMode::ExternrefTable;
    let count = env.outside.filter(|_| import.kind.goes_outside());
    if waits || count.is_some() || words.params.iter().chain(&words.result).any(is_reference) {
        return shim(env, import, function, words, count, glue_module);
    }
    let FunctionKind::Import(imported) = &env.module.funcs.get(function).kind else {
        return Err(WasmError::NotAnImport { name: import.name.clone() });
    };
    let entry = env.module.imports.get_mut(imported.import);
    entry.module = glue_module.to_string();
    entry.name.clone_from(&import.name);
    Ok(())
}

fn shim(
    env: &mut Env<'_>,
    import: &Import,
    function: FunctionId,
    words: &Words,
    count: Option<GlobalId>,
    glue_module: &str,
) -> Result<(), WasmError> {
    let pass = |slot: &Slot| outer(*slot, &env.abi).pass();
    let skip = usize::from(words.area);
    let passes: Vec<Pass> = std::iter::repeat_n(Pass::Plain, skip).chain(words.params.iter().map(pass)).collect();
    let result = words.result.as_ref().map_or(Pass::Plain, pass);
    // Not all modules have one, and not all of these imports need it.
    let handles = env.handles;
    let handles = || handles.ok_or_else(|| missing(RuntimeFn::TableAlloc, &item(import)));
    let (inner_params, inner_results) = env.signature(function);
    let outer_type = |ty: ValType, pass: Pass| if pass == Pass::Plain { ty } else { EXTERNREF };
    let outer_params: Vec<ValType> = inner_params.iter().zip(&passes).map(|(t, p)| outer_type(*t, *p)).collect();
    let resume = import.kind.suspends();
    let outer_results: Vec<ValType> = if resume.is_some() {
        vec![EXTERNREF]
    } else {
        inner_results.iter().map(|ty| outer_type(*ty, result)).collect()
    };
    let ty = env.module.types.add(&outer_params, &outer_results);
    let (target, _) = env.module.add_import_func(glue_module, &import.name, ty);

    let resume = resume.map(|how| jspi::resume(env, how, glue_module));

    let (mut builder, params) = env.function(&inner_params, &inner_results);
    let reference = handles::reference_local(env);
    let handle = env.module.locals.add(val_type(Word::I32));
    let mut body = builder.func_body();
    for (&param, pass) in params.iter().zip(&passes) {
        match pass {
            Pass::Plain => {
                body.local_get(param);
            }
            Pass::BorrowedHandle => handles()?.read(&mut body, param),
            Pass::OwnedHandle => handles()?.take(&mut body, param),
        }
    }
    outside::counted(&mut body, count, |body| {
        body.call(target);
    });
    if let Some(resume) = resume {
        body.call(resume);
        if words.result.is_none() {
            body.drop();
        }
    }
    if result != Pass::Plain {
        let handles = handles()?;
        body.local_set(reference);
        if catches(&import.kind) {
            handles.put_unless_null(&mut body, reference, handle);
        } else {
            handles.put(&mut body, reference, handle);
        }
        body.local_get(handle);
    }
    let name = env.module.funcs.get(function).name.clone();
    env.localize(function, builder, params);
    env.module.funcs.get_mut(function).name = name.as_ref().map(|name| format!("{name}{SHIM_SUFFIX}"));
    env.module.funcs.get_mut(target).name = name;
    Ok(())
}
