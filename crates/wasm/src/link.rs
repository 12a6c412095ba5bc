//! Which functions live, and under which names the finished module offers and wants what glue refers to.
//!
//! Liveness grows from what JS can enter: exports, and through live imports the closures and runtime functions their glue
//! calls. Nothing is deleted before the set is complete, since some functions are only called from JS.

use std::collections::{BTreeMap, BTreeSet};

use walrus::{ExportItem, FunctionId};
use wbg_ir::bindings::Bindings;
use wbg_ir::export::Start;
use wbg_ir::facts::RuntimeFn;
use wbg_ir::failure::Guard;
use wbg_ir::func::{Outbound, Prefix};
use wbg_ir::import::{Import, ImportKind, Resume};
use wbg_ir::intrinsic::Intrinsic;
use wbg_ir::linkage::{FAILURE, OUTSIDE, STACK_POINTER, TaskImport};
use wbg_ir::needs::Needs;
use wbg_ir::value::{Lift, LiftShape};
use wbg_ir::{ClassId, ClosureId, ExportId, ImportId, Linkage};

use crate::error::WasmError;
use crate::interp::PLACEHOLDER;
use crate::mark::Marker;
use crate::outline;
use crate::passes::env::{Env, missing};
use crate::passes::exports::Inherited;
use crate::passes::failure::end::Failure;
use crate::passes::failure::rewind::{self, Entry, Receiver};
use crate::passes::failure::tags;
use crate::passes::handles::{self, Pending, XFORM};
use crate::passes::imports::Bound;
use crate::passes::shims::Lending;
use crate::passes::start::{self, StartPlan};
use crate::passes::threads::{self, Threads};
use crate::passes::{StaticStrings, TransformOptions};
use crate::passes::{jspi, memory, shims, stack};

/// What the earlier passes left for linking.
pub(crate) struct Parts {
    /// The export list of the input.
    pub(crate) inherited: Inherited,
    /// Constants that depend on liveness.
    pub(crate) pending: Pending,
    /// Functions of bound imports.
    pub(crate) bound: Bound,
    /// What runs at start.
    pub(crate) start: StartPlan,
    /// Makes the error of a panic, or ends the instance.
    pub(crate) failure: Option<Failure>,
}

/// Entries JS may call, by what they are for.
#[derive(Default)]
struct Entries {
    exports: BTreeMap<ExportId, FunctionId>,
    closures: BTreeMap<ClosureId, FunctionId>,
    frees: BTreeMap<ClassId, FunctionId>,
    upcasts: BTreeMap<ClassId, FunctionId>,
    runtime: BTreeMap<RuntimeFn, FunctionId>,
    imports: BTreeSet<ImportId>,
    needs: Needs,
}

