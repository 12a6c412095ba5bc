import { __wbg_fresh } from './fresh.js';
import { __wbg_guard } from './guard.js';

/**
 * What each guard calls: a function of the current instance.
 * @type {{ name: string, f: any }[]}
 */
const __wbg_slots = [];

/** What glue calls instead of an instance's own exports: the guards, which all instances share, beside memory and tables. */
class __wbg_Guarded {}
Object.setPrototypeOf(__wbg_Guarded.prototype, null);

/** @type {any} */
const __wbg_guards = __wbg_Guarded.prototype;

/**
 * Names of what is no function: memory, tables, globals.
 * @type {string[]}
 */
const __wbg_data = [];

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
 */
export function __wbg_bind(wbg, exports) {
    __wbg_fresh(wbg, exports);
    if (__wbg_slots.length === 0) {
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
    __wbg_aim(exports);
    // Engines look properties up in an object with many of them, unless it is a prototype: then they know them by heart.
    /** @type {any} */
    const wasm = new __wbg_Guarded();
    for (const name of __wbg_data) {
        wasm[name] = exports[name];
    }
    wbg.wasm = wasm;
}
