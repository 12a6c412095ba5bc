import { __wbg_abort } from './abort.js';
import { __wbg_panic } from './panic.js';
import { __wbg_is_trap } from './trap.js';

/**
 * Says what an error that left the wasm is: an exception that an import threw, a panic that no shim caught, or the end of the
 * instance.
 * @param {Wbg.Record} wbg
 * @param {any} error
 * @param {number} depth how many calls were under way before
 * @returns {any} what the caller sees
 */
export function __wbg_fail(wbg, error, depth) {
    const trap = __wbg_is_trap(error);
    wbg.caught = undefined;
    if (wbg.error !== undefined) {
        return wbg.error;
    }
    // With more imports running than calls, one of them threw it.
    const own = trap && wbg.outside.value <= depth;
    wbg.outside.value = depth;
    if (own) {
        __wbg_abort(wbg, error);
        return error;
    }
    const { __cpp_exception } = wbg.exports;
    if (__cpp_exception !== undefined && error instanceof WebAssembly.Exception && error.is(__cpp_exception)) {
        return __wbg_panic(wbg, error);
    }
    if (trap && depth === 0) {
        // Nothing in the wasm has seen the trap of another module.
        wbg.exports.__wbg_failure(-1);
    }
    // V8 up to version 11 cannot rethrow `null`.
    wbg.skipped = trap && error.message === 'rethrowing null value' ? null : error;
    return wbg.skipped;
}
