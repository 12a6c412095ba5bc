import { __wbg_u8 } from '../core/views/u8.js';
import { __wbg_decode } from './decode.js';

/**
 * The text at an address.
 * @param {Wbg.Record} wbg
 * @param {number} ptr
 * @param {number} len bytes
 */
export function __wbg_string_get(wbg, ptr, len) {
    const bytes = __wbg_u8(wbg);
    const from = ptr >>> 0;
    const to = from + (len >>> 0);
    // A call of the decoder costs as much as reading a few dozen characters.
    return to - from > 32 ? __wbg_decode(bytes, from, to) : __wbg_string_short(bytes, from, to);
}

/**
 * A short text; anything but ASCII is left to the decoder.
 * @param {Uint8Array} bytes
 * @param {number} from
 * @param {number} to
 */
function __wbg_string_short(bytes, from, to) {
    let text = '';
    let i = from;
    for (; i + 8 <= to; i += 8) {
        const a = bytes[i];
        const b = bytes[i + 1];
        const c = bytes[i + 2];
        const d = bytes[i + 3];
        const e = bytes[i + 4];
        const f = bytes[i + 5];
        const g = bytes[i + 6];
        const h = bytes[i + 7];
        if ((a | b | c | d | e | f | g | h) > 127) {
            return __wbg_decode(bytes, from, to);
        }
        text += String.fromCharCode(a, b, c, d, e, f, g, h);
    }
    for (; i < to; i += 1) {
        const code = bytes[i];
        if (code > 127) {
            return __wbg_decode(bytes, from, to);
        }
        text += String.fromCharCode(code);
    }
    return text;
}