/// Completes the module and names everything glue refers to.
///
/// # Errors
/// Something glue needs is missing, an import nobody provides is alive, or two exports share a name.
pub(crate) fn run(
    env: &mut Env<'_>,
    bindings: &Bindings,
    parts: Parts,
    options: &TransformOptions,
) -> Result<Linkage, WasmError> {
    let mut marker = Marker::new(env.module);
    let mut entries = enter(env, bindings)?;
    root(&mut marker, &entries, &parts);
    grow(env, bindings, &parts.bound, &mut marker, &mut entries)?;
    let waits = jspi::waits(env, bindings, entries.imports.iter().copied())?;

    let statics = handles::settle(env, &parts.pending, |function| marker.is_live(function));
    let table = env
        .handles
        .filter(|handles| marker.has_table(handles.table) || entries.needs.externref_table || !statics.is_empty());
    let init = table.map(|_| {
        let ty = env.module.types.add(&[], &[]);
        let name = Intrinsic::InitExternrefTable.name();
        let (function, _) = env.module.add_import_func(&options.glue_module, name, ty);
        env.module.funcs.get_mut(function).name = Some(name.to_string());
        (function, name.to_string())
    });
    let start = start::build(env, &parts.start, init.as_ref().map(|(function, _)| *function));

    let mut linkage = match options.strings {
        StaticStrings::Glue => Linkage { static_strings: statics, ..Linkage::default() },
        StaticStrings::Constants => {
            handles::import_strings(env, &statics);
            Linkage { string_constants: statics, ..Linkage::default() }
        }
    };
    linkage.init_externref_table = init.map(|(_, name)| name);
    let names = name(bindings, &entries, &mut linkage, &parts.inherited)?;
    let extra = Extra { handle_table: table.map(|t| t.table), start, threads: parts.start.threads, waits };
    let mut rest = rest(env, &entries, &mut linkage, &parts.inherited, &extra);
    rest.extend(parts.failure.map(|failure| (FAILURE.to_string(), failure.function.into())));
    let mut inherited = parts.inherited;
    if names.contains_key("main") {
        inherited.drop_user("main");
    }
    inherited.arrange(env.module, names, rest)?;
    walrus::passes::gc::run(env.module);
    let throw = bindings.imports.iter().find_map(|(_, import)| match import.kind {
        ImportKind::Intrinsic(Intrinsic::Throw, _) => Some(env.map.function(import.core)),
        _ => None,
    });
    let called = named(bindings, &entries, &linkage);
    rewind::Found { rewound: linkage.rewound, harmless: linkage.harmless } =
        rewind::run(env, called, throw, table, parts.failure);
    outline::sort_imports(env.module, &options.glue_module);
    check_imports(env)?;
    for &id in &entries.imports {
        linkage.imports.insert(id, bindings.imports[id].name.clone());
    }
    linkage.imported_memory = memory::imported(env);
    linkage.tasks = TaskImport::ALL.into_iter().filter(|task| outline::imports(env.module, task.name())).collect();
    linkage.resumes = Resume::ALL.into_iter().filter(|how| outline::imports(env.module, how.import())).collect();
    linkage.passthrough = outline::passthrough(env.module, &options.glue_module, &linkage.string_constants);
    outline::tags_last(env.module);
    linkage.all_exports = outline::exports(env.module);
    Ok(linkage)
}

/// Shims of everything that is always offered.
fn enter(env: &mut Env<'_>, bindings: &Bindings) -> Result<Entries, WasmError> {
    let mut entries = Entries::default();
    for (id, export) in bindings.exports.iter() {
        if export.start == Start::Private {
            continue;
        }
        let raw = env.map.function(export.core);
        rename(env, raw, &export.symbol, &export.canonical);
        let item = format!("export `{}`", export.canonical);
        let lending = if export.jspi { Lending::Slots } else { Lending::Stack };
        let shim = shims::inbound(env, raw, &export.call, lending, &item, &export.canonical)?;
        entries.exports.insert(id, shim);
    }
    for (id, class) in bindings.classes.iter() {
        let raw = env.map.function(class.free);
        rename(env, raw, &class.free_symbol, &class.free_name);
        let item = format!("export `{}`", class.free_name);
        entries.frees.insert(id, shims::plain(env, raw, &item, &class.free_name)?);
        if let Some((core, name)) = &class.upcast {
            let raw = env.map.function(*core);
            entries.upcasts.insert(id, shims::plain(env, raw, &format!("export `{name}`"), name)?);
        }
    }
    Ok(entries)
}

/// A function named after its mangled symbol gets the canonical name.
fn rename(env: &mut Env<'_>, function: FunctionId, symbol: &str, canonical: &str) {
    let function = env.module.funcs.get_mut(function);
    if function.name.as_deref() == Some(symbol) {
        function.name = Some(canonical.to_string());
    }
}

fn root(marker: &mut Marker, entries: &Entries, parts: &Parts) {
    let shims = entries.exports.values().chain(entries.frees.values()).chain(entries.upcasts.values());
    let failure = parts.failure.map(|failure| failure.function);
    shims.copied().chain(parts.start.functions()).chain(failure).for_each(|function| marker.function(function));
    for (_, item) in parts.inherited.user() {
        marker.item(item);
    }
}

/// Follows the module and the glue of live imports until neither adds anything.
fn grow(
    env: &mut Env<'_>,
    bindings: &Bindings,
    bound: &Bound,
    marker: &mut Marker,
    entries: &mut Entries,
) -> Result<(), WasmError> {
    loop {
        marker.run(env.module);
        let live = bound.functions.iter().filter(|(function, _)| marker.is_live(**function));
        entries.imports = live.map(|(_, id)| *id).collect();
        let imports = || entries.imports.iter().map(|id| &bindings.imports[*id]);
        let mut found = closures(bindings, imports());
        found.retain(|id| !entries.closures.contains_key(id));
        for id in found {
            let shim = closure(env, bindings, id)?;
            marker.function(shim);
            entries.closures.insert(id, shim);
        }
        entries.needs = Needs::of(bindings, imports(), &env.abi);
        for runtime in entries.needs.runtime.clone() {
            if !entries.runtime.contains_key(&runtime)
                && let Some(function) = runtime_function(env, runtime)?
            {
                marker.function(function);
                entries.runtime.insert(runtime, function);
            }
        }
        if entries.needs.function_table
            && let Some(table) = env.function_table
        {
            marker.item(table.into());
        }
        if marker.is_settled() {
            return Ok(());
        }
    }
}

