import { __wbg_view } from '../core/views/view.js';

/**
 * Encodes the elements of an array into memory that Rust will own. Returns the address and leaves the number of elements in
 * `wbg.len`.
 * @template T
 * @param {Wbg.Record} wbg
 * @param {ArrayLike<T>} array
 * @param {number} stride bytes from one element to the next
 * @param {number} align
 * @param {(view: DataView, at: number, value: T) => void} write
 */
export function __wbg_cells_in(wbg, array, stride, align, write) {
    const length = array.length >>> 0;
    const ptr = wbg.wasm.__wbindgen_malloc(length * stride, align) >>> 0;
    try {
        for (let i = 0; i < length; i += 1) {
            const value = array[i];
            write(__wbg_view(wbg), ptr + i * stride, value);
        }
    } catch (error) {
        wbg.wasm.__wbindgen_free(ptr, length * stride, align);
        throw error;
    }
    wbg.len = length;
    return ptr;
}
