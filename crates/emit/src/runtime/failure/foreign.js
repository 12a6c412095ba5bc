import { __wbg_is_exception, __wbg_is_trap } from './trap.js';

/**
 * Carries through Rust what would not arrive otherwise, or would be taken for an error of the instance: engines let nothing in
 * the wasm catch traps, so that no stack would be rewound, and V8 up to version 11 cannot rethrow `null`.
 */
export class __wbg_Foreign {
    /** @param {any} thrown */
    constructor(thrown) {
        this.thrown = thrown;
    }
}

/**
 * What an import throws for an error of its JS side. In an instance that has died meanwhile, it is the error that ended it.
 * @param {Wbg.Record} wbg
 * @param {any} error
 * @returns {any}
 */
export function __wbg_foreign(wbg, error) {
    if (wbg.over) {
        return wbg.error;
    }
    const odd = error === null || __wbg_is_exception(error) || __wbg_is_trap(error);
    return odd ? new __wbg_Foreign(error) : error;
}
