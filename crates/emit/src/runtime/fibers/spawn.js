import { __wbg_fiber } from './fiber.js';

/**
 * Polls a task soon, on a stack that can wait. An error goes to the host, once.
 * @param {Wbg.Record} wbg
 * @param {any} task
 */
export function __wbg_spawn(wbg, task) {
    queueMicrotask(() => {
        if (wbg.error !== undefined) {
            return;
        }
        __wbg_fiber(wbg, '__wbg_jspi_task_poll', [task]).catch((error) => {
            if (wbg.error === undefined || wbg.error === error) {
                throw error;
            }
        });
    });
}
