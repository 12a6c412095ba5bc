import { __wbg_fresh } from './fresh.js';
import { __wbg_guard } from './guard.js';

/**
 * Ties a record to an instance. Glue sees functions of the wasm through guards, which notice when one of them ends the instance.
 * Engines inline functions of the wasm where nothing is around them, so those that cannot end it are called as they are.
 * @param {Wbg.Record} wbg
 * @param {any} exports
 * @param {string[]} harmless names of functions that cannot fail, and touch nothing of the instance
 */
export function __wbg_bind(wbg, exports, harmless = []) {
    __wbg_fresh(wbg, exports);
    /** @type {any} */
    const guarded = { __proto__: null };
    for (const name in exports) {
        const value = exports[name];
        guarded[name] = typeof value === 'function' && !harmless.includes(name) ? __wbg_guard({ f: value }) : value;
    }
    // Engines look properties up in an object with many of them, unless it is a prototype: then they know them by heart.
    wbg.wasm = Object.create(guarded);
}
