import { __wbg_u32 } from '../core/views/u32.js';
import { __wbg_get } from '../objects/table.js';

/**
 * The values of handles in memory.
 * @param {Wbg.Record} wbg
 * @param {number} ptr
 * @param {number} len
 */
export function __wbg_handles_get(wbg, ptr, len) {
    const handles = __wbg_u32(wbg);
    const from = (ptr >>> 0) / 4;
    const to = from + (len >>> 0);
    const values = [];
    for (let i = from; i < to; i += 1) {
        values.push(__wbg_get(wbg, handles[i]));
    }
    return values;
}
