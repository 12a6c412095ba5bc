/**
 * Refuses what cannot be a non-null address.
 * @param {any} value
 */
export function __wbg_non_null(value) {
    if (typeof value !== 'number' || value === 0) {
        throw new Error(`expected a number argument that is not 0, found ${String(value)}`);
    }
    return value;
}