fn closure(env: &mut Env<'_>, bindings: &Bindings, id: ClosureId) -> Result<FunctionId, WasmError> {
    let adapter = &bindings.closures[id];
    let raw = env.map.function(adapter.core);
    let name = crate::interp::function_name(env.module, raw);
    shims::inbound(env, raw, &adapter.call, Lending::Stack, &format!("closure invoke function {name}"), "closure")
}

/// The function behind a runtime symbol; none for those that glue can do without.
fn runtime_function(env: &mut Env<'_>, runtime: RuntimeFn) -> Result<Option<FunctionId>, WasmError> {
    match (runtime, env.runtime.get(&runtime)) {
        (RuntimeFn::AddToStackPointer, _) => stack::add_to_stack_pointer(env).map(Some),
        // Destructors run arbitrary code.
        (RuntimeFn::DestroyClosure, Some(&function)) => {
            shims::plain(env, function, "the destructor of closures", runtime.symbol()).map(Some)
        }
        (_, Some(&function)) => Ok(Some(function)),
        (RuntimeFn::Realloc, None) => Ok(None),
        (_, None) => Err(missing(runtime, "the generated JavaScript")),
    }
}

/// Closures that the glue of the given imports may enter.
fn closures<'a>(bindings: &'a Bindings, imports: impl Iterator<Item = &'a Import>) -> BTreeSet<ClosureId> {
    let mut found = BTreeSet::new();
    for import in imports {
        match &import.kind {
            ImportKind::Call(call) => of_outbound(bindings, &call.call, &mut found),
            ImportKind::Intrinsic(_, call) | ImportKind::Cast(call) => of_outbound(bindings, call, &mut found),
            _ => {}
        }
    }
    found
}

fn of_outbound(bindings: &Bindings, call: &Outbound, found: &mut BTreeSet<ClosureId>) {
    for argument in &call.args {
        of_lift(bindings, argument, found);
    }
}

fn of_lift(bindings: &Bindings, value: &Lift, found: &mut BTreeSet<ClosureId>) {
    match &value.shape {
        LiftShape::OwnedClosure(id) | LiftShape::StackClosure(id) | LiftShape::BorrowedClosure(id)
            if found.insert(*id) =>
        {
            of_lift(bindings, &bindings.closures[*id].call.result, found);
        }
        LiftShape::Cells(element) => of_lift(bindings, element, found),
        _ => {}
    }
}

/// Names the bindgen exports; returns them by name.
fn name(
    bindings: &Bindings,
    entries: &Entries,
    linkage: &mut Linkage,
    inherited: &Inherited,
) -> Result<BTreeMap<String, ExportItem>, WasmError> {
    let users: BTreeSet<&str> = inherited.user().map(|(name, _)| name).collect();
    // A user's own export keeps its name; only a C-style `main` gives way.
    let free_name = |canonical: &str, symbol: &str| {
        let taken = canonical != "main" && users.contains(canonical);
        if taken { symbol.to_string() } else { canonical.to_string() }
    };
    let mut named: BTreeMap<String, ExportItem> = BTreeMap::new();
    let mut add = |name: String, function: FunctionId| match named.insert(name.clone(), function.into()) {
        None => Ok(name),
        Some(_) => Err(WasmError::DuplicateExport { name }),
    };
    for (&id, &function) in &entries.exports {
        let export = &bindings.exports[id];
        linkage.exports.insert(id, add(free_name(&export.canonical, &export.symbol), function)?);
    }
    for (&id, &function) in &entries.frees {
        let class = &bindings.classes[id];
        linkage.frees.insert(id, add(free_name(&class.free_name, &class.free_symbol), function)?);
    }
    for (&id, &function) in &entries.upcasts {
        let (_, name) = bindings.classes[id].upcast.as_ref().expect("only classes with an upcast have such an entry");
        linkage.upcasts.insert(id, add(name.clone(), function)?);
    }
    Ok(named)
}

