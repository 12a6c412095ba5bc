/**
 * Fills the fixed slots of a fresh instance's table: `undefined` for handle 0, the four constants, then static strings.
 * @param {Wbg.Record} wbg
 * @param {string[]} strings
 */
export function __wbg_init_table(wbg, strings) {
    const table = wbg.wasm.__wbindgen_externrefs;
    table.set(0, undefined);
    table.set(1024, undefined);
    // The next one is `null` as it is.
    table.set(1026, true);
    table.set(1027, false);
    strings.forEach((text, i) => table.set(1028 + i, text));
}
