/**
 * Refuses what is not an instance of an exported class.
 * @param {any} value
 * @param {Function} Class
 */
export function __wbg_expect_class(value, Class) {
    if (!(value instanceof Class)) {
        throw new Error(`expected instance of ${Class.name}`);
    }
}
