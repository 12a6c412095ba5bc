import { __wbg_u8 } from '../core/views/u8.js';

/**
 * An import that makes the calling stack wait for what the function returns. While it waits, others use its part of the shadow
 * stack, which is therefore copied; the promise that the engine waits for tells what it was, and what became of the function's.
 * @param {Wbg.Record} wbg
 * @param {(...args: any[]) => any} f
 */
export function __wbg_suspending(wbg, f) {
    const { Suspending } = /** @type {any} */ (WebAssembly);
    if (typeof Suspending !== 'function') {
        return () => {
            throw new Error('this engine cannot make wasm wait for a promise (JSPI)');
        };
    }
    return new Suspending((/** @type {any[]} */ ...args) => {
        const { fiber } = wbg;
        /** @type {Promise<any>} */
        let promise;
        try {
            promise = Promise.resolve(f(...args));
        } catch (error) {
            promise = Promise.reject(error);
        }
        // After the call, which may have changed what is on the stack.
        const at = (wbg.exports ?? wbg.wasm).__wbg_stack_pointer.value;
        const stack = fiber === undefined ? undefined : __wbg_u8(wbg).slice(Number(at) >>> 0, fiber.base);
        /** @type {Promise<any>} */
        let waited = promise;
        const outcome = (/** @type {boolean} */ rejected) => (/** @type {any} */ value) => {
            if (wbg.error !== undefined) {
                // Nothing of this instance runs again.
                return new Promise(() => {});
            }
            if (fiber !== undefined) {
                // The engine listens already: right behind what the guest now does.
                waited.then(() => __wbg_fiber_leave(wbg));
            }
            return { fiber, at, stack, rejected, value };
        };
        waited = promise.then(outcome(false), outcome(true));
        return waited;
    });
}

/**
 * The guest has come to rest again: nothing is on its stack.
 * @param {Wbg.Record} wbg
 */
function __wbg_fiber_leave(wbg) {
    wbg.depth -= 1;
    wbg.fiber = undefined;
    (wbg.exports ?? wbg.wasm).__wbg_stack_pointer.value = wbg.top;
}

/**
 * Makes the shadow stack what it was when the calling stack began to wait; the first thing that it does when it goes on.
 * @param {Wbg.Record} wbg
 * @param {Wbg.Outcome} outcome
 */
export function __wbg_fiber_return(wbg, { fiber, at, stack }) {
    if (fiber !== undefined) {
        wbg.depth = (wbg.depth ?? 0) + 1;
        wbg.fiber = fiber;
        (wbg.exports ?? wbg.wasm).__wbg_stack_pointer.value = at;
        __wbg_u8(wbg).set(/** @type {Uint8Array} */ (stack), Number(at) >>> 0);
    }
}
