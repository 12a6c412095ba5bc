/**
 * The code point of a Rust `char`: the first of the text, which must not be half of a surrogate pair. Empty text gives 0.
 * @param {string} text
 */
export function __wbg_char_in(text) {
    const code = text.codePointAt(0);
    if (code === undefined) {
        return 0;
    }
    if (code >= 0xd800 && code < 0xe000) {
        throw new Error(`expected a valid Unicode scalar value, found ${code}`);
    }
    return code;
}
