import { __wbg_activate } from './activate.js';

/**
 * Calls an exported function on a stack that can wait.
 * @param {Wbg.Record} wbg
 * @param {string} name
 * @param {any[]} words
 * @returns {Promise<any>} its result
 */
export function __wbg_fiber(wbg, name, words) {
    return __wbg_activate(wbg, name, words);
}
