import { __wbg_u8 } from '../core/views/u8.js';
import { __wbg_encode_into } from './encoder.js';
import { __wbg_string_value } from './expect.js';

/**
 * Copies text into memory that Rust will own. Returns its address and leaves the number of bytes in `wbg.len`; the allocation
 * has exactly that size, as Rust requires. Lone surrogates become U+FFFD.
 * @param {Wbg.Record} wbg
 * @param {string} text
 */
export function __wbg_string_in(wbg, text) {
    if (typeof text !== 'string') {
        text = __wbg_string_value(text);
    }
    const length = text.length;
    const ptr = wbg.wasm.__wbindgen_malloc(length, 1) >>> 0;
    // Up to a few dozen characters, storing them one by one beats a call of the encoder.
    if (length <= 48) {
        const bytes = __wbg_u8(wbg);
        let i = 0;
        while (i < length) {
            const code = text.charCodeAt(i);
            if (code > 127) {
                break;
            }
            bytes[ptr + i] = code;
            i += 1;
        }
        if (i === length) {
            wbg.len = length;
            return ptr;
        }
    }
    return __wbg_string_encode(wbg, text, ptr);
}

/**
 * Encodes text into an allocation of as many bytes as it has code units: exact for ASCII, resized otherwise.
 * @param {Wbg.Record} wbg
 * @param {string} text
 * @param {number} ptr
 */
function __wbg_string_encode(wbg, text, ptr) {
    const length = text.length;
    const { read, written } = __wbg_encode_into(text, __wbg_u8(wbg).subarray(ptr, ptr + length));
    wbg.len = written;
    if (read === length) {
        return ptr;
    }
    const room = written + 3 * (length - read);
    ptr = wbg.wasm.__wbindgen_realloc(ptr, length, room, 1) >>> 0;
    const rest = __wbg_encode_into(text.slice(read), __wbg_u8(wbg).subarray(ptr + written, ptr + room));
    const total = written + rest.written;
    wbg.len = total;
    return total === room ? ptr : wbg.wasm.__wbindgen_realloc(ptr, room, total, 1) >>> 0;
}
