/**
 * What the caller sees of an error that left a call. It ran no destructors on its way, so the stacks are rewound here.
 * @param {Wbg.Record} wbg
 * @param {number} stack where the stacks were before
 * @param {any} error
 * @returns {any}
 */
export function __wbg_skipped(wbg, stack, error) {
    wbg.wasm.__wbg_rewind(stack);
    wbg.skipped = error;
    return error;
}
