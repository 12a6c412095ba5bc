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
    const bytes = __wbg_u8(wbg);
    let read = 0;
    let written = 0;
    // Up to a few dozen characters, storing them one by one beats a call of the encoder.
    if (length <= 48) {
        for (; read + 4 <= length; read += 4) {
            const a = text.charCodeAt(read);
            const b = text.charCodeAt(read + 1);
            const c = text.charCodeAt(read + 2);
            const d = text.charCodeAt(read + 3);
            if ((a | b | c | d) > 127) {
                break;
            }
            bytes[ptr + read] = a;
            bytes[ptr + read + 1] = b;
            bytes[ptr + read + 2] = c;
            bytes[ptr + read + 3] = d;
        }
        for (; read < length; read += 1) {
            const code = text.charCodeAt(read);
            if (code > 127) {
                break;
            }
            bytes[ptr + read] = code;
        }
        written = read;
    } else {
        ({ read, written } = __wbg_encode_into(text, bytes.subarray(ptr, ptr + length)));
    }
    wbg.len = written;
    // All of it fits only if it is ASCII.
    return read === length ? ptr : __wbg_string_rest(wbg, text, read, ptr, written);
}

/**
 * Encodes what does not fit into one byte per code unit, and gives back what it does not need.
 * @param {Wbg.Record} wbg
 * @param {string} text
 * @param {number} read code units that are encoded
 * @param {number} ptr
 * @param {number} written bytes of those
 */
function __wbg_string_rest(wbg, text, read, ptr, written) {
    const room = written + 3 * (text.length - read);
    ptr = wbg.wasm.__wbindgen_realloc(ptr, text.length, room, 1) >>> 0;
    const rest = __wbg_encode_into(text.slice(read), __wbg_u8(wbg).subarray(ptr + written, ptr + room));
    const total = written + rest.written;
    wbg.len = total;
    return total === room ? ptr : wbg.wasm.__wbindgen_realloc(ptr, room, total, 1) >>> 0;
}
