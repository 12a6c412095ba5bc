import { __wbg_get } from '../objects/table.js';
import { __wbg_string_take } from './take.js';

/**
 * An owned string that may be interned: address 0 means that `len` is the handle of a JS string, which stays where it is.
 * @param {Wbg.Record} wbg
 * @param {number} ptr
 * @param {number} len
 * @returns {string}
 */
export function __wbg_cached_string_take(wbg, ptr, len) {
    return ptr === 0 ? __wbg_get(wbg, len) : __wbg_string_take(wbg, ptr, len);
}
