import { __wbg_fiber_return } from './suspending.js';

/**
 * Goes on with what a promise became, the reason of a rejection included; the guest is told which it is.
 * @param {Wbg.Record} wbg
 * @param {Wbg.Outcome} outcome
 */
export function __wbg_fiber_resume_telling(wbg, outcome) {
    __wbg_fiber_return(wbg, outcome);
    wbg.wasm.__wbindgen_jspi_set_rejected(outcome.rejected ? 1 : 0);
    return outcome.value;
}
