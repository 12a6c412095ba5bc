// End of the glue for bundlers that know wasm modules: the entry gives the instance, nothing here runs before.

let wasm;

/**
 * Says which instance the glue talks to.
 * @param {WebAssembly.Exports} val
 */
export function __wbg_set_wasm(val) {
    wasm = val;
    $BIND;
}
