import { __wbg_refusal } from './refusal.js';

/** What only gives back something that went with the instance. */
const __wbg_gives_back = /^__(wbg_(rewind|.*_free)|wbindgen_(free|destroy_closure|add_to_stack_pointer)|externref_(table_dealloc|drop_slice))$/;

/**
 * Refuses calls.
 * @type {ProxyHandler<any>}
 */
const __wbg_retired = {
    get: (wbg, name) => (__wbg_gives_back.test(String(name)) ? () => {} : () => {
        throw __wbg_refusal(wbg);
    }),
};

/**
 * Takes the functions of the wasm away from glue, some of which may still be under way: nothing of an instance that has ended
 * runs again.
 * @param {Wbg.Record} wbg
 */
export function __wbg_retire(wbg) {
    wbg.over = true;
    wbg.outside.value = -1;
    wbg.wasm = new Proxy(wbg, __wbg_retired);
}
