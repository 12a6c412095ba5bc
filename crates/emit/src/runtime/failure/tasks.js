import { __wbg_polled } from './promises.js';
import { __wbg_refusal } from './refusal.js';

/**
 * What is known of the guest's asynchronous functions.
 * @param {Wbg.Record} wbg
 * @returns {Wbg.Tasks}
 */
export function __wbg_tasks(wbg) {
    wbg.tasks ??= { owed: new Set(), unpolled: [], futures: new Map(), polling: 0, settle: __wbg_settle };
    return wbg.tasks;
}

/**
 * Rejects all promises that the guest can no longer settle: the one whose function ended the instance with that very error.
 * @param {Wbg.Record} wbg
 */
function __wbg_settle(wbg) {
    const { owed } = __wbg_tasks(wbg);
    const polled = __wbg_polled(wbg);
    for (const promise of owed) {
        promise.reject(promise === polled ? wbg.error : __wbg_refusal(wbg));
    }
    owed.clear();
}
