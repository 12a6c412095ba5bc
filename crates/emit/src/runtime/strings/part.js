/**
 * Bytes for the decoder.
 * @param {Uint8Array} bytes
 * @param {number} from
 * @param {number} to
 */
export function __wbg_part(bytes, from, to) {
    return bytes.subarray(from, to);
}
