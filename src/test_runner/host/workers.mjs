/** Runs tests in workers: each worker holds one instance, and another one takes over when that is spent. */

/** How long a worker may take to start, in milliseconds. */
const PATIENCE = 10000;

let count = 0;

/**
 * @param {Wbg.Plan} plan
 * @param {import('./capture.mjs').Capture} capture
 * @returns {() => Promise<import('./suite.mjs').Place>}
 */
export function workers(plan, capture) {
    return async () => {
        count += 1;
        const { port, end, failed } = await make(plan);
        /** @type {Map<string, (value: any) => void>} */
        const waiting = new Map();
        port.onmessage = (/** @type {MessageEvent} */ { data: [kind, value] }) => {
            if (kind === 'console') {
                capture.take(value.method, value.args);
            } else {
                waiting.get(kind)?.(value);
            }
        };
        const answer = (/** @type {string} */ kind) => new Promise((resolve) => waiting.set(kind, resolve));
        const broken = Promise.race([failed, answer('broken')]).then((reason) => {
            throw new Error(`the worker broke: ${reason}`);
        });
        broken.catch(() => {});
        const ask = async (/** @type {string} */ kind, /** @type {any} */ value, /** @type {string} */ reply) => {
            const replied = answer(reply);
            port.postMessage([kind, value]);
            return /** @type {Promise<any>} */ (Promise.race([replied, broken]));
        };
        await Promise.race([ask('start', plan, 'started'), late()]);
        return {
            run: (test) => ask('run', test, 'outcome'),
            async close() {
                await ask('close', undefined, 'closed');
                await end();
            },
        };
    };
}

/** @returns {Promise<never>} */
function late() {
    return new Promise((_, reject) =>
        setTimeout(() => reject(new Error(`the worker did not start within ${PATIENCE / 1000} s`)), PATIENCE),
    );
}

/**
 * @param {Wbg.Plan} plan
 * @returns {Promise<{ port: any, end: () => any, failed: Promise<string> }>}
 */
async function make(plan) {
    const type = plan.glue === 'script' ? 'classic' : 'module';
    const script = `${plan.glue === 'script' ? 'worker_classic.js' : 'worker.mjs'}?worker=${count}`;
    if (plan.place === 'service') {
        return service(script);
    }
    const shared = plan.place === 'shared';
    const worker = /** @type {any} */ (shared ? new SharedWorker(script, { type }) : new Worker(script, { type }));
    const failed = new Promise((resolve) => {
        worker.onerror = (/** @type {ErrorEvent} */ event) => resolve(event.message ?? 'its script cannot be loaded');
    });
    return { port: shared ? worker.port : worker, end: () => worker.terminate?.(), failed };
}

/** @param {string} script */
async function service(script) {
    const registration = await navigator.serviceWorker.register(script, { type: 'module', scope: `./${count}/` });
    const worker = /** @type {ServiceWorker} */ (registration.installing ?? registration.waiting ?? registration.active);
    await new Promise((resolve, reject) => {
        const check = () => (worker.state === 'activated' ? resolve(0) : worker.state === 'redundant' && reject(refused()));
        worker.addEventListener('statechange', check);
        check();
    });
    const { port1, port2 } = new MessageChannel();
    worker.postMessage('port', [port2]);
    return { port: port1, end: () => registration.unregister(), failed: new Promise(() => {}) };
}

function refused() {
    return new Error('the browser gave the service worker up; its script cannot be loaded');
}
