import { __wbg_get, __wbg_put } from './heap.js';

/**
 * A second handle for the same value.
 * @param {Wbg.Record} wbg
 * @param {number} handle
 */
export function __wbg_clone(wbg, handle) {
    return __wbg_put(wbg, __wbg_get(wbg, handle));
}
