/**
 * Copies numbers into memory that Rust will own. Returns the address and leaves the number of elements in `wbg.len`. Typed
 * arrays, plain arrays and other objects with a `length` are accepted.
 * @template {Wbg.View} T
 * @param {Wbg.Record} wbg
 * @param {Wbg.ViewOf<T>} view
 * @param {any} array
 * @param {number} size bytes per element
 */
export function __wbg_slice_in(wbg, view, array, size) {
    if (typeof array !== 'object' || array === null) {
        throw new TypeError(`expected an array of numbers, found ${array === null ? 'null' : typeof array}`);
    }
    const length = array.length >>> 0;
    const offset = array.byteOffset;
    const ptr = wbg.wasm.__wbindgen_malloc(length * size, size) >>> 0;
    try {
        view(wbg).set(array, ptr / size);
    } catch (error) {
        __wbg_slice_rescue(wbg, view(wbg), array, offset, length, ptr, size, error);
    }
    wbg.len = length;
    return ptr;
}

/**
 * A view of this memory lost its elements if allocating moved the memory: they are where they were. Anything else that cannot
 * be copied is an error of the caller.
 * @param {Wbg.Record} wbg
 * @param {any} all
 * @param {any} array
 * @param {number} offset bytes from the start of the buffer, before allocating
 * @param {number} length elements, before allocating
 * @param {number} ptr
 * @param {number} size
 * @param {unknown} error
 */
function __wbg_slice_rescue(wbg, all, array, offset, length, ptr, size, error) {
    try {
        if (array.length === length) {
            throw error;
        }
        all.set(new array.constructor(all.buffer, offset, length), ptr / size);
    } catch {
        wbg.wasm.__wbindgen_free(ptr, length * size, size);
        throw error;
    }
}
