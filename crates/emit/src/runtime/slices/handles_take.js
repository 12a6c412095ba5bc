import { __wbg_handles_get } from './handles_get.js';

/**
 * The values of handles in memory; the handles are released and the memory is given back.
 * @param {Wbg.Record} wbg
 * @param {number} ptr
 * @param {number} len
 */
export function __wbg_handles_take(wbg, ptr, len) {
    const values = __wbg_handles_get(wbg, ptr, len);
    wbg.wasm.__externref_drop_slice(ptr, len);
    wbg.wasm.__wbindgen_free(ptr, (len >>> 0) * 4, 4);
    return values;
}
