import { __wbg_instance } from '../core/current.js';

/**
 * Runs the start function of the current instance, which gives the thread a stack of its own.
 * @param {number} [stack_size] bytes
 */
export function __wbg_start(stack_size) {
    __wbg_instance.wasm.__wbindgen_start(stack_size);
    __wbg_instance.bottom = __wbg_instance.exports.__wbg_stack();
}
