import { __wbg_encode } from './encode.js';

/**
 * Writes as much UTF-8 of a text as fits: all of it, or nothing. For engines without `TextEncoder.encodeInto`.
 * @param {string} text
 * @param {Uint8Array} bytes
 */
export function __wbg_encode_into(text, bytes) {
    const encoded = __wbg_encode(text);
    if (encoded.length > bytes.length) {
        return { read: 0, written: 0 };
    }
    bytes.set(encoded);
    return { read: text.length, written: encoded.length };
}
