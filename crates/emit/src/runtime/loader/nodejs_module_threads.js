// The end of that for ES modules.

function __wbg_read_wasm() {
    return __wbg_read_file(new URL('$WASM_URL', import.meta.url));
}

if (__wbg_is_main_thread) {
    initSync();
}

export {
    initSync,
    __wbg_get_imports,
    __wbg_memory,
    wasm as __wasm,
    wasmModule as __wbg_wasm_module
};
