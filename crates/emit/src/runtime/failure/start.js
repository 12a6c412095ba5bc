import { __wbg_instance } from '../core/current.js';
import { __wbg_fail } from './fail.js';

/** Runs the start function of the current instance. */
export function __wbg_start() {
    const wbg = __wbg_instance;
    wbg.depth += 1;
    try {
        wbg.exports.__wbindgen_start();
    } catch (error) {
        throw __wbg_fail(wbg, error);
    } finally {
        wbg.depth -= 1;
    }
}
