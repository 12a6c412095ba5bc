import { __wbg_instance } from '../core/current.js';
import { __wbg_late } from './late.js';
import { __wbg_refusal } from './refusal.js';

/** The record that a call from JS uses: a fresh one if the instance has died, or if its replacement is due. */
export function __wbg_enter() {
    if (__wbg_instance.due) {
        __wbg_recover();
    }
    return __wbg_instance;
}

/**
 * The record that a method uses.
 * @param {{ __wbg_inst: Wbg.Record }} object
 */
export function __wbg_enter_of(object) {
    const wbg = __wbg_enter();
    __wbg_expect_current(wbg, object);
    return wbg;
}

/**
 * Refuses an object whose Rust side was in an instance that has been replaced.
 * @param {Wbg.Record} wbg
 * @param {{ __wbg_inst: Wbg.Record }} object
 */
export function __wbg_expect_current(wbg, object) {
    if (object.__wbg_inst !== wbg) {
        throw new Error('Invalid stale object from previous Wasm instance');
    }
}

/**
 * Refuses to call a Rust closure whose instance has been replaced.
 * @param {Wbg.Record} wbg
 */
export function __wbg_enter_closure(wbg) {
    if (__wbg_enter() !== wbg) {
        throw new Error('Cannot invoke closure from previous WASM instance');
    }
}

/** Replaces the instance, unless its code is running: then a dead one refuses, and one that is merely due goes on. */
function __wbg_recover() {
    const wbg = __wbg_instance;
    __wbg_late(wbg);
    if (wbg.due && wbg.depth === 0) {
        __wbg_renew();
    } else if (wbg.error !== undefined) {
        throw __wbg_refusal(wbg);
    }
}
