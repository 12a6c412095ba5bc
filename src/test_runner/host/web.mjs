/** What pages and workers share: loading the glue, and bringing results back to the runner. */

import { Guest, provide } from './guest.mjs';

/** Where the wasm is; workers may be elsewhere than the files. */
const WASM = new URL('wasm-bindgen-test_bg.wasm', import.meta.url);

/**
 * Starts an instance.
 * @param {any} glue
 * @param {Wbg.Plan} plan
 * @param {import('./capture.mjs').Capture} capture
 * @param {import('./stray.mjs').Stray} stray
 * @param {(make: () => any) => any} [around] surrounds the making of a context
 */
export async function start(glue, plan, capture, stray, around) {
    provide();
    const init = plan.glue === 'script' ? glue : glue.default;
    const exports = await init({ module_or_path: WASM });
    const guest = new Guest(glue, exports, plan, capture, stray, around);
    if (plan.bench) {
        const earlier = await fetch(new URL('__wasm_bindgen/bench/fetch', import.meta.url));
        if (earlier.ok) {
            guest.ask('__wbgbench_import', new Uint8Array(await earlier.arrayBuffer()));
        }
    }
    return guest;
}

/**
 * Keeps what an instance has measured.
 * @param {Guest} guest
 */
export async function keep(guest) {
    const results = guest.plan.bench ? guest.ask('__wbgbench_dump') : undefined;
    if (results !== undefined) {
        await post('bench/dump', results, {});
    }
    const coverage = guest.ask('__wbgtest_cov_dump');
    if (coverage !== undefined) {
        await post('coverage', coverage, { 'Module-Signature': String(guest.ask('__wbgtest_module_signature')) });
    }
}

/**
 * @param {string} what
 * @param {any} body
 * @param {Record<string, string>} headers
 */
async function post(what, body, headers) {
    const answer = await fetch(new URL(`__wasm_bindgen/${what}`, import.meta.url), { method: 'POST', body, headers });
    if (!answer.ok) {
        throw new Error(`the results of ${what} cannot be kept: ${await answer.text()}`);
    }
}

/**
 * Passes errors of the event loop on; nobody else hears of them.
 * @param {any} scope
 * @param {import('./stray.mjs').Stray} stray
 */
export function listen(scope, stray) {
    scope.addEventListener('error', (/** @type {any} */ event) => {
        event.preventDefault();
        stray.report(event.error ?? new Error(event.message));
    });
    scope.addEventListener('unhandledrejection', (/** @type {any} */ event) => {
        event.preventDefault();
        stray.report(event.reason);
    });
}
