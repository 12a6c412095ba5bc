/**
 * Frees the Rust side of collected objects, where the engine tells about them. Nobody can catch an error that freeing throws, so the
 * console has it.
 * @param {(held: any) => void} free
 * @returns {Wbg.Finalizer}
 */
export function __wbg_finalizer(free) {
    if (typeof FinalizationRegistry === 'undefined') {
        return { register() {}, unregister() {} };
    }
    return new FinalizationRegistry((held) => {
        try {
            free(held);
        } catch (error) {
            console.error(error);
        }
    });
}
