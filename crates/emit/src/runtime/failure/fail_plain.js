/**
 * What the caller sees of an error that left a call. It ran no destructors on its way, so the stacks are rewound here.
 * @param {Wbg.Record} wbg
 * @param {any} error
 * @param {number} stack where the stacks were before
 * @returns {any}
 */
export function __wbg_fail(wbg, error, stack) {
    wbg.caught = undefined;
    wbg.exports.__wbg_rewind(stack);
    wbg.skipped = error;
    return error;
}
