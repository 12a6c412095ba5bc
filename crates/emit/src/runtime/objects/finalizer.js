/**
 * Frees the Rust side of collected objects, where the engine tells about them.
 * @param {(held: any) => void} free
 * @returns {Wbg.Finalizer}
 */
export function __wbg_finalizer(free) {
    return typeof FinalizationRegistry === 'undefined'
        ? { register() {}, unregister() {} }
        : new FinalizationRegistry(free);
}
