import { __wbg_late } from './late.js';

/**
 * Hands on what JS gave to an import. Rust does not go on in an instance that has ended meanwhile.
 * @param {Wbg.Record} wbg
 * @param {any} [value]
 */
export function __wbg_resume(wbg, value) {
    if (wbg.caught !== undefined) {
        __wbg_late(wbg);
    }
    if (wbg.over) {
        throw wbg.error;
    }
    return value;
}
