import { __wbg_instance } from '../core/instance.js';
import { __wbg_fail } from './fail.js';

/** Runs the start function of the current instance. */
export function __wbg_start() {
    const wbg = __wbg_instance;
    try {
        wbg.exports.__wbindgen_start();
    } catch (error) {
        throw __wbg_fail(wbg, error);
    }
}
