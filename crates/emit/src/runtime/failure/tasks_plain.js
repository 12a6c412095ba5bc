/**
 * What is known of the guest's asynchronous functions.
 * @param {Wbg.Record} wbg
 * @returns {Wbg.Tasks}
 */
export function __wbg_tasks(wbg) {
    wbg.tasks ??= { owed: new Set(), unpolled: [], futures: new Map(), polling: 0 };
    return wbg.tasks;
}
