import { __wbg_tasks } from './tasks.js';

/**
 * Makes a promise that the guest is to settle, and settles it should the instance end before, or an error leave the function whose
 * promise it is.
 * @param {Wbg.Record} wbg
 * @param {(resolve: (value: any) => void, reject: (reason: any) => void) => void} executor
 */
export function __wbg_promise(wbg, executor) {
    const tasks = __wbg_tasks(wbg);
    return new Promise((resolve, reject) => {
        const owed = { reject, failed: false };
        const outer = tasks.making;
        tasks.owed.add(owed);
        tasks.making = owed;
        try {
            executor(
                (value) => {
                    tasks.owed.delete(owed);
                    resolve(value);
                },
                (reason) => {
                    tasks.owed.delete(owed);
                    reject(reason);
                },
            );
        } catch (error) {
            tasks.owed.delete(owed);
            throw error;
        } finally {
            tasks.making = outer;
        }
    });
}

/**
 * The promise under construction belongs to an asynchronous function, whose future will be the next new one to be polled.
 * @param {Wbg.Record} wbg
 */
export function __wbg_task_made(wbg) {
    const tasks = __wbg_tasks(wbg);
    tasks.unpolled.push(tasks.making);
}

/**
 * A future is polled.
 * @param {Wbg.Record} wbg
 * @param {number} future its address
 * @returns {number} the one that was being polled before
 */
export function __wbg_task_begin(wbg, future) {
    const tasks = __wbg_tasks(wbg);
    const known = tasks.futures.get(future);
    // A future that an error has left may be gone, and its address another's.
    if (!tasks.futures.has(future) || (known !== undefined && known.failed && tasks.unpolled.length > 0)) {
        tasks.futures.set(future, tasks.unpolled.shift());
    }
    const before = tasks.polling;
    tasks.polling = future;
    return before;
}

/**
 * It has been polled, and no error has left it.
 * @param {Wbg.Record} wbg
 * @param {number} pending 0 if it has ended
 * @param {number} before
 */
export function __wbg_task_end(wbg, pending, before) {
    const tasks = __wbg_tasks(wbg);
    if (pending === 0) {
        tasks.futures.delete(tasks.polling);
    }
    tasks.polling = before;
}

/**
 * The guest's executor runs.
 * @param {Wbg.Record} wbg
 */
export function __wbg_task_queue(wbg) {
    const tasks = __wbg_tasks(wbg);
    tasks.executor = tasks.microtask;
}

/**
 * The promise of the asynchronous function that is being polled, if that is known.
 * @param {Wbg.Record} wbg
 * @returns {Wbg.Owed | undefined}
 */
export function __wbg_polled(wbg) {
    return wbg.tasks === undefined ? undefined : wbg.tasks.futures.get(wbg.tasks.polling);
}

/**
 * Calls `then`. A Rust closure that is refused by then rejects the promise as ever, but nobody has to be there to hear it; one that
 * would wake a function which an error has left is not called.
 * @param {Wbg.Record} wbg
 * @param {any} promise
 * @param {any[]} reactions
 */
export function __wbg_then(wbg, promise, ...reactions) {
    const waiting = __wbg_polled(wbg);
    /** @type {any} */
    let derived = undefined;
    const watched = reactions.map((react) => {
        const ours = typeof react === 'function' && react._wbg_cb_unref !== undefined;
        return ours ? (/** @type {any} */ value) => {
            if (waiting !== undefined && waiting.failed) {
                return undefined;
            }
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
 * Queues a microtask, which is dropped if the instance has ended by then. An error that leaves an asynchronous function goes to its
 * promise, any other to the host; what waits in the executor's queue behind it has its turn.
 * @param {Wbg.Record} wbg
 * @param {() => void} microtask
 */
export function __wbg_microtask(wbg, microtask) {
    const tasks = __wbg_tasks(wbg);
    const run = () => {
        if (wbg.error !== undefined) {
            return;
        }
        tasks.microtask = microtask;
        try {
            microtask();
        } catch (error) {
            const failed = __wbg_polled(wbg);
            tasks.polling = 0;
            if (tasks.executor === microtask) {
                queueMicrotask(run);
            }
            if (failed === undefined) {
                throw error;
            }
            failed.failed = true;
            tasks.owed.delete(failed);
            failed.reject(error);
        }
    };
    queueMicrotask(run);
}

/**
 * A callback for a timer of the host, which does nothing once the instance has ended.
 * @param {Wbg.Record} wbg
 * @param {any} callback
 * @returns {any}
 */
export function __wbg_timed(wbg, callback) {
    const ours = typeof callback === 'function' && callback._wbg_cb_unref !== undefined;
    return ours ? (/** @type {any[]} */ ...args) => (wbg.error === undefined ? callback(...args) : undefined) : callback;
}
