import { __wbg_fail } from '../failure/fail.js';
import { __wbg_promise } from '../failure/promises.js';
import { __wbg_activate } from './activate.js';

/**
 * Calls an exported function on a stack that can wait. Nobody waits for one that the end of the instance has cut off.
 * @param {Wbg.Record} wbg
 * @param {string} name
 * @param {any[]} words
 * @returns {Promise<any>} its result
 */
export function __wbg_fiber(wbg, name, words) {
    const running = __wbg_activate(wbg, name, words);
    return __wbg_promise(wbg, (resolve) => {
        running.then(resolve, (error) => {
            // From here on this promise is not one of those that an end of the instance rejects.
            /** @type {any} */
            let refuse = undefined;
            resolve(new Promise((_, reject) => {
                refuse = reject;
            }));
            refuse(__wbg_fail(wbg, error, 0));
        });
    });
}
