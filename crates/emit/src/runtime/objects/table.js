/**
 * Stores a value in the wasm's table; the handle is the receiver's to release.
 * @param {Wbg.Record} wbg
 * @param {any} value
 */
export function __wbg_put(wbg, value) {
    const handle = wbg.wasm.__externref_table_alloc();
    wbg.wasm.__wbindgen_externrefs.set(handle, value);
    return handle;
}

/**
 * The value of a handle, which is released.
 * @param {Wbg.Record} wbg
 * @param {number} handle
 */
export function __wbg_take(wbg, handle) {
    const value = wbg.wasm.__wbindgen_externrefs.get(handle);
    wbg.wasm.__externref_table_dealloc(handle);
    return value;
}

/**
 * The value of a handle.
 * @param {Wbg.Record} wbg
 * @param {number} handle
 */
export function __wbg_get(wbg, handle) {
    return wbg.wasm.__wbindgen_externrefs.get(handle);
}

/**
 * Releases a handle.
 * @param {Wbg.Record} wbg
 * @param {number} handle
 */
export function __wbg_drop(wbg, handle) {
    wbg.wasm.__externref_table_dealloc(handle);
}

/**
 * The value that an export has returned.
 * @param {Wbg.Record} _wbg
 * @param {any} value
 */
export function __wbg_lifted(_wbg, value) {
    return value;
}
