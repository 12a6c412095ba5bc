/**
 * A live view of elements in memory: gone when the memory grows.
 * @template {Wbg.View} T
 * @param {Wbg.Record} wbg
 * @param {Wbg.ViewOf<T>} view
 * @param {number} ptr
 * @param {number} len elements
 * @returns {T}
 */
export function __wbg_slice_get(wbg, view, ptr, len) {
    const all = view(wbg);
    const from = (ptr >>> 0) / all.BYTES_PER_ELEMENT;
    return /** @type {T} */ (all.subarray(from, from + (len >>> 0)));
}
