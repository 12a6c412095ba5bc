// Loading in Node where the memory may be another thread's: the main thread starts while the file is loaded, others when they are
// told with what.

let wasmModule;
let wasmInstance;
let wasm;
let __wbg_memory;
/** Bytes of the starting thread's stack; undefined for the usual size. @type {number | undefined} */
let __wbg_stack_size;

/**
 * Starts the module in this thread, unless it runs: with the module and the memory of another thread, or with new ones.
 * @param {{ module?: WebAssembly.Module | BufferSource, memory?: WebAssembly.Memory, thread_stack_size?: number }} [options]
 */
function initSync(options) {
    if (wasm !== undefined) {
        return wasm;
    }
    const { module = __wbg_read_wasm(), memory, thread_stack_size: size } = options ?? {};
    if (size !== undefined && !(Number.isSafeInteger(size) && size > 0 && size % 65536 === 0)) {
        throw new Error('invalid stack size');
    }
    __wbg_stack_size = size;
    wasmModule = module instanceof WebAssembly.Module ? module : new WebAssembly.Module(module);
    wasmInstance = new WebAssembly.Instance(wasmModule, __wbg_get_imports(memory));
    wasm = wasmInstance.exports;
    __wbg_memory = wasm.memory;
    $BIND;
    $START;
    return wasm;
}
