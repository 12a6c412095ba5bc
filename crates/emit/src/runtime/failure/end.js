/**
 * Ends the instance: the wasm says so in the guest's memory and runs the abort hook.
 * @param {Wbg.Record} wbg
 */
export function __wbg_end(wbg) {
    wbg.exports.__wbg_failure(0);
}
