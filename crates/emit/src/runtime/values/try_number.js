/**
 * `+value`, or what converting it threw.
 * @param {any} value
 */
export function __wbg_try_number(value) {
    try {
        return +value;
    } catch (error) {
        return error;
    }
}
