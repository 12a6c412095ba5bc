/**
 * Makes a record that of a living instance.
 * @param {Wbg.Record} wbg
 */
export function __wbg_live(wbg) {
    wbg.error = undefined;
    wbg.over = false;
}
