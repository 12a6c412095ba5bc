import { __wbg_string_get } from './get.js';

/**
 * The text at an address, whose memory is given back.
 * @param {Wbg.Record} wbg
 * @param {number} ptr
 * @param {number} len bytes
 */
export function __wbg_string_take(wbg, ptr, len) {
    try {
        return __wbg_string_get(wbg, ptr, len);
    } finally {
        wbg.wasm.__wbindgen_free(ptr, len, 1);
    }
}
