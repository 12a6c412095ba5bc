/**
 * Copies the bytes of a `&mut [T]` argument back into the array it was made from.
 * @param {Uint8Array} bytes
 * @param {any} array
 */
export function __wbg_copy_back(bytes, array) {
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(bytes);
}
