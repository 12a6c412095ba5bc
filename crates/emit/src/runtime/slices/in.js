/**
 * Copies numbers into memory that Rust will own. Returns the address and leaves the number of elements in `wbg.len`. Typed
 * arrays, plain arrays and other objects with a `length` are accepted.
 * @template {Wbg.View} T
 * @param {Wbg.Record} wbg
 * @param {Wbg.ViewOf<T>} view
 * @param {any} array
 */
export function __wbg_slice_in(wbg, view, array) {
    if (typeof array !== 'object' || array === null) {
        throw new TypeError(`expected an array of numbers, found ${array === null ? 'null' : typeof array}`);
    }
    const before = view(wbg);
    // Allocating may move the memory away from under a view of it.
    const source = array.buffer === before.buffer ? array.slice() : array;
    const length = source.length >>> 0;
    const size = before.BYTES_PER_ELEMENT;
    const ptr = wbg.wasm.__wbindgen_malloc(length * size, size) >>> 0;
    try {
        view(wbg).set(source, ptr / size);
    } catch (error) {
        wbg.wasm.__wbindgen_free(ptr, length * size, size);
        throw error;
    }
    wbg.len = length;
    return ptr;
}
