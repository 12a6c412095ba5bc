import { __wbg_foreign } from '../failure/foreign.js';
import { __wbg_fiber_return } from './suspending.js';

/**
 * Goes on with what a promise became; a rejection is thrown.
 * @param {Wbg.Record} wbg
 * @param {Wbg.Outcome} outcome
 */
export function __wbg_fiber_resume(wbg, outcome) {
    __wbg_fiber_return(wbg, outcome);
    if (outcome.rejected) {
        throw __wbg_foreign(wbg, outcome.value);
    }
    return outcome.value;
}
