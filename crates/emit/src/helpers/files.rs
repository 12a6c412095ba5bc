//! The table of runtime files, one row each: add a row when adding a file. Rows are in no particular order.

use wbg_ir::HandleMode;
use wbg_ir::failure::{Guard, Rewind};

use crate::options::EncodeInto;

/// One file of the runtime.
#[derive(Clone, Copy, Debug)]
pub struct RuntimeFile {
    /// Path below `runtime/`.
    pub path: &'static str,
    /// Contents.
    pub text: &'static str,
    /// Which packages may have it.
    pub when: When,
}

/// Which packages may have a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// All.
    Always,
    /// Those with this kind of handle table.
    Handles(HandleMode),
    /// Those that use `encodeInto` this way.
    EncodeInto(EncodeInto),
    /// Those that bracket their entries in one of these ways.
    Guard(&'static [Guard]),
    /// Those with one of these kinds of memory.
    Memory(&'static [MemoryKind]),
    /// Those that watch for the end of their instance and have one of these kinds of memory.
    WatchedMemory(&'static [MemoryKind]),
    /// Those that look after what leaves an import in one of these ways.
    Imports(&'static [Imports]),
    /// Those that bracket their entries in one of these ways, and whose stacks are rewound by this side.
    Rewind(&'static [Guard], Rewind),
    /// Those whose guest can, or cannot, resize an allocation.
    Realloc(Presence),
}

/// Whose memory it is, and how it is addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemoryKind {
    /// One thread's.
    Private,
    /// That of several threads.
    Shared,
    /// One thread's, with addresses of 64 bits.
    Wide,
    /// That of several threads, with addresses of 64 bits.
    SharedWide,
}

/// Who looks after what leaves an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imports {
    /// Nobody.
    Unwatched,
    /// The wasm, which counts them.
    Counted,
    /// The glue around each of them.
    Carried,
}

/// Whether the guest has something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It has.
    Present,
    /// It has not.
    Missing,
}

macro_rules! files {
    ($($path:literal => $when:expr,)*) => {
        /// All runtime files.
        pub const FILES: &[RuntimeFile] = &[
            $(RuntimeFile { path: $path, text: include_str!(concat!("../runtime/", $path)), when: $when },)*
        ];
    };
}

const UNWATCHED: When = When::Guard(&[Guard::None]);
const WATCHED: When = When::Guard(&[Guard::Abort, Guard::AbortReinit]);
const REWOUND: When = When::Rewind(&[Guard::None, Guard::Abort, Guard::AbortReinit], Rewind::InJs);
const MERELY_REWOUND: When = When::Rewind(&[Guard::None], Rewind::InJs);
const COUNTED: When = When::Imports(&[Imports::Counted]);
const CARRIED: When = When::Imports(&[Imports::Carried]);
// Stacks that wait are not counted.
const WAITING: When = When::Imports(&[Imports::Unwatched, Imports::Carried]);
const FINAL: When = When::Guard(&[Guard::Abort]);
const REPLACED: When = When::Guard(&[Guard::AbortReinit]);
const ONE_INSTANCE: When = When::Guard(&[Guard::None, Guard::Abort]);
const ALWAYS: When = When::Always;
const PRIVATE: When = When::Memory(&[MemoryKind::Private, MemoryKind::Wide]);
const SHARED_WATCHED: When = When::WatchedMemory(&[MemoryKind::Shared, MemoryKind::SharedWide]);
const SHARED: When = When::Memory(&[MemoryKind::Shared, MemoryKind::SharedWide]);
const HEAP: When = When::Handles(HandleMode::Heap);
const TABLE: When = When::Handles(HandleMode::ExternrefTable);

files! {
    "closures/closure.js" => ALWAYS,
    "closures/lend.js" => ALWAYS,
    "core/current.js" => ONE_INSTANCE,
    "core/current_let.js" => REPLACED,
    "core/instance.js" => TABLE,
    "core/instance_heap.js" => HEAP,
    "core/pair_out.js" => ALWAYS,
    "core/views/f32.js" => PRIVATE,
    "core/views/f64.js" => PRIVATE,
    "core/views/i16.js" => PRIVATE,
    "core/views/i32.js" => PRIVATE,
    "core/views/i64.js" => PRIVATE,
    "core/views/i8.js" => PRIVATE,
    "core/views/shared.js" => SHARED,
    "core/views/u16.js" => PRIVATE,
    "core/views/u32.js" => PRIVATE,
    "core/views/u64.js" => PRIVATE,
    "core/views/u8.js" => PRIVATE,
    "core/views/u8c.js" => PRIVATE,
    "core/views/view.js" => PRIVATE,
    "debug/debug_string.js" => ALWAYS,
    "debug/expect.js" => ALWAYS,
    "debug/log_error.js" => ALWAYS,
    "failure/bind.js" => FINAL,
    "failure/bind_reset.js" => REPLACED,
    "failure/bind_plain.js" => MERELY_REWOUND,
    "failure/enter.js" => FINAL,
    "failure/enter_reset.js" => REPLACED,
    "failure/abort.js" => WATCHED,
    "failure/fail.js" => COUNTED,
    "failure/fail_carried.js" => CARRIED,
    "failure/foreign.js" => CARRIED,
    "failure/panic.js" => WATCHED,
    "failure/trap.js" => WATCHED,
    "failure/end.js" => When::WatchedMemory(&[MemoryKind::Private, MemoryKind::Wide]),
    "failure/end_shared.js" => SHARED_WATCHED,
    "failure/fresh.js" => When::WatchedMemory(&[MemoryKind::Private, MemoryKind::Wide]),
    "failure/fresh_shared.js" => SHARED_WATCHED,
    "failure/late.js" => WATCHED,
    "failure/guard.js" => When::Rewind(&[Guard::Abort, Guard::AbortReinit], Rewind::InWasm),
    "failure/guard_rewind.js" => When::Rewind(&[Guard::Abort, Guard::AbortReinit], Rewind::InJs),
    "failure/guard_plain.js" => MERELY_REWOUND,
    "failure/panic_error.js" => ALWAYS,
    "failure/promises.js" => ALWAYS,
    "failure/refusal.js" => WATCHED,
    "failure/resume.js" => CARRIED,
    "failure/retire.js" => WATCHED,
    "failure/stack.js" => REWOUND,
    "failure/stamp.js" => REPLACED,
    "failure/start.js" => When::WatchedMemory(&[MemoryKind::Private, MemoryKind::Wide]),
    "failure/start_shared.js" => SHARED_WATCHED,
    "failure/tasks.js" => WATCHED,
    "failure/tasks_plain.js" => UNWATCHED,
    "failure/thrown.js" => ALWAYS,
    "failure/word.js" => When::WatchedMemory(&[MemoryKind::Shared]),
    "failure/word_wide.js" => When::WatchedMemory(&[MemoryKind::SharedWide]),
    "fibers/activate.js" => WAITING,
    "fibers/fiber.js" => UNWATCHED,
    "fibers/fiber_guarded.js" => CARRIED,
    "fibers/resume.js" => UNWATCHED,
    "fibers/resume_guarded.js" => CARRIED,
    "fibers/resume_telling.js" => WAITING,
    "fibers/spawn.js" => WAITING,
    "fibers/suspending.js" => WAITING,
    "objects/borrow.js" => HEAP,
    "objects/clone.js" => ALWAYS,
    "objects/derived.js" => ALWAYS,
    "objects/expect_class.js" => ALWAYS,
    "objects/expect_owned.js" => ALWAYS,
    "objects/finalizer.js" => ALWAYS,
    "objects/heap.js" => HEAP,
    "objects/init_table.js" => TABLE,
    "objects/live_count.js" => HEAP,
    "objects/store_error.js" => When::Imports(&[Imports::Unwatched, Imports::Counted]),
    "objects/store_error_carried.js" => CARRIED,
    "objects/table.js" => TABLE,
    "slices/cells_take.js" => ALWAYS,
    "slices/copy_back.js" => ALWAYS,
    "slices/get.js" => ALWAYS,
    "slices/handles_get.js" => ALWAYS,
    "slices/handles_in.js" => ALWAYS,
    "slices/handles_take.js" => TABLE,
    "slices/handles_take_heap.js" => HEAP,
    "slices/in.js" => ALWAYS,
    "slices/take.js" => ALWAYS,
    "slices/words.js" => ALWAYS,
    "strings/cached_get.js" => ALWAYS,
    "strings/cached_take.js" => ALWAYS,
    "strings/char_in.js" => ALWAYS,
    "strings/decode.js" => ALWAYS,
    "strings/encode.js" => ALWAYS,
    "strings/encoder.js" => When::EncodeInto(EncodeInto::Test),
    "strings/encoder_always.js" => When::EncodeInto(EncodeInto::Always),
    "strings/encoder_never.js" => When::EncodeInto(EncodeInto::Never),
    "strings/expect.js" => ALWAYS,
    "strings/get.js" => ALWAYS,
    "strings/in.js" => When::Realloc(Presence::Present),
    "strings/in_copy.js" => When::Realloc(Presence::Missing),
    "strings/part.js" => PRIVATE,
    "strings/part_shared.js" => SHARED,
    "strings/take.js" => ALWAYS,
    "strings/units.js" => ALWAYS,
    "values/accessor.js" => ALWAYS,
    "values/checked_div.js" => ALWAYS,
    "values/link_url.js" => ALWAYS,
    "values/non_null.js" => ALWAYS,
    "values/try_number.js" => ALWAYS,
}
