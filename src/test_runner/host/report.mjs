/**
 * The printed report: one, whatever number of instances the tests needed. Its form is the one that the guest's crate prints for a
 * single instance, because tools read it.
 */

/**
 * @typedef {object} Outcome How one test ended.
 * @property {string} status what stands behind the dots
 * @property {string} [detail] what is told of a failure
 * @property {boolean} spent whether its instance cannot be used any more
 */

export class Report {
    /**
     * @param {(line: string) => void} print
     * @param {Wbg.Plan} plan
     * @param {() => number} now in milliseconds
     */
    constructor(print, plan, now) {
        this.print = print;
        this.plan = plan;
        this.now = now;
        this.started = now();
        this.passed = 0;
        this.ignored = 0;
        /** @type {{ name: string, detail: string }[]} */
        this.failures = [];
    }

    start() {
        if (!this.plan.bench) {
            const count = this.plan.tests.length;
            this.print(`running ${count} ${count === 1 ? 'test' : 'tests'}`);
        }
    }

    /**
     * @param {string} name
     * @param {Outcome} outcome
     */
    add(name, { status, detail }) {
        if (!this.plan.bench) {
            this.print(`test ${name} ... ${status}`);
        }
        if (status === 'ok') {
            this.passed += 1;
        } else if (status === 'FAIL') {
            this.failures.push({ name, detail: detail ?? `---- ${name} output ----\n` });
        } else {
            this.ignored += 1;
        }
    }

    /** @returns {boolean} whether nothing failed */
    end() {
        const { failures, print } = this;
        if (failures.length > 0) {
            print('\nfailures:\n');
            failures.forEach(({ detail }) => print(detail));
            print('failures:\n');
            failures.forEach(({ name }) => print(`    ${name}`));
        }
        const verdict = failures.length === 0 ? 'ok' : 'FAILED';
        const seconds = ((this.now() - this.started) / 1000).toFixed(2);
        print('');
        print(
            `test result: ${verdict}. ${this.passed} passed; ${failures.length} failed; ${this.ignored} ignored; ` +
                `${this.plan.filtered} filtered out; finished in ${seconds}s\n`,
        );
        return failures.length === 0;
    }
}

/**
 * What is told of a failure that the guest cannot report itself any more, in the guest's form.
 * @param {string} name
 * @param {Map<string, string>} output by console method
 * @param {any} error
 */
export function failure(name, output, error) {
    let told = '';
    for (const [method, written] of output) {
        if (written !== '') {
            told += `${method} output:\n${indented(written)}\n`;
        }
    }
    told += `JS exception that was thrown:\n${indented(described(error))}`;
    return `---- ${name} output ----\n${indented(told)}`;
}

/** @param {string} block */
function indented(block) {
    const lines = block.endsWith('\n') ? block.slice(0, -1) : block;
    return lines.split('\n').map((line) => `    ${line}\n`).join('');
}

/** @param {any} error */
export function described(error) {
    // Calls into an instance that has ended, and its promises, tell what ended it.
    const reason = error?.message === 'Module terminated' && error.cause !== undefined ? error.cause : error;
    const header = text(reason);
    const stack = reason?.stack;
    if (typeof stack !== 'string') {
        return header;
    }
    return stack.includes(header) ? stack : `${header}\n${stack}`;
}

/**
 * A value as text; some have none.
 * @param {any} value
 */
export function text(value) {
    try {
        return String(value);
    } catch {
        return Object.prototype.toString.call(value);
    }
}
