/** Missing in audio worklets, where glue that encodes nothing must still load. */
const __wbg_encoder = /** @type {TextEncoder} */ (typeof TextEncoder === 'undefined' ? undefined : new TextEncoder());
const __wbg_has_encode_into = typeof TextEncoder === 'function' && 'encodeInto' in TextEncoder.prototype;

/**
 * Writes as much UTF-8 of a text as fits; without `encodeInto` all of it, or nothing.
 * @param {string} text
 * @param {Uint8Array} bytes
 */
export function __wbg_encode_into(text, bytes) {
    if (__wbg_has_encode_into) {
        return __wbg_encoder.encodeInto(text, bytes);
    }
    const encoded = __wbg_encoder.encode(text);
    if (encoded.length > bytes.length) {
        return { read: 0, written: 0 };
    }
    bytes.set(encoded);
    return { read: text.length, written: encoded.length };
}
