/**
 * JS values live in a table of the wasm: nothing to keep here.
 * @returns {any[]}
 */
export function __wbg_handle_array() {
    return [];
}
