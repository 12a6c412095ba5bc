/**
 * How many handles are in use, the fixed ones not counted.
 * @param {Wbg.Record} wbg
 */
export function __wbg_live_count(wbg) {
    let free = 0;
    for (let next = wbg.heapNext; next !== wbg.heap.length; next = wbg.heap[next]) {
        free += 1;
    }
    return wbg.heap.length - free - 1028;
}
