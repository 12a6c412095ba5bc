/**
 * Makes a record that of a living instance.
 * @param {Wbg.Record} wbg
 */
export function __wbg_live(wbg) {
    wbg.error = undefined;
    wbg.over = false;
}

/**
 * Writes into the guest's memory that it has ended. Returns whether its abort hook is still to run.
 * @param {Wbg.Record} wbg
 */
export function __wbg_end(wbg) {
    const { memory, __instance_terminated } = wbg.exports;
    new Uint32Array(memory.buffer)[__instance_terminated.value >>> 2] = 1;
    return true;
}
