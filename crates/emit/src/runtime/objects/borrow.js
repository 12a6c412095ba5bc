/**
 * Lends a value for the duration of a call.
 * @param {Wbg.Record} wbg
 * @param {any} value
 */
export function __wbg_borrow(wbg, value) {
    if (wbg.heapTop === 1) {
        throw new Error('out of js stack');
    }
    wbg.heapTop -= 1;
    wbg.heap[wbg.heapTop] = value;
    return wbg.heapTop;
}

/**
 * Ends the loans made last.
 * @param {Wbg.Record} wbg
 * @param {number} count
 */
export function __wbg_unborrow(wbg, count) {
    for (let i = 0; i < count; i += 1) {
        wbg.heap[wbg.heapTop] = undefined;
        wbg.heapTop += 1;
    }
}
