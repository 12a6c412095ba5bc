/**
 * Makes a promise that the guest is to settle, and settles it should the instance end before.
 * @param {Wbg.Record} wbg
 * @param {(resolve: (value: any) => void, reject: (reason: any) => void) => void} executor
 */
export function __wbg_promise(wbg, executor) {
    return new Promise((resolve, reject) => {
        wbg.promises.add(reject);
        executor(
            (value) => {
                wbg.promises.delete(reject);
                resolve(value);
            },
            (reason) => {
                wbg.promises.delete(reject);
                reject(reason);
            },
        );
    });
}

/**
 * Rejects all promises that the guest can no longer settle.
 * @param {Wbg.Record} wbg
 */
export function __wbg_settle(wbg) {
    const { promises } = wbg;
    wbg.promises = new Set();
    for (const reject of promises) {
        reject(new Error('Module terminated', { cause: wbg.error }));
    }
}

/**
 * Calls `then`. A Rust closure that is refused by then rejects the promise as ever, but nobody has to be there to hear it.
 * @param {Wbg.Record} wbg
 * @param {any} promise
 * @param {any[]} reactions
 */
export function __wbg_then(wbg, promise, ...reactions) {
    /** @type {any} */
    let derived = undefined;
    const watched = reactions.map((react) => {
        const ours = typeof react === 'function' && react._wbg_cb_unref !== undefined;
        return ours ? (/** @type {any} */ value) => {
            if (wbg.error !== undefined && derived instanceof Promise) {
                derived.catch(() => {});
            }
            return react(value);
        } : react;
    });
    derived = promise.then(...watched);
    return derived;
}

/**
 * Queues a microtask, which is dropped if the instance has ended by then.
 * @param {Wbg.Record} wbg
 * @param {() => void} task
 */
export function __wbg_microtask(wbg, task) {
    queueMicrotask(() => {
        if (wbg.error === undefined) {
            task();
        }
    });
}
