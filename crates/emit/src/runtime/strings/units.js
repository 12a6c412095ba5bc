/**
 * The code point at a place of a text that is no ASCII character and no two-byte one; U+FFFD for half of a pair.
 * @param {string} text
 * @param {number} at
 * @param {number} code the code unit there
 */
function __wbg_point(text, at, code) {
    if ((code & 0xf800) !== 0xd800) {
        return code;
    }
    const next = text.charCodeAt(at + 1);
    return code < 0xdc00 && (next & 0xfc00) === 0xdc00 ? 0x10000 + ((code & 0x3ff) << 10) + (next & 0x3ff) : 0xfffd;
}

/**
 * Encodes the end of a text by hand, for which there must be room: at most three bytes for each code unit.
 * @param {string} text
 * @param {number} read code units before it
 * @param {Uint8Array} bytes
 * @param {number} to where its first byte goes
 * @returns {number} where its last byte has gone, plus one
 */
export function __wbg_units_in(text, read, bytes, to) {
    for (let i = read; i < text.length; i += 1) {
        const code = text.charCodeAt(i);
        if (code < 0x80) {
            bytes[to] = code;
            to += 1;
        } else if (code < 0x800) {
            bytes[to] = 0xc0 | (code >> 6);
            bytes[to + 1] = 0x80 | (code & 0x3f);
            to += 2;
        } else {
            const point = __wbg_point(text, i, code);
            if (point > 0xffff) {
                bytes[to] = 0xf0 | (point >> 18);
                bytes[to + 1] = 0x80 | ((point >> 12) & 0x3f);
                to += 2;
                i += 1;
            } else {
                bytes[to] = 0xe0 | (point >> 12);
                to += 1;
            }
            bytes[to] = 0x80 | ((point >> 6) & 0x3f);
            bytes[to + 1] = 0x80 | (point & 0x3f);
            to += 2;
        }
    }
    return to;
}
