import { __wbg_u8 } from '../core/views/u8.js';
import { __wbg_encode_into } from './encoder.js';
import { __wbg_string_value } from './expect.js';
import { __wbg_units_in } from './units.js';

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
    // Up to a few dozen characters, storing them one by one beats a call of the encoder.
    if (length > 48) {
        return __wbg_string_long(wbg, text);
    }
    const ptr = wbg.wasm.__wbindgen_malloc(length, 1) >>> 0;
    const bytes = __wbg_u8(wbg);
    let read = 0;
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
            return __wbg_string_rest(wbg, text, read, ptr, read);
        }
        bytes[ptr + read] = code;
    }
    wbg.len = length;
    return ptr;
}

/**
 * The same for a text that the encoder should see: most are ASCII, and others often show it at once.
 * @param {Wbg.Record} wbg
 * @param {string} text
 */
function __wbg_string_long(wbg, text) {
    const length = text.length;
    let seen = 0;
    for (let i = 0; i < 8; i += 1) {
        seen |= text.charCodeAt(i);
    }
    // Memory never shrinks, so very long texts get no more than they need.
    const room = seen > 127 && length < 65536 ? 3 * length : length;
    const ptr = wbg.wasm.__wbindgen_malloc(room, 1) >>> 0;
    const { read, written } = __wbg_encode_into(text, __wbg_u8(wbg).subarray(ptr, ptr + room));
    return read === length ? __wbg_string_fit(wbg, ptr, room, written) : __wbg_string_rest(wbg, text, read, ptr, written);
}

/**
 * Encodes what did not fit into one byte per code unit.
 * @param {Wbg.Record} wbg
 * @param {string} text
 * @param {number} read code units that are encoded
 * @param {number} ptr
 * @param {number} written bytes of those
 */
function __wbg_string_rest(wbg, text, read, ptr, written) {
    const left = text.length - read;
    const room = written + 3 * left;
    ptr = wbg.wasm.__wbindgen_realloc(ptr, text.length, room, 1) >>> 0;
    const bytes = __wbg_u8(wbg);
    const total =
        left > 32
            ? written + __wbg_encode_into(text.slice(read), bytes.subarray(ptr + written, ptr + room)).written
            : __wbg_units_in(text, read, bytes, ptr + written) - ptr;
    return __wbg_string_fit(wbg, ptr, room, total);
}

/**
 * Gives back what a text does not need.
 * @param {Wbg.Record} wbg
 * @param {number} ptr
 * @param {number} room
 * @param {number} total bytes of the text
 */
function __wbg_string_fit(wbg, ptr, room, total) {
    wbg.len = total;
    return total === room ? ptr : wbg.wasm.__wbindgen_realloc(ptr, room, total, 1) >>> 0;
}