/// What was made besides shims.
struct Extra {
    handle_table: Option<walrus::TableId>,
    start: Option<FunctionId>,
    threads: Option<Threads>,
    waits: bool,
}

/// Exports that have no place in the input: what glue needs besides the bindgen exports.
fn rest(
    env: &Env<'_>,
    entries: &Entries,
    linkage: &mut Linkage,
    inherited: &Inherited,
    extra: &Extra,
) -> Vec<(String, ExportItem)> {
    let mut rest: Vec<(String, ExportItem)> = Vec::new();
    let mut offer = |name: &str, item: ExportItem| {
        let same = |other: ExportItem| match (item, other) {
            (ExportItem::Memory(a), ExportItem::Memory(b)) => a == b,
            (ExportItem::Table(a), ExportItem::Table(b)) => a == b,
            _ => false,
        };
        let mut known = inherited.user().filter(|(_, other)| same(*other));
        match known.next() {
            Some((name, _)) => name.to_string(),
            None => {
                rest.push((name.to_string(), item));
                name.to_string()
            }
        }
    };
    if let Some(memory) = env.module.memories.iter().next() {
        linkage.memory = Some(offer(memory::NAME, memory.id().into()));
    }
    if let Some(table) = env.function_table {
        let kept = inherited.user().any(|(_, item)| matches!(item, ExportItem::Table(id) if id == table));
        if kept || entries.needs.function_table {
            linkage.function_table = Some(offer("__wbindgen_export", table.into()));
        }
    }
    if let Some(table) = extra.handle_table {
        linkage.externref_table = Some(offer("__wbindgen_externrefs", table.into()));
    }
    for (&runtime, &function) in &entries.runtime {
        linkage.runtime.insert(runtime, offer(runtime.symbol(), function.into()));
    }
    for (index, (&id, &function)) in entries.closures.iter().enumerate() {
        linkage.closures.insert(id, offer(&format!("__wbg_closure_{index}"), function.into()));
    }
    if env.guard != Guard::None
        && let Some((name, tag)) = tags::panic_tag(env.module)
        && inherited.user().all(|(other, _)| other != name)
    {
        offer(name, tag.into());
    }
    let globals = [(OUTSIDE, env.outside), (STACK_POINTER, env.stack_pointer.filter(|_| extra.waits))];
    for (name, global) in globals.into_iter().filter_map(|(name, global)| Some((name, global?))) {
        offer(name, global.into());
    }
    if let Some(threads) = &extra.threads {
        offer(threads::STACK_ALLOC, threads.stack_alloc.into());
        offer(threads::DESTROY, threads.destroy.into());
    }
    if let Some(start) = extra.start {
        linkage.start = Some(offer("__wbindgen_start", start.into()));
    }
    rest
}

/// The functions that glue calls around the guest's own code.
fn named(bindings: &Bindings, entries: &Entries, linkage: &Linkage) -> Vec<Entry> {
    fn of<K: Ord>(functions: &BTreeMap<K, FunctionId>, names: &BTreeMap<K, String>, list: &mut Vec<Entry>) {
        let named = functions.iter().filter_map(|(id, function)| Some((*function, names.get(id)?.clone())));
        list.extend(named.map(|(function, name)| Entry { function, name, receiver: Receiver::None }));
    }
    let mut list = Vec::new();
    for (id, name) in &linkage.exports {
        let borrows = bindings.exports[*id].call.prefix == Prefix::Receiver;
        let receiver = if borrows { Receiver::Borrowed } else { Receiver::None };
        list.push(Entry { function: entries.exports[id], name: name.clone(), receiver });
    }
    of(&entries.closures, &linkage.closures, &mut list);
    of(&entries.frees, &linkage.frees, &mut list);
    of(&entries.upcasts, &linkage.upcasts, &mut list);
    list
}

/// Imports that came from the guest crate and have no binding.
fn check_imports(env: &Env<'_>) -> Result<(), WasmError> {
    for module in [PLACEHOLDER, XFORM] {
        let left = env.module.imports.iter().filter(|import| import.module == module);
        let left: Vec<String> = left.map(|import| format!("`{}`", import.name)).collect();
        if !left.is_empty() {
            return Err(WasmError::MissingAdapters { module: module.to_string(), names: left.join(", ") });
        }
    }
    Ok(())
}
