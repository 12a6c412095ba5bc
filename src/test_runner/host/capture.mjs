/**
 * What tests write to the console: kept for the report of a failure and handed to the guest, which has its own report; printed at
 * once where that was asked for.
 */

import { text } from './report.mjs';

/** The methods that are captured, in the order in which a failure shows them. */
const METHODS = /** @type {const} */ (['debug', 'log', 'info', 'warn', 'error']);

export class Capture {
    /**
     * @param {Wbg.Plan} plan
     * @param {(method: string, args: any[]) => void} [show] for those who read along, besides the console itself
     */
    constructor(plan, show) {
        this.plan = plan;
        this.show = show;
        /** @type {Map<string, string>} */
        this.output = new Map();
        /** @type {Record<string, any> | undefined} glue of the guest that listens */
        this.listener = undefined;
        /** @type {string | undefined} */
        this.announced = undefined;
        /** @type {Record<string, (...args: any[]) => void>} */
        this.originals = {};
        for (const method of METHODS) {
            this.originals[method] = console[method].bind(console);
            console[method] = (...args) => this.take(method, args);
        }
    }

    /**
     * @param {string} method
     * @param {any[]} args
     */
    take(method, args) {
        this.show?.(method, args);
        if (this.plan.nocapture) {
            this.originals[method](...args);
        }
        if (this.listener === undefined || this.plan.bench) {
            return;
        }
        if (method === 'log' && this.announced === args[0]) {
            this.announced = undefined;
            return;
        }
        this.output.set(method, `${this.output.get(method) ?? ''}${args.map(text).join(' ')}\n`);
        try {
            this.listener[`__wbgtest_console_${method}`](args);
        } catch {
            // The instance has ended; what it wrote is kept here.
        }
    }

    /**
     * A test starts; the guest announces it, which is not part of its output.
     * @param {string} name
     * @param {Record<string, any>} listener
     */
    begin(name, listener) {
        this.announced = `Invoking test: ${name}`;
        this.output = new Map(METHODS.map((method) => [method, '']));
        this.listener = listener;
    }

    /** It is over. */
    end() {
        this.listener = undefined;
        return this.output;
    }
}
