import { __wbg_lifted } from '../objects/table.js';
import { __wbg_end } from './end.js';
import { __wbg_PanicError } from './panic_error.js';
import { __wbg_settle } from './promises.js';
import { __wbg_retire } from './retire.js';

/**
 * Carries through Rust what would not arrive otherwise, or would be taken for an error of the instance: engines let nothing in
 * the wasm catch traps, so that no stack would be rewound, and V8 up to version 11 cannot rethrow `null`.
 */
class __wbg_Foreign {
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

/**
 * Says what an error that left the wasm is: an exception that an import threw, a panic that no shim caught, or the end of the
 * instance.
 * @param {Wbg.Record} wbg
 * @param {any} error
 * @param {number} [stack] where the stacks were, if no shim in the wasm rewinds them
 * @returns {any} what the caller sees
 */
export function __wbg_fail(wbg, error, stack) {
    wbg.caught = undefined;
    if (wbg.error !== undefined) {
        return wbg.error;
    }
    if (stack !== undefined) {
        wbg.exports.__wbg_rewind(stack);
    }
    if (error instanceof __wbg_Foreign) {
        wbg.skipped = error.thrown;
        return error.thrown;
    }
    if (__wbg_is_exception(error)) {
        return error.is(wbg.exports.__cpp_exception) ? __wbg_panic(wbg, error) : error;
    }
    if (__wbg_is_trap(error)) {
        __wbg_abort(wbg, error);
    } else {
        wbg.skipped = error;
    }
    return error;
}

/**
 * The error of a panic that no shim caught. The guest makes it from what the exception carries, if it can.
 * @param {Wbg.Record} wbg
 * @param {any} exception
 */
function __wbg_panic(wbg, exception) {
    const { __wbg_panic_value, __cpp_exception } = wbg.exports;
    if (__wbg_panic_value !== undefined) {
        try {
            return __wbg_lifted(wbg, __wbg_panic_value(exception.getArg(__cpp_exception, 0)));
        } catch (error) {
            if (__wbg_is_trap(error)) {
                __wbg_abort(wbg, error);
                return error;
            }
        }
    }
    return new __wbg_PanicError('Rust panicked');
}

/**
 * Whether it is a wasm exception; not all engines have the class.
 * @param {any} error
 */
function __wbg_is_exception(error) {
    return typeof WebAssembly.Exception === 'function' && error instanceof WebAssembly.Exception;
}

/**
 * Whether the engine threw it: a trap, or the end of the stack, for which there is no common class.
 * @param {any} error
 */
function __wbg_is_trap(error) {
    return (
        error instanceof WebAssembly.RuntimeError ||
        error instanceof RangeError ||
        (error instanceof Error && error.name === 'InternalError')
    );
}

/**
 * Ends the instance. The guest's hook may still call imports; whatever it throws is of no interest.
 * @param {Wbg.Record} wbg
 * @param {any} error
 */
function __wbg_abort(wbg, error) {
    wbg.error = error;
    wbg.due = true;
    try {
        // The hook needs some stack, which may be what came to an end.
        wbg.exports.__wbg_rewind(wbg.bottom);
        __wbg_end(wbg);
    } catch {
        // The first error is the one that counts.
    }
    __wbg_retire(wbg);
    __wbg_settle(wbg);
}
