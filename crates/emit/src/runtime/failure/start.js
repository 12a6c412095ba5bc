import { __wbg_instance } from '../core/current.js';

/** Runs the start function of the current instance. */
export function __wbg_start() {
    __wbg_instance.wasm.__wbindgen_start();
}
