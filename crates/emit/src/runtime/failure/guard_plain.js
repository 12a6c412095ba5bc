import { __wbg_instance } from '../core/current.js';
import { __wbg_stack } from './stack.js';

/**
 * An exported function as glue calls it. An error that leaves it ran no destructors on its way, so the stacks are rewound here.
 * (Engines pass `arguments` on without making the object.)
 * @param {{ f: any }} slot holds the function
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
            wbg.depth = depth;
            wbg.exports.__wbg_rewind(at);
            wbg.skipped = error;
            throw error;
        }
    };
}
