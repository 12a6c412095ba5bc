import { __wbg_put } from './table.js';

/**
 * Hands an exception to Rust, which looks for it right after the import that threw it.
 * @param {Wbg.Record} wbg
 * @param {any} error
 */
export function __wbg_store_error(wbg, error) {
    wbg.wasm.__wbindgen_exn_store(__wbg_put(wbg, error));
}
