/**
 * Ends the instance of all threads: the wasm says so in the guest's memory and runs the abort hook, unless another thread was first.
 * @param {Wbg.Record} wbg
 */
export function __wbg_end(wbg) {
    // The hook needs some stack, which may be what came to an end.
    wbg.exports.__wbg_rewind(wbg.bottom);
    wbg.exports.__wbg_failure(0);
}
