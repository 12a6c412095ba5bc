//! The runtime: which identifiers exist, which file each comes from, and how the files become part of a package.
//!
//! Fixed JavaScript lives in `runtime/**/*.js` as real ES modules. A helper is found by the `export` of a file; a package gets
//! the declarations it needs, not whole files. Files that export the same names are variants: [`When`] says which one a package
//! gets.
//!
//! Words (addresses, lengths, handles) are given to helpers as wasm hands them out; helpers normalise them.

mod chunk;
mod files;
mod select;

pub use files::{RuntimeFile, When};
pub use select::{Runtime, runtime};

use std::collections::BTreeSet;

use crate::js::ast::Expr;
use crate::js::visit;
use crate::parts::{GlueImportValue, Parts};

macro_rules! helpers {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A function, class or binding of the runtime.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Helper {
            $($(#[$doc])* $variant,)*
        }

        impl Helper {
            /// All of them.
            pub const ALL: &'static [Helper] = &[$(Helper::$variant),*];

            /// Its name in every package.
            pub fn identifier(self) -> &'static str {
                match self {
                    $(Helper::$variant => $name,)*
                }
            }
        }
    };
}

helpers! {
    /// The class of instance records.
    InstanceClass = "__wbg_Instance",
    /// The current record.
    Instance = "__wbg_instance",

    /// `(wbg) -> Int8Array` over the whole memory; the views below likewise.
    ViewI8 = "__wbg_i8",
    /// `Uint8Array`.
    ViewU8 = "__wbg_u8",
    /// `Uint8ClampedArray`.
    ViewU8Clamped = "__wbg_u8c",
    /// `Int16Array`.
    ViewI16 = "__wbg_i16",
    /// `Uint16Array`.
    ViewU16 = "__wbg_u16",
    /// `Int32Array`.
    ViewI32 = "__wbg_i32",
    /// `Uint32Array`.
    ViewU32 = "__wbg_u32",
    /// `BigInt64Array`.
    ViewI64 = "__wbg_i64",
    /// `BigUint64Array`.
    ViewU64 = "__wbg_u64",
    /// `Float32Array`.
    ViewF32 = "__wbg_f32",
    /// `Float64Array`.
    ViewF64 = "__wbg_f64",
    /// `DataView`.
    View = "__wbg_view",

    /// `(wbg, area, first, second)`: the result of an import, two words; for addresses of 32 bits.
    PairOut = "__wbg_pair_out",

    /// `(wbg, text) -> ptr`; byte length in `wbg.len`. TypeError before any allocation when `text` is not a string.
    StringIn = "__wbg_string_in",
    /// `(wbg, ptr, len) -> text`.
    StringGet = "__wbg_string_get",
    /// `(wbg, ptr, len) -> text`; the block is freed in any case.
    StringTake = "__wbg_string_take",
    /// `(wbg, ptr, len) -> text | undefined`: pointer 0 means `len` is a handle.
    CachedStringGet = "__wbg_cached_string_get",
    /// The same, freeing the block if there is one.
    CachedStringTake = "__wbg_cached_string_take",
    /// `(text) -> code point`, or an error when it is not one `char`.
    CharIn = "__wbg_char_in",
    /// `(value) -> text` of a `String` object; TypeError for anything else.
    StringValue = "__wbg_string_value",

    /// `(wbg, view, array, element size) -> ptr`; element count in `wbg.len`. What it allocated is freed when it throws.
    SliceIn = "__wbg_slice_in",
    /// `(wbg, view, ptr, len) -> live subarray`.
    SliceGet = "__wbg_slice_get",
    /// `(wbg, view, ptr, len) -> copy`, then frees.
    SliceTake = "__wbg_slice_take",
    /// `(wbg, array) -> ptr` of owned handles; element count in `wbg.len`. What it allocated is released when it throws.
    HandlesIn = "__wbg_handles_in",
    /// `(wbg, ptr, len) -> Array`.
    HandlesGet = "__wbg_handles_get",
    /// `(wbg, ptr, len) -> Array`; handles and block are released.
    HandlesTake = "__wbg_handles_take",
    /// `(Words, array, encode) -> typed array` of one word per element.
    Words = "__wbg_words",
    /// `(wbg, ptr, len, stride, align, read) -> Array`; `read(view, at)` per cell; the block is freed in any case.
    CellsTake = "__wbg_cells_take",

    /// `(wbg, value) -> owned handle`.
    Put = "__wbg_put",
    /// `(wbg, handle) -> value`, releasing the handle.
    Take = "__wbg_take",
    /// `(wbg, handle) -> value`.
    Get = "__wbg_get",
    /// Heap only: `(wbg, value) -> handle` on the borrow stack.
    Borrow = "__wbg_borrow",
    /// Heap only: `(wbg, count)` pops the borrow stack.
    Unborrow = "__wbg_unborrow",
    /// `(wbg, handle)` releases a handle.
    Drop = "__wbg_drop",
    /// `(wbg, handle) -> handle`: a second one for the same value.
    Clone = "__wbg_clone",
    /// Heap only: `(wbg) -> number` of handles in use.
    LiveCount = "__wbg_live_count",
    /// Table only: `(wbg, strings)` fills the fixed slots.
    InitTable = "__wbg_init_table",
    /// `(wbg, error)`: hands a caught exception to the guest.
    StoreError = "__wbg_store_error",

    /// `(value, Class)`: Error `expected instance of X` unless it is one.
    ExpectClass = "__wbg_expect_class",
    /// `(object, level, name)`: TypeError unless the object's own address is that of the given level.
    ExpectOwned = "__wbg_expect_owned",
    /// Debug: `(value, type)`, Error unless `typeof` says so.
    ExpectType = "__wbg_expect_type",
    /// Debug: `(value)`, Error unless it has elements.
    ExpectArray = "__wbg_expect_array",
    /// Debug: `(value, size)`, Error unless it is a typed array of that element size.
    ExpectElements = "__wbg_expect_elements",
    /// Debug: `(address)`, Error if it is 0.
    ExpectAlive = "__wbg_expect_alive",
    /// Debug: throws.
    NoConstructor = "__wbg_no_constructor",
    /// What a derived class's constructor passes to its parent's instead of arguments.
    Derived = "__wbg_derived",
    /// `(free) -> registry`, or an object that does nothing; `free(ptr)` is called with the address.
    Finalizer = "__wbg_finalizer",
    /// `(value) -> value`, Error unless it is a number that is not 0.
    NonNull = "__wbg_non_null",

    /// `(wbg, a, b) -> state` of a function that owns its Rust side.
    ClosureState = "__wbg_closure_state",
    /// `(state)` lets go of one count.
    ClosureRelease = "__wbg_closure_release",
    /// `(call, state) -> call` tied to the Rust side it owns.
    ClosureOwn = "__wbg_closure_own",
    /// `(call, state) -> call` lent until Rust ends the loan.
    ClosureLend = "__wbg_closure_lend",

    /// `() -> wbg` for a call, or the refusal of a dead instance.
    Enter = "__wbg_enter",
    /// `(object) -> wbg` for a call of a method, or the refusal of an object of an earlier instance.
    EnterOf = "__wbg_enter_of",
    /// `(wbg, object)`: Error unless the object belongs to that instance.
    ExpectCurrent = "__wbg_expect_current",
    /// `(wbg, executor) -> promise` that the guest settles, or its end.
    Promise = "__wbg_promise",
    /// `(wbg, promise, …reactions) -> promise`.
    Then = "__wbg_then",
    /// `(wbg, task)`.
    Microtask = "__wbg_microtask",
    /// `(wbg)`: the promise under construction is an asynchronous function's.
    TaskMade = "__wbg_task_made",
    /// `(wbg, address) -> address`: a future is polled.
    TaskBegin = "__wbg_task_begin",
    /// `(wbg, pending, address)`: it has been polled.
    TaskEnd = "__wbg_task_end",
    /// `(wbg)`: the guest's executor runs.
    TaskQueue = "__wbg_task_queue",
    /// `(wbg, callback) -> callback` for a timer of the host.
    Timed = "__wbg_timed",
    /// `(object, wbg)`: ties an object to its instance.
    Stamp = "__wbg_stamp",
    /// `(wbg)`: throws if a closure's instance is dead.
    EnterClosure = "__wbg_enter_closure",
    /// `(wbg, text) -> error` that the guest throws.
    Thrown = "__wbg_thrown",
    /// `(wbg) -> stack`: where the guest's stacks are before a call.
    Stack = "__wbg_stack",
    /// `(wbg, value) -> value` that JS gave to an import, or the error that ended the instance meanwhile.
    Resume = "__wbg_resume",
    /// `(wbg, error) -> error`: what an import throws, remembered as not of this instance.
    Foreign = "__wbg_foreign",
    /// `(wbg, exports, table)`: ties a watched record to an instance.
    Bind = "__wbg_bind",
    /// `(wbg)`: runs the start function.
    Start = "__wbg_start",

    /// `(wbg, name, words) -> promise`: calls an export on a stack that can wait.
    Fiber = "__wbg_fiber",
    /// `(wbg, call) -> result` of an asynchronous function whose tasks can wait.
    Rooted = "__wbg_rooted",
    /// `(wbg, f) -> import` that makes the stack wait.
    Suspending = "__wbg_suspending",
    /// `(wbg, outcome) -> value`, or throws the reason of a rejection.
    FiberResume = "__wbg_fiber_resume",
    /// `(wbg, outcome) -> value or reason`; the guest is told which.
    FiberResumeTelling = "__wbg_fiber_resume_telling",
    /// `(wbg, task)`: polls it soon on a stack that can wait.
    Spawn = "__wbg_spawn",

    /// The class of errors that Rust panics become.
    PanicError = "__wbg_PanicError",

    /// `(value) -> text` of `format!("{:?}", value)`.
    DebugString = "__wbg_debug_string",
    /// `(error)`: reports an exception that is about to fly through Rust.
    LogError = "__wbg_log_error",
    /// `(contents) -> URL` of a script.
    LinkUrl = "__wbg_link_url",
    /// `(a, b) -> a / b` or the RangeError.
    CheckedDiv = "__wbg_checked_div",
    /// `(value) -> +value` or what it threw.
    TryNumber = "__wbg_try_number",
    /// `(bytes, array)`: the way back of a `&mut [T]` argument.
    CopyBack = "__wbg_copy_back",
    /// `(object, name, receiver)` through the class's getter.
    FinalGet = "__wbg_final_get",
    /// `(object, name, receiver, value)` through the class's setter.
    FinalSet = "__wbg_final_set",
}

/// The helpers that code mentions; their own dependencies are not included.
pub fn used(parts: &Parts) -> BTreeSet<Helper> {
    let mut found = BTreeSet::new();
    let mut see = |expr: &Expr| {
        if let Expr::Helper(helper) = expr {
            found.insert(*helper);
        }
    };
    for part in &parts.items {
        part.items.iter().for_each(|item| visit::item(item, &mut see));
    }
    for import in &parts.imports {
        match &import.value {
            GlueImportValue::Function(function) => visit::function(function, &mut see),
            GlueImportValue::Value(value) => visit::expr(value, &mut see),
        }
    }
    found
}
