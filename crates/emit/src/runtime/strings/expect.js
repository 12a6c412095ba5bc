/**
 * The text of a string; `String` objects have one too, everything else is refused.
 * @param {unknown} value
 * @returns {string}
 */
export function __wbg_string_value(value) {
    if (typeof value === 'string') {
        return value;
    }
    if (value instanceof String) {
        return value.valueOf();
    }
    throw new TypeError(`expected a string, found ${value === null ? 'null' : typeof value}`);
}
