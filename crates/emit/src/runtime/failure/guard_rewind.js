import { __wbg_fail } from './fail.js';
import { __wbg_stack } from './stack.js';

/**
 * An exported function as glue calls it: what leaves it is classified once, and while it runs nobody replaces the instance.
 * The wasm cannot rewind its stacks, so where they were is kept here.
 * (Engines pass `arguments` on without making the object.)
 * @param {Wbg.Record} wbg
 * @param {any} f
 * @returns {any}
 */
export function __wbg_guard(wbg, f) {
    return function () {
        const { depth } = wbg;
        const at = __wbg_stack(wbg);
        wbg.depth = depth + 1;
        try {
            return f.apply(undefined, arguments);
        } catch (error) {
            // There may not be stack enough for the next call; then the next entry makes it.
            wbg.caught = error;
            wbg.due = true;
            throw __wbg_fail(wbg, error, at);
        } finally {
            wbg.depth = depth;
        }
    };
}
