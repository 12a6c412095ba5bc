/**
 * Whether it is a wasm exception; not all engines have the class.
 * @param {any} error
 */
export function __wbg_is_exception(error) {
    return typeof WebAssembly.Exception === 'function' && error instanceof WebAssembly.Exception;
}

/**
 * Whether the engine threw it: a trap, or the end of the stack, for which there is no common class.
 * @param {any} error
 */
export function __wbg_is_trap(error) {
    return (
        error instanceof WebAssembly.RuntimeError ||
        error instanceof RangeError ||
        (error instanceof Error && error.name === 'InternalError')
    );
}
