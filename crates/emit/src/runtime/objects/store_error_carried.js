import { __wbg_put } from './table.js';

/**
 * Hands an exception to Rust, which looks for it right after the import that threw it. Rust does not go on in an instance that
 * died meanwhile.
 * @param {Wbg.Record} wbg
 * @param {any} error
 */
export function __wbg_store_error(wbg, error) {
    if (wbg.over) {
        throw wbg.error;
    }
    wbg.wasm.__wbindgen_exn_store(__wbg_put(wbg, error));
}
