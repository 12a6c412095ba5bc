import { __wbg_fresh } from './fresh.js';
import { __wbg_guard } from './guard.js';

/**
 * Which function each guard calls: that of the current instance.
 * @type {{ name: string, f: any }[]}
 */
const __wbg_slots = [];

/**
 * Names of what is no function: memory, tables, globals.
 * @type {string[]}
 */
const __wbg_data = [];

/**
 * The guards, which all instances share.
 * @type {any}
 */
const __wbg_guards = { __proto__: null };

/**
 * Makes the guards, once.
 * @param {any} exports
 */
function __wbg_make_guards(exports) {
    for (const name in exports) {
        if (typeof exports[name] === 'function') {
            const slot = { name, f: undefined };
            __wbg_slots.push(slot);
            __wbg_guards[name] = __wbg_guard(slot);
        } else {
            __wbg_data.push(name);
        }
    }
}

/**
 * Points the guards to the functions of an instance.
 * @param {any} exports
 */
export function __wbg_aim(exports) {
    for (const slot of __wbg_slots) {
        slot.f = exports[slot.name];
    }
}

/**
 * Ties a record to an instance, in the place of the one before. Glue sees functions of the wasm through guards, which notice when
 * one of them ends the instance.
 * @param {Wbg.Record} wbg
 * @param {any} exports
 * @param {WebAssembly.Table | undefined} table of functions
 */
export function __wbg_bind(wbg, exports, table) {
    __wbg_fresh(wbg, exports, table);
    if (__wbg_slots.length === 0) {
        __wbg_make_guards(exports);
    }
    __wbg_aim(exports);
    // Engines look properties up in an object with many of them, unless it is a prototype: then they know them by heart.
    const wasm = Object.create(__wbg_guards);
    for (const name of __wbg_data) {
        wasm[name] = exports[name];
    }
    wbg.wasm = wasm;
}
