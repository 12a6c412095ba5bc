/** Missing in audio worklets, where glue that encodes nothing must still load. */
const __wbg_encoder = typeof TextEncoder === 'undefined' ? undefined : new TextEncoder();

/**
 * UTF-8 of a text, as a new array.
 * @param {string} text
 * @returns {Uint8Array}
 */
export function __wbg_encode(text) {
    if (__wbg_encoder === undefined) {
        throw new Error('`TextEncoder` is not available here');
    }
    return __wbg_encoder.encode(text);
}
