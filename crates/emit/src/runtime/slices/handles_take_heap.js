import { __wbg_u32 } from '../core/views/u32.js';
import { __wbg_take } from '../objects/heap.js';

/**
 * The values of handles in memory; the handles are released and the memory is given back.
 * @param {Wbg.Record} wbg
 * @param {number} ptr
 * @param {number} len
 */
export function __wbg_handles_take(wbg, ptr, len) {
    const handles = __wbg_u32(wbg);
    const from = (ptr >>> 0) / 4;
    const to = from + (len >>> 0);
    const values = [];
    for (let i = from; i < to; i += 1) {
        values.push(__wbg_take(wbg, handles[i]));
    }
    wbg.wasm.__wbindgen_free(ptr, (len >>> 0) * 4, 4);
    return values;
}
