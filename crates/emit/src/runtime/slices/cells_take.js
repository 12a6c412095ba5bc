import { __wbg_view } from '../core/views/view.js';

/**
 * The decoded elements of memory that is given back.
 * @template T
 * @param {Wbg.Record} wbg
 * @param {number} ptr
 * @param {number} len elements
 * @param {number} stride bytes from one element to the next
 * @param {number} align
 * @param {(view: DataView, at: number) => T} read
 */
export function __wbg_cells_take(wbg, ptr, len, stride, align, read) {
    const view = __wbg_view(wbg);
    const from = ptr >>> 0;
    const length = len >>> 0;
    try {
        const values = [];
        for (let i = 0; i < length; i += 1) {
            values.push(read(view, from + i * stride));
        }
        return values;
    } finally {
        wbg.wasm.__wbindgen_free(ptr, length * stride, align);
    }
}
