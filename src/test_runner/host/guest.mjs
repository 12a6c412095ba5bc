/**
 * One instance of the suite, and the tests it runs: one at a time, each with a context of its own, so that it is known which test
 * was running when an instance ends and what is left to do.
 */

import { failure } from './report.mjs';

/** What a running test prints for its report. */
let lines = /** @type {string[]} */ ([]);

/** The last error that left a test through the guest's own frames. */
let thrown = /** @type {any} */ (undefined);

/** Gives the guest the functions it imports from its surroundings. */
export function provide() {
    const surroundings = /** @type {any} */ (globalThis);
    const line = (/** @type {any} */ text) => lines.push(text);
    surroundings.__wbgtest_og_console_log = line;
    surroundings.__wbgtest_og_console_error = line;
    surroundings.__wbg_test_output_writeln = line;
    surroundings.__wbg_test_invoke = (/** @type {() => void} */ test) => {
        try {
            test();
        } catch (error) {
            thrown = { error };
            throw error;
        }
    };
}

export class Guest {
    /**
     * @param {Record<string, any>} glue
     * @param {Record<string, any>} exports of the wasm
     * @param {Wbg.Plan} plan
     * @param {import('./capture.mjs').Capture} capture
     * @param {import('./stray.mjs').Stray} stray
     * @param {(make: () => any) => any} around surrounds the making of a context
     */
    constructor(glue, exports, plan, capture, stray, around = (make) => make()) {
        this.glue = glue;
        this.exports = exports;
        this.plan = plan;
        this.capture = capture;
        this.stray = stray;
        this.around = around;
    }

    /**
     * @param {Wbg.Test} test
     * @returns {Promise<import('./report.mjs').Outcome>}
     */
    async run(test) {
        lines = [];
        thrown = undefined;
        this.capture.begin(test.name, this.glue);
        const { caught, stop } = this.stray.watch();
        /** @type {{ error: any } | undefined} */
        let escaped;
        let passed = false;
        try {
            passed = await Promise.race([this.attempt(test), caught]);
        } catch (error) {
            escaped = { error };
        }
        stop();
        return this.outcome(test, passed, escaped, this.capture.end());
    }

    /** @param {Wbg.Test} test */
    async attempt(test) {
        const context = this.around(() => new this.glue.WasmBindgenTestContext(this.plan.bench));
        context.include_ignored(this.plan.includeIgnored);
        return context.run([this.exports[test.export]]);
    }

    /**
     * @param {Wbg.Test} test
     * @param {boolean} passed
     * @param {{ error: any } | undefined} escaped an error that the guest could not report
     * @param {Map<string, string>} output
     */
    outcome(test, passed, escaped, output) {
        if (escaped !== undefined) {
            return { status: 'FAIL', detail: failure(test.name, output, escaped.error), spent: true };
        }
        const head = `test ${test.name} ... `;
        const told = lines.find((line) => line.startsWith(head))?.slice(head.length);
        const ignored = test.ignored && !this.plan.includeIgnored;
        return {
            status: told ?? (ignored ? 'ignored' : passed ? 'ok' : 'FAIL'),
            detail: lines.find((line) => line.startsWith(`---- ${test.name} output ----`)),
            // Only a panic that unwinds leaves nothing borrowed or half done behind.
            spent: thrown !== undefined && thrown.error?.name !== 'PanicError',
        };
    }

    /**
     * Calls an export of the glue that a dead instance refuses.
     * @param {string} name
     * @param {...any} args
     */
    ask(name, ...args) {
        try {
            return this.glue[name]?.(...args);
        } catch {
            return undefined;
        }
    }
}
