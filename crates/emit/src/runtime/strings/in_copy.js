import { __wbg_u8 } from '../core/views/u8.js';
import { __wbg_encode } from './encode.js';
import { __wbg_string_value } from './expect.js';

/**
 * Copies text into memory that Rust will own, for guests without `__wbindgen_realloc`: encodes first, then allocates. Returns
 * the address and leaves the number of bytes in `wbg.len`. Lone surrogates become U+FFFD.
 * @param {Wbg.Record} wbg
 * @param {string} text
 */
export function __wbg_string_in(wbg, text) {
    const encoded = __wbg_encode(__wbg_string_value(text));
    const ptr = wbg.wasm.__wbindgen_malloc(encoded.length, 1) >>> 0;
    __wbg_u8(wbg).set(encoded, ptr);
    wbg.len = encoded.length;
    return ptr;
}
