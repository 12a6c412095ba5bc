/**
 * The array JS values live in: the borrow stack, four constants, then slots that are handed out.
 * @returns {any[]}
 */
export function __wbg_handle_array() {
    const heap = new Array(1024).fill(undefined);
    heap.push(undefined, null, true, false);
    return heap;
}
