/** Runs all tests of a plan, in as many places one after the other as their failures ask for. */

/**
 * @typedef {object} Place Somewhere to run tests: an instance, or what stands for one elsewhere.
 * @property {(test: Wbg.Test) => Promise<import('./report.mjs').Outcome>} run
 * @property {() => Promise<void>} close
 */

/**
 * @param {Wbg.Plan} plan
 * @param {import('./report.mjs').Report} report
 * @param {() => Promise<Place>} open
 * @returns {Promise<boolean>} whether all passed
 */
export async function runSuite(plan, report, open) {
    report.start();
    /** @type {Place | undefined} */
    let place;
    for (const test of inOrder(plan)) {
        place ??= await open();
        const outcome = await place.run(test);
        report.add(test.name, outcome);
        if (outcome.spent) {
            await place.close();
            place = undefined;
        }
    }
    await place?.close();
    return report.end();
}

/**
 * Ignored tests are reported first; the others run last to first, as the guest's crate does it.
 * @param {Wbg.Plan} plan
 */
export function inOrder(plan) {
    const ignored = (/** @type {Wbg.Test} */ test) => test.ignored && !plan.includeIgnored;
    const others = plan.tests.filter((test) => !ignored(test));
    return [...plan.tests.filter(ignored), ...others.reverse()];
}
