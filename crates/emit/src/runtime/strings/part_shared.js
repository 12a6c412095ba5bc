/**
 * Bytes for the decoder: a copy, because browsers decode nothing that threads share.
 * @param {Uint8Array} bytes
 * @param {number} from
 * @param {number} to
 */
export function __wbg_part(bytes, from, to) {
    return bytes.slice(from, to);
}
