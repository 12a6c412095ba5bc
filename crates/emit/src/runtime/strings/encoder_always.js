/** Missing in audio worklets, where glue that encodes nothing must still load. */
const __wbg_encoder = /** @type {TextEncoder} */ (typeof TextEncoder === 'undefined' ? undefined : new TextEncoder());

/**
 * Writes as much UTF-8 of a text as fits.
 * @param {string} text
 * @param {Uint8Array} bytes
 */
export function __wbg_encode_into(text, bytes) {
    return __wbg_encoder.encodeInto(text, bytes);
}
