/**
 * `a / b`, or the `RangeError` of a BigInt division by zero.
 * @param {any} a
 * @param {any} b
 */
export function __wbg_checked_div(a, b) {
    try {
        return a / b;
    } catch (error) {
        if (error instanceof RangeError) {
            return error;
        }
        throw error;
    }
}
