import { __wbg_place, __wbg_word } from './word.js';

/**
 * Writes into the guest's memory that it has ended, wakes threads that have nothing to do, and runs its abort hook, unless another
 * thread was first.
 * @param {Wbg.Record} wbg
 */
export function __wbg_end(wbg) {
    const { memory, __instance_terminated, __abort_handler } = wbg.exports;
    const words = new Int32Array(memory.buffer);
    const at = __wbg_word(__instance_terminated.value);
    if (Atomics.exchange(words, at, 1) === 0) {
        Atomics.notify(words, at);
        wbg.table.get(__wbg_place(words[__wbg_word(__abort_handler.value)]))();
    }
}
