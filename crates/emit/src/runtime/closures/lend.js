/**
 * A function that Rust lends until it calls `_wbg_cb_unref`.
 * @template {Function} F
 * @param {F} call
 * @param {{ a: number }} state
 * @returns {F}
 */
export function __wbg_closure_lend(call, state) {
    /** @type {any} */ (call)._wbg_cb_unref = () => {
        state.a = 0;
    };
    return call;
}
