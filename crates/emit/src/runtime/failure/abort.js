import { __wbg_end } from './end.js';
import { __wbg_retire } from './retire.js';

/**
 * Ends the instance. The guest's hook may still call imports; whatever it throws is of no interest.
 * @param {Wbg.Record} wbg
 * @param {any} error
 */
export function __wbg_abort(wbg, error) {
    wbg.error = error;
    wbg.due = true;
    try {
        __wbg_end(wbg);
    } catch {
        // The first error is the one that counts.
    }
    __wbg_retire(wbg);
    wbg.tasks?.settle(wbg);
}
