/**
 * Where the guest's stacks are before a call. In an instance that is not running they are where they began, which a thread's start
 * has decided.
 * @param {Wbg.Record} wbg
 * @returns {number} a number that only the wasm understands
 */
export function __wbg_stack(wbg) {
    if (wbg.depth > 0) {
        return wbg.exports.__wbg_stack();
    }
    if (wbg.bottom === undefined) {
        wbg.bottom = wbg.exports.__wbg_stack();
    }
    return wbg.bottom;
}
