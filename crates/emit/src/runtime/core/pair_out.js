import { __wbg_view } from './views/view.js';

/**
 * Writes two words to where the guest looks for the result of an import, such as address and length of a text.
 * @param {Wbg.Record} wbg
 * @param {number} area
 * @param {number} first
 * @param {number} second
 */
export function __wbg_pair_out(wbg, area, first, second) {
    const at = area >>> 0;
    const view = __wbg_view(wbg);
    view.setInt32(at, first, true);
    view.setInt32(at + 4, second, true);
}
