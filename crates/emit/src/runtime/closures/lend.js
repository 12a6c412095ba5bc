/**
 * A function that Rust lends until it calls `_wbg_cb_unref`.
 * @param {any} call
 * @param {{ a: number }} state
 * @returns {any}
 */
export function __wbg_closure_lend(call, state) {
    call._wbg_cb_unref = () => {
        state.a = 0;
    };
    return call;
}
