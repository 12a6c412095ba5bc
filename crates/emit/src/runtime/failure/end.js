/**
 * Writes into the guest's memory that it has ended, and runs its abort hook.
 * @param {Wbg.Record} wbg
 */
export function __wbg_end(wbg) {
    const { memory, __instance_terminated, __abort_handler } = wbg.exports;
    const words = new Uint32Array(memory.buffer);
    words[__instance_terminated.value >>> 2] = 1;
    wbg.table.get(words[__abort_handler.value >>> 2])();
}
