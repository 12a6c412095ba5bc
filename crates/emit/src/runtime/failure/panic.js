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
    const { __wbg_panic_value, __cpp_exception } = wbg.exports;
    if (__wbg_panic_value !== undefined) {
        try {
            return __wbg_lifted(wbg, __wbg_panic_value(exception.getArg(__cpp_exception, 0)));
        } catch (error) {
            if (__wbg_is_trap(error)) {
                __wbg_abort(wbg, error);
                return error;
            }
        }
    }
    return new __wbg_PanicError('Rust panicked');
}
