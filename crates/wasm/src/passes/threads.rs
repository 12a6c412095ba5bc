//! Threads: several instances over one shared memory, each with a stack and thread-local storage of its own.
//!
//! The linker leaves both to whoever starts the threads. One page is added to the memory for what has to exist before a thread
//! has a stack; the start function makes the rest, and `__wbindgen_thread_destroy` gives it back.

use walrus::ir::{AtomicOp, AtomicWidth, LoadKind, MemArg, StoreKind};
use walrus::{DataKind, ExportItem, FunctionId, GlobalId, GlobalKind, InstrSeqBuilder, LocalId, MemoryId, ValType};
use wbg_ir::facts::RuntimeFn;
use wbg_ir::failure::Guard;

use super::address::Address;
use super::env::{Env, missing};
use super::patience::{self, Flag, PATIENCE};
use crate::error::WasmError;
use crate::interp::Globals;

/// Frees what a thread had; users call it.
pub(crate) const DESTROY: &str = "__wbindgen_thread_destroy";
/// Where a thread's stack was allocated; 0 in the first thread. Users hand it to [`DESTROY`].
pub(crate) const STACK_ALLOC: &str = "__stack_alloc";

const NEEDED_BY: &str = "a module with shared memory";
const PAGE: u64 = 65_536;
/// Bytes of a thread's stack unless its maker says otherwise.
const STACK_SIZE: u64 = 2 << 20;
const STACK_ALIGN: u64 = 16;
/// Offsets within the added page; the temporary stack grows down from its end.
const COUNTER: u64 = 0;
const LOCK: u64 = 4;

/// What the start function and [`DESTROY`] work with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Threads {
    memory: MemoryId,
    address: Address,
    page: u64,
    stack_pointer: GlobalId,
    /// See [`STACK_ALLOC`].
    pub(crate) stack_alloc: GlobalId,
    stack_size: GlobalId,
    tls_base: GlobalId,
    tls_size: u64,
    tls_align: u64,
    init_tls: FunctionId,
    malloc: FunctionId,
    free: FunctionId,
    /// See [`DESTROY`].
    pub(crate) destroy: FunctionId,
    terminated: Option<u64>,
}

impl Threads {
    /// Functions that must survive.
    pub(crate) fn functions(&self) -> [FunctionId; 3] {
        [self.init_tls, self.malloc, self.destroy]
    }
}

/// Prepares a module whose memory is shared; none for others.
///
/// # Errors
/// Something is missing that the linker should have exported, or the memory is not one that several instances can have.
pub(crate) fn prepare(env: &mut Env<'_>) -> Result<Option<Threads>, WasmError> {
    let Some(memory) = env.module.memories.iter().find(|memory| memory.shared) else { return Ok(None) };
    let memory = memory.id();
    check(env, memory)?;
    let stack_pointer = env.stack(NEEDED_BY)?;
    let tls_base = global(env, "__tls_base")?;
    let tls_size = constant(env, "__tls_size")?;
    let tls_align = constant(env, "__tls_align")?;
    let init_tls = function(env, "__wasm_init_tls")?;
    let malloc = runtime(env, RuntimeFn::Malloc)?;
    let free = runtime(env, RuntimeFn::Free)?;
    let terminated = constant(env, "__instance_terminated").ok();
    for name in ["__wasm_init_tls", "__tls_size", "__tls_align"] {
        env.module.exports.remove(name).ok();
    }
    if let Some(terminated) = terminated.filter(|_| env.guard != Guard::None) {
        patience::run(env.module, Flag { memory, address: Address(env.abi.pointer), terminated });
    }
    let page = add_page(env, memory)?;
    let stack_alloc = add_global(env, STACK_ALLOC, 0);
    let stack_size = add_global(env, "__stack_size", STACK_SIZE);
    let mut threads = Threads {
        memory,
        address: Address(env.abi.pointer),
        page,
        stack_pointer,
        stack_alloc,
        stack_size,
        tls_base,
        tls_size,
        tls_align,
        init_tls,
        malloc,
        free,
        destroy: init_tls,
        terminated,
    };
    threads.destroy = destroy(env, &threads);
    Ok(Some(threads))
}

fn check(env: &Env<'_>, memory: MemoryId) -> Result<(), WasmError> {
    let unsupported = |what: &str, instead: &str| {
        Err(WasmError::Unsupported { what: what.to_string(), instead: instead.to_string() })
    };
    if env.module.memories.get(memory).import.is_none() {
        return unsupported(
            "a shared memory that the module makes itself instead of importing it",
            "link with `--import-memory`",
        );
    }
    if env.module.data.iter().any(|data| matches!(data.kind, DataKind::Active { .. })) {
        return unsupported(
            "a shared memory with active data segments, which every thread would fill again,",
            "link with `--shared-memory`, which makes them passive",
        );
    }
    Ok(())
}

