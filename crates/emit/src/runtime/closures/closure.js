import { __wbg_finalizer } from '../objects/finalizer.js';

/** Gives back the Rust side of functions nobody can call any more. */
const __wbg_closures = __wbg_finalizer(__wbg_closure_destroy);

/**
 * @param {Wbg.Closure} state
 */
function __wbg_closure_destroy(state) {
    const { a, b } = state;
    state.a = 0;
    if (a !== 0) {
        state.wbg.wasm.__wbindgen_destroy_closure(a, b);
    }
}

/**
 * The Rust side of a function that owns it. Rust holds one count, each running call another.
 * @param {Wbg.Record} wbg
 * @param {number} a
 * @param {number} b
 * @returns {Wbg.Closure}
 */
export function __wbg_closure_state(wbg, a, b) {
    return { wbg, a, b, count: 1 };
}

/**
 * Lets go of one count; with the last one, of the Rust side.
 * @param {Wbg.Closure} state
 */
export function __wbg_closure_release(state) {
    state.count -= 1;
    if (state.count === 0) {
        __wbg_closure_destroy(state);
        __wbg_closures.unregister(state);
    }
}

/**
 * Ties a function to the Rust side it owns. Rust calls `_wbg_cb_unref` when it drops its `Closure`.
 * @param {any} call
 * @param {Wbg.Closure} state
 * @returns {any}
 */
export function __wbg_closure_own(call, state) {
    __wbg_closures.register(call, state, state);
    call._wbg_cb_state = state;
    call._wbg_cb_unref = __wbg_closure_unref;
    return call;
}

/**
 * The method that Rust calls; shared by all functions.
 * @this {{ _wbg_cb_state: Wbg.Closure }}
 */
function __wbg_closure_unref() {
    __wbg_closure_release(this._wbg_cb_state);
}
