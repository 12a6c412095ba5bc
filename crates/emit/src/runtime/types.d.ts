// Types of the runtime files; never part of the output.

declare namespace Wbg {
    /** What the runtime calls in the guest. Addresses are unsigned on the JS side; wasm hands them back signed. */
    interface Exports {
        readonly memory: WebAssembly.Memory;
        readonly __wbindgen_externrefs: WebAssembly.Table;
        __wbindgen_malloc(size: number, align: number): number;
        __wbindgen_realloc(ptr: number, oldSize: number, newSize: number, align: number): number;
        __wbindgen_free(ptr: number, size: number, align: number): void;
        __wbindgen_exn_store(handle: number): void;
        __wbindgen_jspi_set_rejected(flag: number): void;
        __wbindgen_destroy_closure(a: number, b: number): void;
        __externref_table_alloc(): number;
        __externref_table_dealloc(handle: number): void;
        __externref_drop_slice(ptr: number, len: number): void;
        __wbg_stack(): number;
        __wbg_rewind(stack: number): void;
        __wbindgen_start(stackSize?: number): void;
    }

    /** One instance of the module and what JS keeps for it. */
    interface Record {
        wasm: Exports;
        /** The error that left Rust code last without running its destructors. */
        skipped: any;
        /** Second word of the value lowered last: bytes of a string, elements of a sequence. */
        len: number;
        /** Heap mode: values by handle; the free list is threaded through unused slots. */
        heap: any[];
        /** Heap mode: first free slot. */
        heapNext: number;
        /** Heap mode: lowest used slot of the borrow stack. */
        heapTop: number;
        i8: Int8Array;
        u8: Uint8Array;
        u8c: Uint8ClampedArray;
        i16: Int16Array;
        u16: Uint16Array;
        i32: Int32Array;
        u32: Uint32Array;
        i64: BigInt64Array;
        u64: BigUint64Array;
        f32: Float32Array;
        f64: Float64Array;
        view: DataView;
        /** Guarded packages: the instance's own exports; `wasm` has some of them wrapped. */
        exports?: any;
        /** Guarded packages: the error that ended the instance. */
        error?: any;
        /** Guarded packages: the next call from outside finds a fresh instance, where that is possible. */
        due?: boolean;
        /** Guarded packages: the guest asks for a fresh instance. */
        scheduled?: boolean;
        /** Guarded packages: an error that has left a call and is not classified yet. */
        caught?: any;
        /** Guarded packages: a global of the wasm, the number of imports that are running; negative when none may return. */
        outside?: any;
        /** Guarded packages: no import was running when the error came that is not classified yet. */
        own?: boolean;
        /** What is known of asynchronous functions. */
        tasks?: Tasks;
        /** Guarded packages: where the stacks began. */
        bottom?: any;
        /** Guarded packages: how many calls are under way, as far as anybody has to know. */
        depth?: any;
        /** Guarded packages: nothing may run in the instance any more, not even its abort hook. */
        over?: boolean;
    }

    /** A promise that the guest is to settle. */
    interface Owed {
        reject(reason: any): void;
        /** An error has left the function whose promise it is. */
        failed: boolean;
    }

    /** Bookkeeping about the guest's asynchronous functions. */
    interface Tasks {
        owed: Set<Owed>;
        /** The promise whose executor runs. */
        making?: Owed;
        /** Promises of functions whose futures have not been polled yet, in order. */
        unpolled: (Owed | undefined)[];
        /** Promises by the addresses of their futures. */
        futures: Map<number, Owed | undefined>;
        /** Watched packages: rejects what is owed. */
        settle?: any;
        /** The future that is being polled; 0 if none is. */
        polling: number;
        /** The microtask that ran last. */
        microtask?: () => void;
        /** The microtask that is the guest's executor. */
        executor?: () => void;
        /** Where stacks can wait: the activation that is running, if any. */
        fiber?: Fiber;
        /** Where stacks can wait: functions that enter exports on a new one, by name. */
        fibers?: Map<string, (...words: any[]) => Promise<any>>;
        /** Where stacks can wait: the shadow stack pointer when nothing runs. */
        top?: any;
    }

    /** One activation of an export that can wait. */
    interface Fiber {
        /** Where its part of the shadow stack ends. */
        readonly base: number;
    }

    /** What a promise became that a stack has waited for, and what that needs to go on. */
    interface Outcome {
        readonly fiber: Fiber | undefined;
        /** Shadow stack pointer. */
        readonly at: any;
        /** What lay from there up to the activation's base. */
        readonly stack: Uint8Array | undefined;
        readonly rejected: boolean;
        /** Value or reason. */
        readonly value: any;
    }

    /** A typed array over the whole memory. */
    type View =
        | Int8Array
        | Uint8Array
        | Uint8ClampedArray
        | Int16Array
        | Uint16Array
        | Int32Array
        | Uint32Array
        | BigInt64Array
        | BigUint64Array
        | Float32Array
        | Float64Array;

    /** One of the functions of `core/views`. */
    type ViewOf<T extends View> = (wbg: Record) => T;

    /** The Rust side of a JS function: two words, and how many parties still need them. */
    interface Closure {
        wbg: Record;
        /** Data word; 0 while an `FnMut` runs and after release. */
        a: number;
        /** Vtable word. */
        b: number;
        /** Owned closures: one for Rust, one per running call. */
        count: number;
    }

    /** The part of `FinalizationRegistry` that glue uses. */
    interface Finalizer {
        register(target: object, held: any, token?: object): void;
        unregister(token: object): any;
    }
}

/** In the loader. */
declare function __wbg_renew(): void;

declare namespace WebAssembly {
    /** An exception of the wasm's own; newer than the libraries of TypeScript 5. */
    class Exception {
        is(tag: any): boolean;
        getArg(tag: any, index: number): any;
    }
}
