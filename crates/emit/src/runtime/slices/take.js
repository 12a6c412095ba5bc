/**
 * A copy of elements in memory, which is given back.
 * @template {Wbg.View} T
 * @param {Wbg.Record} wbg
 * @param {Wbg.ViewOf<T>} view
 * @param {number} ptr
 * @param {number} len elements
 * @returns {T}
 */
export function __wbg_slice_take(wbg, view, ptr, len) {
    const all = view(wbg);
    const size = all.BYTES_PER_ELEMENT;
    const from = (ptr >>> 0) / size;
    try {
        return /** @type {T} */ (all.slice(from, from + (len >>> 0)));
    } finally {
        wbg.wasm.__wbindgen_free(ptr, (len >>> 0) * size, size);
    }
}
