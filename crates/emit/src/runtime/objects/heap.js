/**
 * Stores a value; the handle is the receiver's to release.
 * @param {Wbg.Record} wbg
 * @param {any} value
 */
export function __wbg_put(wbg, value) {
    const heap = wbg.heap;
    const handle = wbg.heapNext;
    // Unused slots hold the number of the next one; the last of them is the array's end.
    wbg.heapNext = handle === heap.length ? handle + 1 : heap[handle];
    heap[handle] = value;
    return handle;
}

/**
 * The value of a handle, which is released.
 * @param {Wbg.Record} wbg
 * @param {number} handle
 */
export function __wbg_take(wbg, handle) {
    const value = wbg.heap[handle];
    __wbg_drop(wbg, handle);
    return value;
}

/**
 * The value of a handle.
 * @param {Wbg.Record} wbg
 * @param {number} handle
 */
export function __wbg_get(wbg, handle) {
    return wbg.heap[handle];
}

/**
 * Releases a handle; the borrow stack and the constants below 1028 are nobody's to release.
 * @param {Wbg.Record} wbg
 * @param {number} handle
 */
export function __wbg_drop(wbg, handle) {
    if (handle >= 1028) {
        wbg.heap[handle] = wbg.heapNext;
        wbg.heapNext = handle;
    }
}

/**
 * The value that an export has returned by its handle.
 * @param {Wbg.Record} wbg
 * @param {number} handle
 */
export function __wbg_lifted(wbg, handle) {
    return __wbg_take(wbg, handle);
}
