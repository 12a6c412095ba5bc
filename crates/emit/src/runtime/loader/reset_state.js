// The public way to have the instance replaced.

/** Replaces the instance: all Rust state is new, and objects and closures of the old one are refused. */
$EXPORT function __wbg_reset_state() {
    if (wasm === undefined) {
        throw new Error('there is no wasm instance yet; initialise the module first');
    }
    if (__wbg_instance.depth > 0) {
        throw new Error('the wasm instance cannot be replaced while its code is running; reset it when the outermost call has returned');
    }
    __wbg_renew();
}
