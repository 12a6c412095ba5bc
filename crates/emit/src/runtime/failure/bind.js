import { __wbg_fail } from './fail.js';
import { __wbg_live } from './life.js';

/**
 * Ties a record to an instance. Glue sees the guest's allocator and destructors through functions that notice when one of them
 * ends the instance.
 * @param {Wbg.Record} wbg
 * @param {any} exports
 * @param {WebAssembly.Table | undefined} table of functions
 */
export function __wbg_bind(wbg, exports, table) {
    wbg.exports = exports;
    wbg.table = table;
    __wbg_live(wbg);
    wbg.due = false;
    wbg.depth = 0;
    wbg.bottom = exports.__wbg_stack();
    wbg.wasm = {
        ...exports,
        __wbindgen_malloc(size, align) {
            try {
                return exports.__wbindgen_malloc(size, align);
            } catch (error) {
                throw __wbg_fail(wbg, error);
            }
        },
        __wbindgen_realloc(ptr, from, to, align) {
            try {
                return exports.__wbindgen_realloc(ptr, from, to, align);
            } catch (error) {
                throw __wbg_fail(wbg, error);
            }
        },
        __wbindgen_free(ptr, size, align) {
            try {
                exports.__wbindgen_free(ptr, size, align);
            } catch (error) {
                throw __wbg_fail(wbg, error);
            }
        },
        __externref_table_alloc() {
            try {
                return exports.__externref_table_alloc();
            } catch (error) {
                throw __wbg_fail(wbg, error);
            }
        },
        __wbindgen_destroy_closure(a, b) {
            if (wbg.error !== undefined) {
                return;
            }
            wbg.depth += 1;
            try {
                exports.__wbindgen_destroy_closure(a, b);
            } catch (error) {
                throw __wbg_fail(wbg, error);
            } finally {
                wbg.depth -= 1;
            }
        },
    };
}