fn absent(symbol: &str) -> WasmError {
    WasmError::MissingThreadSymbol { symbol: symbol.to_string() }
}

fn exported(env: &Env<'_>, name: &str) -> Option<ExportItem> {
    env.module.exports.iter().find(|export| export.name == name).map(|export| export.item)
}

fn function(env: &Env<'_>, name: &str) -> Result<FunctionId, WasmError> {
    match exported(env, name) {
        Some(ExportItem::Function(function)) if env.signature(function) == (vec![env.address()], vec![]) => {
            Ok(function)
        }
        _ => Err(absent(name)),
    }
}

/// A mutable address.
fn global(env: &Env<'_>, name: &str) -> Result<GlobalId, WasmError> {
    match exported(env, name) {
        Some(ExportItem::Global(id)) => {
            let global = env.module.globals.get(id);
            if global.mutable && global.ty == env.address() { Ok(id) } else { Err(absent(name)) }
        }
        _ => Err(absent(name)),
    }
}

/// The value of a global that never changes.
fn constant(env: &Env<'_>, name: &str) -> Result<u64, WasmError> {
    let Some(ExportItem::Global(id)) = exported(env, name) else { return Err(absent(name)) };
    match &env.module.globals.get(id).kind {
        GlobalKind::Local(init) if !env.module.globals.get(id).mutable => {
            let value = Globals::new(env.module).offset(init).ok();
            value.ok_or_else(|| absent(name))
        }
        _ => Err(absent(name)),
    }
}

fn runtime(env: &Env<'_>, function: RuntimeFn) -> Result<FunctionId, WasmError> {
    env.runtime.get(&function).copied().ok_or_else(|| missing(function, NEEDED_BY))
}

/// Makes room behind what the linker laid out; returns its address.
fn add_page(env: &mut Env<'_>, memory: MemoryId) -> Result<u64, WasmError> {
    let narrow = env.address() == ValType::I32;
    let memory = env.module.memories.get_mut(memory);
    let page = memory.initial.checked_mul(PAGE).filter(|page| !narrow || u32::try_from(*page).is_ok());
    let Some(page) = page else {
        return Err(WasmError::Unsupported {
            what: "a shared memory that already has all of 4 GiB".to_string(),
            instead: "link with a smaller `--initial-memory`".to_string(),
        });
    };
    memory.initial += 1;
    memory.maximum = memory.maximum.map(|maximum| maximum.max(memory.initial));
    Ok(page)
}

fn add_global(env: &mut Env<'_>, name: &str, value: u64) -> GlobalId {
    let address = Address(env.abi.pointer);
    let id = env.module.globals.add_local(address.ty(), true, false, address.init(value));
    env.module.globals.get_mut(id).name = Some(name.to_string());
    id
}

const WORD: MemArg = MemArg { align: 4, offset: 0 };

impl Threads {
    fn word(&self, body: &mut InstrSeqBuilder<'_>, offset: u64) {
        self.address.constant(body, self.page + offset);
    }

    /// Gives a new thread its stack and every thread its thread-local storage. Leaves the thread's number in `number`, 0 for the
    /// first; `size` is the wanted size of the stack, or 0.
    pub(crate) fn begin(&self, body: &mut InstrSeqBuilder<'_>, size: LocalId, number: LocalId) {
        let address = self.address;
        self.word(body, COUNTER);
        body.i32_const(1).atomic_rmw(self.memory, AtomicOp::Add, AtomicWidth::I32, WORD).local_tee(number);
        body.if_else(
            None,
            |new| {
                new.local_get(size).if_else(
                    None,
                    |given| {
                        given.local_get(size);
                        address.extend_number(given);
                        given.global_set(self.stack_size);
                    },
                    |_| {},
                );
                self.on_temporary_stack(new, |new| {
                    new.global_get(self.stack_size);
                    address.make_word(new);
                    address.constant_word(new, STACK_ALIGN);
                    new.call(self.malloc);
                    address.read_word(new);
                    new.global_set(self.stack_alloc);
                });
                new.global_get(self.stack_alloc).global_get(self.stack_size);
                address.add(new);
                new.global_set(self.stack_pointer);
            },
            |_| {},
        );
        address.constant_word(body, self.tls_size);
        address.constant_word(body, self.tls_align);
        body.call(self.malloc);
        address.read_word(body);
        body.global_set(self.tls_base).global_get(self.tls_base).call(self.init_tls);
    }

