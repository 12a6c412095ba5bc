import { __wbg_lifted } from '../objects/table.js';
import { __wbg_abort } from './abort.js';
import { __wbg_PanicError } from './panic_error.js';
import { __wbg_is_trap } from './trap.js';

/**
 * The error of a panic that no shim caught. The guest makes it from what the exception carries, if it can.
 * @param {Wbg.Record} wbg
 * @param {any} exception
 */
export function __wbg_panic(wbg, exception) {
    const { __wbg_failure, __cpp_exception } = wbg.exports;
    try {
        const value = __wbg_failure(exception.getArg(__cpp_exception, 0));
        if (value) {
            return __wbg_lifted(wbg, value);
        }
    } catch (error) {
        if (__wbg_is_trap(error)) {
            __wbg_abort(wbg, error);
            return error;
        }
    }
    return new __wbg_PanicError('Rust panicked');
}
