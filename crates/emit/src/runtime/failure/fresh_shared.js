import { __wbg_word } from './word.js';
import { __wbg_retire } from './retire.js';

/**
 * Makes a record that of a living instance, for as long as no thread ends all of them. The word that says so is never moved, and
 * the buffer of shared memory stays valid.
 * @param {Wbg.Record} wbg
 * @param {any} exports
 */
export function __wbg_fresh(wbg, exports) {
    wbg.exports = exports;
    wbg.due = false;
    wbg.caught = undefined;
    wbg.depth = 0;
    // Imports of threads are not counted.
    wbg.outside = { value: 0 };
    wbg.bottom = exports.__wbg_stack();
    const words = new Int32Array(exports.memory.buffer);
    const at = __wbg_word(exports.__instance_terminated.value);
    /** @type {any} */
    let first = undefined;
    let over = false;
    const look = () => {
        if (first === undefined && Atomics.load(words, at) !== 0) {
            first = new Error('another thread ended all instances of this memory');
            __wbg_retire(wbg);
            wbg.tasks?.settle(wbg);
        }
    };
    const set = (/** @type {any} */ error) => {
        first = error;
    };
    const setOver = (/** @type {boolean} */ value) => {
        over = value;
    };
    // Threads without anything to do learn of it where the engine can tell them; others when they are called the next time.
    // @ts-ignore: newer than the library that the type check uses
    Atomics.waitAsync?.(words, at, 0).value?.then?.(look);
    Object.defineProperties(wbg, {
        error: { get: () => (look(), first), set },
        over: { get: () => (look(), over), set: setOver },
    });
}
