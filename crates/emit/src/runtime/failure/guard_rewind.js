import { __wbg_instance } from '../core/current.js';
import { __wbg_fail } from './fail.js';
import { __wbg_stack } from './stack.js';

/**
 * An exported function as glue calls it: what leaves it is classified once, and while it runs nobody replaces the instance.
 * The wasm cannot rewind its stacks, so where they were is kept here.
 * (Engines pass `arguments` on without making the object.)
 * @param {{ f: any }} slot holds the function, which is one of the current instance
 * @returns {any}
 */
export function __wbg_guard(slot) {
    return function () {
        const wbg = __wbg_instance;
        const { depth } = wbg;
        const at = __wbg_stack(wbg);
        wbg.depth = depth + 1;
        try {
            const result = slot.f.apply(undefined, arguments);
            wbg.depth = depth;
            return result;
        } catch (error) {
            try {
                wbg.caught = error;
                wbg.due = true;
                wbg.exports.__wbg_rewind(at);
                throw __wbg_fail(wbg, error, depth);
            } finally {
                wbg.depth = depth;
                if (wbg.caught !== undefined) {
                    // There was not stack enough for that call. The next entry makes it, and until then no import returns.
                    wbg.own = wbg.outside.value <= depth;
                    wbg.outside.value = -1;
                }
            }
        }
    };
}