    /// Runs something on the stack of those who have none: one thread at a time.
    fn on_temporary_stack(&self, body: &mut InstrSeqBuilder<'_>, run: impl FnOnce(&mut InstrSeqBuilder<'_>)) {
        body.loop_(None, |again| {
            let top = again.id();
            self.word(again, LOCK);
            again.i32_const(0).i32_const(1).cmpxchg(self.memory, AtomicWidth::I32, WORD);
            again.if_else(
                None,
                |taken| {
                    self.word(taken, LOCK);
                    taken.i32_const(1).i64_const(PATIENCE).atomic_wait(self.memory, WORD, false).drop();
                    if let Some(terminated) = self.terminated {
                        self.address.constant(taken, terminated);
                        taken.load(self.memory, LoadKind::I32 { atomic: true }, WORD).if_else(
                            None,
                            |dead| {
                                dead.unreachable();
                            },
                            |_| {},
                        );
                    }
                    taken.br(top);
                },
                |_| {},
            );
        });
        self.word(body, PAGE);
        body.global_set(self.stack_pointer);
        run(body);
        self.word(body, LOCK);
        body.i32_const(0).store(self.memory, StoreKind::I32 { atomic: true }, WORD);
        self.word(body, LOCK);
        body.i32_const(1).atomic_notify(self.memory, WORD).drop();
    }

    /// `[address] -> []`
    fn free_tls(&self, body: &mut InstrSeqBuilder<'_>) {
        self.address.make_word(body);
        self.address.constant_word(body, self.tls_size);
        self.address.constant_word(body, self.tls_align);
        body.call(self.free);
    }

    /// `[word, address] -> []`: the stack and its size.
    fn free_stack(&self, body: &mut InstrSeqBuilder<'_>) {
        self.address.make_word(body);
        self.address.constant_word(body, STACK_ALIGN);
        body.call(self.free);
    }

    /// Frees what the calling thread has and makes sure that it cannot use it any more.
    fn destroy_own(&self, body: &mut InstrSeqBuilder<'_>) {
        let address = self.address;
        body.global_get(self.tls_base);
        self.free_tls(body);
        let nowhere = if address.ty() == ValType::I32 { 1 << 31 } else { 1 << 63 };
        address.constant(body, nowhere);
        body.global_set(self.tls_base);
        body.global_get(self.stack_alloc);
        address.is_zero(body);
        body.if_else(
            None,
            |_| {},
            |own| {
                self.on_temporary_stack(own, |own| {
                    own.global_get(self.stack_alloc);
                    address.make_word(own);
                    own.global_get(self.stack_size);
                    self.free_stack(own);
                });
                address.constant(own, 0);
                own.global_set(self.stack_alloc);
            },
        );
        address.constant(body, 0);
        body.global_set(self.stack_pointer);
    }

    /// Frees what a thread had that has ended. One that was the first has no stack to free.
    fn destroy_other(&self, body: &mut InstrSeqBuilder<'_>, [tls, stack, size]: [LocalId; 3]) {
        let address = self.address;
        body.local_get(tls);
        address.is_zero(body);
        body.if_else(
            None,
            |_| {},
            |has| {
                has.local_get(tls);
                self.free_tls(has);
            },
        );
        body.local_get(stack);
        address.is_zero(body);
        body.if_else(
            None,
            |_| {},
            |has| {
                has.local_get(stack);
                address.make_word(has);
                has.global_get(self.stack_size).local_get(size).local_get(size);
                address.is_zero(has);
                has.select(Some(address.ty()));
                self.free_stack(has);
            },
        );
    }
}

/// The function behind [`DESTROY`]: without addresses it is about the calling thread.
fn destroy(env: &mut Env<'_>, threads: &Threads) -> FunctionId {
    let address = threads.address;
    let (mut builder, params) = env.function(&[address.word(); 3], &[]);
    let raw: Vec<LocalId> = params.iter().map(|_| env.module.locals.add(address.ty())).collect();
    let [tls, stack, size] = [raw[0], raw[1], raw[2]];
    let mut body = builder.func_body();
    for (&param, &raw) in params.iter().zip(&raw) {
        body.local_get(param);
        address.read_word(&mut body);
        body.local_set(raw);
    }
    body.local_get(tls).local_get(stack);
    address.or(&mut body);
    address.is_zero(&mut body);
    body.if_else(None, |own| threads.destroy_own(own), |other| threads.destroy_other(other, [tls, stack, size]));
    let destroy = builder.finish(params, &mut env.module.funcs);
    env.module.funcs.get_mut(destroy).name = Some(DESTROY.to_string());
    destroy
}
