/** Entry in Node and in Deno, which has Node's modules: reads the plan beside this file, runs it, sets the exit code. */

import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import process from 'node:process';
import { Capture } from './capture.mjs';
import { Guest, provide } from './guest.mjs';
import { Report, described } from './report.mjs';
import { Stray } from './stray.mjs';
import { runSuite } from './suite.mjs';

const plan = JSON.parse(readFileSync(new URL('plan.json', import.meta.url), 'utf8'));
const capture = new Capture(plan);
const { log, error: complain } = capture.originals;
const stray = new Stray(fatal);

/** @type {Uint8Array | undefined} */
let baseline = plan.bench && existsSync(plan.baseline) ? readFileSync(plan.baseline) : undefined;
let instances = 0;
/** Files of coverage that this run has begun. */
const begun = new Set();

/**
 * What keeps the suite from running at all.
 * @param {any} error
 */
function fatal(error) {
    complain(described(error));
    process.exit(1);
}

/** @returns {Promise<any>} the glue of a fresh instance */
async function load() {
    instances += 1;
    if (plan.glue === 'module') {
        return import(`./wasm-bindgen-test.js?instance=${instances}`);
    }
    const require = createRequire(import.meta.url);
    const path = require.resolve('./wasm-bindgen-test.js');
    delete require.cache[path];
    return require(path);
}

async function open() {
    const glue = await load();
    const guest = new Guest(glue, glue.__wasm, plan, capture, stray);
    if (baseline !== undefined) {
        guest.ask('__wbgbench_import', baseline);
    }
    return {
        run: (/** @type {Wbg.Test} */ test) => guest.run(test),
        async close() {
            keep(guest);
            await stray.drain();
        },
    };
}

/** @param {Guest} guest */
function keep(guest) {
    baseline = (plan.bench ? guest.ask('__wbgbench_dump') : undefined) ?? baseline;
    const coverage = guest.ask('__wbgtest_cov_dump');
    if (coverage !== undefined) {
        const signature = guest.ask('__wbgtest_module_signature');
        const path = guest.ask('__wbgtest_coverage_path', process.env.LLVM_PROFILE_FILE, process.pid, tmpdir(), signature);
        mkdirSync(dirname(path), { recursive: true });
        // Profiles of several instances may follow each other.
        (begun.has(path) ? appendFileSync : writeFileSync)(path, coverage);
        begun.add(path);
    }
}

process.on('uncaughtException', (/** @type {any} */ error) => stray.report(error));
process.on('unhandledRejection', (/** @type {any} */ error) => stray.report(error));
process.on('beforeExit', () => stray.report(new Error('the test does not end: nothing is left that could wake it')));
let finished = false;
process.on('exit', (/** @type {number} */ code) => {
    if (!finished && code === 0) {
        complain('a test ended the process before the suite was finished');
        process.exitCode = 1;
    }
});

/** @param {boolean} passed */
function finish(passed) {
    if (baseline !== undefined) {
        mkdirSync(dirname(plan.baseline), { recursive: true });
        writeFileSync(plan.baseline, baseline);
    }
    finished = true;
    // What tests left behind must not keep the process alive; pipes are written to the end first.
    process.stdout.write('', () => process.exit(passed ? 0 : 1));
}

provide();
// Not awaited here: when nothing is left to do while this file waits, Deno gives up without a word to anybody.
runSuite(plan, new Report(log, plan, () => performance.now()), open).then(finish).catch(fatal);
