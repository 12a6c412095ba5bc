/**
 * A function that Rust lends until it calls `_wbg_cb_unref`.
 * @param {any} call
 * @param {{ a: number, b: number }} state
 * @returns {any}
 */
export function __wbg_closure_lend(call, state) {
    call._wbg_cb_unref = () => {
        state.a = 0;
        // A call that is running gives the data word back only while there is a vtable.
        state.b = 0;
    };
    return call;
}
