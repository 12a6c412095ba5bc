import { __wbg_fail } from './fail.js';

/**
 * Classifies an error whose own call had no stack left for it, before anything else happens in the instance.
 * @param {Wbg.Record} wbg
 */
export function __wbg_late(wbg) {
    if (wbg.caught !== undefined) {
        wbg.outside.value = wbg.own ? wbg.depth : wbg.depth + 1;
        __wbg_fail(wbg, wbg.caught, wbg.depth);
    }
    wbg.due = wbg.scheduled === true || wbg.error !== undefined;
}
