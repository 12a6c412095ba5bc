import { __wbg_instance } from '../core/current.js';
import { __wbg_fail } from './fail.js';

/**
 * Runs the start function of the current instance, which gives the thread a stack of its own.
 * @param {number} [stack_size] bytes
 */
export function __wbg_start(stack_size) {
    const wbg = __wbg_instance;
    wbg.depth += 1;
    try {
        wbg.exports.__wbindgen_start(stack_size);
    } catch (error) {
        throw __wbg_fail(wbg, error);
    } finally {
        wbg.depth -= 1;
    }
    wbg.bottom = wbg.exports.__wbg_stack();
}
