import { __wbg_guard } from './guard_plain.js';

/** Functions of the guest's runtime that leave the stacks as they are. */
const __wbg_steady = /^__(wbindgen_(?!destroy_closure)|externref_)/;

/**
 * Ties a record to an instance. Glue sees functions that may be left by an error through guards, which rewind the stacks then.
 * @param {Wbg.Record} wbg
 * @param {any} exports
 */
export function __wbg_bind(wbg, exports) {
    wbg.exports = exports;
    wbg.depth = 0;
    wbg.bottom = undefined;
    /** @type {any} */
    const guarded = { __proto__: null };
    for (const name in exports) {
        const value = exports[name];
        guarded[name] = typeof value !== 'function' || __wbg_steady.test(name) ? value : __wbg_guard({ f: value });
    }
    // Engines look properties up in an object with many of them, unless it is a prototype: then they know them by heart.
    wbg.wasm = Object.create(guarded);
}
