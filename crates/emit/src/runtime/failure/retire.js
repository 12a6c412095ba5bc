import { __wbg_refusal } from './refusal.js';

/** What only gives back something that went with the instance. */
const __wbg_gives_back = /^__(wbg_(rewind|.*_free)|wbindgen_(free|destroy_closure|add_to_stack_pointer)|externref_(table_dealloc|drop_slice))$/;

/**
 * Takes the functions of the wasm away from glue, some of which may still be under way: nothing of an instance that has ended
 * runs again.
 * @param {Wbg.Record} wbg
 */
export function __wbg_retire(wbg) {
    const refuse = () => {
        throw __wbg_refusal(wbg);
    };
    const ignore = () => {};
    wbg.over = true;
    wbg.wasm = new Proxy(/** @type {any} */ ({}), { get: (_, name) => (__wbg_gives_back.test(String(name)) ? ignore : refuse) });
}
