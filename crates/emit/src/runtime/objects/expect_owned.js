/**
 * Refuses to consume an object through a class it merely derives from.
 * @param {{ __wbg_ptr: number }} object
 * @param {number} level its address as an instance of the consuming class
 * @param {string} name of that class
 */
export function __wbg_expect_owned(object, level, name) {
    if (object.__wbg_ptr !== level) {
        throw new TypeError(`an object of a class derived from \`${name}\` cannot be consumed as \`${name}\``);
    }
}
