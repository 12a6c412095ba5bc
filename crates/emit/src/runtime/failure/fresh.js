/**
 * What a record knows of an instance before anything has happened in it.
 * @param {Wbg.Record} wbg
 * @param {any} exports
 */
export function __wbg_fresh(wbg, exports) {
    wbg.exports = exports;
    wbg.error = undefined;
    wbg.over = false;
    wbg.due = false;
    wbg.caught = undefined;
    wbg.depth = 0;
    wbg.outside = exports.__wbg_outside ?? { value: 0 };
}
