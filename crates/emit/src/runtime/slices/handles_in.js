import { __wbg_u32 } from '../core/views/u32.js';
import { __wbg_drop, __wbg_put } from '../objects/table.js';

/**
 * Stores the values of an array in memory that Rust will own, as one owned handle each. Returns the address and leaves the
 * number of values in `wbg.len`.
 * @param {Wbg.Record} wbg
 * @param {ArrayLike<any>} array
 */
export function __wbg_handles_in(wbg, array) {
    const length = array.length >>> 0;
    const ptr = wbg.wasm.__wbindgen_malloc(length * 4, 4) >>> 0;
    const first = ptr / 4;
    let i = 0;
    try {
        for (; i < length; i += 1) {
            const handle = __wbg_put(wbg, array[i]);
            // The table's own bookkeeping may have moved the memory.
            __wbg_u32(wbg)[first + i] = handle;
        }
    } catch (error) {
        while (i > 0) {
            i -= 1;
            __wbg_drop(wbg, __wbg_u32(wbg)[first + i]);
        }
        wbg.wasm.__wbindgen_free(ptr, length * 4, 4);
        throw error;
    }
    wbg.len = length;
    return ptr;
}
