/** The worker's side: starts the instance and runs the tests that the page sends. */

import { Capture } from './capture.mjs';
import { described, text } from './report.mjs';
import { Stray } from './stray.mjs';
import { keep, listen, start } from './web.mjs';

/**
 * Answers the page, by whichever way workers of this kind hear of it.
 * @param {any} glue
 * @param {any[]} [early] events that came before
 */
export function serve(glue, early = []) {
    const scope = /** @type {any} */ (self);
    const kind = scope.constructor.name;
    if (kind === 'DedicatedWorkerGlobalScope') {
        attend(glue, scope, early);
        return;
    }
    if (kind === 'SharedWorkerGlobalScope') {
        const connect = (/** @type {any} */ { ports: [port] }) => attend(glue, port, [], () => scope.close());
        scope.onconnect = connect;
        early.forEach(connect);
        return;
    }
    scope.addEventListener('message', (/** @type {any} */ event) => {
        // Until then the browser must not end a worker that seems to have nothing to do.
        event.waitUntil(new Promise((resolve) => attend(glue, event.ports[0], [], () => resolve(undefined))));
    });
}

/**
 * @param {any} glue
 * @param {any} port
 * @param {any[]} early
 * @param {() => void} [end]
 */
function attend(glue, port, early, end) {
    const say = (/** @type {string} */ kind, /** @type {any} */ value) => port.postMessage([kind, value]);
    const stray = new Stray((error) => say('broken', described(error)));
    listen(self, stray);
    /** @type {import('./guest.mjs').Guest} */
    let guest;
    /** @type {Record<string, (value: any) => Promise<void>>} */
    const requests = {
        async start(plan) {
            const capture = new Capture(plan, (method, args) => say('console', { method, args: args.map(text) }));
            guest = await start(glue, plan, capture, stray);
            say('started', undefined);
        },
        async run(test) {
            say('outcome', await guest.run(test));
        },
        async close() {
            await keep(guest);
            say('closed', undefined);
            end?.();
        },
    };
    const receive = (/** @type {any} */ { data: [kind, value] }) =>
        requests[kind](value).catch((/** @type {any} */ error) => say('broken', described(error)));
    port.onmessage = receive;
    early.forEach(receive);
}
