import { __wbg_refusal } from './refusal.js';

/**
 * What glue finds in the place of the functions: those that only give back something that went with the instance do nothing, others refuse.
 * @type {ProxyHandler<any>}
 */
const __wbg_retired = {
    get: (wbg, name) => () => {
        if (!/^__(wbg_(rewind|.*_free)|wbindgen_(free|destroy_closure|add_to_stack_pointer)|externref_(table_dealloc|drop_slice))$/.test(String(name))) {
            throw __wbg_refusal(wbg);
        }
    },
};

/**
 * Takes the functions of the wasm away from glue: nothing of an instance that has ended runs again.
 * @param {Wbg.Record} wbg
 */
export function __wbg_retire(wbg) {
    wbg.over = true;
    wbg.outside.value = -1;
    wbg.wasm = new Proxy(wbg, __wbg_retired);
}
