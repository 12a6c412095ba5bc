import { __wbg_fresh } from './fresh.js';
import { __wbg_guard } from './guard.js';

/**
 * Ties a record to an instance. Glue sees functions of the wasm through guards, which notice when one of them ends the instance.
 * @param {Wbg.Record} wbg
 * @param {any} exports
 * @param {WebAssembly.Table | undefined} table of functions
 */
export function __wbg_bind(wbg, exports, table) {
    __wbg_fresh(wbg, exports, table);
    /** @type {any} */
    const guarded = { __proto__: null };
    for (const name in exports) {
        const value = exports[name];
        guarded[name] = typeof value === 'function' ? __wbg_guard({ f: value }) : value;
    }
    // Engines look properties up in an object with many of them, unless it is a prototype: then they know them by heart.
    wbg.wasm = Object.create(guarded);
}
