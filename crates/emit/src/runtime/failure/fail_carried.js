import { __wbg_abort } from './abort.js';
import { __wbg_Foreign } from './foreign.js';
import { __wbg_panic } from './panic.js';
import { __wbg_is_exception, __wbg_is_trap } from './trap.js';

/**
 * Says what an error that left the wasm is: an exception that an import threw, a panic that no shim caught, or the end of the
 * instance.
 * @param {Wbg.Record} wbg
 * @param {any} error
 * @returns {any} what the caller sees
 */
export function __wbg_fail(wbg, error) {
    wbg.caught = undefined;
    if (wbg.error !== undefined) {
        return wbg.error;
    }
    if (error instanceof __wbg_Foreign) {
        wbg.skipped = error.thrown;
        return error.thrown;
    }
    if (__wbg_is_exception(error)) {
        return error.is(wbg.exports.__cpp_exception) ? __wbg_panic(wbg, error) : error;
    }
    if (__wbg_is_trap(error)) {
        __wbg_abort(wbg, error);
    } else {
        wbg.skipped = error;
    }
    return error;
}
