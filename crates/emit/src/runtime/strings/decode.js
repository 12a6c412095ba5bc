import { __wbg_part } from './part.js';

/** @type {TextDecoder} */
let __wbg_decoder;
/** Bytes the decoder may still read: Safari's fails after 2 GiB, so it is replaced before that. */
let __wbg_decoder_budget = 0;

/**
 * The text of UTF-8 bytes; ill-formed ones become U+FFFD, a byte order mark is kept.
 * @param {Uint8Array} bytes
 * @param {number} from
 * @param {number} to
 */
export function __wbg_decode(bytes, from, to) {
    __wbg_decoder_budget -= to - from;
    if (__wbg_decoder_budget < 0) {
        __wbg_decoder = new TextDecoder('utf-8', { ignoreBOM: true });
        // The first call of Safari's decoder must not be the one that counts.
        __wbg_decoder.decode();
        __wbg_decoder_budget = 0x3fff0000 - (to - from);
    }
    return __wbg_decoder.decode(__wbg_part(bytes, from, to));
}
