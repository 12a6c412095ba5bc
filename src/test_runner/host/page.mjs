/** Entry in a browser: reads the plan, runs it in the page or in workers, and shows the report, which the runner reads. */

import { Capture } from './capture.mjs';
import { Report, described, text } from './report.mjs';
import { Stray } from './stray.mjs';
import { runSuite } from './suite.mjs';
import { keep, listen, start } from './web.mjs';
import { workers } from './workers.mjs';

const output = /** @type {HTMLElement} */ (document.getElementById('output'));
const written = /** @type {HTMLElement} */ (document.getElementById('console_output'));
/** @param {string} line */
const print = (line) => output.append(`${line}\n`);

/** What the runner asks for: whether all passed, or what kept the tests from running. */
const state = { passed: false, finished: false, broken: '' };
/** @type {any} */ (window).__wbgtest_state = state;

/** @param {any} error */
function fatal(error) {
    state.broken ||= described(error);
    state.finished = true;
    print(described(error));
}

const plan = await (await fetch('plan.json')).json();
const capture = new Capture(plan, (_, args) => {
    const line = args.map(text).join(' ');
    written.append(`${line}\n`);
    if (plan.nocapture) {
        print(line);
    }
});
const stray = new Stray(fatal);
listen(window, stray);
let instances = 0;

/** The glue of a fresh instance. */
async function load() {
    instances += 1;
    if (plan.glue === 'module') {
        return import(`./wasm-bindgen-test.js?instance=${instances}`);
    }
    const source = await (await fetch('wasm-bindgen-test.js')).text();
    // A script declares its global once; as a function it has a scope of its own.
    return new Function(`${source}\nreturn wasm_bindgen;`)();
}

async function openHere() {
    const guest = await start(await load(), plan, capture, stray, around);
    return {
        run: (/** @type {Wbg.Test} */ test) => guest.run(test),
        async close() {
            await keep(guest);
            await stray.drain();
        },
    };
}

/**
 * Lets the guest write its lines into what it takes for the element of the report; to everybody else that is the real one.
 * @param {() => any} make
 */
function around(make) {
    const sink = {
        get textContent() {
            return '';
        },
        set textContent(line) {
            /** @type {any} */ (globalThis).__wbg_test_output_writeln(line.replace(/\n$/u, ''));
        },
    };
    const page = /** @type {any} */ (document);
    page.getElementById = (/** @type {string} */ id) =>
        id === 'output' ? sink : Document.prototype.getElementById.call(document, id);
    try {
        return make();
    } finally {
        delete page.getElementById;
    }
}

try {
    const open = plan.place === 'page' ? openHere : workers(plan, capture);
    state.passed = await runSuite(plan, new Report(print, plan, () => performance.now()), open);
    state.finished = true;
} catch (error) {
    fatal(error);
}
