import { __wbg_live } from './life.js';

/**
 * What a record knows of an instance before anything has happened in it.
 * @param {Wbg.Record} wbg
 * @param {any} exports
 * @param {WebAssembly.Table | undefined} table of functions
 */
export function __wbg_fresh(wbg, exports, table) {
    wbg.exports = exports;
    wbg.table = table;
    __wbg_live(wbg);
    wbg.due = false;
    wbg.scheduled = false;
    wbg.caught = undefined;
    wbg.depth = 0;
    wbg.outside = exports.__wbg_outside ?? { value: 0 };
    wbg.bottom = exports.__wbg_stack();
}
